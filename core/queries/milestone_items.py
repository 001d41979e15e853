"""Stations of the chain that somebody has to bring about now (docs/rules.md §3.1, §3.4)."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa

from core.queries.base import Reading
from core.queries.chain import chain_facts
from core.queries.posts import Case, read_cases
from core.queries.scope import visible_evaluations
from core.rules.items import Holder, Item, holder_of
from core.rules.milestones import (
    AFTER_INTENSIVE_END,
    BEGUN_BY,
    COUNTED_FROM_EVENTS,
    RESPONSIBLE,
    ChainFacts,
    Stop,
    intensive_end,
    stops,
)
from core.store.models import Dispatch, Inspection
from core.vocabulary import DispatchState, ItemKind, Milestone, Role

HELD_ELSEWHERE = (
    Milestone.FEEDBACK,
    Milestone.LEDGERS,
    Milestone.JOINT_REVIEW,
    Milestone.NOTICE_REPLIES,
    Milestone.INTENSIVE_END,
)
"""What comes about by itself, or waits as a plan or a dispatch of its own."""


def items(reading: Reading) -> Iterator[Item]:
    """One item for each station that is looked for."""
    scope = visible_evaluations(reading.scope)
    cases = read_cases(reading, scope, Inspection.feedback_on.is_not(None), Inspection.feedback_on <= reading.as_of)
    drafted = set(
        reading.session.scalars(sa.select(Dispatch.inspection_id).where(Dispatch.state == DispatchState.DRAFT))
    )
    for number, facts in chain_facts(reading.session, list(cases)).items():
        case = cases[number]
        for stop in stops(facts, reading.as_of, case.plan, reading.calendar):
            waits_as_draft = stop.milestone is Milestone.NOTICES and number in drafted
            if stop.state in ("now", "late") and stop.milestone not in HELD_ELSEWHERE and not waits_as_draft:
                yield _item(reading, stop, facts, case)


def _item(reading: Reading, stop: Stop, facts: ChainFacts, case: Case) -> Item:
    return Item(
        kind=ItemKind.MEET_MILESTONE,
        subject_id=case.inspection.id,
        part=stop.milestone.value,
        code=case.inspection.code,
        title=stop.milestone.term,
        holder=_holder(stop.milestone, case),
        since_on=min(_begun_on(stop.milestone, facts, case, reading), reading.as_of),
        due_on=stop.due_on,
        **case.about(),
    )


def _holder(milestone: Milestone, case: Case) -> Holder:
    """What goes on after close-out is the resident team's, or the discipline office's where there is none."""
    role = RESPONSIBLE[milestone]
    if role is Role.RESIDENT_TEAM and case.posts.resident_team is None:
        role = Role.DISCIPLINE_OFFICE
    return holder_of(role, case.posts)


def _begun_on(milestone: Milestone, facts: ChainFacts, case: Case, reading: Reading) -> date:
    """Since when it has waited: the day on which what comes before it happened."""
    if milestone in AFTER_INTENSIVE_END:
        ends_on = intensive_end(facts.feedback_on, facts.intensive_ended_on, case.plan, reading.calendar)
        return ends_on + timedelta(days=1)
    if milestone is Milestone.FOLLOW_UP and facts.closed_on is not None:
        return facts.met.get(Milestone.FOLLOW_UP, facts.closed_on)
    before = COUNTED_FROM_EVENTS.get(milestone) or BEGUN_BY.get(milestone)
    return (facts.met.get(before) if before else None) or facts.feedback_on
