"""The two chained trails: every entry carries the hash of the one before, so a changed past shows (docs/trust.md A14)."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from core.store.models.trail import AccessEvent, AuditEvent, ChainHead

AUDIT, ACCESS = "audit", "access"
GENESIS = "0" * 64
HEAD = select(ChainHead).where(ChainHead.name == bindparam("chain")).with_for_update()
"""Written once: every command asks it, and building a statement costs more than running it."""
Entry = TypeVar("Entry", AuditEvent, AccessEvent)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What a command did: one past-tense action on one subject, with the fields that changed."""

    action: str
    subject_type: str
    subject_id: int
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def lock_chain(session: Session, name: str) -> ChainHead:
    """Take the head of a chain for this transaction; writers on PostgreSQL wait here for each other."""
    return session.scalars(HEAD, {"chain": name}).one()


def append_audit(
    session: Session, head: ChainHead, what: Happening, *, actor: str, role: str, at: datetime
) -> AuditEvent:
    """Write the next audit event under the number that `head` announces."""
    facts: dict[str, Any] = {
        "actor": actor,
        "role": role,
        "action": what.action,
        "subject_type": what.subject_type,
        "subject_id": what.subject_id,
        "before": _plain(what.before),
        "after": _plain(what.after),
    }
    event = AuditEvent(
        id=head.last_id + 1,
        at=at,
        prev_hash=head.last_hash,
        hash=link(head.last_hash, head.last_id + 1, at, facts),
        **facts,
    )
    return _append(session, head, event)


def append_access(session: Session, head: ChainHead, *, at: datetime, facts: dict[str, str]) -> AccessEvent:
    """Write the next access event; `facts` has actor, role, address, action, subject and result."""
    event = AccessEvent(
        id=head.last_id + 1,
        at=at,
        prev_hash=head.last_hash,
        hash=link(head.last_hash, head.last_id + 1, at, facts),
        **facts,
    )
    return _append(session, head, event)


def link(prev_hash: str, number: int, at: datetime, facts: dict[str, Any]) -> str:
    """Hash that ties an entry to its predecessor (SHA-256 over canonical JSON)."""
    body = {"prev": prev_hash, "id": number, "at": at.astimezone(UTC).isoformat(), **facts}
    return hashlib.sha256(
        json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def facts_of(event: AuditEvent | AccessEvent) -> dict[str, Any]:
    """The hashed fields of a stored entry."""
    skipped = {"id", "at", "prev_hash", "hash"}
    return {column.key: getattr(event, column.key) for column in event.__table__.columns if column.key not in skipped}


def _append(session: Session, head: ChainHead, event: Entry) -> Entry:
    session.add(event)
    head.last_id, head.last_hash = event.id, event.hash
    return event


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """What JSON can hold and gives back unchanged, so that a hash can be recomputed from the table."""
    return json.loads(json.dumps(values, ensure_ascii=False, default=str))
