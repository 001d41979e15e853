"""An accepted row written back reads as the same row."""

from dataclasses import replace

from core.intake.ledger.corrections import corrections_workbook
from core.intake.ledger.model import LedgerCheck, RejectedRow
from core.intake.rewrite import cell_of, cells_of
from tests.intake.ledger.sheets import check_bytes, check_rows

HEADER = (
    "单位名称",
    "问题分类",
    "存在问题",
    "涉及金额（万元）",
    "整改措施",
    "完成时限",
    "完成情况",
    "销号日期",
    "可否公开",
)
FULL = ("柳舟镇", "B5", "专项资金滞留", 3.5, "1.拨付\n2.建账", "2026年3月底", "已完成", "2026-03-20", "否")


def written_back(check: LedgerCheck) -> LedgerCheck:
    """All accepted rows as wrong ones, written as a workbook and read again."""
    wrong = tuple(
        RejectedRow(row.row, "存在问题", "C", "", "试", "试", lines=(cells_of(row, check.columns),))
        for row in check.rows
    )
    return check_bytes(corrections_workbook(replace(check, rejected=wrong)))


def test_row_written_back_reads_as_the_same_row():
    check = check_rows([HEADER, FULL])
    again = written_back(check)

    assert not again.rejected
    came, went = again.rows[0], check.rows[0]
    assert replace(came, row=0, due_text=None) == replace(went, row=0, due_text=None)


def test_deadline_without_a_day_keeps_its_word():
    check = check_rows([("存在问题", "完成时限"), ("台账不全", "长期坚持")])

    assert cell_of(check.rows[0], "due") == "长期坚持"
    assert written_back(check).rows[0].handling is check.rows[0].handling


def test_second_level_goes_to_its_own_column_where_there_is_one():
    check = check_rows([("问题分类", "二级分类", "存在问题"), ("B", "B5", "台账不全")])

    assert cells_of(check.rows[0], check.columns)[:2] == ("B 群众身边腐败和不正之风", "B5 财务专项资金")


def test_measures_stand_in_the_first_of_several_columns():
    check = check_rows([("存在问题", "整改措施", "工作措施"), ("台账不全", "补登", "定期核对")])

    assert cells_of(check.rows[0], check.columns)[1:] == ("1.补登\n2.定期核对", "")
