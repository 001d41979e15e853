"""The stage of an inspection, kept as periods so that any past day can be asked (docs/rules.md §3)."""

from datetime import date

from sqlalchemy import select, update

from core.commands.base import Work
from core.store.models import Inspection, InspectionStagePeriod
from core.vocabulary import Stage


def begin_rectification(work: Work, inspection: Inspection) -> None:
    """Findings were handed over: rectification runs from the feedback day on."""
    if inspection.stage is Stage.FEEDBACK and inspection.feedback_on is not None:
        enter_stage(work, inspection, Stage.RECTIFICATION, inspection.feedback_on)


def enter_stage(work: Work, inspection: Inspection, stage: Stage, effective_on: date) -> None:
    """Close the open stage period and open the next, on the day it took effect."""
    if inspection.stage is stage:
        return
    started = work.session.scalars(
        select(InspectionStagePeriod.valid_from).where(
            InspectionStagePeriod.inspection_id == inspection.id, InspectionStagePeriod.valid_to.is_(None)
        )
    ).one()
    day = max(started, effective_on)
    work.session.execute(
        update(InspectionStagePeriod)
        .where(InspectionStagePeriod.inspection_id == inspection.id, InspectionStagePeriod.valid_to.is_(None))
        .values(valid_to=day)
    )
    inspection.stage = stage
    open_stage(work, inspection, day)


def open_stage(work: Work, inspection: Inspection, day: date) -> None:
    """Open the period of the stage the inspection is at."""
    work.session.add(
        InspectionStagePeriod(
            inspection_id=inspection.id,
            stage=inspection.stage,
            cycle=inspection.cycle,
            valid_from=day,
            recorded_at=work.now,
            event_id=work.event_id,
        )
    )
