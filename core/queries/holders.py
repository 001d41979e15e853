"""At whom overdue findings lie: how many, and the longest time in hand."""

from collections import defaultdict
from dataclasses import dataclass

from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingRow, Window, list_overdue

ALL = Window(limit=100_000)


@dataclass(frozen=True, kw_only=True)
class HolderRow:
    """One holder of overdue findings; time in hand in workdays."""

    holder: str
    findings: int
    longest_workdays: int
    longest_overdue_days: int


@query
def summarise_holders(reading: Reading, criteria: FindingCriteria) -> tuple[HolderRow, ...]:
    """Holders by number of overdue findings."""
    held: dict[str, list[FindingRow]] = defaultdict(list)
    for row in list_overdue(reading, criteria, ALL).rows:
        held[row.holder].append(row)
    rows = (
        HolderRow(
            holder=name,
            findings=len(found),
            longest_workdays=max(row.held_workdays for row in found),
            longest_overdue_days=max(row.overdue_days for row in found),
        )
        for name, found in held.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.findings, -row.longest_workdays, row.holder)))
