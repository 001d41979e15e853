"""The office's papers are drafted: copy notices by themselves from a feedback, letters to a unit by hand (docs/rules.md §5.2)."""

from dataclasses import dataclass

from pydantic import Field
from sqlalchemy import select

from core.advice import advice_for
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Passage, Statement
from core.commands.load import load_inspection
from core.commands.notice_receivers import Receiver, Recipients, recipients
from core.errors import InvalidInput, NotFound, NotPermitted, RuleViolated
from core.rules.lifecycle import Missing
from core.rules.notice_text import by_kind, causes, summary
from core.store.models import Dispatch, DispatchFinding, Finding, Inspection, SupervisionVisit, Unit
from core.store.trail import Happening
from core.vocabulary import DispatchKind, DispatchState, Role, Status, VisitState


class DraftCopyNotices(Command):
    """Draft what is still missing: one notice for each receiver of the kinds that the round has switched on."""

    inspection_id: int


class DraftLetter(Command):
    """A letter to the unit itself; without a day to reply by it asks for a signature only."""

    inspection_id: int
    kind: DispatchKind
    finding_ids: tuple[int, ...] = Field(default=(), max_length=500)
    summary: Statement
    advice: Passage = ""
    reply_by_on: Day | None = None
    visit_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """What came of drafting: new notices, and findings that no department was found for."""

    dispatch_ids: tuple[int, ...]
    without_department: tuple[str, ...]
    """Numbers of findings."""
    without_leader: bool


@handles(DraftCopyNotices)
def draft_copy_notices(work: Work, command: DraftCopyNotices) -> Done:
    """One draft for each receiver with findings it was not told of yet; a second press adds only what is missing."""
    inspection, unit, plan = load_inspection(work, command.inspection_id)
    found = recipients(work, inspection, unit, plan.notice_kinds)
    told = _told(work, inspection)
    missing = [one for one in (receiver.without(told) for receiver in found.receivers) if one.findings]
    if inspection.feedback_on is None or not missing:
        raise RuleViolated(missing=_why_not(inspection, found))
    drafts = [_notice(work, inspection, unit, receiver) for receiver in missing]
    result = Drafted(
        dispatch_ids=tuple(
            keep_draft(work, one, [f.id for f in to.findings]) for one, to in zip(drafts, missing, strict=True)
        ),
        without_department=found.without_department,
        without_leader=found.without_leader,
    )
    after = {"notices": [f"{one.kind.term} {to.name}" for one, to in zip(drafts, missing, strict=True)]}
    return Done(
        Happening(action="notices.drafted", subject_type="inspection", subject_id=inspection.id, after=after), result
    )


@handles(DraftLetter)
def draft_letter(work: Work, command: DraftLetter) -> Done:
    """Keep the draft; a discipline office drafts supervision orders after a visit only. Returns its id."""
    inspection, unit, _plan = load_inspection(work, command.inspection_id)
    if command.kind not in DispatchKind.letters():
        kinds = "、".join(kind.term for kind in DispatchKind.letters())
        raise InvalidInput(problems=[("kind", "wrong_kind", "", {"expected": kinds})])
    _require_author(work, command)
    _require_visit(work, command)
    if command.reply_by_on is not None and command.reply_by_on < work.today:
        facts = {"read": command.reply_by_on, "today": work.today}
        raise InvalidInput(problems=[("reply_by_on", "in_the_past", "", facts)])
    _require_findings(work, command)
    letter = Dispatch(
        inspection_id=inspection.id,
        kind=command.kind,
        body_id=None,
        title=f"关于{unit.short_name}巡察整改的{command.kind.term}",
        drafted_on=work.today,
        event_id=work.event_id,
        summary=command.summary,
        advice=command.advice,
        reply_by_on=command.reply_by_on,
        visit_id=command.visit_id,
    )
    number = keep_draft(work, letter, list(dict.fromkeys(command.finding_ids)))
    after = {"kind": letter.kind, "title": letter.title, "summary": letter.summary, "reply_by_on": letter.reply_by_on}
    return Done(Happening(action="letter.drafted", subject_type="dispatch", subject_id=number, after=after), number)


