"""Who did what and when: two append-only chains, and the facts of this installation (docs/trust.md)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base


class AuditEvent(Base):
    """One change of business data; its number is the revision of the database."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject_type_subject_id", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    role: Mapped[str]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    prev_hash: Mapped[str]
    hash: Mapped[str]


class AccessEvent(Base):
    """A login, a refusal, an export or the opening of a file; does not move the revision."""

    __tablename__ = "access_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    role: Mapped[str]
    address: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    result: Mapped[str]
    prev_hash: Mapped[str]
    hash: Mapped[str]


class ChainHead(Base):
    """Last number and hash of each chain; locking this row makes writers follow one another."""

    __tablename__ = "chain_head"

    name: Mapped[str] = mapped_column(primary_key=True)
    last_id: Mapped[int]
    last_hash: Mapped[str]


class Installation(Base):
    """Facts of this database, such as that it holds the demo county."""

    __tablename__ = "installation"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
