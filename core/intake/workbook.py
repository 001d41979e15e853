"""The one place that writes .xlsx for people: user text stays text, pages print, nothing becomes a formula."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | Decimal | date | datetime | bool | None
_LONGEST_TEXT = 32_767
_WIDEST = 42.0
_NARROWEST = 6.0
_FONT, _HEADER_FONT, _TITLE_FONT = "仿宋_GB2312", "黑体", "方正小标宋简体"
_LINE = Side(style="thin", color="FF7F7F7F")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER_FILL = PatternFill("solid", start_color="FFEDEDED")
_WRONG_FILL = PatternFill("solid", start_color="FFFFD9D9")
_TITLE_CHARACTERS = re.compile(r"[\[\]:*?/\\]")
_STARTS_FORMULA = tuple("=+-@\t\r＝＋－＠")


@dataclass(frozen=True)
class Choice:
    """A drop-down for one column: its allowed values stand in a column of another sheet."""

    column: int
    sheet: str
    source_column: int
    count: int


@dataclass(frozen=True)
class Sheet:
    """What one sheet shows; rows and columns of `marked` and `merges` count from 0 in `rows`."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]] = ()
    title: Sequence[str] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    marked: frozenset[tuple[int, int]] = frozenset()
    merges: Sequence[tuple[int, int, int]] = ()
    choices: Sequence[Choice] = ()
    blank_rows: int = 0
    hidden_columns: frozenset[int] = frozenset()
    visibility: Literal["visible", "hidden", "veryHidden"] = "visible"
    open_cells: frozenset[tuple[int, int]] | None = None
    """Cells that may be written, rows and columns from 0 in `rows`; all others are grey and locked. None locks nothing."""


def neutralise_csv(value: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return f"'{value}" if value.startswith(_STARTS_FORMULA) else value


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Write the sheets, the first one active; every text cell is forced to be text."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    names: set[str] = set()
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(_sheet_name(sheet.name, names)), sheet)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Excel allows 31 characters, none of []:*?/\\, each name once."""
    base = _TITLE_CHARACTERS.sub(" ", name).strip().strip("'")[:31] or "Sheet"
    result, number = base, 2
    while result.lower() in taken:
        result = f"{base[:27]}({number})"
        number += 1
    taken.add(result.lower())
    return result


def put(cell: Cell, value: Value) -> None:
    """Store a value; text is marked as text so that a leading = stays what it is."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_TEXT]
    cell.data_type = "s"
    if value.startswith(_STARTS_FORMULA):
        cell.quotePrefix = True


def _write_sheet(target: Worksheet, sheet: Sheet) -> None:
    width = max(len(sheet.header), 1)
    for row, text in enumerate(sheet.title, 1):
        _styled(target, row, 1, text, Font(name=_TITLE_FONT, size=16 if row == 1 else 11), boxed=False)
        target.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    header_row = len(sheet.title) + 1
    for column, text in enumerate(sheet.header, 1):
        cell = _styled(target, header_row, column, text, Font(name=_HEADER_FONT, size=11))
        cell.fill = _HEADER_FILL
    _write_rows(target, sheet, header_row)
    _lay_out(target, sheet, header_row)


def _styled(target: Worksheet, row: int, column: int, value: Value, font: Font, boxed: bool = True) -> Cell:
    cell = cast(Cell, target.cell(row, column))
    put(cell, value)
    cell.font = font
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=None if boxed else "center")
    if boxed:
        cell.border = _BOX
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _write_rows(target: Worksheet, sheet: Sheet, header_row: int) -> None:
    font = Font(name=_FONT, size=11)
    for index, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            cell = _styled(target, header_row + 1 + index, column + 1, value, font)
            if (index, column) in sheet.marked:
                cell.fill = _WRONG_FILL
            if sheet.open_cells is not None and (index, column) not in sheet.open_cells:
                cell.fill = _HEADER_FILL
            elif sheet.open_cells is not None:
                cell.protection = Protection(locked=False)
    for column, first, last in sheet.merges:
        target.merge_cells(
            start_row=header_row + 1 + first,
            start_column=column + 1,
            end_row=header_row + 1 + last,
            end_column=column + 1,
        )


def _lay_out(target: Worksheet, sheet: Sheet, header_row: int) -> None:
    for column, title in enumerate(sheet.header):
        texts = [
            title,
            *(str(row[column]) for row in sheet.rows[:200] if column < len(row) and row[column] is not None),
        ]
        target.column_dimensions[get_column_letter(column + 1)].width = sheet.widths.get(column) or _width(texts)
    target.freeze_panes = f"A{header_row + 1}"
    target.print_title_rows = f"{header_row}:{header_row}"
    target.print_options.horizontalCentered = True
    if not sheet.blank_rows:
        # What is filled in may grow beyond its blank rows; a list is printed as far as it goes.
        target.print_area = f"A1:{get_column_letter(max(len(sheet.header), 1))}{header_row + len(sheet.rows)}"
    target.page_setup.paperSize = target.PAPERSIZE_A4
    target.page_setup.orientation = target.ORIENTATION_LANDSCAPE
    target.page_setup.fitToWidth = 1
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))
    for column in sheet.hidden_columns:
        target.column_dimensions[get_column_letter(column + 1)].hidden = True
    target.sheet_state = sheet.visibility
    if sheet.open_cells is not None:
        # Without a password: it keeps hands off by mistake; what comes back is checked whatever was done to it.
        target.protection.sheet = True
        target.protection.formatColumns = target.protection.formatRows = False
    last = header_row + max(len(sheet.rows), sheet.blank_rows)
    for choice in sheet.choices:
        _offer(target, choice, header_row + 1, last)


def _width(texts: Iterable[str]) -> float:
    """Wide enough for the longest line, a Chinese character counting twice, within bounds."""
    longest = max(
        (sum(2 if ord(one) > 255 else 1 for one in line) for text in texts for line in text.split("\n")), default=0
    )
    return min(max(longest + 2.0, _NARROWEST), _WIDEST)


def _offer(target: Worksheet, choice: Choice, first: int, last: int) -> None:
    letter, source = get_column_letter(choice.column + 1), get_column_letter(choice.source_column + 1)
    validation = DataValidation(
        type="list",
        formula1=f"'{choice.sheet}'!${source}$2:${source}${choice.count + 1}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="不在可选范围内",
        error="请从下拉列表中选择。",
    )
    target.add_data_validation(validation)
    validation.add(f"{letter}{first}:{letter}{max(last, first)}")
