"""A block copied from a spreadsheet, as rows of cells: line breaks within cells and merged cells included (docs/rules.md §4)."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from core.ledgers.fields import FIELDS, LedgerField
from core.vocabulary import Ledger

MOST_ROWS = 20_000
_MOST_CELL = 32_767


@dataclass(frozen=True)
class Block:
    """What was pasted: the columns in their order and the rows under them; None is a column we do not have."""

    columns: tuple[LedgerField | None, ...]
    rows: tuple[tuple[str, ...], ...]
    unknown: tuple[str, ...] = ()
    """Headers that are no column of this ledger."""
    left_out: int = 0
    """Rows beyond what is taken at once."""


def read_block(ledger: Ledger, text: str, first: LedgerField, *, fill_down: bool) -> Block:
    """Read a block; its own header names the columns, else they follow from `first` on in the order of the ledger.

    With `fill_down` an empty cell repeats the one above it, as the lower cells of a merged one do.
    """
    rows = [[cell.strip() for cell in row] for row in _rows(text)]
    rows = [row for row in rows if any(row)]
    named = _header(ledger, rows[0]) if rows else None
    columns = named or _onwards(ledger, first)
    body = rows[1:] if named else rows
    width = max((len(row) for row in body), default=0)
    if fill_down:
        body = _filled(body, width)
    lines = tuple(tuple((row + [""] * width)[:width]) for row in body)
    unknown = tuple(label for label, column in zip(rows[0], columns, strict=False) if column is None) if named else ()
    return Block(columns[:width], lines[:MOST_ROWS], unknown, max(len(lines) - MOST_ROWS, 0))


def _rows(text: str) -> list[list[str]]:
    """Excel quotes a cell that holds a line break, a tab or a quote; a quote within is doubled."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    csv.field_size_limit(len(plain) + 1)
    try:
        return [[cell[:_MOST_CELL] for cell in row] for row in csv.reader(io.StringIO(plain), delimiter="\t")]
    except csv.Error:
        return [line.split("\t") for line in plain.split("\n")]


def _header(ledger: Ledger, row: Sequence[str]) -> tuple[LedgerField | None, ...] | None:
    """The columns a first row names, when most of its cells are names of columns."""
    labels = {_squeezed(field.label): field for field in FIELDS[ledger]}
    found = tuple(labels.get(_squeezed(cell)) for cell in row)
    known = sum(column is not None for column in found)
    return found if known and known * 2 >= sum(bool(cell) for cell in row) else None


def _squeezed(label: str) -> str:
    return "".join(label.split()).replace("(", "（").replace(")", "）").split("（")[0]


def _onwards(ledger: Ledger, first: LedgerField) -> tuple[LedgerField, ...]:
    """The open columns from `first` on."""
    fields = FIELDS[ledger]
    return tuple(field for field in fields[fields.index(first) :] if field.is_open)


def _filled(rows: list[list[str]], width: int) -> list[list[str]]:
    above = [""] * width
    filled = []
    for row in rows:
        above = [cell or before for cell, before in zip(row + [""] * (width - len(row)), above, strict=True)]
        filled.append(above)
    return filled
