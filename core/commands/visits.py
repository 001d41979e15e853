"""Supervision visits are planned, changed, recorded or cancelled (滚动督查, docs/rules.md §6.1)."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import delete, func, select

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Line, Name, Statement, Version
from core.commands.load import load, load_inspection, require_version
from core.commands.stages import enter_stage
from core.commands.visit_findings import bring_back_false_ones
from core.commands.visit_opening import Opening, open_visit
from core.errors import InvalidInput, NotFound, RuleViolated
from core.queries.scope import lead_place, place_of, visible_visits
from core.queries.visit_papers import papers_of
from core.queries.visits_due import due_findings
from core.rules.lifecycle import Missing
from core.rules.phases import phase
from core.rules.plan import RoundPlan
from core.rules.visits import PaperFacts, VisitFacts, missing_for_recording, missing_lead
from core.store.models import Body, Finding, Inspection, InspectionRound, SupervisionVisit, Unit, VisitMember
from core.store.trail import Happening
from core.vocabulary import BodyKind, Phase, Stage, TeamSide, VisitKind, VisitMethod, VisitState

LEADS = (BodyKind.TEAM, BodyKind.DISCIPLINE_OFFICE, BodyKind.PANEL)


class TeamMember(BaseModel):
    """One member of the joint team."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    side: TeamSide
    name: Name
    post: Line = ""
    home_unit_id: int | None = None
    tie: Line = ""
    is_leader: bool = False


