"""What is known of the way of inspections: the days on which their stations were reached (docs/rules.md §3.1)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.rules.milestones import ChainFacts
from core.store.models import Dispatch, DispatchReply, Evaluation, Inspection, MilestoneRecord, PlanVersion
from core.vocabulary import DispatchKind, DispatchState, Milestone, PlanState

Days = dict[int, dict[Milestone, date]]
EVALUATIONS = {1: Milestone.FIRST_EVALUATION, 2: Milestone.SECOND_EVALUATION}


def chain_facts(session: Session, inspection_ids: Collection[int]) -> dict[int, ChainFacts]:
    """Facts of those inspections that had their feedback; who may see them is for the caller to decide."""
    entered, fixed = _entered(session, inspection_ids)
    submitted, agreed = _plans(session, inspection_ids)
    read: Days = defaultdict(dict)
    for part in (agreed, _evaluations(session, inspection_ids), _notices(session, inspection_ids)):
        for number, days in part.items():
            read[number] |= days
    for number, day in submitted.items():
        read[number][Milestone.LEDGERS] = day
    rows = session.execute(
        sa.select(Inspection.id, Inspection.feedback_on, Inspection.closed_on, Inspection.intensive_ended_on).where(
            Inspection.id.in_(inspection_ids), Inspection.feedback_on.is_not(None)
        )
    )
    facts = {}
    for row in rows:
        met = read[row.id] | entered[row.id] | ({Milestone.CLOSE_OUT: row.closed_on} if row.closed_on else {})
        facts[row.id] = ChainFacts(
            feedback_on=row.feedback_on,
            closed_on=row.closed_on,
            intensive_ended_on=row.intensive_ended_on,
            submitted_on=submitted.get(row.id),
            met=met,
            fixed={milestone: day for milestone, day in fixed[row.id].items() if milestone in met},
        )
    return facts


def _entered(session: Session, inspection_ids: Collection[int]) -> tuple[Days, Days]:
    """Days that somebody entered, which go before those read from what happened; and due days held fast."""
    met: Days = defaultdict(dict)
    fixed: Days = defaultdict(dict)
    for row in session.scalars(sa.select(MilestoneRecord).where(MilestoneRecord.inspection_id.in_(inspection_ids))):
        if row.met_on is not None:
            met[row.inspection_id][row.milestone] = row.met_on
        if row.due_on is not None:
            fixed[row.inspection_id][row.milestone] = row.due_on
    return met, fixed


def _plans(session: Session, inspection_ids: Collection[int]) -> tuple[dict[int, date], Days]:
    """When the first plan was handed in, and when one was agreed."""
    agreed_on = sa.func.min(sa.case((PlanVersion.state == PlanState.AGREED, PlanVersion.decided_on)))
    rows: Iterable[Any] = session.execute(
        sa.select(PlanVersion.inspection_id, sa.func.min(PlanVersion.submitted_on), agreed_on)
        .where(PlanVersion.inspection_id.in_(inspection_ids))
        .group_by(PlanVersion.inspection_id)
    )
    submitted, agreed = {}, {}
    for number, first, day in rows:
        submitted[number] = first
        if day is not None:
            agreed[number] = {Milestone.JOINT_REVIEW: day}
    return submitted, agreed


def _evaluations(session: Session, inspection_ids: Collection[int]) -> Days:
    found: Days = defaultdict(dict)
    rows = session.execute(
        sa.select(Evaluation.inspection_id, Evaluation.cycle, Evaluation.adopted_on).where(
            Evaluation.inspection_id.in_(inspection_ids),
            Evaluation.cycle.in_(EVALUATIONS),
            Evaluation.adopted_on.is_not(None),
        )
    )
    for number, cycle, adopted_on in rows:
        if adopted_on is not None:
            found[number][EVALUATIONS[cycle]] = adopted_on
    return found


def _notices(session: Session, inspection_ids: Collection[int]) -> Days:
    """Copy notices count as sent once none is a draft any more, as answered once every answer was accepted."""
    waiting = sa.func.sum(sa.case((Dispatch.state == DispatchState.DRAFT, 1), else_=0))
    unanswered = sa.func.sum(sa.case((Dispatch.state != DispatchState.ACCEPTED, 1), else_=0))
    answered_on = sa.select(sa.func.max(DispatchReply.replied_on)).where(DispatchReply.dispatch_id == Dispatch.id)
    rows = session.execute(
        sa.select(
            Dispatch.inspection_id,
            waiting,
            unanswered,
            sa.func.min(Dispatch.sent_on),
            sa.func.max(answered_on.correlate(Dispatch).scalar_subquery()),
        )
        .where(
            Dispatch.inspection_id.in_(inspection_ids),
            Dispatch.kind.in_(DispatchKind.copy_notices()),
            Dispatch.state != DispatchState.WITHDRAWN,
        )
        .group_by(Dispatch.inspection_id)
    )
    found: Days = {}
    for number, drafts, open_ones, sent_on, replied_on in rows:
        days = {Milestone.NOTICES: sent_on} if not drafts else {}
        if not open_ones and replied_on is not None:
            days[Milestone.NOTICE_REPLIES] = replied_on
        found[number] = {milestone: day for milestone, day in days.items() if day is not None}
    return found
