"""A row becomes an entry, or says which cell keeps it out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.commands.ledger_entries import refused, to_entry
from core.errors import InvalidInput
from core.intake.ledger.model import ColumnMatch, LedgerRow, Match, RejectedRow
from core.vocabulary import Category, Handling, Source, Status, Subcategory

COLUMNS = (
    ColumnMatch("A", "单位名称", "", "unit", Match.EXACT),
    ColumnMatch("B", "存在问题", "", "text", Match.EXACT),
    ColumnMatch("C", "整改措施", "", "measure", Match.EXACT),
    ColumnMatch("D", "责任领导", "", "owner_leader", Match.EXACT),
    ColumnMatch("E", "完成时限", "", "due", Match.EXACT),
)


def row_of(**fields: Any) -> LedgerRow:
    return LedgerRow(**{"row": 5, "text": "台账不全", **fields})


def refusal(**fields: Any) -> RejectedRow:
    row = row_of(**fields)
    with pytest.raises(InvalidInput) as caught:
        to_entry(row, 1)
    return refused(row, COLUMNS, caught.value)


def test_bare_row_is_time_limited_from_feedback_and_publishable():
    entry = to_entry(row_of(), 1)

    assert (entry.row, entry.unit, entry.source, entry.is_publishable) == (5, 1, Source.FEEDBACK, True)
    assert entry.draft.handling is Handling.TIME_LIMITED
    assert entry.status is None


def test_row_keeps_what_the_ledger_says():
    row = row_of(
        category="B",
        subcategory="B5",
        handling=Handling.IMMEDIATE,
        due_on=date(2026, 3, 31),
        status=Status.CLEARED,
        cleared_on=date(2026, 3, 20),
        amount_yuan=Decimal("46000.50"),
        recovered_yuan=Decimal(100),
        measures=("退还", "建账"),
        lead_department="财务室",
        involves_persons=True,
        publishable=False,
    )
    entry = to_entry(row, "水利局")

    assert entry.draft.subcategory is Subcategory.B5
    assert entry.draft.category is Category.B
    assert (entry.draft.handling, entry.draft.due_on) == (Handling.IMMEDIATE, date(2026, 3, 31))
    assert (entry.draft.amount_yuan, entry.recovered_yuan) == (Decimal("46000.50"), Decimal(100))
    assert (entry.status, entry.cleared_on) == (Status.CLEARED, date(2026, 3, 20))
    assert (entry.measures, entry.lead_office) == (("退还", "建账"), "财务室")
    assert (entry.draft.involves_persons, entry.is_publishable) == (True, False)


def test_waiting_for_clearance_comes_in_as_in_progress():
    assert to_entry(row_of(status=Status.APPLIED), 1).status is Status.IN_PROGRESS


@pytest.mark.parametrize(("length", "fits"), [(4000, True), (4001, False)])
def test_text_may_have_four_thousand_characters(length: int, fits: bool):
    if fits:
        assert len(to_entry(row_of(text="字" * length), 1).draft.text) == length
        return
    wrong = refusal(text="字" * length)
    assert (wrong.row, wrong.column, wrong.letter) == (5, "存在问题", "B")
    assert wrong.reason == "超过 4000 个字"
    assert len(wrong.value) == 41
    assert wrong.lines[0][1] == "字" * length


@pytest.mark.parametrize("mark", ["\x07", "\u202e", "\ufeff", "\u200e"])
def test_hidden_character_is_named_and_taken_out_of_the_row_to_mend(mark: str):
    wrong = refusal(owner_leader=f"党委{mark}书记")

    assert (wrong.column, wrong.letter, wrong.value) == ("责任领导", "D", "党委书记")
    assert wrong.reason == "含有看不见的控制字符"
    assert wrong.lines[0][3] == "党委书记"


def test_every_wrong_cell_of_a_row_is_named_in_column_order():
    wrong = refusal(due_on=date(1889, 1, 1), measures=("退还", "字" * 4001))

    assert wrong.letter == "C"
    assert [one.letter for one in wrong.also] == ["E"]


def test_amount_with_thirds_of_a_cent_is_refused_in_our_own_word_for_the_column():
    wrong = refusal(amount_yuan=Decimal("1.005"))

    assert (wrong.column, wrong.letter) == ("涉及金额", "")


EXTRA = {
    "cause": "制度不健全",
    "severity": "严重",
    "commonality": "共性",
    "tags": "惠民，乡村振兴",
    "finish_mark": "全部公示",
    "result": "诫勉1人",
    "policies": "《公示办法》 2026.3",
    "started_on": "2026-03-05",
}


def test_the_further_columns_of_a_ledger_fill_their_fields():
    row = row_of(due_on=date(2026, 3, 31), remark="交办会已说", department="县民政部门", extra=tuple(EXTRA.items()))
    entry = to_entry(row, 1)
    draft = entry.draft
    assert (draft.cause, draft.severity.term, draft.commonality.term) == ("制度不健全", "严重", "共性")
    assert (draft.tags, draft.note) == (("惠民", "乡村振兴"), "交办会已说")
    assert (entry.completion_mark, entry.disposal, entry.department) == ("全部公示", "诫勉1人", "县民政部门")
    assert (entry.policies, entry.started_on) == ("《公示办法》 2026.3", date(2026, 3, 5))


def test_what_a_field_cannot_hold_is_kept_in_the_note():
    extra = {**EXTRA, "severity": "很重", "policies": "出台了办法", "cause": "长" * 201, "started_on": "2026-04-01"}
    entry = to_entry(row_of(due_on=date(2026, 3, 31), extra=tuple(extra.items())), 1)
    assert (entry.draft.severity.term, entry.draft.cause, entry.policies, entry.started_on) == ("一般", "", "", None)
    for kept in ("严重程度：很重", "建立修订制度：出台了办法", "成因：长长", "开始时间：2026-04-01"):
        assert kept in entry.draft.note
