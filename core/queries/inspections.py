"""Inspections with stage, cycle and phase on the day asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.scope import visible_findings, visible_inspections
from core.rules.phases import phase
from core.rules.plan import RoundPlan
from core.store.models import Body, Finding, Inspection, InspectionRound, InspectionStagePeriod, Unit
from core.vocabulary import Phase, Stage, Status


@dataclass(frozen=True, kw_only=True)
class InspectionRow:
    """One inspection."""

    id: int
    version: int
    code: str
    round_id: int
    round_code: str
    round_name: str
    unit_id: int
    unit_code: str
    unit_name: str
    team_id: int
    team_name: str
    feedback_on: date | None
    closed_on: date | None
    stage: Stage
    cycle: int
    phase: Phase
    findings: int
    drafts: int


@query
def list_inspections(reading: Reading) -> tuple[InspectionRow, ...]:
    """Inspections in the order of rounds and units."""
    rows = reading.session.execute(
        sa.select(Inspection, InspectionRound, Unit, Body.name)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(Body, Body.id == Inspection.team_id)
        .where(visible_inspections(reading.scope))
        .order_by(InspectionRound.term_no, InspectionRound.round_no, Unit.sort_order, Unit.id)
    ).all()
    stages, numbers = _stages(reading), _numbers(reading)
    return tuple(_row(reading, row, stages, numbers) for row in rows)


def _row(
    reading: Reading, row: Any, stages: dict[int, tuple[Stage, int]], numbers: dict[int, tuple[int, int]]
) -> InspectionRow:
    inspection, inspection_round, unit, team_name = row
    plan = RoundPlan.model_validate(inspection_round.plan)
    stage, cycle = stages.get(inspection.id, (Stage.PLANNED, 1))
    findings, drafts = numbers.get(inspection.id, (0, 0))
    return InspectionRow(
        id=inspection.id,
        version=inspection.version,
        code=inspection.code,
        round_id=inspection_round.id,
        round_code=inspection_round.code,
        round_name=inspection_round.name,
        unit_id=unit.id,
        unit_code=unit.code,
        unit_name=unit.short_name,
        team_id=inspection.team_id,
        team_name=team_name,
        feedback_on=inspection.feedback_on,
        closed_on=inspection.closed_on,
        stage=stage,
        cycle=cycle,
        phase=phase(inspection, reading.as_of, plan, reading.calendar),
        findings=findings,
        drafts=drafts,
    )


def _stages(reading: Reading) -> dict[int, tuple[Stage, int]]:
    period = InspectionStagePeriod
    rows = reading.session.execute(
        sa.select(period.inspection_id, period.stage, period.cycle).where(
            period.valid_from <= reading.as_of, sa.or_(period.valid_to.is_(None), period.valid_to > reading.as_of)
        )
    )
    return {number: (stage, cycle) for number, stage, cycle in rows}


def _numbers(reading: Reading) -> dict[int, tuple[int, int]]:
    counted = sa.func.sum(sa.case((Finding.status.in_(Status.counted()), 1), else_=0))
    drafts = sa.func.sum(sa.case((Finding.status == Status.DRAFT, 1), else_=0))
    rows = reading.session.execute(
        sa.select(Finding.inspection_id, counted, drafts)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(visible_findings(reading.scope))
        .group_by(Finding.inspection_id)
    )
    return {number: (findings, waiting) for number, findings, waiting in rows}
