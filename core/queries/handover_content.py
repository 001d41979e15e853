"""What a hand-over sheet says: findings that are open, what goes on for long, and risks, as they stand (docs/rules.md §3.2)."""

from typing import Any

import sqlalchemy as sa

from core.queries.base import Reading
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingRow, Window, list_findings
from core.store.models import Finding, Inspection
from core.vocabulary import Status

ALL = Window(limit=10_000)
OPEN, LONG_TERM, RISKS = "open", "long_term", "risks"
PARTS = {OPEN: "未销号问题", LONG_TERM: "长期坚持事项", RISKS: "风险点"}
"""Parts of a sheet with their titles, in order."""


def handover_content(reading: Reading, inspection_id: int) -> dict[str, list[dict[str, Any]]]:
    """Lines of each part; a finding is either open or goes on for long, and may be a risk besides."""
    code = reading.session.get_one(Inspection, inspection_id).code
    rows = list_findings(reading, FindingCriteria(inspection=code), ALL).rows
    going_on = [row for row in rows if row.status in (Status.LONG_TERM, Status.PARTIALLY_CLEARED)]
    waiting = [row for row in rows if row.status in Status.not_cleared() and row not in going_on]
    relapsed = _relapsed(reading, inspection_id)
    return {
        OPEN: [_line(row) for row in waiting],
        LONG_TERM: [_line(row) for row in going_on],
        RISKS: [_line(row) | {"risk": why} for row in rows if (why := _risk(row, relapsed))],
    }


def _line(row: FindingRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "status": row.status.term,
        "due_on": str(row.due_on or ""),
        "holder": row.holder,
    }


def _risk(row: FindingRow, relapsed: frozenset[str]) -> str:
    """Why whoever takes over should look at it; empty where there is no reason."""
    reasons = []
    if row.overdue_days:
        reasons.append(f"逾期{row.overdue_days}日")
    if row.extension_count:
        reasons.append(f"曾延期{row.extension_count}次")
    if row.code in relapsed:
        reasons.append("曾反弹")
    if row.status is Status.RETURNED:
        reasons.append("退回未改好")
    return "、".join(reasons)


def _relapsed(reading: Reading, inspection_id: int) -> frozenset[str]:
    rows = sa.select(Finding.code).where(
        Finding.inspection_id == inspection_id, sa.or_(Finding.segment > 1, Finding.relapse_of_id.is_not(None))
    )
    return frozenset(reading.session.scalars(rows))
