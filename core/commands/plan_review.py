"""A unit's rectification plan is submitted, commented on, returned or agreed (整改方案联审, docs/rules.md §3.3)."""

from typing import Any

from pydantic import Field
from sqlalchemy import delete, func, select

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Passage, Statement, Version
from core.commands.load import load_inspection, require_version
from core.errors import InvalidInput, NotFound, RuleViolated
from core.identity import Place
from core.queries.base import Reading
from core.queries.plan_content import plan_now, to_store
from core.queries.scope import place_of, visible_plans
from core.rules.lifecycle import Missing
from core.rules.plan_comparison import PlanContent
from core.store.models import Body, Finding, Inspection, PlanRemark, PlanReviewer, PlanVersion, Unit
from core.store.trail import Happening
from core.vocabulary import BodyKind, Ledger, PlanAspect, PlanMark, PlanState

PLACES = {
    BodyKind.TEAM: "team_id",
    BodyKind.DISCIPLINE_OFFICE: "discipline_office_id",
    BodyKind.RESIDENT_TEAM: "resident_team_id",
    BodyKind.CHARGE_LEADER: "charge_leader_id",
    BodyKind.DEPARTMENT: "department_id",
}
"""Kinds of bodies that can be invited, with the id by which their members are reached; panels are assigned instead."""


class SubmitPlan(Command):
    """The unit hands in its plan with the three ledgers as they are at this moment."""

    inspection_id: int
    statement: Statement


class InviteReviewers(Command):
    """Who reads and comments beside those whose unit it is: the whole list as it is to stand."""

    inspection_id: int
    body_ids: tuple[int, ...] = Field(max_length=40)


class RemarkOnPlan(Command):
    """One remark of a reviewer, on the whole or on one finding."""

    plan_version_id: int
    aspect: PlanAspect
    text: Statement
    mark: PlanMark | None = None
    finding_id: int | None = None


class DecidePlan(Command):
    """The office agrees, or returns the plan with what is to be amended and until when."""

    plan_version_id: int
    version: Version
    agree: bool
    reason: Passage = ""
    amend_by_on: Day | None = None


@handles(SubmitPlan)
def submit_plan(work: Work, command: SubmitPlan) -> Done:
    """Freeze the three ledgers as the next version; returns its id."""
    inspection, _unit, _plan = load_inspection(work, command.inspection_id)
    content = plan_now(Reading(work.session, work.actor.scope, work.today, work_calendar()), inspection.id)
    if missing := _missing(work, inspection, content):
        raise RuleViolated(missing=missing)
    last = work.session.scalar(select(func.max(PlanVersion.no)).where(PlanVersion.inspection_id == inspection.id))
    version = PlanVersion(
        inspection_id=inspection.id,
        no=(last or 0) + 1,
        submitted_on=work.today,
        statement=command.statement,
        content=to_store(content),
        event_id=work.event_id,
    )
    work.session.add(version)
    work.session.flush()
    after = {"no": version.no, "statement": version.statement, "tasks": len(content[Ledger.TASKS])}
    return Done(_about(inspection, action="plan.submitted", after=after), version.id)


@handles(InviteReviewers)
def invite_reviewers(work: Work, command: InviteReviewers) -> Done:
    """Replace the list of invited bodies; what was said by one that is left out stays."""
    inspection, _unit, _plan = load_inspection(work, command.inspection_id)
    bodies = {number: work.session.get(Body, number) for number in command.body_ids}
    if any(body is None or body.kind not in PLACES or not body.is_active for body in bodies.values()):
        kinds = "、".join(kind.term for kind in PLACES)
        raise InvalidInput(problems=[("body_ids", "wrong_kind", "", {"expected": f"在用的{kinds}"})])
    of_inspection = PlanReviewer.inspection_id == inspection.id
    known = set(work.session.scalars(select(PlanReviewer.body_id).where(of_inspection)))
    left_out = known - bodies.keys()
    work.session.execute(delete(PlanReviewer).where(of_inspection, PlanReviewer.body_id.in_(left_out)))
    work.session.add_all(
        PlanReviewer(inspection_id=inspection.id, body_id=number, invited_on=work.today, event_id=work.event_id)
        for number in bodies
        if number not in known
    )
    before, after = {"bodies": _names(work, known)}, {"bodies": _names(work, bodies)}
    return Done(_about(inspection, action="plan.reviewers_invited", before=before, after=after))


