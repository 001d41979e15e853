"""An accepted row of a ledger as an entry to import, or the cells that keep it out (docs/rules.md §4, §13)."""

from collections.abc import Sequence
from typing import Any, TypeVar

from core.commands.base import Command
from core.commands.findings import Draft
from core.commands.intake import LedgerEntry
from core.commands.ledger_extras import TAKEN_OVER, Extras
from core.errors import InvalidInput
from core.intake.ledger.model import AlsoWrong, ColumnMatch, LedgerRow, RejectedRow
from core.intake.ledger.synonyms import SYNONYMS
from core.intake.rewrite import cell_of, cells_of
from core.plain_text import HIDDEN
from core.vocabulary import Category, Handling, Source, Status, Subcategory

T = TypeVar("T", bound=Command)
Problem = tuple[str, str, str, dict[str, Any]]

COLUMN_OF = {
    "title": "text",
    "subcategory": "category",
    "due_on": "due",
    "amount_yuan": "amount",
    "recovered_yuan": "recovered",
    "measures": "measure",
    "lead_office": "lead_department",
    "co_offices": "co_departments",
}
"""Fields of an entry whose column in a ledger has another name."""
KEPT = frozenset(
    {"number", "unit", "unit_kind", "category", "subcategory", "text", "source", "involves_persons", "publishable"}
    | {"amount", "recovered", "handling", "goal", "measure", "due", "owner_leader", "lead_department", "co_departments"}
    | {"handler", "status", "progress", "cleared_on", "concerns_public"}
    | TAKEN_OVER
)
"""Columns that an import takes over; the others are named in a note."""
SHOWN_LENGTH = 40
_STANDS_IN = Draft(text="—")


def to_entry(row: LedgerRow, unit: int | str | None) -> LedgerEntry:
    """The entry of a row for this unit; raises InvalidInput with every field that does not fit."""
    problems: list[Problem] = []
    extras = Extras(row)
    draft = _build(
        Draft,
        problems,
        text=row.text,
        subcategory=Subcategory.from_code(row.subcategory) if row.subcategory else None,
        category=Category.from_code(row.category) if row.category else None,
        handling=row.handling or Handling.TIME_LIMITED,
        due_on=row.due_on,
        involves_persons=bool(row.involves_persons),
        amount_yuan=row.amount_yuan,
        **extras.draft,
    )
    entry = _build(
        LedgerEntry,
        problems,
        row=row.row,
        unit=unit,
        draft=draft or _STANDS_IN,
        source=row.source or Source.FEEDBACK,
        status=Status.IN_PROGRESS if row.status is Status.APPLIED else row.status,
        cleared_on=row.cleared_on,
        progress=row.progress_text or "",
        measures=row.measures,
        goal=row.goal or "",
        owner_leader=row.owner_leader or "",
        lead_office=row.lead_department or "",
        co_offices=row.co_departments or "",
        handler=row.handler or "",
        recovered_yuan=row.recovered_yuan,
        is_publishable=row.publishable is not False,
        **extras.entry,
    )
    if entry is None or problems:
        raise InvalidInput(problems=problems)
    return entry


def refused(row: LedgerRow, columns: Sequence[ColumnMatch], error: InvalidInput) -> RejectedRow:
    """The row as rejected, each field that does not fit as a faulty cell."""
    problems: list[Problem] = error.details["problems"]  # type: ignore[assignment]
    return rejected(row, columns, [_wrong(row, columns, problem) for problem in problems])


def rejected(row: LedgerRow, columns: Sequence[ColumnMatch], wrong: Sequence[AlsoWrong]) -> RejectedRow:
    """The row as rejected for these cells, which must not be empty; what hides in its texts is taken out."""
    first, *others = sorted(wrong, key=lambda one: (len(one.letter), one.letter))
    return RejectedRow(
        row.row,
        first.column,
        first.letter,
        first.value,
        first.reason,
        first.fix,
        also=tuple(others),
        lines=(tuple(_cleaned(text) for text in cells_of(row, columns)),),
        unit=row.unit,
        category=row.subcategory or row.category,
    )


def place_of(field: str, columns: Sequence[ColumnMatch]) -> tuple[str, str]:
    """Header and letter of a field's column; our own word and no letter where the ledger has none."""
    found = next((column for column in columns if column.field == field), None)
    return (found.header, found.letter) if found else (SYNONYMS[field][0], "")


def _build(kind: type[T], problems: list[Problem], **fields: Any) -> T | None:
    try:
        return kind(**fields)
    except InvalidInput as error:
        problems.extend(error.details["problems"])  # type: ignore[arg-type]
        return None


def _wrong(row: LedgerRow, columns: Sequence[ColumnMatch], problem: Problem) -> AlsoWrong:
    name, kind, _message, facts = problem
    # One of several measures is named by its place among them.
    field = "measure" if name.isdigit() else COLUMN_OF.get(name, name)
    header, letter = place_of(field, columns)
    read = _cleaned(cell_of(row, field))
    shown = read if len(read) <= SHOWN_LENGTH else f"{read[:SHOWN_LENGTH]}…"
    return AlsoWrong(header, letter, shown, *_why(kind, facts))


def _why(kind: str, facts: dict[str, Any]) -> tuple[str, str]:
    """Reason and remedy."""
    if kind == "string_too_long":
        return f"超过 {facts['max_length']} 个字", f"缩短到 {facts['max_length']} 个字以内，其余写进附件"
    if kind == "value_error":
        return "含有看不见的控制字符", "下载的有误行里已经删去，核对后再传"
    if "ge" in facts or "le" in facts:
        return "超出可以登记的范围", "核对年份或数额；日期须在 1990 年至 2100 年"
    return "这一格不能登记", "核对后重新填写"


def _cleaned(text: str) -> str:
    return "".join(mark for mark in text if mark not in HIDDEN and (mark in "\n\t" or mark.isprintable()))
