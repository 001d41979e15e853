"""What a checked ledger is: accepted, rejected and duplicate rows with the columns they were read from."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from core.vocabulary import Handling, Source, Status, UnitKind


class Match(StrEnum):
    """How a column found its field."""

    EXACT = "exact"
    SIMILAR = "similar"
    GIVEN = "given"
    UNMATCHED = "unmatched"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell without a usable value: an Excel error or a formula that was never calculated."""

    shown: str
    is_formula: bool


CellValue = str | int | float | bool | datetime | date | time | timedelta | BrokenCell


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns counted from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class LedgerSheet:
    """One sheet as stored: values stand only in the first cell of a merge."""

    name: str
    rows: dict[int, dict[int, CellValue]]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    other_sheets: tuple[str, ...] = ()


class CellFault(Exception):
    """A cell that cannot be taken over: why, and what to write instead."""

    def __init__(self, reason: str, fix: str) -> None:
        self.reason = reason
        self.fix = fix
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column of the ledger: `header` as read without white space, `field` None when nothing matched."""

    letter: str
    header: str
    group: str
    field: str | None
    how: Match


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An accepted finding; `row` is its first row as Excel counts."""

    row: int
    text: str
    number: str | None = None
    unit: str | None = None
    unit_kind: UnitKind | None = None
    category: str | None = None
    subcategory: str | None = None
    handling: Handling | None = None
    due_on: date | None = None
    due_text: str | None = None
    status: Status | None = None
    status_text: str | None = None
    progress_text: str | None = None
    cleared_on: date | None = None
    amount_yuan: Decimal | None = None
    recovered_yuan: Decimal | None = None
    measures: tuple[str, ...] = ()
    goal: str | None = None
    owner_leader: str | None = None
    lead_department: str | None = None
    co_departments: str | None = None
    handler: str | None = None
    department: str | None = None
    source: Source | None = None
    involves_persons: bool | None = None
    publishable: bool | None = None
    remark: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AlsoWrong:
    """A further faulty cell of a row that was rejected already."""

    column: str
    letter: str
    value: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A finding that cannot be taken over; the first faulty cell decides, `also` has the others.

    `lines` are its sheet rows as text, one value for each of the ledger's columns, merges filled in;
    `unit` and `category` are what titles and section rows said about it.
    """

    row: int
    column: str
    letter: str
    value: str
    reason: str
    fix: str
    also: tuple[AlsoWrong, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    unit: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """A finding that stands in an earlier accepted row of the same file."""

    row: int
    first_row: int
    text: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Control figures over the accepted rows."""

    cleared: int
    amount_yuan: Decimal


@dataclass(frozen=True)
class LedgerCheck:
    """Everything the check of one ledger found; `rows_total` = accepted + rejected + duplicates."""

    sheet_name: str
    title: str
    heading: tuple[str, ...]
    unit_hint: str | None
    year: int | None
    columns: tuple[ColumnMatch, ...]
    rows: tuple[LedgerRow, ...]
    rejected: tuple[RejectedRow, ...]
    duplicates: tuple[DuplicateRow, ...]
    totals: Totals
    notes: tuple[str, ...]

    @property
    def rows_total(self) -> int:
        """Number of findings the ledger holds."""
        return len(self.rows) + len(self.rejected) + len(self.duplicates)
