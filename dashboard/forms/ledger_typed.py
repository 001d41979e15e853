"""What the grid of a ledger reports of its edits, taken over as cells, new rows and removed rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.ledgers.fields import FIELDS
from core.ledgers.pending import Pending
from core.queries.ledger_rows import LedgerRow
from core.vocabulary import Ledger


def take_in(
    pending: Pending,
    ledger: Ledger,
    state: Mapping[str, Any],
    rows: Sequence[LedgerRow],
    new: Sequence[str],
    round_name: str,
) -> None:
    """The grid's own record of edits, by position; positions past the rows are new rows of the frame."""
    by_label = {field.label: field for field in FIELDS[ledger]}
    for position, cells in state["edited_rows"].items():
        typed = {by_label[label].key: _text(value) for label, value in cells.items() if label in by_label}
        if int(position) >= len(rows):
            key = new[int(position) - len(rows)]
            pending.type_row(key, ledger, {**pending.rows.get(key, (ledger, {}))[1], **typed})
            continue
        row = rows[int(position)]
        for key, text in typed.items():
            pending.type_cell((ledger, row.row_id, key), row.cells[key], text)
    for place, cells in enumerate(state["added_rows"]):
        typed = {by_label[label].key: _text(value) for label, value in cells.items() if label in by_label}
        pending.type_row(f"{round_name}.{ledger}.{place}", ledger, typed)
    for position in state["deleted_rows"]:
        if int(position) >= len(rows):
            pending.rows.pop(new[int(position) - len(rows)], None)
        else:
            pending.remove_row(ledger, rows[int(position)].row_id)


def _text(value: Any) -> str:
    """What the grid reports for a cell that was emptied is None."""
    return "" if value is None else str(value)
