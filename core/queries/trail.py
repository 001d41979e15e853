"""The two trails for the auditor: what is in them, and whether the chains hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.store.models import AccessEvent, AuditEvent, ChainHead
from core.store.trail import ACCESS, AUDIT, GENESIS, facts_of, link

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class TrailRow:
    """One entry of a trail; no business text, ids only."""

    id: int
    at: datetime
    actor: str
    role: str
    action: str
    subject: str
    result: str
    address: str


@dataclass(frozen=True, kw_only=True)
class TrailCheck:
    """Whether a chain holds; `broken_at` is the first entry that does not fit, 0 when entries at the end are gone."""

    name: str
    entries: int
    broken_at: int | None

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, removed or put in between."""
        return self.broken_at is None


@query
def list_audit_events(reading: Reading, limit: int, offset: int) -> tuple[TrailRow, ...]:
    """Changes of business data, the newest first."""
    rows = reading.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit).offset(offset))
    return tuple(
        TrailRow(
            id=row.id,
            at=row.at,
            actor=row.actor,
            role=row.role,
            action=row.action,
            subject=f"{row.subject_type}={row.subject_id}",
            result="ok",
            address="",
        )
        for row in rows
    )


@query
def list_access_events(reading: Reading, limit: int, offset: int) -> tuple[TrailRow, ...]:
    """Logins, refusals, exports and opened files, the newest first."""
    rows = reading.session.scalars(sa.select(AccessEvent).order_by(AccessEvent.id.desc()).limit(limit).offset(offset))
    names = TrailRow.__dataclass_fields__
    return tuple(TrailRow(**{name: getattr(row, name) for name in names}) for row in rows)


@query
def verify_trails(reading: Reading) -> tuple[TrailCheck, ...]:
    """Recompute both chains from the first entry to the head."""
    return _verify(reading, AUDIT, AuditEvent), _verify(reading, ACCESS, AccessEvent)


def _verify(reading: Reading, name: str, model: type[AuditEvent] | type[AccessEvent]) -> TrailCheck:
    previous, number = GENESIS, 0
    head = reading.session.get_one(ChainHead, name)
    while batch := _batch(reading, model, number):
        for event in batch:
            number += 1
            fits = event.id == number and event.prev_hash == previous
            if not fits or event.hash != link(previous, event.id, event.at, facts_of(event)):
                return TrailCheck(name=name, entries=head.last_id, broken_at=number)
            previous = event.hash
        reading.session.expunge_all()
    complete = (number, previous) == (head.last_id, head.last_hash)
    return TrailCheck(name=name, entries=number, broken_at=None if complete else number + 1)


def _batch(reading: Reading, model: type[AuditEvent] | type[AccessEvent], after: int) -> Sequence[Any]:
    return reading.session.scalars(sa.select(model).where(model.id > after).order_by(model.id).limit(BATCH)).all()
