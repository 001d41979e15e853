"""From the bytes of an .xlsx to one sheet of plain values; runs inside the sandbox."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import CELL_TAG, COL_TAG, FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from core.errors import UnreadableFile
from core.intake.ledger.model import BrokenCell, CellValue, LedgerSheet, Merge

MAX_ROWS = 50_000
MAX_CHARACTERS = 20_000_000
MAX_CELLS = 1_000_000
MAX_STRINGS = 200_000
MAX_MERGES = 50_000
_MAX_SHARED_STRINGS_BYTES = 64 * 1024 * 1024
_MAX_SHEET_BYTES = 64 * 1024 * 1024
_LARGE = 2 * 1024 * 1024
# Formatted but empty cells and rows, by the million in some ledgers; dropped before parsing.
_EMPTY_CELL = re.compile(rb"<c [^<>]*/>|<c [^<>]*></c>")
_EMPTY_ROW = re.compile(rb"<row [^<>]*/>|<row [^<>]*>\s*</row>")


def read_sheet(data: bytes) -> LedgerSheet:
    """Read the active sheet; `data` has passed the container check. Raises UnreadableFile when too heavy."""
    _refuse_heavy_strings(data)
    package = _open_package(data)
    sheets = list(package.parser.find_sheets())
    names = [sheet.name for sheet, _ in sheets]
    active: int = package.wb._active_sheet_index  # type: ignore[attr-defined]
    if not 0 <= active < len(sheets) or "chartsheet" in sheets[active][1].Type:
        raise UnreadableFile(reason="no_sheet")
    parser, rows = _read(package, sheets[active][1].target, names[active])
    return LedgerSheet(
        name=names[active],
        rows=rows,
        merges=tuple(parser.merges),
        hidden_rows=frozenset(row for row in parser.hidden_rows if row in rows),
        hidden_columns=frozenset(parser.hidden_columns),
        other_sheets=tuple(name for index, name in enumerate(names) if index != active),
    )


def read_named_sheets(data: bytes, wanted: Collection[str]) -> dict[str, dict[int, dict[int, CellValue]]]:
    """Rows and cells of the sheets with these names, hidden ones too; a sheet that is not there is left out.

    `data` has passed the container check. Raises UnreadableFile when too heavy.
    """
    _refuse_heavy_strings(data)
    package = _open_package(data)
    found = {sheet.name: relation for sheet, relation in package.parser.find_sheets() if sheet.name in wanted}
    tables = {name: relation for name, relation in found.items() if "chartsheet" not in relation.Type}
    return {name: _read(package, relation.target, name)[1] for name, relation in tables.items()}


def _read(package: ExcelReader, path: str, name: str) -> tuple["_SheetParser", dict[int, dict[int, CellValue]]]:
    parser = _SheetParser(_sheet_source(package, path), package)
    return parser, _collect(parser, name)


def _open_package(data: bytes) -> ExcelReader:
    """Read what all sheets share; `load_workbook` would also walk through every sheet that states no size."""
    package = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    package.read_manifest()
    package.read_strings()
    package.read_workbook()
    apply_stylesheet(package.archive, package.wb)
    return package


def _refuse_heavy_strings(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            if not member.filename.endswith("sharedStrings.xml"):
                continue
            if member.file_size > _MAX_SHARED_STRINGS_BYTES or archive.read(member).count(b"<si") > MAX_STRINGS:
                raise UnreadableFile(reason="too_heavy")


def _sheet_source(package: ExcelReader, path: str) -> IO[bytes]:
    xml: bytes = package.archive.read(path)
    if len(xml) > _LARGE:
        xml = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", xml))
    if len(xml) > _MAX_SHEET_BYTES or xml.count(b"mergeCell ") > MAX_MERGES or xml.count(b"<c ") > MAX_CELLS:
        raise UnreadableFile(reason="too_heavy")
    return io.BytesIO(xml)


class _SheetParser(WorkSheetParser):
    """openpyxl's cell reading without the parts of a sheet that do not matter here and often are odd."""

    def __init__(self, source: IO[bytes], package: Any) -> None:
        super().__init__(
            source,
            package.shared_strings,
            data_only=True,
            epoch=package.wb.epoch,
            date_formats=package.wb._date_formats,
            timedelta_formats=package.wb._timedelta_formats,
        )
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Yield row number and cells; merges and hidden columns are known after the last one."""
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                number, cells = self.parse_row(element)
                if element.get("hidden") in ("1", "true"):
                    self.hidden_rows.add(number)
                yield number, cells
                element.clear()
            elif element.tag == MERGE_TAG:
                self.merges.extend(_merges(element))
            elif element.tag == COL_TAG and element.get("hidden") in ("1", "true"):
                self.hidden_columns.update(range(int(element.get("min")), min(int(element.get("max")), 1000) + 1))

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """Also tell an uncalculated formula and an error value from an empty cell."""
        if element.tag != CELL_TAG:
            return {"row": 0, "column": 0, "value": None}
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["data_type"] == "e":
            cell["value"] = BrokenCell(str(cell["value"]), is_formula=False)
        elif cell["value"] is None:
            formula = element.find(FORMULA_TAG)
            if formula is not None:
                cell["value"] = BrokenCell(f"={formula.text or ''}", is_formula=True)
        return cell


def _merges(element: Element) -> Iterator[Merge]:
    for one in element:
        left, top, right, bottom = range_boundaries(one.get("ref", ""))
        if None not in (left, top, right, bottom):
            yield Merge(top=int(top or 0), left=int(left or 0), bottom=int(bottom or 0), right=int(right or 0))


def _collect(parser: _SheetParser, sheet_name: str) -> dict[int, dict[int, CellValue]]:
    rows: dict[int, dict[int, CellValue]] = {}
    characters = 0
    for number, cells in parser.rows():
        values = {cell["column"]: cell["value"] for cell in cells if cell["value"] not in (None, "")}
        if not values:
            continue
        rows[number] = values
        characters += sum(len(value) for value in values.values() if isinstance(value, str))
        if characters > MAX_CHARACTERS:
            raise UnreadableFile(reason="too_heavy")
        if len(rows) > MAX_ROWS:
            raise UnreadableFile(reason="too_many_rows", sheet=sheet_name, limit=MAX_ROWS)
    return rows
