"""A sheet with its merges laid out: every cell of a merge has the value of its first cell."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from core.errors import UnreadableFile
from core.intake.ledger.model import CellValue, LedgerSheet, Merge
from core.intake.ledger.text import shown

_MAX_LAID_OUT = 2_000_000


class Grid:
    """Read access by row and column, counted from 1 as Excel does."""

    def __init__(self, sheet: LedgerSheet) -> None:
        self.sheet = sheet
        self.row_numbers = sorted(sheet.rows)
        self.last_column = max((column for cells in sheet.rows.values() for column in cells), default=0)

    @cached_property
    def _merged(self) -> dict[tuple[int, int], Merge]:
        """Merge of each covered cell, for rows and columns that hold something."""
        covered: dict[tuple[int, int], Merge] = {}
        budget = _MAX_LAID_OUT
        for merge in self.sheet.merges:
            first = bisect_left(self.row_numbers, merge.top)
            last = bisect_right(self.row_numbers, merge.bottom)
            columns = range(merge.left, min(merge.right, self.last_column) + 1)
            budget -= (last - first) * len(columns) + 1
            if budget < 0:
                raise UnreadableFile(reason="too_heavy")
            for row in self.row_numbers[first:last]:
                for column in columns:
                    covered[row, column] = merge
        return covered

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merge that covers this cell."""
        return self._merged.get((row, column))

    def raw(self, row: int, column: int) -> CellValue | None:
        """The value stored in this very cell."""
        return self.sheet.rows.get(row, {}).get(column)

    def value(self, row: int, column: int) -> CellValue | None:
        """The value seen in this cell: its own, or that of the merge it belongs to."""
        own = self.raw(row, column)
        if own is not None:
            return own
        merge = self._merged.get((row, column))
        return self.raw(merge.top, merge.left) if merge else None

    def text(self, row: int, column: int) -> str:
        """The value seen in this cell, as text."""
        return shown(self.value(row, column))

    def filled(self, row: int) -> list[tuple[int, str]]:
        """Columns that hold something of their own in this row, with their text."""
        cells = ((column, shown(value)) for column, value in sorted(self.sheet.rows.get(row, {}).items()))
        return [(column, text) for column, text in cells if text.strip()]
