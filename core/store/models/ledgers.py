"""What the task, responsibility, outcome and archive ledgers hold for a finding (docs/rules.md §4)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import MaterialKind, MeasureStatus, Retention, Secrecy, Verdict


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
    phone: Mapped[str] = mapped_column(default="")


class Outcome(Identified, Versioned, Base):
    """What rectification has brought (整改成效清单)."""

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("finding_id"),
        CheckConstraint("recovered_yuan IS NULL OR recovered_yuan >= 0", name="recovered_not_negative"),
        CheckConstraint("refunded_yuan IS NULL OR refunded_yuan >= 0", name="refunded_not_negative"),
        CheckConstraint("averted_yuan IS NULL OR averted_yuan >= 0", name="averted_not_negative"),
        CheckConstraint("disciplined IS NULL OR disciplined >= 0", name="disciplined_not_negative"),
        CheckConstraint("reassigned IS NULL OR reassigned >= 0", name="reassigned_not_negative"),
        CheckConstraint("admonished IS NULL OR admonished >= 0", name="admonished_not_negative"),
        CheckConstraint("talked_to IS NULL OR talked_to >= 0", name="talked_to_not_negative"),
        CheckConstraint("transferred IS NULL OR transferred >= 0", name="transferred_not_negative"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    summary: Mapped[str] = mapped_column(default="")
    disposal: Mapped[str] = mapped_column(default="")
    """Result of handling persons and matters (处置结果)."""
    disciplined: Mapped[int | None] = mapped_column(default=None)
    """Persons under party discipline or administrative sanction (党纪政务处分)."""
    reassigned: Mapped[int | None] = mapped_column(default=None)
    """Persons under organisational handling (组织处理)."""
    admonished: Mapped[int | None] = mapped_column(default=None)
    """Persons admonished (诫勉)."""
    talked_to: Mapped[int | None] = mapped_column(default=None)
    """Persons reminded in a talk (谈话提醒)."""
    transferred: Mapped[int | None] = mapped_column(default=None)
    """Leads handed on (移交), in pieces."""
    recovered_yuan: Mapped[Decimal | None] = mapped_column(default=None)
    """Money taken back (追缴); a ledger that gives one sum for all puts it here."""
    refunded_yuan: Mapped[Decimal | None] = mapped_column(default=None)
    """Money paid back to whom it belongs (清退)."""
    averted_yuan: Mapped[Decimal | None] = mapped_column(default=None)
    """Loss made good (挽回损失)."""
    wider_review: Mapped[str] = mapped_column(default="")
    benefit: Mapped[str] = mapped_column(default="")
    """What people have of it (群众受益)."""
    remaining: Mapped[str] = mapped_column(default="")


class PolicyDocument(Identified, Base):
    """A rule made or revised because of a finding (建立修订制度)."""

    __tablename__ = "policy_document"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    name: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None] = mapped_column(default=None)


class ArchiveItem(Identified, Versioned, Base):
    """One piece of evidence or archived material (整改档案清单); classified material is a number of a paper, without a file."""

    __tablename__ = "archive_item"
    __table_args__ = (
        UniqueConstraint("finding_id", "seq"),
        CheckConstraint("pages IS NULL OR pages > 0", name="pages_positive"),
        CheckConstraint("file_id IS NOT NULL OR length(trim(paper_no)) > 0", name="file_or_paper"),
        CheckConstraint("file_id IS NULL OR secrecy <> 'classified'", name="classified_on_paper"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    seq: Mapped[int]
    title: Mapped[str]
    kind: Mapped[MaterialKind]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    event_id: Mapped[int] = event_key()
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"), default=None)
    formed_on: Mapped[date | None] = mapped_column(default=None)
    pages: Mapped[int | None] = mapped_column(default=None)
    keeper: Mapped[str] = mapped_column(default="")
    secrecy: Mapped[Secrecy] = mapped_column(default=Secrecy.INTERNAL)
    retention: Mapped[Retention] = mapped_column(default=Retention.TEN_YEARS)
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.UNVERIFIED)
    verdict_note: Mapped[str] = mapped_column(default="")
    """What does not match, in the words of whoever checked it."""
    paper_no: Mapped[str] = mapped_column(default="")
    """Number of the paper where there is no file."""
