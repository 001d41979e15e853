"""Findings that are to be visited in the present interval, and why (docs/rules.md §6.1)."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.queries.base import Reading, query
from core.queries.scope import visible_evaluations
from core.rules.rolling import RollingFacts, due_reason
from core.store.models import (
    Body,
    Finding,
    Inspection,
    InspectionRound,
    SupervisionVisit,
    Unit,
    WorkingPaper,
)
from core.vocabulary import DueReason, Status, VisitState


@dataclass(frozen=True, kw_only=True)
class DueFinding:
    """One finding that is to be visited."""

    finding_id: int
    code: str
    title: str
    status: Status
    reason: DueReason
    inspection_id: int


@dataclass(frozen=True, kw_only=True)
class DueInspection:
    """One inspection with its findings that are to be visited (问题数); `next_no` is the number of the next visit."""

    inspection_id: int
    inspection_code: str
    unit_id: int
    unit_name: str
    round_name: str
    discipline_office_id: int | None
    discipline_office: str
    next_no: int
    findings: tuple[DueFinding, ...]

    def number(self, reason: DueReason) -> int:
        """How many are due for this reason."""
        return sum(finding.reason is reason for finding in self.findings)


@query
def list_due_for_visit(reading: Reading) -> tuple[DueInspection, ...]:
    """Inspections with something to visit, in the order of rounds and units."""
    found: dict[int, list[DueFinding]] = {}
    for row in due_findings(reading.session, reading.as_of):
        found.setdefault(row.inspection_id, []).append(row)
    recorded = (
        sa.select(sa.func.count())
        .where(SupervisionVisit.inspection_id == Inspection.id, SupervisionVisit.no.is_not(None))
        .correlate(Inspection)
        .scalar_subquery()
    )
    rows = reading.session.execute(
        sa.select(Inspection, Unit, InspectionRound.name, Body.name, recorded)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .outerjoin(Body, Body.id == Unit.discipline_office_id)
        .where(Inspection.id.in_(found), visible_evaluations(reading.scope))
        .order_by(InspectionRound.term_no.desc(), InspectionRound.round_no.desc(), Unit.sort_order, Unit.id)
    )
    return tuple(
        DueInspection(
            inspection_id=inspection.id,
            inspection_code=inspection.code,
            unit_id=unit.id,
            unit_name=unit.short_name,
            round_name=round_name,
            discipline_office_id=unit.discipline_office_id,
            discipline_office=office or "",
            next_no=number + 1,
            findings=tuple(found[inspection.id]),
        )
        for inspection, unit, round_name, office, number in rows
    )


def due_findings(session: Session, day: date, inspection_id: int | None = None) -> list[DueFinding]:
    """Findings that are due by the rule, of one inspection or of all; who may see them is for the caller to decide."""
    order, this_round = rounds_in_order(session, day)
    if this_round is None:
        return []
    checked = _in_hand(session, order[this_round])
    select = (
        sa.select(
            Finding.id,
            Finding.code,
            Finding.title,
            Finding.status,
            Finding.handling,
            Inspection.id,
            Inspection.round_id,
        )
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(Finding.status.in_(Status.counted()))
        .order_by(Finding.code)
    )
    if inspection_id is not None:
        select = select.where(Inspection.id == inspection_id)
    found = []
    places = {number: place for place, number in enumerate(order)}
    for number, code, title, status, handling, of_inspection, round_id in session.execute(select):
        facts = RollingFacts(
            round_index=places[round_id], handling=handling, status=status, was_checked=number in checked
        )
        if (reason := due_reason(facts, this_round)) is not None:
            found.append(
                DueFinding(
                    finding_id=number, code=code, title=title, status=status, reason=reason, inspection_id=of_inspection
                )
            )
    return found


def rounds_in_order(session: Session, day: date) -> tuple[list[int], int | None]:
    """Rounds in their order, and the place of the newest one that was fed back."""
    first = sa.func.min(Inspection.feedback_on)
    rows = session.execute(
        sa.select(InspectionRound.id, first)
        .outerjoin(Inspection, Inspection.round_id == InspectionRound.id)
        .group_by(InspectionRound.id)
        .order_by(InspectionRound.term_no, InspectionRound.round_no, InspectionRound.id)
    ).all()
    begun = [(fed_back_on, place) for place, (_, fed_back_on) in enumerate(rows) if fed_back_on and fed_back_on <= day]
    return [number for number, _ in rows], max(begun)[1] if begun else None


def _in_hand(session: Session, round_id: int) -> set[int]:
    """Findings that a visit of this interval has looked at or is going to."""
    rows = sa.select(WorkingPaper.finding_id).join(SupervisionVisit, SupervisionVisit.id == WorkingPaper.visit_id)
    return set(
        session.scalars(
            rows.where(SupervisionVisit.interval_round_id == round_id, SupervisionVisit.state != VisitState.CANCELLED)
        )
    )
