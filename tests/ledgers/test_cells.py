"""A cell takes what people write, shows it in one way, and says what is wrong and how to mend it (docs/rules.md §4.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.intake.ledger.model import CellFault
from core.ledgers.cells import Names, read_cell, show, stored
from core.ledgers.fields import BY_KEY, FIELDS, Kind
from core.vocabulary import Ledger

NAMES = Names({"县民政部门": 7}, 2026)


def column(ledger: Ledger, key: str):
    return BY_KEY[ledger][key]


@pytest.mark.parametrize(
    ("ledger", "key", "raw", "shown"),
    [
        (Ledger.FINDINGS, "category", "B5", "B5 财务专项资金"),
        (Ledger.FINDINGS, "category", "财务专项资金", "B5 财务专项资金"),
        (Ledger.FINDINGS, "category", "C", "C 党组织建设"),
        (Ledger.FINDINGS, "handling", "立行立改", "即知即改"),
        (Ledger.FINDINGS, "handling", "", "限期整改"),
        (Ledger.FINDINGS, "involves_persons", "√", "是"),
        (Ledger.FINDINGS, "involves_persons", "", "否"),
        (Ledger.FINDINGS, "amount_yuan", "4.6万元", "46000.00"),
        (Ledger.FINDINGS, "amount_yuan", "无", ""),
        (Ledger.FINDINGS, "tags", "惠民，乡村振兴 惠民", "惠民、乡村振兴"),
        (Ledger.FINDINGS, "lead_department", " 县民政部门 ", "县民政部门"),
        (Ledger.TASKS, "due_on", "3月底", "2026-03-31"),
        (Ledger.TASKS, "due_on", "2026.6.5", "2026-06-05"),
        (Ledger.OUTCOMES, "disciplined", "3人", "3"),
        (Ledger.OUTCOMES, "summary", " 已公示\r\n已清退 ", "已公示\n已清退"),
        (
            Ledger.OUTCOMES,
            "policies",
            "1.《办法》县办〔2026〕1号，2026.3\n《细则》",
            "《办法》 县办〔2026〕1号 2026-03-31\n《细则》",
        ),
    ],
)
def test_usual_ways_of_writing_are_understood(ledger: Ledger, key: str, raw: str, shown: str) -> None:
    assert read_cell(column(ledger, key), raw, NAMES) == shown


@pytest.mark.parametrize(
    ("ledger", "key", "raw", "said"),
    [
        (Ledger.FINDINGS, "text", "  ", "必须填写"),
        (Ledger.FINDINGS, "severity", "很严重", "改为 一般、较重、严重"),
        (Ledger.FINDINGS, "involves_persons", "也许", "写“是”或“否”"),
        (Ledger.FINDINGS, "lead_department", "县交通局", "没有“县交通局”这个主责部门"),
        (Ledger.FINDINGS, "category", "Z9", "不在问题分类字典里"),
        (Ledger.TASKS, "due_on", "长期坚持", "不是日期"),
        (Ledger.TASKS, "due_on", "2026年2月30日", "这一天不存在"),
        (Ledger.OUTCOMES, "disciplined", "若干", "不是整数"),
        (Ledger.OUTCOMES, "recovered_yuan", "-5", "是负数"),
        (Ledger.OUTCOMES, "policies", "出台了一个办法", "一行写一项"),
        (Ledger.OUTCOMES, "summary", "看\u202e不见", "看不见的控制字符"),
        (Ledger.ARCHIVE, "pages", "0", "页数不能是 0"),
    ],
)
def test_what_cannot_be_read_says_why_and_how_to_mend_it(ledger: Ledger, key: str, raw: str, said: str) -> None:
    with pytest.raises(CellFault) as fault:
        read_cell(column(ledger, key), raw, NAMES)
    assert said in f"{fault.value.reason}，{fault.value.fix}"


@pytest.mark.parametrize(("length", "fits"), [(200, True), (201, False)])
def test_a_text_may_have_so_many_characters_and_not_one_more(length: int, fits: bool) -> None:
    goal = column(Ledger.TASKS, "completion_mark")
    if fits:
        assert read_cell(goal, "字" * length, NAMES)
    else:
        with pytest.raises(CellFault, match="最多 200 个"):
            read_cell(goal, "字" * length, NAMES)


OPEN = [(ledger, field) for ledger, fields in FIELDS.items() for field in fields if field.is_open]


@given(st.sampled_from(OPEN), st.text(max_size=30))
def test_what_is_shown_is_stored_and_shown_again_unchanged(where, raw: str) -> None:
    _ledger, field = where
    try:
        shown = read_cell(field, raw, NAMES)
    except CellFault:
        return
    again = show(field, stored(field, shown, NAMES), NAMES)
    if field.kind is not Kind.CHOICE or shown:
        assert again == shown
    assert read_cell(field, shown, NAMES) == shown


def test_every_column_has_a_key_and_a_label_of_its_own() -> None:
    for fields in FIELDS.values():
        assert len({f.key for f in fields}) == len({f.label for f in fields}) == len(fields)
        assert all(field.terms is not None for field in fields if field.kind is Kind.CHOICE)
