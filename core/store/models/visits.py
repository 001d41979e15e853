"""Supervision visits with their joint team and working papers (滚动督查, docs/rules.md §6)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import TeamSide, Verdict, VisitKind, VisitState


class SupervisionVisit(Identified, Versioned, Base):
    """One visit to one inspected unit, planned or recorded; `no` counts the recorded ones of its inspection."""

    __tablename__ = "supervision_visit"
    __table_args__ = (
        CheckConstraint("planned_to_on >= planned_from_on", name="plan_order"),
        CheckConstraint("(state = 'recorded') = (recorded_on IS NOT NULL)", name="recorded_has_day"),
        CheckConstraint("(state = 'recorded') = (no IS NOT NULL)", name="recorded_has_no"),
        CheckConstraint("visited_on IS NULL OR recorded_on IS NULL OR visited_on <= recorded_on", name="visited_first"),
        CheckConstraint("state <> 'recorded' OR visited_on IS NOT NULL", name="recorded_was_visited"),
        UniqueConstraint("inspection_id", "no"),
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    kind: Mapped[VisitKind]
    interval_round_id: Mapped[int] = mapped_column(ForeignKey("inspection_round.id"))
    """The round in whose interval the visit falls (本轮间歇期)."""
    planned_from_on: Mapped[date]
    planned_to_on: Mapped[date]
    planned_on: Mapped[date]
    event_id: Mapped[int] = event_key()
    lead_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), default=None, index=True)
    """Who leads: a team, panel or discipline office; None is the inspection office."""
    state: Mapped[VisitState] = mapped_column(default=VisitState.PLANNED)
    methods: Mapped[str] = mapped_column(default="")
    """Codes parted by commas."""
    no: Mapped[int | None] = mapped_column(default=None)
    visited_on: Mapped[date | None] = mapped_column(default=None)
    recorded_on: Mapped[date | None] = mapped_column(default=None)
    conclusion: Mapped[str] = mapped_column(default="")
    unit_signer: Mapped[str] = mapped_column(default="")
    """Who signed the papers for the unit."""
    cancel_reason: Mapped[str] = mapped_column(default="")
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("spot_draw.id"), default=None, index=True)


class VisitMember(Identified, Base):
    """One member of a joint team, with what ties him to the unit."""

    __tablename__ = "visit_member"
    __table_args__ = (CheckConstraint("length(trim(name)) > 0", name="name_present"),)

    visit_id: Mapped[int] = mapped_column(ForeignKey("supervision_visit.id"), index=True)
    side: Mapped[TeamSide]
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    home_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), default=None, index=True)
    """The unit he works or worked in."""
    tie: Mapped[str] = mapped_column(default="")
    """What else ties him to the unit, as he declared it."""
    is_leader: Mapped[bool] = mapped_column(default=False)


class WorkingPaper(Identified, Versioned, Base):
    """What one visit finds of one finding, held against the five ledgers (督查底稿)."""

    __tablename__ = "working_paper"
    __table_args__ = (
        UniqueConstraint("visit_id", "finding_id"),
        CheckConstraint("verdict = 'unverified' OR length(trim(fact)) > 0", name="verdict_has_fact"),
    )

    visit_id: Mapped[int] = mapped_column(ForeignKey("supervision_visit.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    reason: Mapped[str]
    """Code of why it is to be checked, or of the draw that chose it."""
    ledger_record: Mapped[dict[str, Any]]
    """What the ledgers said when the paper was opened (台账记载)."""
    event_id: Mapped[int] = event_key()
    fact: Mapped[str] = mapped_column(default="")
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.UNVERIFIED)
    evidence: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), default=None, index=True)
    """What was photographed or copied on the spot."""
    handling: Mapped[str] = mapped_column(default="")
    """What is to be done about it (处理意见)."""
    checked_on: Mapped[date | None] = mapped_column(default=None)
