"""A load shares one transaction, keeps all or nothing, and leaves the process as it was."""

import gc

import pytest
import sqlalchemy as sa

from core.demo.loading import LoadingStore, without_collector
from core.store.engine import Store
from core.store.models import InspectionRound
from core.vocabulary import RoundKind


def _begin_round(loading: LoadingStore, code: str) -> None:
    with loading.write() as session:
        session.add(
            InspectionRound(code=code, term_no=1, round_no=int(code[1:]), name=code, kind=RoundKind.REGULAR, plan={})
        )


def _codes(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(sa.select(InspectionRound.code).order_by(InspectionRound.code)))


def test_what_one_command_wrote_the_next_one_sees_and_others_only_at_the_end(store: Store) -> None:
    with LoadingStore.over(store) as loading:
        _begin_round(loading, "R1")
        _begin_round(loading, "R2")
        assert _codes(loading) == ["R1", "R2"]
        assert _codes(store) == []
    assert _codes(store) == ["R1", "R2"]


def test_a_load_that_breaks_keeps_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), LoadingStore.over(store) as loading:
        _begin_round(loading, "R1")
        raise RuntimeError
    assert _codes(store) == []


def test_a_row_that_commands_load_again_is_the_same_object(sqlite_store: Store) -> None:
    with LoadingStore.over(sqlite_store) as loading:
        _begin_round(loading, "R1")
        numbers = set()
        for _ in range(3):
            with loading.read() as session:
                numbers.add(id(session.scalars(sa.select(InspectionRound)).one()))
        assert len(numbers) == 1


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_rests_and_is_as_it_was_afterwards(was_on: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        with pytest.raises(RuntimeError), without_collector():
            assert not gc.isenabled()
            raise RuntimeError
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()
