"""A unit among those of its own kind: ranks, ties, percentiles, medians (docs/rules.md §9)."""

from decimal import Decimal

import pytest

from core.scoring.peers import Standing, standing
from tests.scoring.facts import portrait

BEST, TIED, SAME, LAST = portrait("90.0"), portrait("80.0"), portrait("80.0"), portrait("70.5")
KIND = [TIED, BEST, LAST, SAME]


@pytest.mark.parametrize(
    ("one", "rank", "tied", "percentile"),
    [(BEST, 1, 0, "1"), (TIED, 2, 1, "0.3333333333333333333333333333"), (SAME, 2, 1, None), (LAST, 4, 0, "0")],
)
def test_equal_scores_share_a_rank_and_the_next_one_is_skipped(
    one: object, rank: int, tied: int, percentile: str | None
) -> None:
    found = standing(one, KIND)  # type: ignore[arg-type]
    assert (found.rank, found.tied, found.of, found.median) == (rank, tied, 4, Decimal("80.0"))
    if percentile is not None:
        assert found.percentile == Decimal(percentile)


def test_a_unit_alone_is_first_and_has_no_percentile() -> None:
    alone = portrait("42.0", politics="0.5")
    assert standing(alone, [alone]) == Standing(
        rank=1, tied=0, of=1, percentile=None, median=Decimal("42.0"), medians={"politics": Decimal("0.5")}
    )


def test_of_two_the_better_one_leaves_the_other_behind() -> None:
    better, worse = portrait("80.1"), portrait("80.0")
    assert [standing(one, [worse, better]).percentile for one in (better, worse)] == [1, 0]
    assert standing(better, [better, worse]).median == Decimal("80.05")


def test_all_alike_are_all_first() -> None:
    kind = [portrait("60.0") for _ in range(3)]
    found = standing(kind[1], kind)
    assert (found.rank, found.tied, found.of, found.percentile) == (1, 2, 3, 0)


@pytest.mark.parametrize("unranked", [portrait("95.0", is_ranked=False), portrait(None, is_ranked=False)])
def test_who_is_not_ranked_neither_has_a_rank_nor_moves_others(unranked: object) -> None:
    kind = [*KIND, unranked]
    assert standing(unranked, kind) == Standing(  # type: ignore[arg-type]
        rank=None, tied=0, of=4, percentile=None, median=Decimal("80.0"), medians={}
    )
    assert standing(BEST, kind) == standing(BEST, KIND)  # type: ignore[arg-type]


def test_where_nobody_is_ranked_there_is_nothing_to_compare() -> None:
    one = portrait("95.0", is_ranked=False, politics="0.9")
    assert standing(one, [one]) == Standing(rank=None, tied=0, of=0, percentile=None, median=None, medians={})


def test_medians_of_a_dimension_are_over_ranked_units_where_it_is_collected() -> None:
    kind = [
        portrait("90.0", politics="0.9", public=None, town_funds="0.5"),
        portrait("80.0", politics="0.6", public="0.8"),
        portrait("70.0", politics="0.2", public="0.7"),
        portrait("99.0", is_ranked=False, politics="1", public="1"),
    ]
    assert standing(kind[0], kind).medians == {
        "politics": Decimal("0.6"),
        "public": Decimal("0.75"),
        "town_funds": Decimal("0.5"),
    }
