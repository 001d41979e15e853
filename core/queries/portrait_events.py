"""What happened to a unit, on a line of time: inspections, milestones met, evaluations, close-outs (docs/rules.md §9)."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from core.queries.base import Reading
from core.store.models import Evaluation, Inspection, InspectionRound, MilestoneRecord
from core.vocabulary import Grade


@dataclass(frozen=True, kw_only=True)
class PortraitEvent:
    """One point on the line; `grade` only for evaluations."""

    on: date
    words: str
    grade: Grade | None = None


def portrait_events(reading: Reading, unit_id: int) -> tuple[PortraitEvent, ...]:
    """Everything up to the day asked for, oldest first."""
    found = [*_inspections(reading, unit_id), *_milestones(reading, unit_id), *_evaluations(reading, unit_id)]
    return tuple(sorted((event for event in found if event.on <= reading.as_of), key=lambda event: event.on))


def _inspections(reading: Reading, unit_id: int) -> list[PortraitEvent]:
    rows = reading.session.execute(
        sa.select(InspectionRound.name, Inspection.feedback_on, Inspection.closed_on)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(Inspection.unit_id == unit_id)
    )
    events: list[tuple[date | None, str]] = []
    for name, feedback_on, closed_on in rows:
        events += [(feedback_on, f"{name}反馈"), (closed_on, "报结")]
    return [PortraitEvent(on=day, words=words) for day, words in events if day is not None]


def _milestones(reading: Reading, unit_id: int) -> list[PortraitEvent]:
    rows = reading.session.execute(
        sa.select(MilestoneRecord.milestone, MilestoneRecord.met_on)
        .join(Inspection, Inspection.id == MilestoneRecord.inspection_id)
        .where(Inspection.unit_id == unit_id)
    )
    return [PortraitEvent(on=met_on, words=milestone.term) for milestone, met_on in rows if met_on is not None]


def _evaluations(reading: Reading, unit_id: int) -> list[PortraitEvent]:
    rows = reading.session.execute(
        sa.select(Evaluation.cycle, Evaluation.evaluated_on, Evaluation.total, Evaluation.grade)
        .join(Inspection, Inspection.id == Evaluation.inspection_id)
        .where(Inspection.unit_id == unit_id, Evaluation.adopted_on.is_not(None))
    )
    return [
        PortraitEvent(on=evaluated_on, words=f"评估（{cycle}）{total:.2f}", grade=grade)
        for cycle, evaluated_on, total, grade in rows
    ]
