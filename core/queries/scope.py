"""What a person may see, decided in one place; every query and every command starts here."""

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from core.identity import Place, Scope
from core.store.models import (
    Dispatch,
    DispatchFinding,
    Finding,
    Inspection,
    IssuedWarning,
    PlanReviewer,
    SupervisionVisit,
    Unit,
    WarningAddress,
)
from core.vocabulary import DispatchKind, DispatchState, VisitState

NOT_OUT = (DispatchState.DRAFT, DispatchState.WITHDRAWN)
"""States in which a paper opens nothing to anybody but the office."""


def visible_inspections(scope: Scope) -> ColumnElement[bool]:
    """Condition on `inspection` joined with `unit`."""
    if scope.everything:
        return sa.true()
    conditions = _own(scope)
    if scope.department_ids:
        led = sa.select(Finding.inspection_id).where(_told_to_departments(scope))
        conditions.append(Inspection.id.in_(led.correlate(None)))
    return sa.or_(sa.false(), *conditions)


def visible_evaluations(scope: Scope) -> ColumnElement[bool]:
    """Condition on `inspection` joined with `unit`; a department sees its findings, not how the unit was scored."""
    return sa.true() if scope.everything else sa.or_(sa.false(), *_own(scope))


def visible_plans(scope: Scope) -> ColumnElement[bool]:
    """Condition on `inspection` joined with `unit`; an invited body reads the plan, nothing else of the inspection opens to it."""
    if scope.everything:
        return sa.true()
    conditions = _own(scope)
    if scope.body_ids:
        invited = sa.select(PlanReviewer.inspection_id).where(PlanReviewer.body_id.in_(scope.body_ids))
        conditions.append(Inspection.id.in_(invited.correlate(None)))
    return sa.or_(sa.false(), *conditions)


def visible_workbooks(scope: Scope) -> ColumnElement[bool]:
    """Condition on `inspection` joined with `unit`; a workbook holds all findings, so a department of some sees none."""
    return sa.true() if scope.everything else sa.or_(sa.false(), *_own(scope))


def visible_handovers(scope: Scope) -> ColumnElement[bool]:
    """Condition on `inspection` joined with `unit`; what supervisors hand to each other is theirs, not the unit's."""
    if scope.everything:
        return sa.true()
    places = (
        (Inspection.team_id, scope.team_ids),
        (Unit.discipline_office_id, scope.discipline_office_ids),
        (Unit.resident_team_id, scope.resident_team_ids),
    )
    return sa.or_(sa.false(), *(column.in_(ids) for column, ids in places if ids))


def visible_visits(scope: Scope) -> ColumnElement[bool]:
    """Condition on `supervision_visit` with `inspection` and `unit`; who is visited knows of it once it is recorded."""
    if scope.everything:
        return sa.true()
    those_who_visit = (
        (Inspection.team_id, scope.team_ids),
        (Inspection.id, scope.inspection_ids),
        (Unit.discipline_office_id, scope.discipline_office_ids),
        (Unit.resident_team_id, scope.resident_team_ids),
        (SupervisionVisit.lead_body_id, scope.body_ids | scope.panel_ids),
    )
    afterwards = ((Unit.id, scope.unit_ids), (Unit.charge_leader_id, scope.charge_leader_ids))
    return sa.or_(
        sa.false(),
        *(column.in_(ids) for column, ids in those_who_visit if ids),
        *(sa.and_(column.in_(ids), SupervisionVisit.state == VisitState.RECORDED) for column, ids in afterwards if ids),
    )


def visible_warnings(scope: Scope) -> ColumnElement[bool]:
    """Condition on `issued_warning`: whatever reached the person's unit or body."""
    if scope.everything:
        return sa.true()
    reached = sa.select(WarningAddress.warning_id).where(
        sa.or_(WarningAddress.unit_id.in_(scope.unit_ids), WarningAddress.body_id.in_(scope.body_ids))
    )
    return IssuedWarning.id.in_(reached.correlate(None))


def visible_findings(scope: Scope) -> ColumnElement[bool]:
    """Condition on `finding` joined with `inspection` and `unit`; a department sees those it leads or was told of, not the unit's others."""
    if scope.everything:
        return sa.true()
    conditions = _own(scope)
    if scope.department_ids:
        conditions.append(_told_to_departments(scope))
    return sa.or_(sa.false(), *conditions)


def visible_dispatches(scope: Scope) -> ColumnElement[bool]:
    """Condition on `dispatch` joined with `inspection` and `unit`: notices go to their body only, letters to all around the unit."""
    if scope.everything:
        return sa.true()
    conditions: list[ColumnElement[bool]] = []
    if scope.body_ids:
        conditions.append(Dispatch.body_id.in_(scope.body_ids))
    if own := _own(scope):
        conditions.append(sa.and_(Dispatch.kind.in_(DispatchKind.letters()), sa.or_(*own)))
    return sa.and_(Dispatch.state.not_in(NOT_OUT), sa.or_(sa.false(), *conditions))


def _told_to_departments(scope: Scope) -> ColumnElement[bool]:
    """Condition on `finding`: those a department leads, and those of copy notices that were sent to it."""
    told = (
        sa.select(DispatchFinding.finding_id)
        .join(Dispatch, Dispatch.id == DispatchFinding.dispatch_id)
        .where(Dispatch.body_id.in_(scope.department_ids), Dispatch.state.not_in(NOT_OUT))
    )
    return sa.or_(Finding.lead_department_id.in_(scope.department_ids), Finding.id.in_(told.correlate(None)))


def _own(scope: Scope) -> list[ColumnElement[bool]]:
    """One condition for each kind of place the person reaches: what is empty is not asked for."""
    places = (
        (Unit.id, scope.unit_ids),
        (Inspection.team_id, scope.team_ids),
        (Inspection.id, scope.inspection_ids),
        (Unit.charge_leader_id, scope.charge_leader_ids),
        (Unit.discipline_office_id, scope.discipline_office_ids),
        (Unit.resident_team_id, scope.resident_team_ids),
    )
    return [column.in_(ids) for column, ids in places if ids]


def visible_units(scope: Scope) -> ColumnElement[bool]:
    """Condition on `unit` alone: units with at least one inspection that is visible, and one's own."""
    if scope.everything:
        return sa.true()
    seen = (
        sa.select(Inspection.unit_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(visible_inspections(scope))
        .correlate(None)
    )
    return sa.or_(Unit.id.in_(scope.unit_ids), Unit.id.in_(seen))


def place_of(inspection: Inspection, unit: Unit, department_id: int | None = None) -> Place:
    """The ids by which roles reach a record of this inspection."""
    return Place(
        unit_id=unit.id,
        inspection_id=inspection.id,
        team_id=inspection.team_id,
        charge_leader_id=unit.charge_leader_id,
        discipline_office_id=unit.discipline_office_id,
        resident_team_id=unit.resident_team_id,
        department_id=department_id,
    )


def lead_place(body_id: int | None) -> Place:
    """Where whoever leads a visit is at home, whosever unit it is."""
    return Place(team_id=body_id, discipline_office_id=body_id, panel_id=body_id)
