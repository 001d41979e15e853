"""Asking for a later deadline, and deciding on it (docs/rules.md §4.1)."""

from sqlalchemy import select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Passage, Statement, Version
from core.commands.load import load_finding
from core.commands.transit import move_deadline
from core.errors import RuleViolated
from core.rules.lifecycle import OPEN, Missing, missing_for_extension
from core.store.models import ExtensionRequest, Finding
from core.store.trail import Happening
from core.vocabulary import ExtensionDecision


class RequestExtension(Command):
    """A unit asks for a later deadline."""

    finding_id: int
    version: Version
    new_due_on: Day
    reason: Statement


class DecideExtension(Command):
    """The inspection office agrees or refuses."""

    finding_id: int
    version: Version
    approve: bool
    remark: Passage = ""


@handles(RequestExtension)
def request_extension(work: Work, command: RequestExtension) -> Done:
    """Open a request; only while the finding is with the unit, once at a time, as often as the round allows."""
    finding, _inspection, plan = load_finding(work, command.finding_id, command.version)
    if finding.status not in OPEN or finding.due_on is None:
        raise _refused(finding, "extension_not_from_here")
    if _pending(work, finding) is not None:
        raise _refused(finding, "extension_pending")
    if missing := missing_for_extension(
        finding.extension_count, plan.extension_limit, finding.due_on, command.new_due_on
    ):
        raise RuleViolated(missing=missing, finding=finding.code)
    work.session.add(
        ExtensionRequest(
            finding_id=finding.id,
            requested_on=work.today,
            old_due_on=finding.due_on,
            new_due_on=command.new_due_on,
            reason=command.reason,
            event_id=work.event_id,
        )
    )
    finding.version += 1
    after = {"new_due_on": command.new_due_on, "reason": command.reason}
    return Done(Happening(action="extension.requested", subject_type="finding", subject_id=finding.id, after=after))


@handles(DecideExtension)
def decide_extension(work: Work, command: DecideExtension) -> Done:
    """Move the deadline or leave it; an approved extension counts from today and stays visible as such (曾延期)."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    request = _pending(work, finding)
    if request is None:
        raise _refused(finding, "no_extension_pending")
    request.decision = ExtensionDecision.APPROVED if command.approve else ExtensionDecision.REFUSED
    request.decided_on, request.decision_reason = work.today, command.remark
    request.version += 1
    before = {"due_on": finding.due_on}
    if command.approve:
        move_deadline(work, finding, request.new_due_on, work.today)
        finding.extension_count += 1
    else:
        finding.version += 1
    after = {"due_on": finding.due_on, "decision": request.decision.term, "remark": command.remark}
    return Done(
        Happening(action="extension.decided", subject_type="finding", subject_id=finding.id, before=before, after=after)
    )


def _pending(work: Work, finding: Finding) -> ExtensionRequest | None:
    return work.session.scalars(
        select(ExtensionRequest).where(
            ExtensionRequest.finding_id == finding.id, ExtensionRequest.decision == ExtensionDecision.PENDING
        )
    ).first()


def _refused(finding: Finding, code: str) -> RuleViolated:
    return RuleViolated(missing=(Missing(code=code, where="finding.extension"),), finding=finding.code)
