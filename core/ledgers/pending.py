"""What was typed into the ledgers and is not saved: cells, new rows, removed rows (docs/rules.md §4.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.vocabulary import Ledger

Cell = tuple[Ledger, int, str]
"""Ledger, row and column."""
CELL, ROW, DROP = "cell", "row", "drop"


@dataclass
class Pending:
    """Edits by cell with what the cell showed when it was opened; new rows under keys of their own."""

    cells: dict[Cell, tuple[str, str]] = field(default_factory=dict)
    rows: dict[str, tuple[Ledger, dict[str, str]]] = field(default_factory=dict)
    drops: set[tuple[Ledger, int]] = field(default_factory=set)

    def __len__(self) -> int:
        """How many things would be saved."""
        return len(self.cells) + len(self.rows) + len(self.drops)

    def type_cell(self, cell: Cell, shown: str, typed: str) -> None:
        """Somebody typed into a cell that showed `shown` when the table was drawn; typing the old value takes it back."""
        was = self.cells[cell][0] if cell in self.cells else shown
        if typed == was:
            self.cells.pop(cell, None)
        else:
            self.cells[cell] = (was, typed)

    def type_row(self, key: str, ledger: Ledger, cells: Mapping[str, str]) -> None:
        """Somebody typed into a new row; one with nothing in it is none."""
        typed = {name: text for name, text in cells.items() if text.strip()}
        if typed:
            self.rows[key] = (ledger, typed)
        else:
            self.rows.pop(key, None)

    def remove_row(self, ledger: Ledger, row_id: int) -> None:
        """A row is to go; what was typed into it goes with it."""
        self.drops.add((ledger, row_id))
        for cell in [one for one in self.cells if one[:2] == (ledger, row_id)]:
            del self.cells[cell]

    def forget(self, key: str) -> None:
        """Take one thing back by its key in the draft."""
        kind, _, rest = key.partition("|")
        if kind == ROW:
            self.rows.pop(rest, None)
            return
        ledger, number, *column = rest.split("|", 2)
        if kind == DROP:
            self.drops.discard((Ledger.from_code(ledger), int(number)))
        else:
            self.cells.pop((Ledger.from_code(ledger), int(number), column[0]), None)

    def as_draft(self) -> dict[str, Any]:
        """As it is kept between visits: one entry for each thing."""
        cells = {f"{CELL}|{ledger}|{number}|{key}": list(pair) for (ledger, number, key), pair in self.cells.items()}
        rows = {f"{ROW}|{key}": [ledger.value, typed] for key, (ledger, typed) in self.rows.items()}
        return cells | rows | {f"{DROP}|{ledger}|{number}": True for ledger, number in self.drops}

    @classmethod
    def from_draft(cls, content: Mapping[str, Any]) -> "Pending":
        """Back from a draft; what a newer program may have kept and this one does not know is left out."""
        pending = cls()
        for key, value in content.items():
            kind, _, rest = key.partition("|")
            if kind == ROW:
                pending.rows[rest] = (Ledger.from_code(value[0]), dict(value[1]))
            elif kind == DROP:
                ledger, number = rest.split("|")
                pending.drops.add((Ledger.from_code(ledger), int(number)))
            elif kind == CELL:
                ledger, number, column = rest.split("|", 2)
                pending.cells[Ledger.from_code(ledger), int(number), column] = (value[0], value[1])
        return pending


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What to add to a draft and what to take out of it."""
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    return changed, [key for key in before if key not in after]
