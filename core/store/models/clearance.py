"""Requests to clear a finding or to move its deadline, and what was decided on them (docs/rules.md §4.1)."""

from datetime import date

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import ClearanceStep, Decision, ExtensionDecision, LedgerBreak, Status


class ClearanceRequest(Identified, Base):
    """One request for clearance (申请销号); open until approved or returned."""

    __tablename__ = "clearance_request"
    __table_args__ = (
        CheckConstraint("wanted IN ('cleared', 'partially_cleared', 'long_term')", name="wanted_outcome"),
        Index(
            "uq_clearance_request_open",
            "finding_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    segment: Mapped[int]
    requested_on: Mapped[date]
    wanted: Mapped[Status] = mapped_column(
        Enum(Status, native_enum=False, length=32, values_callable=lambda kind: [m.value for m in kind])
    )
    statement: Mapped[str]
    event_id: Mapped[int] = event_key()
    next_due_on: Mapped[date | None] = mapped_column(default=None)
    """Day for what remains (partially cleared) or for the stage goal (long-term)."""
    stage_goal: Mapped[str] = mapped_column(default="")
    """What is to be reached by then (阶段目标)."""
    ended_on: Mapped[date | None] = mapped_column(default=None)


class ClearanceDecision(Identified, Base):
    """What one step of the chain decided."""

    __tablename__ = "clearance_decision"
    __table_args__ = (
        UniqueConstraint("request_id", "step"),
        CheckConstraint(
            "decision = 'passed' OR (length(trim(reason)) > 0 AND amend_by_on IS NOT NULL)", name="return_says_why"
        ),
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("clearance_request.id"))
    step: Mapped[ClearanceStep]
    decision: Mapped[Decision]
    decided_on: Mapped[date]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """None is the operator at the command line."""
    event_id: Mapped[int] = event_key()
    reason: Mapped[str] = mapped_column(default="")
    amend_by_on: Mapped[date | None] = mapped_column(default=None)
    head_id: Mapped[int | None] = mapped_column(ForeignKey("unit_head.id"), default=None)
    """Whose signature it is, at the step of the unit's head."""
    paper_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), default=None)
    """Scan of a signature on paper."""


class ExtensionRequest(Identified, Versioned, Base):
    """A request for a later deadline (申请延期)."""

    __tablename__ = "extension_request"
    __table_args__ = (
        CheckConstraint("new_due_on > old_due_on", name="later"),
        CheckConstraint("decision = 'pending' OR decided_on IS NOT NULL", name="decided_has_day"),
        Index(
            "uq_extension_request_pending",
            "finding_id",
            unique=True,
            sqlite_where=text("decision = 'pending'"),
            postgresql_where=text("decision = 'pending'"),
        ),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    requested_on: Mapped[date]
    old_due_on: Mapped[date]
    new_due_on: Mapped[date]
    reason: Mapped[str]
    event_id: Mapped[int] = event_key()
    decision: Mapped[ExtensionDecision] = mapped_column(default=ExtensionDecision.PENDING)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    decision_reason: Mapped[str] = mapped_column(default="")


class BreakExplanation(Identified, Base):
    """Why a likeness between ledgers is in order (对账说明); holds for one run of the finding's life."""

    __tablename__ = "break_explanation"
    __table_args__ = (
        UniqueConstraint("finding_id", "segment", "kind"),
        CheckConstraint("length(trim(reason)) > 0", name="reason_present"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    segment: Mapped[int]
    kind: Mapped[LedgerBreak]
    reason: Mapped[str]
    explained_on: Mapped[date]
    event_id: Mapped[int] = event_key()
