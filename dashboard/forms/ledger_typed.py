"""What the grid of a ledger reports of its edits, taken over as cells, new rows and removed rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.ledgers.fields import FIELDS
from core.ledgers.pending import Pending
from core.queries.ledger_rows import LedgerRow
from core.vocabulary import Ledger

BLANK_ROWS = 40
"""Empty rows under a ledger that can grow: typed into like any other, as in a spreadsheet."""


def take_in(
    pending: Pending,
    ledger: Ledger,
    state: Mapping[str, Any],
    rows: Sequence[LedgerRow],
    new: Sequence[str],
    round_name: str,
) -> None:
    """The grid's own record of edits, by position: rows as opened, then new rows, then blank ones."""
    by_label = {field.label: field.key for field in FIELDS[ledger]}
    keys = [*new, *(f"{round_name}.{ledger}.{place}" for place in range(BLANK_ROWS))]
    for position, cells in state["edited_rows"].items():
        typed = {by_label[label]: _text(value) for label, value in cells.items() if label in by_label}
        place = int(position)
        if place < len(rows):
            for key, text in typed.items():
                pending.type_cell((ledger, rows[place].row_id, key), rows[place].cells[key], text)
        else:
            name = keys[place - len(rows)]
            pending.type_row(name, ledger, {**pending.rows.get(name, (ledger, {}))[1], **typed})
    for position in state["deleted_rows"]:
        place = int(position)
        if place < len(rows):
            pending.remove_row(ledger, rows[place].row_id)
        else:
            pending.rows.pop(keys[place - len(rows)], None)


def _text(value: Any) -> str:
    """What the grid reports for a cell that was emptied is None."""
    return "" if value is None else str(value)
