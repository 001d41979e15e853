"""Loading what a command works on: only what the actor may see, and only in the version that was on the screen."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from core.commands.base import Work
from core.errors import NotFound, StaleVersion
from core.identity import Scope
from core.queries.scope import place_of, visible_findings, visible_inspections
from core.rules.plan import RoundPlan
from core.store.models import AuditEvent, Finding, Inspection, InspectionRound, Measure, Task, Unit

FINDING = (
    select(Finding, Inspection, Unit, InspectionRound)
    .join(Inspection, Inspection.id == Finding.inspection_id)
    .join(Unit, Unit.id == Inspection.unit_id)
    .join(InspectionRound, InspectionRound.id == Inspection.round_id)
    .where(Finding.id == bindparam("number"))
)
"""Written once: building a statement costs more than running it."""


def load_inspection(work: Work, inspection_id: int) -> tuple[Inspection, Unit, RoundPlan]:
    """An inspection the actor may act on, with its unit and its round's plan; raises NotFound or NotPermitted."""
    found = work.session.execute(
        select(Inspection, Unit, InspectionRound)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(Inspection.id == inspection_id, visible_inspections(work.actor.scope))
    ).first()
    if found is None:
        raise NotFound(what="inspection", id=inspection_id)
    inspection, unit, inspection_round = found
    work.permit(place_of(inspection, unit))
    return inspection, unit, RoundPlan.model_validate(inspection_round.plan)


def load_finding(work: Work, finding_id: int, version: int | None) -> tuple[Finding, Inspection, RoundPlan]:
    """A finding the actor may act on; raises NotFound, NotPermitted or StaleVersion."""
    found = work.session.execute(_finding_seen_in(work.actor.scope), {"number": finding_id}).first()
    if found is None:
        raise NotFound(what="finding", id=finding_id)
    finding, inspection, unit, inspection_round = found
    work.permit(place_of(inspection, unit, finding.lead_department_id))
    if version is not None and finding.version != version:
        raise StaleVersion(**_who_was_first(work, finding))
    return finding, inspection, RoundPlan.model_validate(inspection_round.plan)


@lru_cache(maxsize=256)
def _finding_seen_in(scope: Scope) -> Select[Finding, Inspection, Unit, InspectionRound]:
    """The same scope asks again and again: one statement for each, whose key is computed once."""
    return FINDING.where(visible_findings(scope))


def load_measure(work: Work, finding: Finding, measure_id: int) -> Measure:
    """A measure of this finding; raises NotFound for one of another."""
    measure = work.session.scalars(
        select(Measure)
        .join(Task, Task.id == Measure.task_id)
        .where(Measure.id == measure_id, Task.finding_id == finding.id)
    ).first()
    if measure is None:
        raise NotFound(what="measure", id=measure_id)
    return measure


def load(work: Work, model: type[Any], number: int, what: str) -> Any:
    """A row of basic data by its number; raises NotFound."""
    row = work.session.get(model, number)
    if row is None:
        raise NotFound(what=what, id=number)
    return row


def require_version(row: Any, version: int) -> None:
    """Refuse to overwrite what somebody saved in between."""
    if row.version != version:
        raise StaleVersion(now={"version": row.version})
    row.version += 1


def _who_was_first(work: Work, finding: Finding) -> dict[str, Any]:
    last = work.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject_type == "finding", AuditEvent.subject_id == finding.id)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).first()
    now = {"status": finding.status.term, "percent": finding.percent, "due_on": finding.due_on, "title": finding.title}
    return {"code": finding.code, "now": now, "by": last.actor if last else "", "at": last.at if last else None}
