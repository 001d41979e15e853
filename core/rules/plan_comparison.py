"""Two versions of a rectification plan side by side: which rows came, went or read otherwise (整改方案联审, docs/rules.md §3.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from core.vocabulary import Ledger

COMPARED = (Ledger.FINDINGS, Ledger.TASKS, Ledger.MEASURES, Ledger.RESPONSIBILITIES)
"""The three ledgers of a plan (问题、任务及措施、责任); outcome and archive come later."""


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One row of a ledger as it was shown; `row` is its number, `finding` the code of its finding."""

    row: int
    finding: str
    title: str
    cells: Mapping[str, str]


class RowFate(StrEnum):
    """What became of a row from the older to the newer version."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """One cell that reads otherwise; an added row has no `old`, a removed one no `new`."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """One row that differs, with the cells that do."""

    ledger: Ledger
    finding: str
    title: str
    fate: RowFate
    cells: tuple[CellChange, ...]


PlanContent = Mapping[Ledger, Sequence[PlanRow]]
Pair = tuple[PlanRow | None, PlanRow | None]


def compare(older: PlanContent, newer: PlanContent, fields: Mapping[Ledger, Iterable[str]]) -> tuple[RowChange, ...]:
    """Rows that differ in the given fields, ledger by ledger in the order of the newer version; removed rows come last."""
    found: list[RowChange] = []
    for ledger in COMPARED:
        shown = tuple(fields[ledger])
        for old, new in _pairs(older.get(ledger, ()), newer.get(ledger, ()), shown):
            if change := _change(ledger, old, new, shown):
                found.append(change)
    return tuple(found)


def _pairs(older: Sequence[PlanRow], newer: Sequence[PlanRow], fields: tuple[str, ...]) -> list[Pair]:
    """Which row of the newer version continues which older one, each row once.

    The same number under the same finding first. A plan that was replaced as a whole has rows of new numbers: of those
    that are left under a finding, rows that read the same belong together, then the others in their order.
    """
    left, partner = list(older), dict[int, PlanRow]()
    for belongs in (_is_same, partial(_reads_same, fields), _is_of_same_finding):
        for place, row in enumerate(newer):
            match = None if place in partner else next((old for old in left if belongs(old, row)), None)
            if match is not None:
                left.remove(match)
                partner[place] = match
    pairs: list[Pair] = [(partner.get(place), row) for place, row in enumerate(newer)]
    return pairs + [(row, None) for row in left]


def _is_same(old: PlanRow, new: PlanRow) -> bool:
    return (old.finding, old.row) == (new.finding, new.row)


def _reads_same(fields: tuple[str, ...], old: PlanRow, new: PlanRow) -> bool:
    return old.finding == new.finding and all(old.cells.get(name, "") == new.cells.get(name, "") for name in fields)


def _is_of_same_finding(old: PlanRow, new: PlanRow) -> bool:
    return old.finding == new.finding


def _change(ledger: Ledger, old: PlanRow | None, new: PlanRow | None, fields: tuple[str, ...]) -> RowChange | None:
    shown = new or old
    assert shown is not None  # noqa: S101 - a pair has at least one side
    before, after = (old.cells if old else {}), (new.cells if new else {})
    cells = tuple(
        CellChange(field=name, old=before.get(name, ""), new=after.get(name, ""))
        for name in fields
        if before.get(name, "") != after.get(name, "")
    )
    fate = RowFate.ADDED if old is None else RowFate.REMOVED if new is None else RowFate.CHANGED
    if fate is RowFate.CHANGED and not cells:
        return None
    return RowChange(ledger=ledger, finding=shown.finding, title=shown.title, fate=fate, cells=cells)
