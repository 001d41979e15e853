"""A block from a spreadsheet comes out as it was, line breaks and merged cells included (docs/rules.md §4.4)."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from core.ledgers.fields import BY_KEY, FIELDS
from core.ledgers.paste import MOST_ROWS, read_block
from core.vocabulary import Ledger

GOAL = BY_KEY[Ledger.TASKS]["goal"]
TEXT = BY_KEY[Ledger.FINDINGS]["text"]


def keys(block) -> list[str | None]:
    return [column.key if column else None for column in block.columns]


def test_a_cell_with_line_breaks_tabs_and_quotes_stays_one_cell() -> None:
    block = read_block(Ledger.TASKS, '"目标一\n第二行\t有制表"\t"说""好"""\n目标二\t完成', GOAL, fill_down=False)
    assert block.rows == (("目标一\n第二行\t有制表", '说"好"'), ("目标二", "完成"))
    assert keys(block) == ["goal", "completion_mark"]


def test_a_header_names_the_columns_in_any_order_and_unknown_ones_are_said() -> None:
    block = read_block(
        Ledger.FINDINGS, "严重程度\t 反馈原文\t印象\t涉及金额(元)\n严重\t问题\t深\t3", TEXT, fill_down=False
    )
    assert keys(block) == ["severity", "text", None, "amount_yuan"]
    assert block.unknown == ("印象",)
    assert block.rows == (("严重", "问题", "深", "3"),)


def test_without_a_header_the_columns_follow_from_the_first_one() -> None:
    block = read_block(Ledger.FINDINGS, "问题一\t简称\tB5", TEXT, fill_down=False)
    assert keys(block) == ["text", "title", "category"]


def test_the_lower_cells_of_a_merged_one_repeat_it_when_asked_for() -> None:
    text = "01\t甲\n\t乙\n02\t丙"
    first = BY_KEY[Ledger.MEASURES]["finding"]
    assert [row[0] for row in read_block(Ledger.MEASURES, text, first, fill_down=True).rows] == ["01", "01", "02"]
    assert [row[0] for row in read_block(Ledger.MEASURES, text, first, fill_down=False).rows] == ["01", "", "02"]


def test_empty_rows_are_nothing_and_ragged_ones_are_filled_up() -> None:
    block = read_block(Ledger.TASKS, "\r\n甲\r\n\t\r\n乙\t丙\r\n\r\n", GOAL, fill_down=False)
    assert block.rows == (("甲", ""), ("乙", "丙"))


def test_a_quote_that_is_never_closed_loses_nothing() -> None:
    block = read_block(Ledger.TASKS, '"没有收尾\t甲\n乙\t丙', GOAL, fill_down=False)
    assert "".join("".join(row) for row in block.rows).replace("\n", "").replace("\t", "") == "没有收尾甲乙丙"


def test_more_rows_than_one_save_takes_are_counted() -> None:
    block = read_block(Ledger.TASKS, "甲\n" * (MOST_ROWS + 3), GOAL, fill_down=False)
    assert (len(block.rows), block.left_out) == (MOST_ROWS, 3)


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters='\n\t"'), max_size=12).map(str.strip)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3).filter(any), min_size=1, max_size=6))
def test_what_excel_puts_on_the_clipboard_is_read_back(rows: list[list[str]]) -> None:
    labels = {"".join(field.label.split()) for field in FIELDS[Ledger.TASKS]}
    if any("".join(cell.split()).split("（")[0] in labels for cell in rows[0]):
        return
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\r\n").writerows(rows)
    block = read_block(Ledger.TASKS, written.getvalue(), GOAL, fill_down=False)
    assert [list(row) for row in block.rows] == [[cell.strip() for cell in row] for row in rows]
