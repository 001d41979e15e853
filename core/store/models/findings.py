"""Findings and the periods of their states, from which any past day can be counted (docs/rules.md §2, §4)."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import (
    Category,
    Commonality,
    FindingLink,
    Handling,
    Severity,
    Source,
    Station,
    Status,
    Subcategory,
)


class Finding(Identified, Versioned, Base):
    """One finding (问题); `status` to `held_since_on` repeat its open period and are written with it only."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("inspection_id", "seq"),
        CheckConstraint(
            "subcategory IS NULL OR (category IS NOT NULL AND substr(subcategory, 1, 1) = category)",
            name="category_levels",
        ),
        CheckConstraint("amount_yuan IS NULL OR amount_yuan >= 0", name="amount_not_negative"),
        CheckConstraint("length(trim(text)) > 0", name="text_present"),
        CheckConstraint("source_end IS NULL OR source_end > source_start", name="source_span"),
        CheckConstraint("confidence IS NULL OR (confidence >= 0 AND confidence <= 1)", name="confidence_range"),
        CheckConstraint("percent >= 0 AND percent <= 100", name="percent_range"),
        CheckConstraint("status = 'draft' OR status = 'withdrawn' OR due_on IS NOT NULL", name="due_when_assigned"),
        Index("ix_finding_inspection_id_status", "inspection_id", "status"),
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    code: Mapped[str]
    seq: Mapped[int]
    title: Mapped[str]
    """Short name for lists; the first clause of the text unless somebody wrote one."""
    text: Mapped[str]
    """The finding as the feedback states it (反馈原文)."""
    source: Mapped[Source]
    handling: Mapped[Handling]
    status: Mapped[Status]
    station: Mapped[Station]
    held_since_on: Mapped[date]
    due_on: Mapped[date | None] = mapped_column(default=None)
    """Day by which it must be cleared; for long-term findings the day of the next stage goal."""
    category: Mapped[Category | None] = mapped_column(default=None)
    subcategory: Mapped[Subcategory | None] = mapped_column(default=None)
    cause: Mapped[str] = mapped_column(default="")
    nature: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    """What the office wrote beside it (备注)."""
    concerns_public: Mapped[bool] = mapped_column(default=False)
    """涉及群众切身利益。"""
    commonality: Mapped[Commonality] = mapped_column(default=Commonality.INDIVIDUAL)
    involves_persons: Mapped[bool] = mapped_column(default=False)
    """涉及具体人和事。"""
    amount_yuan: Mapped[Decimal | None] = mapped_column(default=None)
    severity: Mapped[Severity] = mapped_column(default=Severity.GENERAL)
    lead_department_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), default=None, index=True)
    is_publishable: Mapped[bool] = mapped_column(default=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("feedback_document.id"), default=None)
    source_start: Mapped[int | None] = mapped_column(default=None)
    source_end: Mapped[int | None] = mapped_column(default=None)
    aspect: Mapped[str] = mapped_column(default="")
    confidence: Mapped[float | None] = mapped_column(default=None)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("intake_batch.id"), default=None, index=True)
    batch_row: Mapped[int | None] = mapped_column(default=None)
    relapse_of_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), default=None)
    """After close-out a relapse is a finding of its own, tied to the one it came back from."""
    segment: Mapped[int] = mapped_column(default=1)
    """Which run of the life cycle; a relapse before close-out opens the next."""
    extension_count: Mapped[int] = mapped_column(default=0)
    percent: Mapped[int] = mapped_column(default=0)


class FindingPeriod(Identified, Base):
    """A finding's state from one day up to, not including, another; days are those on which it took effect (业务生效日)."""

    __tablename__ = "finding_period"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        CheckConstraint("status = 'draft' OR status = 'withdrawn' OR due_on IS NOT NULL", name="due_when_assigned"),
        Index(
            "uq_finding_period_open",
            "finding_id",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
        Index("ix_finding_period_finding_id_valid_from", "finding_id", "valid_from"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    segment: Mapped[int]
    status: Mapped[Status]
    station: Mapped[Station]
    due_on: Mapped[date | None]
    held_since_on: Mapped[date]
    valid_from: Mapped[date]
    recorded_on: Mapped[date]
    """Day it was entered; later than `valid_from` means entered afterwards (事后补登)."""
    recorded_at: Mapped[datetime]
    event_id: Mapped[int] = event_key()
    valid_to: Mapped[date | None] = mapped_column(default=None)


class FindingTag(Identified, Base):
    """A key-work tag of a finding (重点工作标签)."""

    __tablename__ = "finding_tag"
    __table_args__ = (UniqueConstraint("finding_id", "tag"),)

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    tag: Mapped[str]


class FindingTie(Identified, Base):
    """Somebody confirmed that a finding repeats, or shares its kind with, an earlier one (查重与关联)."""

    __tablename__ = "finding_tie"
    __table_args__ = (
        UniqueConstraint("finding_id", "earlier_id"),
        CheckConstraint("finding_id <> earlier_id", name="not_itself"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    earlier_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    link: Mapped[FindingLink]
    tied_on: Mapped[date]
    event_id: Mapped[int] = event_key()
