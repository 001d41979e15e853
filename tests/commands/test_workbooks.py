"""A workbook leaves, is filled in by hand and comes back: what is taken in, and what never is (docs/rules.md §4.5)."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from core.commands.ledger_additions import NewRow
from core.commands.ledger_changes import CellChange, SaveLedgers
from core.commands.ledger_undo import UndoLedgerChange
from core.commands.workbooks import IssueWorkbook, ReturnWorkbook
from core.errors import CellsChanged, NotFound, RuleViolated, StaleVersion, UnreadableFile
from core.intake.ledger.reader import read_named_sheets
from core.intake.ledger.wire import from_wire
from core.intake.travelling import Returned, read_bytes, read_travelling
from core.intake.workbook import write_workbook
from core.ledgers.differences import Difference, Fate
from core.ledgers.travelling import TOKEN_SHEET, travelling_sheets
from core.queries.ledger_grid import list_ledger_changes
from core.queries.ledger_rows import list_ledger_rows
from core.queries.timeline import list_timeline
from core.queries.workbooks import ReturnedWorkbook, compare_workbook, get_workbook, list_workbooks
from core.vocabulary import ChangeKind, Ledger
from tests.county import County

UNIT = "柳舟镇"
OUTCOMES, MEASURES, TASKS = Ledger.OUTCOMES, Ledger.MEASURES, Ledger.TASKS
Fill = Callable[[Any], None]


def issue(county: County, caller: str = "office") -> int:
    number: int = county.do(IssueWorkbook(inspection_id=county.ids[UNIT]), caller)
    return number


def file_of(county: County, workbook_id: int) -> bytes:
    """The file as it leaves."""
    book = county.see(get_workbook, workbook_id)
    return write_workbook(travelling_sheets(book.unit_name, "说明", book.token, book.cells))


def filled(data: bytes, fill: Fill) -> bytes:
    """The file as a unit saves it."""
    workbook = load_workbook(io.BytesIO(data))
    fill(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def put(workbook: Any, ledger: Ledger, finding: str, label: str, value: Any) -> None:
    """Type into a cell, found as a person finds it."""
    sheet = workbook[ledger.term]
    labels = [cell.value for cell in sheet[3]]
    row = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, labels.index("问题编号") + 1).value == finding)
    sheet.cell(row, labels.index(label) + 1).value = value


def add(workbook: Any, ledger: Ledger, **cells: Any) -> None:
    """Write into the first blank row."""
    sheet = workbook[ledger.term]
    labels = [cell.value for cell in sheet[3]]
    row = next(n for n in range(4, sheet.max_row + 1) if not sheet.cell(n, 2).value)
    for label, value in cells.items():
        sheet.cell(row, labels.index(label) + 1).value = value


def back(data: bytes) -> Returned:
    """Read as in the child process, without starting one."""
    return from_wire(Returned, read_bytes(data))


def compared(county: County, data: bytes, caller: str = "office") -> ReturnedWorkbook:
    found: ReturnedWorkbook = county.see(compare_workbook, back(data), caller=caller)
    return found


def take(county: County, found: ReturnedWorkbook, *taken: Difference, caller: str = "office") -> Any:
    """Take these cells and every new row that is not there."""
    cells = tuple(
        CellChange(ledger=one.ledger, row_id=one.row_id, field=one.key, was=one.now, now=one.theirs) for one in taken
    )
    rows = tuple(
        NewRow(ledger=row.ledger, cells=dict(row.cells), place=row.place)
        for row in found.comparison.rows
        if not row.is_there
    )
    return county.do(ReturnWorkbook(workbook_id=found.id, version=found.version, cells=cells, rows=rows), caller)


def save(county: County, ledger: Ledger, row_id: int, key: str, was: str, now: str) -> None:
    cell = CellChange(ledger=ledger, row_id=row_id, field=key, was=was, now=now)
    county.do(SaveLedgers(inspection_id=county.ids[UNIT], cells=(cell,)))


def shown(county: County, ledger: Ledger) -> list[dict[str, str]]:
    return [row.cells for row in county.see(list_ledger_rows, county.ids[UNIT], ledger)]


@pytest.fixture
def code(county: County) -> str:
    """A finding with one task, one measure and money recovered."""
    county.ids["f"] = county.add_finding()
    rows = (
        NewRow(ledger=TASKS, cells={"finding": "01", "goal": "全部公示", "due_on": "2026-06-30"}),
        NewRow(ledger=MEASURES, cells={"finding": "01", "text": "逐村核对"}),
    )
    county.do(SaveLedgers(inspection_id=county.ids[UNIT], rows=rows))
    save(county, OUTCOMES, county.ids["f"], "recovered_yuan", "", "46000.10")
    return shown(county, OUTCOMES)[0]["finding"]


def test_a_workbook_that_comes_back_untouched_differs_in_nothing(county: County, code: str) -> None:
    found = compared(county, file_of(county, issue(county)))
    assert (found.comparison.cells, found.comparison.rows, found.comparison.faults) == ((), (), ())
    assert found.comparison.unchanged > 20
    assert take(county, found) is None
    (row,) = county.see(list_workbooks, county.ids[UNIT])
    assert (row.issued_on, row.returned_on) == (county.today, county.today)


def test_what_a_unit_filled_in_is_taken_in_at_once_and_undone_at_once(county: County, code: str) -> None:
    def fill(book: Any) -> None:
        put(book, OUTCOMES, code, "整改成效", "=1+1是原文")
        put(book, OUTCOMES, code, "追缴（元）", "4.7万元")
        add(book, MEASURES, 问题编号=code, 整改措施="公开栏公示")
        add(book, TASKS, 问题编号="01", 整改目标="建立制度", 完成时限="2026-07-31")

    issued = issue(county, "liuzhou")
    found = compared(county, filled(file_of(county, issued), fill), "liuzhou")
    assert [(one.label, one.was, one.theirs, one.fate) for one in found.comparison.cells if one.key != "summary"] == [
        ("追缴（元）", "46000.10", "47000.00", Fate.THEIRS)
    ]
    saved = take(county, found, *(one for one in found.comparison.cells if not one.fault), caller="liuzhou")
    assert (saved.cells, saved.added) == (1, 2)
    assert shown(county, OUTCOMES)[0]["recovered_yuan"] == "47000.00"
    assert [row["text"] for row in shown(county, MEASURES)] == ["逐村核对", "公开栏公示"]
    assert county.see(list_ledger_changes, county.ids[UNIT])[0].kind is ChangeKind.WORKBOOK
    assert "收回清单工作簿" in [row.what for row in county.see(list_timeline, county.ids["f"])]
    county.do(UndoLedgerChange(change_id=saved.change_id), "liuzhou")
    assert shown(county, OUTCOMES)[0]["recovered_yuan"] == "46000.10"
    assert len(shown(county, TASKS)) == 1


def test_rows_that_were_taken_in_once_are_not_added_again(county: County, code: str) -> None:
    data = filled(file_of(county, issue(county)), lambda book: add(book, MEASURES, 问题编号="1", 整改措施="公示"))
    first = compared(county, data)
    take(county, first)
    again = compared(county, data)
    assert [row.is_there for row in again.comparison.rows] == [True]
    with pytest.raises(StaleVersion):
        take(county, first)
    assert len(shown(county, MEASURES)) == 2


def test_a_cell_changed_on_both_sides_is_a_conflict_and_nothing_is_overwritten_unseen(
    county: County, code: str
) -> None:
    def fill(book: Any) -> None:
        put(book, OUTCOMES, code, "整改成效", "单位填的")
        put(book, OUTCOMES, code, "群众受益", "一样")

    number = county.ids["f"]
    data = filled(file_of(county, issue(county)), fill)
    save(county, OUTCOMES, number, "summary", "", "巡察办填的")
    save(county, OUTCOMES, number, "benefit", "", "一样")
    save(county, OUTCOMES, number, "remaining", "", "只在系统里")
    found = compared(county, data)
    fates = {one.key: (one.fate, one.theirs, one.now) for one in found.comparison.cells}
    assert fates == {
        "summary": (Fate.CONFLICT, "单位填的", "巡察办填的"),
        "benefit": (Fate.AGREED, "一样", "一样"),
        "remaining": (Fate.OURS, "", "只在系统里"),
    }
    (conflict,) = [one for one in found.comparison.cells if one.fate is Fate.CONFLICT]
    save(county, OUTCOMES, number, "summary", "巡察办填的", "又改了")
    with pytest.raises(CellsChanged):
        take(county, found, conflict)
    assert shown(county, OUTCOMES)[0]["summary"] == "又改了"
    assert county.see(list_workbooks, county.ids[UNIT])[0].returned_on is None


def test_moved_columns_and_sorted_rows_are_found_by_header_and_mark(county: County, code: str) -> None:
    county.add_finding(text="第二个问题")

    def fill(book: Any) -> None:
        put(book, OUTCOMES, code, "整改成效", "第一个的")
        sheet = book[OUTCOMES.term]
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for n, row in enumerate([values[0], *reversed(values[1:])], 3):
            for column, value in enumerate(reversed(row), 1):
                sheet.cell(n, column).value = value

    found = compared(county, filled(file_of(county, issue(county)), fill))
    assert [(one.finding_code, one.key, one.theirs) for one in found.comparison.cells] == [
        (code, "summary", "第一个的")
    ]
    assert found.comparison.faults == ()


def test_whatever_was_done_to_a_workbook_is_said_in_words_and_changes_nothing(county: County, code: str) -> None:
    county.add_finding(text="第二个问题")

    def fill(book: Any) -> None:
        del book[Ledger.RESPONSIBILITIES.term]
        outcomes, tasks, measures = book[OUTCOMES.term], book[TASKS.term], book[MEASURES.term]
        outcomes.delete_rows(5)
        outcomes.cell(4, 5).value = "改了状态"
        labels = [cell.value for cell in outcomes[3]]
        outcomes.cell(4, labels.index("整改成效") + 1).value = "=A1&B1"
        outcomes.cell(4, labels.index("诫勉/人") + 1).value = "好几个"
        outcomes.cell(4, labels.index("群众受益") + 1).value = None
        outcomes.delete_cols(labels.index("剩余事项") + 1)
        tasks.cell(4, 1).value = "999999"
        for column in range(1, 7):
            measures.cell(5, column).value = measures.cell(4, column).value
        add(book, MEASURES, 整改措施="没有编号的")

    found = compared(county, filled(file_of(county, issue(county)), fill))
    assert {one.key: one.fault.split("，")[0] for one in found.comparison.cells} == {
        "summary": "公式没有算出结果",
        "admonished": "“好几个”不是整数",
    }
    assert [row.fault for row in found.comparison.rows] == ["没有问题编号，从下拉里选"]
    said = "\n".join(found.comparison.faults)
    for words in ("缺少“责任清单”表", "缺少栏目 剩余事项", "少了 1 行", "行号与下发时对不上", "几行的行号相同"):
        assert words in said, words


def test_another_workbook_or_an_unknown_mark_is_refused(county: County, code: str) -> None:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    with pytest.raises(UnreadableFile) as refusal:
        back(buffer.getvalue())
    assert refusal.value.details["reason"] == "not_travelling"

    def forge(book: Any) -> None:
        book[TOKEN_SHEET]["A2"].value = "0" * 32

    data = file_of(county, issue(county))
    with pytest.raises(NotFound):
        compared(county, filled(data, forge))
    with pytest.raises(NotFound):
        compared(county, data, "caizheng")


def test_an_inspection_without_findings_has_nothing_to_give_out(county: County) -> None:
    with pytest.raises(RuleViolated):
        issue(county)


def test_the_file_is_locked_but_for_the_cells_of_the_unit_and_hides_its_marks(
    sqlite_county: County,
) -> None:
    sqlite_county.add_finding()
    data = file_of(sqlite_county, issue(sqlite_county))
    book = load_workbook(io.BytesIO(data))
    sheet = book[OUTCOMES.term]
    labels = [cell.value for cell in sheet[3]]
    assert book[TOKEN_SHEET].sheet_state == "veryHidden"
    assert sheet.column_dimensions["A"].hidden and sheet.protection.sheet
    assert not sheet.cell(4, labels.index("整改成效") + 1).protection.locked
    assert sheet.cell(4, labels.index("问题编号") + 1).protection.locked
    blank = book[MEASURES.term]
    assert not blank.cell(20, 2).protection.locked
    assert {one.errorTitle for one in blank.data_validations.dataValidation} == {"不在可选范围内"}
    assert book.active.title == "填写说明"
    assert read_travelling(data).token == read_named_sheets(data, {TOKEN_SHEET})[TOKEN_SHEET][2][1]
