"""Official papers on their way: edited, sent, withdrawn by the office; its decision on answers (docs/rules.md §5.1)."""

from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.dispatch_load import load_dispatch, move, paper_happening
from core.commands.fields import Day, Name, Passage, Statement, Version
from core.errors import InvalidInput, NotFound, RuleViolated
from core.rules.dispatch import Step
from core.rules.dispatch_names import paper_number
from core.rules.lifecycle import Missing
from core.rules.plan import RoundPlan
from core.store.models import Body, Dispatch, DispatchReply, Inspection, InspectionRound
from core.store.trail import Happening
from core.vocabulary import DispatchKind, DispatchState


class ChangeDispatch(Command):
    """The office edits a draft; all its words as they are to stand."""

    dispatch_id: int
    version: Version
    title: Name
    summary: Statement
    causes: Passage = ""
    advice: Passage = ""
    authority: Passage = ""
    demands: Passage = ""
    self_check: Passage = ""
    reply_by_on: Day | None = None


class SendDispatches(Command):
    """Send drafts, all of them or none; each gets its number."""

    dispatch_ids: tuple[int, ...] = Field(min_length=1, max_length=500)


class DecideReply(Command):
    """The office accepts the last answer, or returns it with what is to be amended and until when."""

    dispatch_id: int
    version: Version
    accept: bool
    reason: Passage = ""
    amend_by_on: Day | None = None


class WithdrawDispatch(Command):
    """Take back a draft, or what nobody has signed for yet; a number that was given stays taken."""

    dispatch_id: int
    version: Version


@handles(ChangeDispatch)
def change_dispatch(work: Work, command: ChangeDispatch) -> Done:
    """Store the words of a draft; what was sent stays as it went out."""
    paper = load_dispatch(work, command.dispatch_id, command.version)
    if paper.state is not DispatchState.DRAFT:
        raise RuleViolated(missing=(Missing(code="dispatch_not_a_draft", where="dispatch"),), state=paper.state.term)
    _require_not_past(work, "reply_by_on", command.reply_by_on)
    after = command.model_dump(exclude={"dispatch_id", "version"})
    before = {name: getattr(paper, name) for name in after}
    if before == after:
        raise RuleViolated(missing=(Missing(code="nothing_changed", where="dispatch"),))
    for name, value in after.items():
        setattr(paper, name, value)
    return Done(paper_happening(paper, action="dispatch.changed", before=before, after=after))


@handles(SendDispatches)
def send_dispatches(work: Work, command: SendDispatches) -> Done:
    """Number and send in the order of drafting; writers follow one another, so that no number is given twice. Returns the numbers."""
    ids = sorted(set(command.dispatch_ids))
    papers = [load_dispatch(work, number) for number in ids]
    _require_sendable(work, papers)
    for paper in papers:
        _send(work, paper)
    numbers = tuple(paper_number(paper.kind, paper.year, paper.no) for paper in papers)
    happening = Happening(
        action="dispatches.sent", subject_type="dispatch", subject_id=ids[0], after={"ids": ids, "numbers": numbers}
    )
    return Done(happening, numbers)


@handles(DecideReply)
def decide_reply(work: Work, command: DecideReply) -> Done:
    """Accept or return the last answer; a return says what is lacking and gives a day that is not past."""
    paper = load_dispatch(work, command.dispatch_id, command.version)
    move(paper, Step.ACCEPT if command.accept else Step.RETURN)
    if not command.accept:
        _require_return(work, command)
    reply = work.session.scalars(
        select(DispatchReply).where(DispatchReply.dispatch_id == paper.id).order_by(DispatchReply.id.desc())
    ).first()
    if reply is None:
        raise NotFound(what="dispatch", id=paper.id)
    reply.is_accepted, reply.decided_on, reply.reason = command.accept, work.today, command.reason
    reply.amend_by_on = None if command.accept else command.amend_by_on
    reply.version += 1
    after = {"decision": paper.state.term, "reason": reply.reason, "amend_by_on": reply.amend_by_on}
    return Done(paper_happening(paper, action="reply.decided", after=after))


@handles(WithdrawDispatch)
def withdraw_dispatch(work: Work, command: WithdrawDispatch) -> Done:
    """From now on only the office sees it."""
    paper = load_dispatch(work, command.dispatch_id, command.version)
    before = {"state": paper.state.term}
    move(paper, Step.WITHDRAW)
    paper.withdrawn_on = work.today
    return Done(paper_happening(paper, action="dispatch.withdrawn", before=before))


def _send(work: Work, paper: Dispatch) -> None:
    """What the paper needs is found out first: asking writes what was changed, and half a sending is refused."""
    no, reply_by_on = _next_number(work, paper.kind), paper.reply_by_on
    if reply_by_on is None and paper.kind in DispatchKind.copy_notices():
        plan = _plan_of(work, paper)
        reply_by_on = plan.day_after(work.today, plan.notice_reply_days, work_calendar())
    move(paper, Step.SEND)
    paper.sent_on, paper.year, paper.no, paper.reply_by_on = work.today, work.today.year, no, reply_by_on
    work.session.flush()


def _require_sendable(work: Work, papers: list[Dispatch]) -> None:
    """Refuse all when one cannot be sent, naming each that cannot."""
    bodies = {
        body.id: body for body in work.session.scalars(select(Body).where(Body.id.in_(p.body_id for p in papers)))
    }
    missing = []
    for paper in papers:
        if paper.state is not DispatchState.DRAFT:
            facts = {"title": paper.title, "state": paper.state.term}
            missing.append(Missing(code="dispatch_sent_already", where="dispatch", facts=facts))
        elif paper.body_id is not None and not bodies[paper.body_id].is_active:
            facts = {"title": paper.title, "body": bodies[paper.body_id].name}
            missing.append(Missing(code="receiver_inactive", where="master_data.bodies", facts=facts))
    if missing:
        raise RuleViolated(missing=tuple(missing))
    for paper in papers:
        _require_not_past(work, "reply_by_on", paper.reply_by_on)


def _next_number(work: Work, kind: DispatchKind) -> int:
    """The next of its kind this year; what was withdrawn after sending keeps its number, so that none is missing."""
    of_year = (Dispatch.kind == kind, Dispatch.year == work.today.year)
    return (work.session.scalar(select(func.max(Dispatch.no)).where(*of_year)) or 0) + 1


def _plan_of(work: Work, paper: Dispatch) -> RoundPlan:
    plan = work.session.scalar(
        select(InspectionRound.plan)
        .join(Inspection, Inspection.round_id == InspectionRound.id)
        .where(Inspection.id == paper.inspection_id)
    )
    return RoundPlan.model_validate(plan)


def _require_return(work: Work, command: DecideReply) -> None:
    problems: list[tuple[str, str, str, dict[str, Any]]] = []
    if not command.reason:
        problems.append(("reason", "missing", "", {}))
    if command.amend_by_on is None:
        problems.append(("amend_by_on", "missing", "", {}))
    if problems:
        raise InvalidInput(problems=problems)
    _require_not_past(work, "amend_by_on", command.amend_by_on)


def _require_not_past(work: Work, field: str, day: Any) -> None:
    if day is not None and day < work.today:
        raise InvalidInput(problems=[(field, "in_the_past", "", {"read": day, "today": work.today})])
