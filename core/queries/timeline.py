"""The history of a finding in words, newest first: what was done, by whom, on which day (办理记录)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.clock import local
from core.ledgers.fields import field_of
from core.queries.actions import CHANGES
from core.queries.base import Reading, query
from core.queries.criteria import joined
from core.queries.scope import visible_findings
from core.store.models import (
    Account,
    ArchiveItem,
    AuditEvent,
    Finding,
    FindingPeriod,
    LedgerCell,
    LedgerChange,
    ProgressReport,
)
from core.vocabulary import Ledger, Role


@dataclass(frozen=True, kw_only=True)
class TimelineRow:
    """One entry of the history."""

    at: datetime
    who: str
    role: str
    what: str
    text: str


@query
def list_timeline(reading: Reading, finding_id: int) -> tuple[TimelineRow, ...]:
    """Everything recorded about a finding; empty when it is not for this person."""
    code = reading.session.scalar(
        joined(Finding.code).where(Finding.id == finding_id, visible_findings(reading.scope)).limit(1)
    )
    if code is None:
        return ()
    rows = reading.session.execute(
        sa.select(AuditEvent, Account.shown)
        .outerjoin(Account, Account.username == AuditEvent.actor)
        .where(AuditEvent.id.in_(_events(finding_id)))
        .order_by(AuditEvent.id.desc())
    )
    cells = _cells(reading, finding_id)
    return tuple(_row(event, shown, code, cells) for event, shown in rows)


def _events(finding_id: int) -> sa.Select[Any]:
    own = sa.select(AuditEvent.id).where(AuditEvent.subject_type == "finding", AuditEvent.subject_id == finding_id)
    parts = (
        sa.select(source.event_id).where(source.finding_id == finding_id)
        for source in (FindingPeriod, ProgressReport, ArchiveItem)
    )
    cells = sa.select(LedgerChange.event_id).join(LedgerCell, LedgerCell.change_id == LedgerChange.id)
    return sa.union(own, *parts, cells.where(LedgerCell.finding_id == finding_id)).subquery().select()


SHOWN_CELLS, SHOWN_LENGTH = 3, 24


def _cells(reading: Reading, finding_id: int) -> dict[int, str]:
    """What each change of the ledgers put into this finding's cells, by its event."""
    rows = reading.session.execute(
        sa.select(LedgerChange.event_id, LedgerCell.ledger, LedgerCell.field, LedgerCell.after)
        .join(LedgerCell, LedgerCell.change_id == LedgerChange.id)
        .where(LedgerCell.finding_id == finding_id)
        .order_by(LedgerCell.id)
    )
    found: dict[int, list[str]] = {}
    for event_id, ledger, field, after in rows:
        found.setdefault(event_id, []).append(_cell(ledger, field, after))
    return {event_id: _several(texts) for event_id, texts in found.items()}


def _cell(ledger: Ledger, field: str, after: str) -> str:
    column = field_of(ledger, field)
    if column is None:
        return f"{ledger.term}{'加一行' if after else '删一行'}"
    return f"{column.label}“{after if len(after) <= SHOWN_LENGTH else after[:SHOWN_LENGTH] + '…'}”"


def _several(texts: list[str]) -> str:
    more = f"等 {len(texts)} 处" if len(texts) > SHOWN_CELLS else ""
    return "，".join(texts[:SHOWN_CELLS]) + more


def _row(event: AuditEvent, shown: str | None, code: str, cells: dict[int, str]) -> TimelineRow:
    return TimelineRow(
        at=local(event.at),
        who=shown or "命令行操作员",
        role=Role.from_code(event.role).term,
        what=CHANGES[event.action],
        text="；".join(part for part in (cells.get(event.id, ""), _text(event, code)) if part),
    )


def _text(event: AuditEvent, code: str) -> str:
    after = event.after
    if line := after.get("lines", {}).get(code):
        return f"{line['percent']}%：{line['text']}"
    shown = ("outcome", "statement", "reason", "remark", "title", "decision", "head")
    parts = [str(after[name]) for name in shown if after.get(name)]
    if after.get("amend_by"):
        parts.append(f"{after['amend_by']}前补正")
    if after.get("new_due_on"):
        parts.append(f"延至{after['new_due_on']}")
    return "；".join(parts)
