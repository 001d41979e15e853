"""The door for workbooks that come back from a unit: checked, then read in a child process (docs/rules.md §4.5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import UnreadableFile
from core.intake.container import FileKind, check_container
from core.intake.ledger.model import BrokenCell, CellValue
from core.intake.ledger.text import shown
from core.intake.ledger.wire import from_wire, to_wire
from core.intake.sandbox import run_limited
from core.ledgers.fields import FIELDS
from core.ledgers.travelling import FILLED, ROW_ID, TOKEN_SHEET
from core.vocabulary import Ledger

Row = Mapping[int, CellValue]
_HEADER_WITHIN = 20
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row as it came back: its place as Excel counts, its mark (empty for a new row), its cells by column."""

    place: int
    mark: str
    cells: tuple[tuple[str, str], ...]
    broken: tuple[tuple[str, str], ...] = ()
    """Columns whose formula has no value, or an error for one, with what is shown."""


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """One ledger as it came back; `missing` are labels of columns that are not there any more."""

    ledger: Ledger
    rows: tuple[ReturnedRow, ...]
    missing: tuple[str, ...] = ()
    has_marks: bool = True


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back; ledgers without a sheet or without a header have none here."""

    token: str
    sheets: tuple[ReturnedSheet, ...]


def read_travelling(data: bytes) -> Returned:
    """Read an uploaded workbook that was issued once; raises UnreadableFile."""
    check_container(data, FileKind.XLSX)
    return from_wire(Returned, run_limited(read_bytes, data))


def read_bytes(data: bytes) -> Any:
    """Read inside the sandbox; `data` has passed the container check."""
    # Only the child needs the parser; the server must not pay for loading it.
    from core.intake.ledger.reader import read_named_sheets

    sheets = read_named_sheets(data, {TOKEN_SHEET, *(ledger.term for ledger in FILLED)})
    marks = [shown(value) for row in sheets.get(TOKEN_SHEET, {}).values() for value in row.values()]
    token = next((mark for mark in marks if _TOKEN.fullmatch(mark)), "")
    if not token:
        raise UnreadableFile(reason="not_travelling")
    found = (_sheet(ledger, sheets[ledger.term]) for ledger in FILLED if ledger.term in sheets)
    return to_wire(Returned(token, tuple(sheet for sheet in found if sheet is not None)))


def _sheet(ledger: Ledger, rows: Mapping[int, Row]) -> ReturnedSheet | None:
    """The rows under the header, wherever the columns were moved to; None without a header."""
    labels = {field.label: field.key for field in FIELDS[ledger]} | {ROW_ID: ROW_ID}
    head = next((n for n in sorted(rows) if n <= _HEADER_WITHIN and _knows(labels, rows[n]) > 1), None)
    if head is None:
        return None
    columns = {column: labels[name] for column, name in _named(rows[head]) if name in labels}
    missing = tuple(f.label for f in FIELDS[ledger] if f.is_open and f.key not in columns.values())
    has_marks = ROW_ID in columns.values()
    read = (_row(number, rows[number], columns) for number in sorted(rows) if number > head)
    return ReturnedSheet(ledger, tuple(row for row in read if row is not None), missing, has_marks)


def _named(row: Row) -> list[tuple[int, str]]:
    return [(column, "".join(shown(value).split())) for column, value in row.items()]


def _knows(labels: Mapping[str, str], row: Row) -> int:
    return sum(name in labels for _, name in _named(row))


def _row(place: int, row: Row, columns: Mapping[int, str]) -> ReturnedRow | None:
    """None for a row with nothing in our columns."""
    cells, broken, mark = [], [], ""
    for column, key in columns.items():
        value = row.get(column)
        if key == ROW_ID:
            mark = shown(value)
        elif isinstance(value, BrokenCell):
            broken.append((key, shown(value)))
        else:
            cells.append((key, shown(value)))
    if not mark and not broken and not any(text for _, text in cells):
        return None
    return ReturnedRow(place, mark, tuple(cells), tuple(broken))
