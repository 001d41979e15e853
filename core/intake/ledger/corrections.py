"""The wrong rows of a ledger as a workbook to be mended and loaded again."""

from core.intake.ledger.columns import Label, exact_field
from core.intake.ledger.model import AlsoWrong, ColumnMatch, LedgerCheck, Match, RejectedRow
from core.intake.ledger.synonyms import CORRECTION_HEADERS, SYNONYMS
from core.intake.workbook import Sheet, Value, write_workbook
from core.vocabulary import Category, Subcategory

_SHEET = "有误的行"
# What titles and section rows said must stand in the rows once these are on their own.
_CARRIED = ("unit", "category")
_CATEGORY_TERMS = {one.value: f"{one.value} {one.term}" for one in (*Category, *Subcategory)}


def corrections_workbook(check: LedgerCheck) -> bytes:
    """Write the rejected rows under the headers of their ledger, wrong cells coloured, reasons beside them.

    Loads again by `check_ledger_file`: the added columns are skipped, merges and sections are filled in.
    """
    kept = [index for index, column in enumerate(check.columns) if column.how is not Match.IGNORED]
    columns = [check.columns[index] for index in kept]
    carried = _missing_context(check, columns)
    header = [*(SYNONYMS[name][0] for name in carried), *map(_header, columns), *CORRECTION_HEADERS]
    rows: list[list[Value]] = []
    marked: set[tuple[int, int]] = set()
    merges: list[tuple[int, int, int]] = []
    for rejected in check.rejected:
        first = len(rows)
        rows.extend(_lines(rejected, columns, kept, carried))
        marked.update((first, len(carried) + index) for index in _wrong_columns(rejected, columns))
        if len(rejected.lines) > 1:
            merges.append((len(carried) + _text_column(columns), first, len(rows) - 1))
    sheet = Sheet(_SHEET, header, rows, title=_title(check), marked=frozenset(marked), merges=merges)
    return write_workbook([sheet])


def _missing_context(check: LedgerCheck, columns: list[ColumnMatch]) -> list[str]:
    """Fields that the ledger has no column for and that sections gave to some wrong row."""
    present = {column.field for column in columns}
    return [name for name in _CARRIED if name not in present and any(_carried(row, name) for row in check.rejected)]


def _header(column: ColumnMatch) -> str:
    """The header as it was; with its group, or in our words, where it alone does not say what it is."""
    if column.how is Match.GIVEN and column.field is not None:
        return SYNONYMS[column.field][0]
    alone = exact_field(Label(column.header))
    together = exact_field(Label(column.header, column.group))
    return column.group + column.header if alone is None and together is not None else column.header


def _title(check: LedgerCheck) -> list[str]:
    lines = [line for line in check.heading if "没有写年份的日期按" not in line]
    hint = "改好标红的格子后，把这份表整份再传一次。"
    if check.year is not None:
        hint += f"没有写年份的日期按{check.year}年算。"
    return [*lines, hint]


def _carried(row: RejectedRow, name: str) -> str | None:
    if name == "unit":
        return row.unit
    return _CATEGORY_TERMS[row.category] if row.category else None


def _lines(rejected: RejectedRow, columns: list[ColumnMatch], kept: list[int], carried: list[str]) -> list[list[Value]]:
    first, *others = rejected.lines
    filled = [_with_context(first[at], column, rejected) for at, column in zip(kept, columns, strict=True)]
    lines: list[list[Value]] = [[*(_carried(rejected, name) for name in carried), *filled, *_reasons(rejected)]]
    lines += [[*(None for _ in carried), *(line[at] or None for at in kept)] for line in others]
    return lines


def _with_context(value: str, column: ColumnMatch, rejected: RejectedRow) -> str | None:
    """An empty unit or category cell gets what the rows above said."""
    if value or column.field not in _CARRIED or column.letter == rejected.letter:
        return value or None
    return _carried(rejected, column.field)


def _reasons(rejected: RejectedRow) -> list[Value]:
    first = AlsoWrong(rejected.column, rejected.letter, rejected.value, rejected.reason, rejected.fix)
    wrong = [first, *rejected.also]
    return [
        rejected.row,
        "\n".join(f"{one.column}（{one.letter} 列）" for one in wrong),
        "\n".join(one.value or "空白" for one in wrong),
        "\n".join(one.reason for one in wrong),
        "\n".join(one.fix for one in wrong),
    ]


def _wrong_columns(rejected: RejectedRow, columns: list[ColumnMatch]) -> list[int]:
    letters = {rejected.letter, *(one.letter for one in rejected.also)}
    return [index for index, column in enumerate(columns) if column.letter in letters]


def _text_column(columns: list[ColumnMatch]) -> int:
    return next(index for index, column in enumerate(columns) if column.field == "text")
