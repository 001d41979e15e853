"""The receiver signs for a paper and answers it (签收、抄后反馈, docs/rules.md §5.1)."""

from pydantic import Field

from core.commands.base import Command, Done, Work, handles
from core.commands.dispatch_load import load_dispatch, move, paper_happening
from core.commands.fields import Passage, Statement, Version
from core.rules.dispatch import Step
from core.store.models import DispatchReply


class SignDispatch(Command):
    """Receipt is signed for by the body it went to, or by the head of the unit."""

    dispatch_id: int
    version: Version


class ReplyDispatch(Command):
    """What was done about it; numbers count visits made and cases dealt with."""

    dispatch_id: int
    version: Version
    text: Statement
    visits: int = Field(default=0, ge=0, le=9999)
    cases: int = Field(default=0, ge=0, le=9999)
    policies: Passage = ""


@handles(SignDispatch)
def sign_dispatch(work: Work, command: SignDispatch) -> Done:
    """From now on it cannot be withdrawn, and it may be answered."""
    paper = load_dispatch(work, command.dispatch_id, command.version)
    move(paper, Step.SIGN)
    paper.signed_on, paper.signed_by_id = work.today, work.actor.account_id
    return Done(paper_happening(paper, action="dispatch.signed", after={"signed_on": paper.signed_on}))


@handles(ReplyDispatch)
def reply_dispatch(work: Work, command: ReplyDispatch) -> Done:
    """Keep the answer beside those before it; the office decides. Returns its id."""
    paper = load_dispatch(work, command.dispatch_id, command.version)
    move(paper, Step.REPLY)
    told = command.model_dump(exclude={"dispatch_id", "version"})
    reply = DispatchReply(
        dispatch_id=paper.id,
        replied_on=work.today,
        account_id=work.actor.account_id,
        event_id=work.event_id,
        **told,
    )
    work.session.add(reply)
    work.session.flush()
    return Done(paper_happening(paper, action="dispatch.replied", after=told), reply.id)
