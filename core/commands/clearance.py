"""The clearance chain: asked for, signed, reviewed, approved or returned, and what comes back (docs/rules.md §4.1)."""

from datetime import date
from typing import Any, Literal

from sqlalchemy import select

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Passage, Statement, Version
from core.commands.load import load_finding
from core.commands.relapse import bring_back
from core.commands.transit import move, require_step
from core.errors import InvalidInput, NotPermitted, RuleViolated
from core.queries.cross_check import open_breaks
from core.rules.lifecycle import Action, Missing, missing_for_clearing_on_the_spot, missing_in_request
from core.rules.phases import first_reviewers, phase, request_holders
from core.rules.plan import RoundPlan
from core.rules.tenure import Tenure, head_on
from core.store.models import (
    ClearanceDecision,
    ClearanceRequest,
    Finding,
    Inspection,
    StoredFile,
    UnitHead,
)
from core.store.trail import Happening
from core.vocabulary import ClearanceStep, Decision, Phase, Role, Station, Status

Wanted = Literal[Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM]


class RequestClearance(Command):
    """A unit asks for clearance; what remains or goes on for long names its next day and what is to be reached by it."""

    finding_id: int
    version: Version
    wanted: Wanted = Status.CLEARED
    statement: Statement
    next_due_on: Day | None = None
    stage_goal: Passage = ""


class SignClearance(Command):
    """The unit's head signs; a clerk may register a signature on paper with its scan."""

    finding_id: int
    version: Version
    signed_on: Day
    paper_file_id: int | None = None


class ReviewClearance(Command):
    """The supervising body gives its first review."""

    finding_id: int
    version: Version
    remark: Passage = ""


class ApproveClearance(Command):
    """The inspection office approves what was asked for."""

    finding_id: int
    version: Version
    remark: Passage = ""


class ReturnClearance(Command):
    """Whoever holds the request returns it with a reason and a day for amending."""

    finding_id: int
    version: Version
    reason: Statement
    amend_by_on: Day


class ClearOnTheSpot(Command):
    """A 即知即改 finding is cleared where it was seen put right."""

    finding_id: int
    version: Version
    cleared_on: Day
    remark: Statement


class ReopenFinding(Command):
    """A relapse or a false rectification was found; the finding lives again (反弹重开)."""

    finding_id: int
    version: Version
    found_on: Day
    reason: Statement
    due_on: Day


STEPS = {
    Station.HEAD_SIGNS: ClearanceStep.HEAD_SIGNS,
    Station.FIRST_REVIEW: ClearanceStep.FIRST_REVIEW,
    Station.APPROVAL: ClearanceStep.APPROVAL,
}


@handles(RequestClearance)
def request_clearance(work: Work, command: RequestClearance) -> Done:
    """Open a request once the ledgers hold each other (对账销号); the finding goes to the unit's head."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    require_step(Action.REQUEST, finding)
    lacking = missing_in_request(command.wanted, command.next_due_on, command.stage_goal, work.today)
    _require_complete(finding, _breaks(work, finding, command.wanted) + lacking)
    work.session.add(
        ClearanceRequest(
            finding_id=finding.id,
            segment=finding.segment,
            requested_on=work.today,
            wanted=command.wanted,
            statement=command.statement,
            next_due_on=command.next_due_on,
            stage_goal=command.stage_goal,
            event_id=work.event_id,
        )
    )
    move(work, finding, Action.REQUEST, work.today)
    return _done("clearance.requested", finding, wanted=command.wanted.term, statement=command.statement)


@handles(SignClearance)
def sign_clearance(work: Work, command: SignClearance) -> Done:
    """Record the signature of the head in office on that day; the finding goes to first review."""
    finding, inspection, _plan = load_finding(work, command.finding_id, command.version)
    require_step(Action.SIGN, finding)
    request = _open_request(work, finding)
    if not work.actor.has(Role.UNIT_HEAD) and command.paper_file_id is None:
        raise RuleViolated(missing=(Missing(code="no_paper_signature", where="finding.clearance"),))
    if not request.requested_on <= command.signed_on <= work.today:
        facts = {"read": command.signed_on, "since": request.requested_on, "today": work.today, "finding": finding.code}
        raise InvalidInput(problems=[("signed_on", "out_of_order", "", facts)])
    _require_file(work, inspection, command.paper_file_id)
    head = _head(work, inspection, command.signed_on)
    _decide(work, finding, request, Decision.PASSED, head_id=head.id, paper_file_id=command.paper_file_id)
    move(work, finding, Action.SIGN, max(command.signed_on, finding.held_since_on))
    return _done("clearance.signed", finding, head=head.post, on_paper=command.paper_file_id is not None)


@handles(ReviewClearance)
def review_clearance(work: Work, command: ReviewClearance) -> Done:
    """Pass the first review, if the ledgers still hold each other; the finding goes to the inspection office."""
    finding, inspection, plan = load_finding(work, command.finding_id, command.version)
    require_step(Action.REVIEW, finding)
    _require_reviewer(work, inspection, plan)
    _require_complete(finding, _breaks(work, finding))
    _decide(work, finding, _open_request(work, finding), Decision.PASSED, reason=command.remark)
    move(work, finding, Action.REVIEW, work.today)
    return _done("clearance.reviewed", finding, remark=command.remark)


@handles(ApproveClearance)
def approve_clearance(work: Work, command: ApproveClearance) -> Done:
    """Grant what was asked for, if the ledgers still hold each other: cleared, partially cleared or long-term."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    require_step(Action.APPROVE, finding)
    _require_complete(finding, _breaks(work, finding))
    request = _open_request(work, finding)
    _decide(work, finding, request, Decision.PASSED, reason=command.remark)
    request.ended_on = work.today
    move(work, finding, Action.APPROVE, work.today, outcome=request.wanted, due_on=request.next_due_on)
    if request.wanted is Status.CLEARED:
        finding.percent = 100
    return _done("clearance.approved", finding, outcome=request.wanted.term)


