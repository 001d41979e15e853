"""What the five ledgers say of each finding of an inspection, as it is shown: what a working paper is held against (docs/rules.md §6)."""

from core.queries.base import Reading
from core.queries.ledger_rows import ledger_rows
from core.vocabulary import Ledger

Record = dict[str, list[dict[str, str]]]
"""Rows of one finding by ledger, each row its cells by field."""


def ledger_records(reading: Reading, inspection_id: int) -> dict[str, Record]:
    """By number of the finding; cells that are empty are left out."""
    found: dict[str, Record] = {}
    for ledger in Ledger:
        for row in ledger_rows(reading, inspection_id, ledger):
            cells = {field: text for field, text in row.cells.items() if text}
            found.setdefault(row.finding_code, {}).setdefault(ledger.value, []).append(cells)
    return found
