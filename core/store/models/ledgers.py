"""What the task, responsibility, outcome and archive ledgers hold for a finding (docs/rules.md §4)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import MaterialKind, MeasureStatus, Secrecy


class Task(Identified, Versioned, Base):
    """A task of a finding (任务清单)."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("finding_id", "seq"),
        CheckConstraint("due_on IS NULL OR start_on IS NULL OR due_on >= start_on", name="task_order"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    seq: Mapped[int]
    goal: Mapped[str] = mapped_column(default="")
    completion_mark: Mapped[str] = mapped_column(default="")
    start_on: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)


class Measure(Identified, Versioned, Base):
    """One measure of a task (整改措施)."""

    __tablename__ = "measure"
    __table_args__ = (
        UniqueConstraint("task_id", "seq"),
        CheckConstraint("length(trim(text)) > 0", name="text_present"),
        CheckConstraint("status <> 'done' OR done_on IS NOT NULL", name="done_has_day"),
    )

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    seq: Mapped[int]
    text: Mapped[str]
    status: Mapped[MeasureStatus] = mapped_column(default=MeasureStatus.NOT_STARTED)
    done_on: Mapped[date | None] = mapped_column(default=None)
    result: Mapped[str] = mapped_column(default="")


class Responsibility(Identified, Versioned, Base):
    """Who answers for a finding (责任清单); posts, not names."""

    __tablename__ = "responsibility"
    __table_args__ = (UniqueConstraint("finding_id"),)

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    owner_leader: Mapped[str] = mapped_column(default="")
    lead_office: Mapped[str] = mapped_column(default="")
    co_offices: Mapped[str] = mapped_column(default="")
    handler: Mapped[str] = mapped_column(default="")


class Outcome(Identified, Versioned, Base):
    """What rectification has brought (整改成效清单)."""

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("finding_id"),
        CheckConstraint("recovered_yuan IS NULL OR recovered_yuan >= 0", name="recovered_not_negative"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    summary: Mapped[str] = mapped_column(default="")
    disposal: Mapped[str] = mapped_column(default="")
    """Result of handling persons and matters (处置结果)."""
    recovered_yuan: Mapped[Decimal | None] = mapped_column(default=None)
    wider_review: Mapped[str] = mapped_column(default="")
    remaining: Mapped[str] = mapped_column(default="")


class PolicyDocument(Identified, Base):
    """A rule made or revised because of a finding (建立修订制度)."""

    __tablename__ = "policy_document"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    name: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None] = mapped_column(default=None)


class ArchiveItem(Identified, Base):
    """One piece of evidence or archived material (整改档案清单)."""

    __tablename__ = "archive_item"
    __table_args__ = (
        UniqueConstraint("finding_id", "seq"),
        CheckConstraint("pages IS NULL OR pages > 0", name="pages_positive"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    seq: Mapped[int]
    title: Mapped[str]
    kind: Mapped[MaterialKind]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    event_id: Mapped[int] = event_key()
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"), default=None)
    formed_on: Mapped[date | None] = mapped_column(default=None)
    pages: Mapped[int | None] = mapped_column(default=None)
    keeper: Mapped[str] = mapped_column(default="")
    secrecy: Mapped[Secrecy] = mapped_column(default=Secrecy.INTERNAL)
