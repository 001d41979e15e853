"""Rounds, the inspections in them, and the stages each has gone through (docs/rules.md §2, §3)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import RoundKind, Stage


class InspectionRound(Identified, Versioned, Base):
    """One round of inspections (轮次) with the deadlines that hold for it."""

    __tablename__ = "inspection_round"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("term_no", "round_no", "kind"),
        CheckConstraint("term_no > 0 AND round_no > 0", name="numbers_positive"),
    )

    code: Mapped[str]
    term_no: Mapped[int]
    round_no: Mapped[int]
    name: Mapped[str]
    kind: Mapped[RoundKind]
    plan: Mapped[dict[str, Any]]
    """A `core.rules.plan.RoundPlan` as JSON: day counts that hold for this round only."""


class Inspection(Identified, Versioned, Base):
    """One unit in one round: one chain of rectification (巡察)."""

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("round_id", "unit_id"),
        CheckConstraint(
            "closed_on IS NULL OR (feedback_on IS NOT NULL AND closed_on >= feedback_on)", name="closed_after_feedback"
        ),
        CheckConstraint("cycle >= 1", name="cycle_positive"),
    )

    code: Mapped[str]
    round_id: Mapped[int] = mapped_column(ForeignKey("inspection_round.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    feedback_on: Mapped[date | None] = mapped_column(default=None)
    """Day T of all deadlines (反馈日)."""
    closed_on: Mapped[date | None] = mapped_column(default=None)
    close_out_document: Mapped[str] = mapped_column(default="")
    intensive_ended_on: Mapped[date | None] = mapped_column(default=None)
    """Last day of the intensive stage, where the round's calendar changed after it had passed."""
    stage: Mapped[Stage] = mapped_column(default=Stage.PLANNED)
    cycle: Mapped[int] = mapped_column(default=1)


class InspectionStagePeriod(Identified, Base):
    """From which day to which an inspection stood at a stage."""

    __tablename__ = "inspection_stage_period"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        Index(
            "uq_inspection_stage_period_open",
            "inspection_id",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    stage: Mapped[Stage]
    cycle: Mapped[int]
    valid_from: Mapped[date]
    recorded_at: Mapped[datetime]
    event_id: Mapped[int] = event_key()
    valid_to: Mapped[date | None] = mapped_column(default=None)


class PanelAssignment(Identified, Base):
    """A panel sees this inspection from one day to another (联合督查组、考评组按次指派)."""

    __tablename__ = "panel_assignment"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", name="assignment_order"),
        UniqueConstraint("panel_id", "inspection_id", "from_on"),
    )

    panel_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]


class FeedbackDocument(Identified, Base):
    """The text of a feedback opinion as it was read, so that every finding can point into it (反馈意见原文)."""

    __tablename__ = "feedback_document"
    __table_args__ = (UniqueConstraint("inspection_id", "sha256"),)

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    title: Mapped[str]
    text: Mapped[str]
    sha256: Mapped[str]
    event_id: Mapped[int] = event_key()
