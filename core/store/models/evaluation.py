"""Evaluations with everything they were computed from, milestones met, and portraits on record (docs/rules.md §7, §9)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import Band, Grade, Milestone, ScoreSource, Veto


class EvaluationScheme(Identified, Base):
    """A version of an evaluation scheme as it was used, word for word: what was computed stays bound to it."""

    __tablename__ = "evaluation_scheme"
    __table_args__ = (UniqueConstraint("sha256"),)

    code: Mapped[str]
    scheme_version: Mapped[int]
    name: Mapped[str]
    text: Mapped[str]
    sha256: Mapped[str]
    event_id: Mapped[int] = event_key()


class MilestoneRecord(Identified, Base):
    """The day on which a milestone was met; None takes a wrong entry back. A day past is a fact: `due_on` stays with it."""

    __tablename__ = "milestone_record"
    __table_args__ = (UniqueConstraint("inspection_id", "milestone"),)

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    milestone: Mapped[Milestone]
    met_on: Mapped[date | None]
    event_id: Mapped[int] = event_key()
    due_on: Mapped[date | None] = mapped_column(default=None)
    """Its due day as it was when the round's calendar changed after it was met; None goes by the calendar."""


class Evaluation(Identified, Versioned, Base):
    """One evaluation of one inspection in one cycle (评估); a draft until its figures are adopted."""

    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint("inspection_id", "cycle"),
        CheckConstraint("cycle >= 1", name="cycle_positive"),
        CheckConstraint(
            "(satisfied IS NULL) = (basically IS NULL) AND (satisfied IS NULL) = (dissatisfied IS NULL) "
            "AND (satisfied IS NULL) = (unknown IS NULL)",
            name="ballots_together",
        ),
        CheckConstraint(
            "satisfied IS NULL OR (satisfied >= 0 AND basically >= 0 AND dissatisfied >= 0 AND unknown >= 0)",
            name="ballots_not_negative",
        ),
        CheckConstraint("total IS NULL OR (total >= 0 AND total <= 10000)", name="total_range"),
        CheckConstraint(
            "(adopted_on IS NULL) = (total IS NULL) AND (adopted_on IS NULL) = (grade IS NULL)",
            name="adopted_has_figures",
        ),
        CheckConstraint("adopted_on IS NULL OR adopted_on >= evaluated_on", name="adopted_after_evaluation"),
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    cycle: Mapped[int]
    evaluated_on: Mapped[date]
    """Day for which evidence is measured."""
    scheme_id: Mapped[int] = mapped_column(ForeignKey("evaluation_scheme.id"))
    event_id: Mapped[int] = event_key()
    satisfied: Mapped[int | None] = mapped_column(default=None)
    """Ballots by answer; all four None while no survey was held."""
    basically: Mapped[int | None] = mapped_column(default=None)
    dissatisfied: Mapped[int | None] = mapped_column(default=None)
    unknown: Mapped[int | None] = mapped_column(default=None)
    adopted_on: Mapped[date | None] = mapped_column(default=None)
    total: Mapped[Decimal | None] = mapped_column(default=None)
    grade: Mapped[Grade | None] = mapped_column(default=None)
    flags: Mapped[str] = mapped_column(default="")
    """Codes parted by commas, as the view shows them."""
    vetoes: Mapped[str] = mapped_column(default="")
    lookback_reasons: Mapped[str] = mapped_column(default="")
    """Why it is a candidate for look-back, one reason a line; empty when it is none."""
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    """The facts the figures follow from, as `score --facts` reads them."""
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    """What data proposed for each indicator on the day of evaluation."""


class EvaluationPoint(Identified, Base):
    """Points that self or review gave to one indicator."""

    __tablename__ = "evaluation_point"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "source", "indicator"),
        CheckConstraint("points >= 0", name="points_not_negative"),
        CheckConstraint("source <> 'survey'", name="survey_has_ballots"),
    )

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"))
    source: Mapped[ScoreSource]
    indicator: Mapped[str]
    points: Mapped[Decimal]
    reason: Mapped[str] = mapped_column(default="")


class EvaluationFalseItem(Identified, Base):
    """A finding whose reported rectification was found not to be true (与事实不符)."""

    __tablename__ = "evaluation_false_item"
    __table_args__ = (UniqueConstraint("evaluation_id", "finding_id"),)

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    note: Mapped[str]


class EvaluationVeto(Identified, Base):
    """A veto that somebody stated, with its basis (依据); the other vetoes follow from findings."""

    __tablename__ = "evaluation_veto"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "veto"),
        CheckConstraint("length(trim(basis)) > 0", name="basis_present"),
    )

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"))
    veto: Mapped[Veto]
    basis: Mapped[str]


class UnitPortrait(Identified, Base):
    """A unit's portrait as it was put on record on a day."""

    __tablename__ = "unit_portrait"
    __table_args__ = (
        UniqueConstraint("unit_id", "as_of"),
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 10000)", name="score_range"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    as_of: Mapped[date]
    scheme: Mapped[str]
    completeness: Mapped[Decimal]
    """Share of the 100 points that was collected, 0–1."""
    facts: Mapped[dict[str, Any]]
    """Points of each dimension and item, and deductions."""
    event_id: Mapped[int] = event_key()
    score: Mapped[Decimal | None] = mapped_column(default=None)
    band: Mapped[Band | None] = mapped_column(default=None)
    rank: Mapped[int | None] = mapped_column(default=None)
    ranked_units: Mapped[int] = mapped_column(default=0)
