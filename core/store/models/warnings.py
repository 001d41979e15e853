"""Warnings that were issued, and whom they reached (预警, docs/rules.md §3.1)."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, event_key
from core.vocabulary import ItemKind, Role, WarningLevel, WarningReceiver


class IssuedWarning(Identified, Base):
    """One level of warning about one item; a new deadline is warned of anew, the same one never twice."""

    __tablename__ = "issued_warning"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "subject_part", "due_on", "level"),)

    kind: Mapped[ItemKind]
    subject_id: Mapped[int]
    """Finding, inspection, dispatch, hand-over or visit, by the kind."""
    subject_part: Mapped[str]
    """Which milestone, phase or kind of paper; empty where the subject says it all."""
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    title: Mapped[str]
    holder: Mapped[str]
    due_on: Mapped[date]
    level: Mapped[WarningLevel]
    issued_on: Mapped[date]
    event_id: Mapped[int] = event_key()


class WarningAddress(Identified, Base):
    """Whom one warning reaches: a role, with the unit or body it holds for."""

    __tablename__ = "warning_address"
    __table_args__ = (UniqueConstraint("warning_id", "role", "unit_id", "body_id", postgresql_nulls_not_distinct=True),)

    warning_id: Mapped[int] = mapped_column(ForeignKey("issued_warning.id"))
    receiver: Mapped[WarningReceiver]
    role: Mapped[Role]
    person: Mapped[str] = mapped_column(default="")
    """Post and name, where one is known; accounts belong to posts."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), default=None, index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), default=None, index=True)
