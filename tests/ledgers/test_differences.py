"""Three versions of a cell: nothing that came back is lost, and nothing that changed here is overwritten (docs/rules.md §4.5)."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.intake.travelling import Returned, ReturnedRow, ReturnedSheet
from core.ledgers.cells import Names
from core.ledgers.differences import Comparison, Fate, compare, fate_of
from core.ledgers.fields import FIELDS
from core.ledgers.travelling import FILLED, travelling_sheets
from core.vocabulary import Ledger, Status

OUTCOMES = Ledger.OUTCOMES
KEYS = ("summary", "benefit")
VALUES = st.sampled_from(("", "甲", "乙"))
CELLS = st.fixed_dictionaries(dict.fromkeys(KEYS, VALUES))
SIDES = st.dictionaries(st.integers(1, 4), CELLS, max_size=4)


@dataclass(frozen=True)
class Row:
    finding_code: str
    status: Status
    cells: dict[str, str]


def rows(side: dict[int, dict[str, str]]) -> dict[Ledger, dict[int, Row]]:
    return {OUTCOMES: {n: Row(f"R1-甲-{n:02}", Status.IN_PROGRESS, _full(n, cells)) for n, cells in side.items()}}


def _full(number: int, cells: dict[str, str]) -> dict[str, str]:
    return {field.key: "" for field in FIELDS[OUTCOMES]} | {"finding": f"R1-甲-{number:02}"} | cells


def came_back(side: dict[int, dict[str, str]]) -> Returned:
    lines = tuple(ReturnedRow(place, str(n), tuple(cells.items())) for place, (n, cells) in enumerate(side.items(), 4))
    empty = tuple(ReturnedSheet(ledger, ()) for ledger in FILLED if ledger is not OUTCOMES)
    return Returned("mark", (ReturnedSheet(OUTCOMES, lines), *empty))


def compared(
    base: dict[int, dict[str, str]], theirs: dict[int, dict[str, str]], now: dict[int, dict[str, str]]
) -> Comparison:
    left = {OUTCOMES.value: {str(n): _full(n, cells) for n, cells in base.items()}}
    return compare(left, came_back(theirs), rows(now), Names())


@pytest.mark.parametrize(
    ("was", "theirs", "now", "fate"),
    [
        ("甲", "甲", "甲", Fate.SAME),
        ("甲", "乙", "甲", Fate.THEIRS),
        ("甲", "甲", "乙", Fate.OURS),
        ("甲", "乙", "乙", Fate.AGREED),
        ("甲", "乙", "丙", Fate.CONFLICT),
        ("甲", "", "甲", Fate.THEIRS),
        ("甲", "", "乙", Fate.CONFLICT),
    ],
)
def test_the_fate_of_a_cell_follows_from_its_three_versions(was: str, theirs: str, now: str, fate: Fate) -> None:
    assert fate_of(was, theirs, now) is fate


@given(SIDES, SIDES, SIDES)
def test_every_change_that_came_back_is_named_once_and_taking_it_never_hides_a_change_here(
    base: dict[int, dict[str, str]], theirs: dict[int, dict[str, str]], now: dict[int, dict[str, str]]
) -> None:
    found = compared(base, theirs, now)
    named = [(one.row_id, one.key) for one in found.cells]
    assert len(named) == len(set(named))
    changed = {(n, key) for n, cells in theirs.items() if n in base for key in KEYS if cells[key] != base[n][key]}
    assert changed <= set(named)
    for one in found.cells:
        if one.fate is Fate.THEIRS:
            assert now[one.row_id][one.key] == base[one.row_id][one.key]
        assert (one.fate is Fate.GONE) is (one.row_id not in now)
    strange = [n for n in theirs if n not in base]
    lost = [n for n in base if n not in theirs]
    assert sum("行号与下发时对不上" in fault for fault in found.faults) == len(strange)
    assert any(f"少了 {len(lost)} 行" in fault for fault in found.faults) is bool(lost)
    kept = sum(n in theirs for n in base) * len(KEYS)
    assert found.unchanged + len(found.cells) == kept


def test_variants_of_the_same_value_are_no_change_and_what_left_is_never_faulty() -> None:
    number = {"recovered_yuan": "46000.00"}
    assert compared({1: number}, {1: {"recovered_yuan": "4.6万"}}, {1: number}).cells == ()
    odd = {"recovered_yuan": "旧数据"}
    assert compared({1: odd}, {1: odd}, {1: odd}).cells == ()


def test_a_faulty_cell_says_how_to_mend_it() -> None:
    (one,) = compared({1: {"recovered_yuan": ""}}, {1: {"recovered_yuan": "约3万"}}, {1: {"recovered_yuan": ""}}).cells
    assert one.fault
    assert one.theirs == "约3万"


def test_rows_of_what_is_under_review_or_cleared_are_locked_throughout() -> None:
    heads = {str(n): {"finding": f"R1-甲-{n:02}", "status": s.term} for n, s in
             enumerate((Status.IN_PROGRESS, Status.APPLIED, Status.CLEARED), 1)}  # fmt: skip
    left = {"findings": heads, OUTCOMES.value: {str(n): _full(n, {}) for n in (1, 2, 3)}}
    sheet = next(one for one in travelling_sheets("甲", "", "mark", left) if one.name == OUTCOMES.term)
    assert sheet.open_cells is not None
    assert {row for row, _ in sheet.open_cells} == {0}