@handles(ReturnClearance)
def return_clearance(work: Work, command: ReturnClearance) -> Done:
    """Send the request back to the unit; it may be amended and asked for again."""
    finding, inspection, plan = load_finding(work, command.finding_id, command.version)
    require_step(Action.RETURN, finding)
    if not work.actor.has(*request_holders(finding.station, _phase(work, inspection, plan))):
        raise NotPermitted(reason="not_in_your_hands")
    if command.amend_by_on < work.today:
        raise InvalidInput(
            problems=[("amend_by_on", "in_the_past", "", {"read": command.amend_by_on, "today": work.today})]
        )
    request = _open_request(work, finding)
    _decide(work, finding, request, Decision.RETURNED, reason=command.reason, amend_by_on=command.amend_by_on)
    request.ended_on = work.today
    move(work, finding, Action.RETURN, work.today)
    return _done("clearance.returned", finding, reason=command.reason, amend_by=command.amend_by_on)


@handles(ClearOnTheSpot)
def clear_on_the_spot(work: Work, command: ClearOnTheSpot) -> Done:
    """Clear a 即知即改 finding without the chain (当场核销); nobody has to have planned it."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    require_step(Action.CLEAR_ON_THE_SPOT, finding)
    breaks = _breaks(work, finding, Status.CLEARED, on_the_spot=True)
    _require_complete(finding, missing_for_clearing_on_the_spot(finding.handling) + breaks)
    move(work, finding, Action.CLEAR_ON_THE_SPOT, command.cleared_on, outcome=Status.CLEARED)
    finding.percent = 100
    return _done("finding.cleared_on_the_spot", finding, remark=command.remark, cleared_on=command.cleared_on)


@handles(ReopenFinding)
def reopen_finding(work: Work, command: ReopenFinding) -> Done:
    """Open a new run of the same finding before close-out, or a tied finding after it; returns the id that lives on."""
    finding, inspection, _plan = load_finding(work, command.finding_id, command.version)
    require_step(Action.REOPEN, finding)
    if command.due_on < command.found_on:
        raise InvalidInput(
            problems=[("due_on", "before_found", "", {"due_on": command.due_on, "found_on": command.found_on})]
        )
    living = bring_back(work, finding, inspection, command.found_on, command.due_on)
    if living is finding:
        return _done("finding.reopened", finding, reason=command.reason, due_on=command.due_on)
    after = {"relapse_of": finding.code, "code": living.code, "reason": command.reason, "due_on": command.due_on}
    return Done(
        Happening(action="finding.relapsed", subject_type="finding", subject_id=living.id, after=after), living.id
    )


def _done(action: str, finding: Finding, **after: object) -> Done:
    return Done(Happening(action=action, subject_type="finding", subject_id=finding.id, after=after), finding.id)


def _breaks(
    work: Work, finding: Finding, wanted: Status | None = None, *, on_the_spot: bool = False
) -> tuple[Missing, ...]:
    """Where the five ledgers do not hold each other, counting what is asked for as asked for."""
    found = open_breaks(work.session, work.actor.scope, finding.id, work.today, wanted=wanted, on_the_spot=on_the_spot)
    return tuple(missing for _, missing in found)


def _require_complete(finding: Finding, missing: tuple[Missing, ...]) -> None:
    if missing:
        raise RuleViolated(missing=missing, finding=finding.code)


def _open_request(work: Work, finding: Finding) -> ClearanceRequest:
    return work.session.scalars(
        select(ClearanceRequest).where(ClearanceRequest.finding_id == finding.id, ClearanceRequest.ended_on.is_(None))
    ).one()


def _decide(work: Work, finding: Finding, request: ClearanceRequest, decision: Decision, **facts: Any) -> None:
    work.session.add(
        ClearanceDecision(
            request_id=request.id,
            step=STEPS[finding.station],
            decision=decision,
            decided_on=work.today,
            decided_by_id=work.actor.account_id,
            event_id=work.event_id,
            **facts,
        )
    )


def _head(work: Work, inspection: Inspection, day: date) -> Tenure:
    rows = work.session.scalars(select(UnitHead).where(UnitHead.unit_id == inspection.unit_id)).all()
    tenures = [Tenure(id=row.id, name=row.name, post=row.post, from_on=row.from_on, to_on=row.to_on) for row in rows]
    head = head_on(tenures, day)
    if head is None:
        raise RuleViolated(missing=(Missing(code="no_head_in_office", where="master_data.units"),), day=day)
    return head


def _require_reviewer(work: Work, inspection: Inspection, plan: RoundPlan) -> None:
    """Only the body responsible in this phase reviews (三期监督责任)."""
    now = _phase(work, inspection, plan)
    if not work.actor.has(*first_reviewers(now)):
        raise NotPermitted(reason="other_phase", phase=now.term)


def _phase(work: Work, inspection: Inspection, plan: RoundPlan) -> Phase:
    return phase(inspection, work.today, plan, work_calendar())


def _require_file(work: Work, inspection: Inspection, file_id: int | None) -> None:
    if file_id is None:
        return
    stored = work.session.get(StoredFile, file_id)
    if stored is None or stored.inspection_id != inspection.id:
        raise InvalidInput(problems=[("paper_file_id", "unknown_file", "", {})])