def _notice(work: Work, inspection: Inspection, unit: Unit, to: Receiver) -> Dispatch:
    """The draft as the program proposes it; only departments are told of causes, their duties and what to look into."""
    is_department = to.kind is DispatchKind.COPY_TO_DEPARTMENT
    return Dispatch(
        inspection_id=inspection.id,
        kind=to.kind,
        body_id=to.body_id,
        title=f"关于{unit.short_name}巡察反馈问题的抄告单",
        drafted_on=work.today,
        event_id=work.event_id,
        summary=summary(to.findings),
        causes=causes(to.findings) if is_department else "",
        advice="" if is_department else by_kind(to.findings, lambda kind: advice_for(kind).duty),
        authority=by_kind(to.findings, lambda kind: advice_for(kind).authority) if is_department else "",
        demands=by_kind(to.findings, lambda kind: advice_for(kind).demands) if is_department else "",
        self_check=by_kind(to.findings, lambda kind: advice_for(kind).self_check) if is_department else "",
    )


def keep_draft(work: Work, paper: Dispatch, finding_ids: list[int]) -> int:
    """Store a draft with the findings it is about; returns its id."""
    work.session.add(paper)
    work.session.flush()
    work.session.add_all(DispatchFinding(dispatch_id=paper.id, finding_id=number) for number in finding_ids)
    return paper.id


def _told(work: Work, inspection: Inspection) -> set[tuple[DispatchKind, int | None, int]]:
    """(kind, body, finding) of everything drafted or sent and not withdrawn."""
    rows = work.session.execute(
        select(Dispatch.kind, Dispatch.body_id, DispatchFinding.finding_id)
        .join(DispatchFinding, DispatchFinding.dispatch_id == Dispatch.id)
        .where(Dispatch.inspection_id == inspection.id, Dispatch.state != DispatchState.WITHDRAWN)
    )
    return {(kind, body_id, finding_id) for kind, body_id, finding_id in rows}


def _why_not(inspection: Inspection, found: Recipients) -> tuple[Missing, ...]:
    """Why there is nothing to draft."""
    if inspection.feedback_on is None:
        return (Missing(code="no_feedback_day", where="master_data.inspections"),)
    if not found.findings:
        return (Missing(code="no_findings_to_tell", where="findings"),)
    lacking = []
    if found.without_leader:
        lacking.append(Missing(code="no_charge_leader", where="master_data.units"))
    if found.without_department:
        codes = {"codes": found.without_department}
        lacking.append(
            Missing(code="no_lead_department", where="copy_notices", count=len(found.without_department), facts=codes)
        )
    return tuple(lacking) or (Missing(code="notices_complete", where="copy_notices"),)


def _require_author(work: Work, command: DraftLetter) -> None:
    assert work.grant is not None  # noqa: S101 - loading asked for permission
    is_order = command.kind is DispatchKind.SUPERVISION_ORDER and command.visit_id is not None
    if work.grant.role is Role.DISCIPLINE_OFFICE and not is_order:
        raise NotPermitted(reason="office_letter")


def _require_visit(work: Work, command: DraftLetter) -> None:
    if command.visit_id is None:
        return
    visit = work.session.get(SupervisionVisit, command.visit_id)
    if visit is None or visit.inspection_id != command.inspection_id or visit.state is not VisitState.RECORDED:
        raise NotFound(what="visit", id=command.visit_id)


def _require_findings(work: Work, command: DraftLetter) -> None:
    wanted = set(command.finding_ids)
    known = work.session.scalars(
        select(Finding.id).where(
            Finding.id.in_(wanted),
            Finding.inspection_id == command.inspection_id,
            Finding.status.in_(Status.counted()),
        )
    )
    if lost := wanted - set(known):
        raise NotFound(what="finding", id=min(lost))
