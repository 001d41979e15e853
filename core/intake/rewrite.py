"""An accepted row as the cells of its ledger again, for rows that are refused only when they meet the database."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from core.intake.ledger.model import ColumnMatch, LedgerRow
from core.vocabulary import Category, Subcategory

_ATTRIBUTES = {
    "due": "due_on",
    "amount": "amount_yuan",
    "recovered": "recovered_yuan",
    "status": "status_text",
    "progress": "progress_text",
    "measure": "measures",
}
_NAMES = {one.value: f"{one.value} {one.term}" for one in (*Category, *Subcategory)}


def cells_of(row: LedgerRow, columns: Sequence[ColumnMatch]) -> tuple[str, ...]:
    """One text for each column; reads back as the same row under the same headers."""
    fields = [column.field for column in columns]
    return tuple(
        "" if field is None or field in fields[:place] else cell_of(row, field, split="subcategory" in fields)
        for place, field in enumerate(fields)
    )


def cell_of(row: LedgerRow, field: str, *, split: bool = False) -> str:
    """What stands in the column of a field; `split` when the second level of the category has a column of its own."""
    if field == "category" and row.subcategory and not split:
        return _NAMES[row.subcategory]
    if field == "due" and row.due_on is None:
        return row.due_text or ""
    value = getattr(row, _ATTRIBUTES.get(field, field), None)
    if value is None:
        return dict(row.extra).get(field, "")
    return _NAMES.get(str(value), "") if field in ("category", "subcategory") else _written(value)


def _written(value: object) -> str:
    """Values in the wording that the ledger's own readers know."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(getattr(value, "term", value.value))
    if isinstance(value, Decimal):
        return f"{value:f}元"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else "\n".join(f"{place}.{text}" for place, text in enumerate(value, 1))
    return str(value)
