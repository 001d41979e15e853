"""Versions of a plan side by side: what came, what went, what reads otherwise."""

from core.rules.plan_comparison import CellChange, PlanRow, RowChange, RowFate, compare
from core.vocabulary import Ledger

FIELDS = dict.fromkeys(Ledger, ("goal", "due_on"))


def row(number: int, goal: str, finding: str = "R1-甲-01", **more: str) -> PlanRow:
    return PlanRow(row=number, finding=finding, title="补贴未公示", cells={"goal": goal, **more})


def changes(older: list[PlanRow], newer: list[PlanRow]) -> list[tuple[RowFate, tuple[CellChange, ...]]]:
    found = compare({Ledger.TASKS: older}, {Ledger.TASKS: newer}, FIELDS)
    return [(change.fate, change.cells) for change in found]


def cell(field: str, old: str, new: str) -> CellChange:
    return CellChange(field=field, old=old, new=new)


def test_the_same_version_twice_differs_in_nothing() -> None:
    assert changes([row(1, "公示"), row(2, "清退")], [row(1, "公示"), row(2, "清退")]) == []


def test_a_cell_that_reads_otherwise_shows_both_texts() -> None:
    older, newer = row(1, "公示", due_on="2026-05-01"), row(1, "12个村全部公示", due_on="2026-05-01")
    assert compare({Ledger.TASKS: [older]}, {Ledger.TASKS: [newer]}, FIELDS) == (
        RowChange(
            ledger=Ledger.TASKS,
            finding="R1-甲-01",
            title="补贴未公示",
            fate=RowFate.CHANGED,
            cells=(cell("goal", "公示", "12个村全部公示"),),
        ),
    )


def test_a_field_that_is_no_part_of_a_plan_does_not_count() -> None:
    assert changes([row(1, "公示", status="未启动")], [row(1, "公示", status="已完成")]) == []


def test_new_rows_are_added_and_missing_ones_removed_with_all_they_said() -> None:
    assert changes([row(1, "公示"), row(2, "清退", "R1-甲-02")], [row(3, "问责", "R1-甲-03"), row(1, "公示")]) == [
        (RowFate.ADDED, (cell("goal", "", "问责"),)),
        (RowFate.REMOVED, (cell("goal", "清退", ""),)),
    ]


def test_a_plan_that_was_entered_anew_is_told_by_what_it_says() -> None:
    older = [row(1, "公示"), row(2, "清退")]
    newer = [row(7, "清退"), row(8, "公示并核对")]
    assert changes(older, newer) == [(RowFate.CHANGED, (cell("goal", "公示", "公示并核对"),))]


def test_a_number_used_again_for_another_finding_is_another_row() -> None:
    assert [fate for fate, _ in changes([row(1, "公示")], [row(1, "清退", "R1-甲-02")])] == [
        RowFate.ADDED,
        RowFate.REMOVED,
    ]


def test_ledgers_are_told_in_their_order_and_a_ledger_one_side_lacks_is_empty() -> None:
    newer = {
        Ledger.RESPONSIBILITIES: [row(1, "副镇长")],
        Ledger.TASKS: [row(1, "公示")],
        Ledger.OUTCOMES: [row(1, "已公示")],
    }
    assert [change.ledger for change in compare({}, newer, FIELDS)] == [Ledger.TASKS, Ledger.RESPONSIBILITIES]
