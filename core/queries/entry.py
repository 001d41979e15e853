"""What a clerk fills in line by line: findings with the unit, their last report, and what is asked of them now."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingRow, Window, list_findings
from core.store.models import ClearanceDecision, ClearanceRequest, ProgressReport
from core.vocabulary import Decision, Status

ENTERED = (
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.RETURNED,
    Status.RELAPSED,
    Status.PARTIALLY_CLEARED,
    Status.LONG_TERM,
)
"""States in which progress can be reported."""


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One line of the entry table."""

    finding: FindingRow
    last_text: str
    last_on: date | None
    reported_this_month: bool
    return_reason: str


@query
def list_entry_rows(reading: Reading, criteria: FindingCriteria, window: Window) -> tuple[EntryRow, ...]:
    """Findings on which progress can be reported, the most urgent first."""
    asked = tuple(criteria.statuses) or tuple(status.value for status in ENTERED)
    narrowed = FindingCriteria(**{**criteria.__dict__, "statuses": asked})
    rows = list_findings(reading, narrowed, window).rows
    last = _last_reports(reading, [row.id for row in rows])
    reasons = _return_reasons(reading, [row.id for row in rows if row.status is Status.RETURNED])
    month = reading.as_of.replace(day=1)
    return tuple(
        EntryRow(
            finding=row,
            last_text=last[row.id].text if row.id in last else "",
            last_on=last[row.id].happened_on if row.id in last else None,
            reported_this_month=row.id in last and last[row.id].happened_on >= month,
            return_reason=reasons.get(row.id, ""),
        )
        for row in rows
    )


def _last_reports(reading: Reading, ids: list[int]) -> dict[int, ProgressReport]:
    newest = (
        sa.select(sa.func.max(ProgressReport.id))
        .where(ProgressReport.finding_id.in_(ids))
        .group_by(ProgressReport.finding_id)
    )
    return {
        row.finding_id: row
        for row in reading.session.scalars(sa.select(ProgressReport).where(ProgressReport.id.in_(newest)))
    }


def _return_reasons(reading: Reading, ids: list[int]) -> dict[int, str]:
    rows = reading.session.execute(
        sa.select(ClearanceRequest.finding_id, ClearanceDecision.reason)
        .join(ClearanceDecision, ClearanceDecision.request_id == ClearanceRequest.id)
        .where(ClearanceRequest.finding_id.in_(ids), ClearanceDecision.decision == Decision.RETURNED)
        .order_by(ClearanceDecision.id)
    )
    return {finding_id: reason for finding_id, reason in rows}  # noqa: C416 - the last one wins
