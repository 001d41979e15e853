"""Check one ledger: every finding is accepted, rejected with its faulty cell, or a duplicate (docs/rules.md §13)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from core.intake.ledger.amounts import unit_factor
from core.intake.ledger.categories import find_category
from core.intake.ledger.columns import match_columns
from core.intake.ledger.grid import Grid
from core.intake.ledger.header import Header, find_header
from core.intake.ledger.layout import Block, Layout
from core.intake.ledger.model import (
    AlsoWrong,
    ColumnMatch,
    DuplicateRow,
    LedgerCheck,
    LedgerRow,
    LedgerSheet,
    Match,
    RejectedRow,
    Totals,
)
from core.intake.ledger.rows import Fault, RowReader
from core.intake.ledger.synonyms import DATE_FIELDS
from core.intake.ledger.text import folded, shown
from core.intake.ledger.title import Heading, ledger_year, read_heading
from core.intake.ledger.words import parse_handling_or_none, parse_unit_kind
from core.vocabulary import Status

Progress = Callable[[int, int], None]
_PROGRESS_EVERY = 200
_SAMPLE = 50


@dataclass(frozen=True)
class Ledger:
    """A sheet with its header understood."""

    grid: Grid
    header: Header
    heading: Heading
    matches: tuple[ColumnMatch, ...]
    numbers: Mapping[int, ColumnMatch]

    def columns(self) -> dict[str, list[int]]:
        """Column numbers of each field."""
        found: dict[str, list[int]] = {}
        for number, match in self.numbers.items():
            if match.field is not None:
                found.setdefault(match.field, []).append(number)
        return found


def check_ledger(
    sheet: LedgerSheet,
    *,
    year_hint: int | None = None,
    overrides: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> LedgerCheck:
    """Check a sheet; `overrides` maps headers to fields or `ignore`. Raises UnreadableFile `no_header`."""
    ledger = _understand(Grid(sheet), overrides or {})
    columns = ledger.columns()
    ignored = frozenset(number for number, match in ledger.numbers.items() if match.how is Match.IGNORED)
    year = ledger_year(ledger.heading, _dated_texts(ledger, columns), year_hint)
    reader = RowReader(ledger.grid, columns, year, _money_factors(ledger, columns))
    layout = Layout(ledger.grid, ledger.header, columns, ignored)
    sorting = _Sorting(ledger, reader)
    total = len(ledger.grid.row_numbers)
    for done, block in enumerate(layout.blocks(), 1):
        sorting.add(block)
        if progress is not None and done % _PROGRESS_EVERY == 0:
            progress(done, total)
    notes = (*_sheet_notes(ledger), *layout.notes, *sorting.notes, *reader.notes)
    return sorting.result(year, notes)


def _understand(grid: Grid, overrides: Mapping[str, str]) -> Ledger:
    header = find_header(grid, overrides)
    heading = read_heading(grid, header.first_row)
    below = [row for row in grid.row_numbers if row > header.last_row][:_SAMPLE]

    def fits(column: int, field: str) -> float:
        texts = [text for row in below if (text := grid.text(row, column))]
        return sum(map(_FITTING.get(field, bool), texts)) / len(texts) if texts else 0.0

    matches = match_columns(header.labels, one_unit=heading.unit is not None, overrides=overrides, fits=fits)
    numbers = dict(zip(sorted(header.labels), matches, strict=True))
    return Ledger(grid, header, heading, matches, numbers)


_FITTING: dict[str, Callable[[str], bool]] = {
    "category": lambda text: find_category(text) is not None,
    "handling": lambda text: parse_handling_or_none(text) is not None,
    "unit_kind": lambda text: parse_unit_kind(text) is not None,
    "commonality": lambda text: folded(text) in ("个性", "共性", "个性问题", "共性问题"),
    "nature": lambda text: False,
}


def _dated_texts(ledger: Ledger, columns: Mapping[str, list[int]]) -> list[str]:
    """Cells of the deadline column, or of the other date columns when it has no year anywhere."""
    for names in (("due",), DATE_FIELDS):
        numbers = [number for name in names for number in columns.get(name, [])]
        cells = [ledger.grid.raw(row, number) for row in ledger.grid.row_numbers for number in numbers]
        texts = [text for cell in cells if "20" in (text := shown(cell))]
        if texts:
            return texts
    return []


def _money_factors(ledger: Ledger, columns: Mapping[str, list[int]]) -> dict[int, int]:
    numbers = [number for name in ("amount", "recovered") for number in columns.get(name, [])]
    default = ledger.heading.money_factor
    labels = ledger.header.labels
    return {
        number: unit_factor(labels[number].text) or unit_factor(labels[number].group) or default for number in numbers
    }


def _sheet_notes(ledger: Ledger) -> list[str]:
    sheet, last = ledger.grid.sheet, ledger.header.last_row
    notes = []
    hidden_rows = sorted(row for row in sheet.hidden_rows if row > last)
    if hidden_rows:
        notes.append(f"隐藏的行也已读入：第 {_listed(hidden_rows)} 行。")
    hidden_columns = [
        get_column_letter(column) for column in sorted(sheet.hidden_columns) if column in ledger.header.labels
    ]
    if hidden_columns:
        notes.append(f"隐藏的列也已读入：{'、'.join(hidden_columns)} 列。")
    unnamed = {column for row, cells in sheet.rows.items() if row > last for column in cells} - set(
        ledger.header.labels
    )
    if unnamed:
        letters = "、".join(get_column_letter(column) for column in sorted(unnamed)[:10])
        notes.append(f"{letters} 列有内容但没有列名，没有读入。")
    if sheet.other_sheets:
        names = "、".join(f"“{name}”" for name in sheet.other_sheets[:5])
        notes.append(f"只读了工作表“{sheet.name}”，没有读其他工作表：{names}。")
    return notes


def _listed(numbers: list[int]) -> str:
    text = "、".join(map(str, numbers[:10]))
    return text if len(numbers) <= 10 else f"{text} 等 {len(numbers)}"


class _Sorting:
    """Puts each finding where it belongs."""

    def __init__(self, ledger: Ledger, reader: RowReader) -> None:
        self._ledger = ledger
        self._reader = reader
        self._accepted: list[LedgerRow] = []
        self._rejected: list[RejectedRow] = []
        self._duplicates: list[DuplicateRow] = []
        self._first: dict[tuple[str, str], int] = {}
        self._unit_above: str | None = None
        self._unit_filled: list[int] = []

    @property
    def notes(self) -> list[str]:
        """What was filled in from above."""
        if not self._unit_filled:
            return []
        return [f"单位一格为空，按上一行的单位读入：第 {_listed(self._unit_filled)} 行。"]

    def add(self, block: Block) -> None:
        """Read one finding and sort it."""
        unit = self._unit(block)
        row, faults = self._reader.read(block, unit)
        if row is None:
            self._rejected.append(self._reject(block, unit, faults))
            return
        key = (folded(unit or ""), row.text.strip())
        if key in self._first:
            self._duplicates.append(DuplicateRow(row.row, self._first[key], row.text))
            return
        self._first[key] = row.row
        self._accepted.append(row)

    def _unit(self, block: Block) -> str | None:
        own = self._reader.unit_of(block)
        if own is not None:
            self._unit_above = own
            return own
        if block.unit is not None:
            return block.unit
        if self._unit_above is not None:
            self._unit_filled.append(block.rows[0])
        return self._unit_above

    def _reject(self, block: Block, unit: str | None, faults: list[Fault]) -> RejectedRow:
        first, *others = [self._wrong(fault, block) for fault in faults]
        read = block.category
        return RejectedRow(
            block.rows[0],
            first.column,
            first.letter,
            first.value,
            first.reason,
            first.fix,
            also=tuple(others),
            lines=self._lines(block),
            unit=unit,
            category=(read.subcategory or read.category).value if read else None,
        )

    def _wrong(self, fault: Fault, block: Block) -> AlsoWrong:
        match = self._ledger.numbers[fault.column]
        where = "" if fault.row == block.rows[0] else f"（第 {fault.row} 行）"
        return AlsoWrong(match.header, match.letter, fault.value, fault.reason + where, fault.fix)

    def _lines(self, block: Block) -> tuple[tuple[str, ...], ...]:
        """All cells of the first row; of the others only what stands in them."""
        grid, columns = self._ledger.grid, list(self._ledger.numbers)
        first, *others = block.rows
        lines = [tuple(grid.text(first, column) for column in columns)]
        lines += [tuple(shown(grid.raw(row, column)) for column in columns) for row in others]
        return tuple(lines)

    def result(self, year: int | None, notes: tuple[str, ...]) -> LedgerCheck:
        """Everything found so far."""
        heading = self._ledger.heading
        cleared = sum(row.status is Status.CLEARED for row in self._accepted)
        amount = sum((row.amount_yuan for row in self._accepted if row.amount_yuan is not None), Decimal(0))
        return LedgerCheck(
            sheet_name=self._ledger.grid.sheet.name,
            title=heading.title,
            heading=heading.lines,
            unit_hint=heading.unit,
            year=year,
            columns=self._ledger.matches,
            rows=tuple(self._accepted),
            rejected=tuple(self._rejected),
            duplicates=tuple(self._duplicates),
            totals=Totals(cleared, amount),
            notes=notes,
        )