class PlannedVisit(BaseModel):
    """One inspection with the findings that are to be checked; none means all that are due."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inspection_id: int
    finding_ids: tuple[int, ...] = Field(default=(), max_length=500)
    lead_body_id: int | None = None
    """Who leads here; the lead of all the visits where none is named."""


class PlanVisits(Command):
    """Visits to several units at once, by one team in one period; without a lead the inspection office leads."""

    inspections: tuple[PlannedVisit, ...] = Field(min_length=1, max_length=100)
    from_on: Day
    to_on: Day
    lead_body_id: int | None = None
    members: tuple[TeamMember, ...] = Field(default=(), max_length=50)


class ChangeVisit(Command):
    """Another period, lead or team, while the visit is planned."""

    visit_id: int
    version: Version
    from_on: Day
    to_on: Day
    lead_body_id: int | None = None
    members: tuple[TeamMember, ...] = Field(default=(), max_length=50)


class RecordVisit(Command):
    """The visit took place: how, what came of it, and who signed for the unit."""

    visit_id: int
    version: Version
    visited_on: Day
    methods: tuple[VisitMethod, ...] = Field(min_length=1)
    conclusion: Statement
    unit_signer: Name


class CancelVisit(Command):
    """The visit does not take place; its papers stay with it."""

    visit_id: int
    version: Version
    reason: Statement


@handles(PlanVisits)
def plan_visits(work: Work, command: PlanVisits) -> Done:
    """Open the visits with a paper for each finding; returns their ids."""
    _require_period(command)
    visits = []
    for wanted in command.inspections:
        inspection, unit, _plan = load_inspection(work, wanted.inspection_id)
        if inspection.feedback_on is None:
            raise RuleViolated(missing=(Missing(code="no_feedback_day", where="master_data.inspections"),))
        lead = wanted.lead_body_id or command.lead_body_id
        _require_lead(work, inspection, unit, lead)
        opening = Opening(
            inspection_id=inspection.id,
            kind=VisitKind.ROLLING,
            from_on=command.from_on,
            to_on=command.to_on,
            reasons=_reasons(work, inspection, wanted),
            lead_body_id=lead,
        )
        visit = open_visit(work, opening)
        _set_members(work, visit, command.members)
        visits.append(visit)
    after = {"visits": len(visits), "from_on": command.from_on, "to_on": command.to_on}
    happening = Happening(action="visits.planned", subject_type="visit", subject_id=visits[0].id, after=after)
    return Done(happening, tuple(visit.id for visit in visits))


@handles(ChangeVisit)
def change_visit(work: Work, command: ChangeVisit) -> Done:
    """Store period, lead and team."""
    _require_period(command)
    visit, inspection, unit, _plan = load_visit(work, command.visit_id, command.version)
    _require_lead(work, inspection, unit, command.lead_body_id)
    visit.planned_from_on, visit.planned_to_on = command.from_on, command.to_on
    visit.lead_body_id = command.lead_body_id
    _set_members(work, visit, command.members)
    after = {"from_on": command.from_on, "to_on": command.to_on, "members": len(command.members)}
    return Done(_about(visit, action="visit.changed", after=after))


@handles(RecordVisit)
def record_visit(work: Work, command: RecordVisit) -> Done:
    """Close the visit; what it found not to be true comes back. Returns the ids of the findings that live again."""
    visit, inspection, unit, plan = load_visit(work, command.visit_id, command.version)
    papers = papers_of(work.session, visit.id)
    no = _next_no(work, inspection)
    facts = VisitFacts(
        no=no,
        visited_on=command.visited_on,
        feedback_on=inspection.feedback_on or work.today,
        today=work.today,
        lead_body_id=visit.lead_body_id,
        discipline_office_id=unit.discipline_office_id,
        papers=[PaperFacts(code=f.code, verdict=p.verdict, handling=p.handling) for p, f in papers],
    )
    if missing := missing_for_recording(facts):
        raise RuleViolated(missing=missing, visited_on=command.visited_on)
    visit.state, visit.no, visit.visited_on, visit.recorded_on = VisitState.RECORDED, no, command.visited_on, work.today
    visit.methods = ",".join(dict.fromkeys(command.methods))
    visit.conclusion, visit.unit_signer = command.conclusion, command.unit_signer
    back = bring_back_false_ones(work, visit, inspection, papers)
    _enter_supervision(work, inspection, plan, visit)
    verdicts = {
        verdict: sum(paper.verdict == verdict for paper, _ in papers) for verdict in {p.verdict for p, _ in papers}
    }
    after = {"no": no, "visited_on": command.visited_on, **{v.value: n for v, n in verdicts.items()}}
    return Done(_about(visit, action="visit.recorded", after=after), tuple(finding.id for finding in back))


@handles(CancelVisit)
def cancel_visit(work: Work, command: CancelVisit) -> Done:
    """Keep the visit as one that did not take place; what a draw chose is checked, whoever might wish otherwise."""
    visit, _inspection, _unit, _plan = load_visit(work, command.visit_id, command.version)
    if visit.draw_id is not None:
        raise RuleViolated(missing=(Missing(code="drawn_visit_stays", where="supervision"),))
    visit.state, visit.cancel_reason = VisitState.CANCELLED, command.reason
    return Done(_about(visit, action="visit.cancelled", after={"reason": command.reason}))


def load_visit(work: Work, visit_id: int, version: int | None) -> tuple[SupervisionVisit, Inspection, Unit, RoundPlan]:
    """A planned visit the actor may act on, as one of the unit's supervisors or as who leads it.

    Raises NotFound, NotPermitted, StaleVersion or RuleViolated.
    """
    found = work.session.execute(
        select(SupervisionVisit, Inspection, Unit, InspectionRound)
        .join(Inspection, Inspection.id == SupervisionVisit.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(SupervisionVisit.id == visit_id, visible_visits(work.actor.scope))
    ).first()
    if found is None:
        raise NotFound(what="visit", id=visit_id)
    visit, inspection, unit, made = found
    work.permit(place_of(inspection, unit), lead_place(visit.lead_body_id))
    if version is not None:
        require_version(visit, version)
    if visit.state is not VisitState.PLANNED:
        raise RuleViolated(missing=(Missing(code="visit_not_planned", where="supervision"),), state=visit.state.term)
    return visit, inspection, unit, RoundPlan.model_validate(made.plan)


def _reasons(work: Work, inspection: Inspection, wanted: PlannedVisit) -> dict[int, str]:
    """Why each finding is checked; only findings of this inspection, those that are not due as well when named."""
    due = {row.finding_id: row.reason.value for row in due_findings(work.session, work.today, inspection.id)}
    if not wanted.finding_ids:
        if not due:
            raise RuleViolated(missing=(Missing(code="nothing_due", where="supervision"),), inspection=inspection.code)
        return due
    known = set(work.session.scalars(select(Finding.id).where(Finding.inspection_id == inspection.id)))
    if lost := set(wanted.finding_ids) - known:
        raise NotFound(what="finding", id=min(lost))
    return {number: due.get(number, CHOSEN) for number in wanted.finding_ids}


CHOSEN = "chosen"
"""Why a paper was opened: somebody chose the finding though it was not due."""


def _require_period(command: PlanVisits | ChangeVisit) -> None:
    if command.to_on < command.from_on:
        facts = {"read": command.to_on, "from_on": command.from_on}
        raise InvalidInput(problems=[("to_on", "before_start", "", facts)])


def _require_lead(work: Work, inspection: Inspection, unit: Unit, body_id: int | None) -> None:
    if body_id is not None and load(work, Body, body_id, "body").kind not in LEADS:
        kinds = "、".join(kind.term for kind in LEADS)
        raise InvalidInput(problems=[("lead_body_id", "wrong_kind", "", {"expected": kinds})])
    if missing := missing_lead(_next_no(work, inspection), body_id, unit.discipline_office_id):
        raise RuleViolated(missing=missing, inspection=inspection.code)


def _set_members(work: Work, visit: SupervisionVisit, members: tuple[TeamMember, ...]) -> None:
    for member in members:
        if member.home_unit_id is not None:
            load(work, Unit, member.home_unit_id, "unit")
    work.session.execute(delete(VisitMember).where(VisitMember.visit_id == visit.id))
    work.session.add_all(VisitMember(visit_id=visit.id, **member.model_dump()) for member in members)


def _next_no(work: Work, inspection: Inspection) -> int:
    last = select(func.max(SupervisionVisit.no)).where(SupervisionVisit.inspection_id == inspection.id)
    return (work.session.scalar(last) or 0) + 1


def _enter_supervision(work: Work, inspection: Inspection, plan: RoundPlan, visit: SupervisionVisit) -> None:
    """A visit during the intensive stage leaves the chain where it is (边整改边督查)."""
    if visit.visited_on is None or inspection.stage not in (Stage.RECTIFICATION, Stage.RE_RECTIFICATION):
        return
    if phase(inspection, visit.visited_on, plan, work_calendar()) is not Phase.EARLY:
        enter_stage(work, inspection, Stage.SUPERVISION, visit.visited_on)


def _about(visit: SupervisionVisit, **facts: Any) -> Happening:
    return Happening(subject_type="visit", subject_id=visit.id, **facts)
