"""A paper that somebody works on: only what he may see, only as its receiver or as the office, only in a state that allows it."""

from typing import Any

from sqlalchemy import select

from core.commands.base import Work
from core.commands.load import require_version
from core.errors import NotFound, RuleViolated
from core.identity import Place
from core.queries.scope import visible_dispatches
from core.rules.dispatch import Step, next_state
from core.rules.lifecycle import Missing
from core.store.models import Body, Dispatch, Inspection, Unit
from core.store.trail import Happening
from core.vocabulary import BodyKind, DispatchKind

PLACES = {
    BodyKind.CHARGE_LEADER: "charge_leader_id",
    BodyKind.DEPARTMENT: "department_id",
    BodyKind.DISCIPLINE_OFFICE: "discipline_office_id",
}
"""Ids by which the people of a receiving body are reached."""


def load_dispatch(work: Work, dispatch_id: int, version: int | None = None) -> Dispatch:
    """The paper, permitted to the office and to exactly that body or unit it went to; raises NotFound, NotPermitted or StaleVersion."""
    found = work.session.execute(
        select(Dispatch, Unit.id, Body.kind)
        .join(Inspection, Inspection.id == Dispatch.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .outerjoin(Body, Body.id == Dispatch.body_id)
        .where(Dispatch.id == dispatch_id, visible_dispatches(work.actor.scope))
    ).first()
    if found is None:
        raise NotFound(what="dispatch", id=dispatch_id)
    paper, unit_id, body_kind = found
    work.permit(receiver_place(unit_id, paper.body_id, body_kind))
    if version is not None:
        require_version(paper, version)
    else:
        paper.version += 1
    return paper


def receiver_place(unit_id: int, body_id: int | None, body_kind: BodyKind | None) -> Place:
    """Where the receiver is at home, and nobody else."""
    if body_id is None or body_kind is None:
        return Place(unit_id=unit_id)
    return Place(**{PLACES[body_kind]: body_id})


def move(paper: Dispatch, step: Step) -> None:
    """Take the step, or refuse it where the paper stands now."""
    wants_reply = paper.reply_by_on is not None or paper.kind in DispatchKind.copy_notices()
    reached = next_state(step, paper.state, wants_reply=wants_reply)
    if reached is None:
        code = "no_reply_wanted" if step is Step.REPLY and not wants_reply else REFUSALS[step]
        raise RuleViolated(missing=(Missing(code=code, where="dispatch"),), state=paper.state.term)
    paper.state = reached


REFUSALS = {
    Step.SEND: "dispatch_not_a_draft",
    Step.SIGN: "dispatch_not_to_sign",
    Step.REPLY: "dispatch_not_to_reply",
    Step.ACCEPT: "no_reply_to_decide",
    Step.RETURN: "no_reply_to_decide",
    Step.WITHDRAW: "dispatch_signed_already",
}


def paper_happening(paper: Dispatch, **facts: Any) -> Happening:
    """What happened to this paper."""
    return Happening(subject_type="dispatch", subject_id=paper.id, **facts)