@handles(RemarkOnPlan)
def remark_on_plan(work: Work, command: RemarkOnPlan) -> Done:
    """Keep the remark beside the version; refused once the version is decided. Returns its id."""
    version, inspection = _load(work, command.plan_version_id)
    _require_under_review(version)
    if command.finding_id is not None:
        finding = work.session.get(Finding, command.finding_id)
        if finding is None or finding.inspection_id != inspection.id:
            raise NotFound(what="finding", id=command.finding_id)
    fields = command.model_dump()
    remark = PlanRemark(account_id=work.actor.account_id, made_on=work.today, event_id=work.event_id, **fields)
    work.session.add(remark)
    work.session.flush()
    after = {"no": version.no, "aspect": command.aspect, "remark": command.text, "mark": command.mark}
    return Done(_about(inspection, action="plan.remarked", after=after), remark.id)


@handles(DecidePlan)
def decide_plan(work: Work, command: DecidePlan) -> Done:
    """Agree to the version, or return it with reasons and a day; then the unit amends and submits anew."""
    version, inspection = _load(work, command.plan_version_id)
    require_version(version, command.version)
    _require_under_review(version)
    if not command.agree:
        _require_return(work, command)
    version.state = PlanState.AGREED if command.agree else PlanState.RETURNED
    version.decided_on, version.reason = work.today, command.reason
    version.amend_by_on = None if command.agree else command.amend_by_on
    after = {
        "no": version.no,
        "decision": version.state.term,
        "reason": version.reason,
        "amend_by": version.amend_by_on,
    }
    return Done(_about(inspection, action="plan.decided", after=after))


def invited_places(bodies: list[Body]) -> tuple[Place, ...]:
    """Where members of invited bodies count as being at home."""
    return tuple(Place(**{PLACES[body.kind]: body.id}) for body in bodies if body.kind in PLACES)


def _missing(work: Work, inspection: Inspection, content: PlanContent) -> tuple[Missing, ...]:
    """Why there is nothing to submit yet."""
    open_no = work.session.scalar(
        select(PlanVersion.no).where(
            PlanVersion.inspection_id == inspection.id, PlanVersion.state == PlanState.SUBMITTED
        )
    )
    found = []
    if inspection.feedback_on is None:
        found.append(Missing(code="no_feedback_day", where="master_data.inspections"))
    if open_no is not None:
        found.append(Missing(code="plan_under_review", where="plan_review", count=open_no))
    if not content[Ledger.TASKS]:
        found.append(Missing(code="nothing_planned", where="ledgers"))
    return tuple(found)


def _load(work: Work, plan_version_id: int) -> tuple[PlanVersion, Inspection]:
    """A version the actor may act on, as one of the unit's supervisors or as an invited body."""
    found = work.session.execute(
        select(PlanVersion, Inspection, Unit)
        .join(Inspection, Inspection.id == PlanVersion.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(PlanVersion.id == plan_version_id, visible_plans(work.actor.scope))
    ).first()
    if found is None:
        raise NotFound(what="plan_version", id=plan_version_id)
    version, inspection, unit = found
    invited = select(Body).join(PlanReviewer, PlanReviewer.body_id == Body.id)
    bodies = list(work.session.scalars(invited.where(PlanReviewer.inspection_id == inspection.id)))
    work.permit(place_of(inspection, unit), *invited_places(bodies))
    return version, inspection


def _require_under_review(version: PlanVersion) -> None:
    if version.state is not PlanState.SUBMITTED:
        raise RuleViolated(missing=(Missing(code="plan_not_under_review", where="plan_review", count=version.no),))


def _require_return(work: Work, command: DecidePlan) -> None:
    """A return says what is to be amended, and gives a day that is not past."""
    problems: list[tuple[str, str, str, dict[str, Any]]] = []
    if not command.reason:
        problems.append(("reason", "missing", "", {}))
    if command.amend_by_on is None:
        problems.append(("amend_by_on", "missing", "", {}))
    elif command.amend_by_on < work.today:
        problems.append(("amend_by_on", "in_the_past", "", {"read": command.amend_by_on, "today": work.today}))
    if problems:
        raise InvalidInput(problems=problems)


def _names(work: Work, ids: Any) -> list[str]:
    return list(work.session.scalars(select(Body.name).where(Body.id.in_(list(ids))).order_by(Body.code)))


def _about(inspection: Inspection, **facts: Any) -> Happening:
    return Happening(subject_type="inspection", subject_id=inspection.id, **facts)
