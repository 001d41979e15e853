"""Official papers: the list, one with all its words and answers, and the drafts' table of departments (docs/rules.md §5)."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from core.errors import NotFound
from core.queries.base import Reading, query
from core.queries.dispatch_rows import DispatchRow, dispatch_rows
from core.store.models import (
    Account,
    Body,
    Dispatch,
    DispatchFinding,
    DispatchReply,
    DutyDepartment,
    Finding,
    InspectionRound,
)
from core.vocabulary import DispatchKind, DispatchState, Subcategory


@dataclass(frozen=True)
class DispatchCriteria:
    """Which papers: empty means all."""

    kinds: tuple[DispatchKind, ...] = ()
    states: tuple[DispatchState, ...] = ()
    rounds: tuple[str, ...] = ()
    body_ids: tuple[int, ...] = ()
    """Receivers of copy notices."""


@dataclass(frozen=True, kw_only=True)
class ReplyRow:
    """One answer with what came of it."""

    replied_on: date
    who: str
    text: str
    visits: int
    cases: int
    policies: str
    is_accepted: bool | None
    decided_on: date | None
    reason: str
    amend_by_on: date | None


@dataclass(frozen=True, kw_only=True)
class ToldFinding:
    """A finding that a paper is about."""

    id: int
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class DispatchDetail:
    """One paper word for word."""

    row: DispatchRow
    summary: str
    causes: str
    advice: str
    authority: str
    demands: str
    self_check: str
    findings: tuple[ToldFinding, ...]
    replies: tuple[ReplyRow, ...]
    """The newest first."""


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """Which department answers for a kind of finding; `version` is what a form carries, 0 where there is none."""

    subcategory: Subcategory
    body_id: int | None
    name: str
    version: int


@query
def list_dispatches(reading: Reading, criteria: DispatchCriteria) -> tuple[DispatchRow, ...]:
    """Papers that wait first, by due day; then the others, the newest first. The state is that of the day asked for."""
    conditions: list[sa.ColumnElement[bool]] = []
    if criteria.kinds:
        conditions.append(Dispatch.kind.in_(criteria.kinds))
    if criteria.rounds:
        conditions.append(InspectionRound.code.in_(criteria.rounds))
    if criteria.body_ids:
        conditions.append(Dispatch.body_id.in_(criteria.body_ids))
    rows = [row for row in dispatch_rows(reading, *conditions) if not criteria.states or row.state in criteria.states]
    return tuple(sorted(rows, key=_urgency))


@query
def get_dispatch(reading: Reading, dispatch_id: int) -> DispatchDetail:
    """One paper; raises NotFound when it is not for this person."""
    found = dispatch_rows(reading, Dispatch.id == dispatch_id)
    if not found:
        raise NotFound(what="dispatch", id=dispatch_id)
    paper = reading.session.get_one(Dispatch, dispatch_id)
    return DispatchDetail(
        row=found[0],
        summary=paper.summary,
        causes=paper.causes,
        advice=paper.advice,
        authority=paper.authority,
        demands=paper.demands,
        self_check=paper.self_check,
        findings=_findings(reading, dispatch_id),
        replies=_replies(reading, dispatch_id),
    )


@query
def list_duty_departments(reading: Reading) -> tuple[DutyRow, ...]:
    """Every kind of finding in its order, also those without a department."""
    rows = reading.session.execute(sa.select(DutyDepartment, Body.name).join(Body, Body.id == DutyDepartment.body_id))
    known = {row.subcategory: (row, name) for row, name in rows}
    made = []
    for kind in Subcategory:
        row, name = known.get(kind, (None, ""))
        made.append(
            DutyRow(
                subcategory=kind, body_id=row.body_id if row else None, name=name, version=row.version if row else 0
            )
        )
    return tuple(made)


def _urgency(row: DispatchRow) -> tuple[bool, date, int]:
    """What waits before what does not, by the day it is due."""
    due_on = row.turn.due_on if row.turn else None
    return row.turn is None, due_on or date.max, -row.id


def _findings(reading: Reading, dispatch_id: int) -> tuple[ToldFinding, ...]:
    """Named by the paper itself, so that its receiver sees them as long as he sees the paper."""
    rows = reading.session.execute(
        sa.select(Finding.id, Finding.code, Finding.title)
        .join(DispatchFinding, DispatchFinding.finding_id == Finding.id)
        .where(DispatchFinding.dispatch_id == dispatch_id)
        .order_by(Finding.seq)
    )
    return tuple(ToldFinding(id=number, code=code, title=title) for number, code, title in rows)


def _replies(reading: Reading, dispatch_id: int) -> tuple[ReplyRow, ...]:
    rows = reading.session.execute(
        sa.select(DispatchReply, Account.shown)
        .outerjoin(Account, Account.id == DispatchReply.account_id)
        .where(DispatchReply.dispatch_id == dispatch_id, DispatchReply.replied_on <= reading.as_of)
        .order_by(DispatchReply.id.desc())
    )
    return tuple(_reply(row, shown, reading.as_of) for row, shown in rows)


def _reply(row: DispatchReply, shown: str | None, as_of: date) -> ReplyRow:
    is_decided = row.decided_on is not None and row.decided_on <= as_of
    return ReplyRow(
        replied_on=row.replied_on,
        who=shown or "命令行操作员",
        text=row.text,
        visits=row.visits,
        cases=row.cases,
        policies=row.policies,
        is_accepted=row.is_accepted if is_decided else None,
        decided_on=row.decided_on if is_decided else None,
        reason=row.reason if is_decided else "",
        amend_by_on=row.amend_by_on if is_decided else None,
    )
