"""What was typed and is not saved: nothing of it is lost on the way to the draft and back (docs/adr/0010)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ledgers.cells import Names
from core.ledgers.checking import Desk, check
from core.ledgers.pending import Pending, difference
from core.ledgers.rows import row_faults
from core.queries.ledger_rows import LedgerRow
from core.rules.ledger_locks import locked
from core.vocabulary import Ledger, Status

TODAY = date(2026, 11, 24)
SUMMARY = (Ledger.OUTCOMES, 7, "summary")


def row(status: Status = Status.IN_PROGRESS, **cells: str) -> LedgerRow:
    return LedgerRow(row_id=7, finding_id=7, finding_code="R1-01", title="问题", status=status, cells=cells)


def desk(*, is_office: bool = False, reason: str = "") -> Desk:
    return Desk(names=Names(year=2026), today=TODAY, is_office=is_office, reason=reason)


def test_typing_the_old_value_again_takes_the_edit_back() -> None:
    pending = Pending()
    pending.type_cell(SUMMARY, "甲", "乙")
    pending.type_cell(SUMMARY, "乙", "丙")
    assert pending.cells[SUMMARY] == ("甲", "丙")
    pending.type_cell(SUMMARY, "丙", "甲")
    assert len(pending) == 0


def test_a_row_to_be_removed_takes_its_edits_with_it() -> None:
    pending = Pending()
    pending.type_cell((Ledger.MEASURES, 3, "text"), "甲", "乙")
    pending.remove_row(Ledger.MEASURES, 3)
    assert (pending.cells, pending.drops) == ({}, {(Ledger.MEASURES, 3)})


TYPED = st.builds(
    lambda cells, rows, drops: Pending(dict(cells), dict(rows), set(drops)),
    st.dictionaries(
        st.tuples(st.sampled_from(list(Ledger)), st.integers(1, 9), st.sampled_from(["summary", "text"])),
        st.tuples(st.text(max_size=5), st.text(max_size=5)),
        max_size=5,
    ),
    st.dictionaries(
        st.text(min_size=1, max_size=5),
        st.tuples(st.sampled_from(list(Ledger)), st.dictionaries(st.just("text"), st.text(max_size=5))),
        max_size=3,
    ),
    st.sets(st.tuples(st.sampled_from(list(Ledger)), st.integers(1, 9)), max_size=3),
)


@given(TYPED)
def test_a_draft_gives_back_exactly_what_was_typed(pending: Pending) -> None:
    assert Pending.from_draft(pending.as_draft()) == pending


@given(TYPED, TYPED)
def test_the_difference_of_two_drafts_leads_from_one_to_the_other(first: Pending, second: Pending) -> None:
    before, after = first.as_draft(), second.as_draft()
    changed, gone = difference(before, after)
    assert {key: value for key, value in before.items() if key not in gone} | changed == after


@given(TYPED)
def test_everything_pending_can_be_taken_back_one_by_one(pending: Pending) -> None:
    for key in list(pending.as_draft()):
        pending.forget(key)
    assert len(pending) == 0


def test_the_check_says_what_the_save_would_refuse() -> None:
    pending = Pending()
    pending.type_cell(SUMMARY, "", "已公示")
    pending.type_cell((Ledger.OUTCOMES, 7, "recovered_yuan"), "", "约3万")
    pending.type_row("a", Ledger.MEASURES, {"text": "没有编号"})
    money, summary, new = check(pending, {Ledger.OUTCOMES: {7: row(summary="", recovered_yuan="")}}, desk())
    by_label = {line.label: line.fault for line in (money, summary, new)}
    assert by_label["整改成效"] == ""
    assert "约数" in by_label["追缴（元）"]
    assert "问题编号必须填写" in by_label["新行"]


def test_a_row_that_is_gone_is_said_to_be_gone() -> None:
    pending = Pending()
    pending.type_cell(SUMMARY, "", "已公示")
    (line,) = check(pending, {Ledger.OUTCOMES: {}}, desk())
    assert "已被别人删去" in line.fault


@pytest.mark.parametrize(
    ("status", "is_office", "reason", "code"),
    [
        (Status.IN_PROGRESS, False, "", None),
        (Status.PARTIALLY_CLEARED, False, "", None),
        (Status.APPLIED, True, "更正", "ledger_in_review"),
        (Status.CLEARED, False, "更正", "ledger_cleared"),
        (Status.CLEARED, True, "", "ledger_cleared_needs_reason"),
        (Status.CLEARED, True, "更正", None),
    ],
)
def test_what_is_under_review_or_cleared_is_locked(
    status: Status, is_office: bool, reason: str, code: str | None
) -> None:
    assert locked(Ledger.OUTCOMES, status, is_office=is_office, has_reason=bool(reason)) == code
    assert locked(Ledger.FINDINGS, status, is_office=is_office, has_reason=False) is None


@pytest.mark.parametrize(("due", "faulty"), [("2026-03-01", True), ("2026-03-02", False), ("", False)])
def test_a_task_may_end_on_the_day_it_begins_and_not_before(due: str, faulty: bool) -> None:
    assert bool(row_faults(Ledger.TASKS, {"start_on": "2026-03-02", "due_on": due}, TODAY)) is faulty


def test_uploaded_material_cannot_be_marked_as_classified() -> None:
    cells = {"secrecy": "秘密及以上", "formed_on": "2026-11-24"}
    assert [fault[0] for fault in row_faults(Ledger.ARCHIVE, cells, TODAY)] == ["secrecy"]
    assert row_faults(Ledger.ARCHIVE, {**cells, "paper_no": "密-1"}, TODAY) == ()
