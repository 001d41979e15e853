"""Findings that wait on somebody: to be confirmed, put right, signed, reviewed, approved, or given more time (docs/rules.md §3.4)."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from core.queries.base import Reading
from core.queries.posts import Case, read_cases
from core.queries.scope import visible_findings, visible_inspections
from core.rules.items import Holder, Item, holder_of, reviewer_of
from core.rules.phases import first_reviewers, phase
from core.store.models import ExtensionRequest, Finding, Inspection, Responsibility, Unit
from core.vocabulary import ExtensionDecision, ItemKind, Role, Station, Status

KINDS = {
    Station.UNIT: ItemKind.RECTIFY,
    Station.HEAD_SIGNS: ItemKind.SIGN_CLEARANCE,
    Station.FIRST_REVIEW: ItemKind.REVIEW_CLEARANCE,
    Station.APPROVAL: ItemKind.APPROVE_CLEARANCE,
}
COLUMNS = (
    Finding.id,
    Finding.inspection_id,
    Finding.code,
    Finding.title,
    Finding.station,
    Finding.due_on,
    Finding.held_since_on,
)


def items(reading: Reading) -> Iterator[Item]:
    """One item for each finding that is not cleared, one more for each request for time, one for all drafts of an inspection."""
    cases = read_cases(reading, visible_inspections(reading.scope))
    for row in reading.session.execute(_open_findings(reading)):
        yield _finding(reading, row, cases[row.inspection_id])
    for row in reading.session.execute(_requests(reading)):
        case = cases[row.inspection_id]
        yield _item(ItemKind.DECIDE_EXTENSION, row, case, holder_of(Role.OFFICE, case.posts))
    for row in reading.session.execute(_drafts(reading)):
        yield _draft(reading, row, cases[row.inspection_id])


def _open_findings(reading: Reading) -> Any:
    return (
        sa.select(*COLUMNS, Responsibility.handler, Responsibility.owner_leader)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .outerjoin(Responsibility, Responsibility.finding_id == Finding.id)
        .where(Finding.status.in_(Status.not_cleared()), visible_findings(reading.scope))
    )


def _requests(reading: Reading) -> Any:
    return (
        sa.select(
            *(column for column in COLUMNS if column is not Finding.held_since_on),
            ExtensionRequest.requested_on.label("held_since_on"),
        )
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(ExtensionRequest, ExtensionRequest.finding_id == Finding.id)
        .where(
            ExtensionRequest.decision == ExtensionDecision.PENDING,
            Finding.status.in_(Status.counted()),
            visible_findings(reading.scope),
        )
    )


def _drafts(reading: Reading) -> Any:
    return (
        sa.select(
            Finding.inspection_id,
            sa.func.count().label("number"),
            sa.func.min(Finding.held_since_on).label("held_since_on"),
        )
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Finding.status == Status.DRAFT, visible_findings(reading.scope))
        .group_by(Finding.inspection_id)
        .order_by(Finding.inspection_id)
    )


def _finding(reading: Reading, row: Any, case: Case) -> Item:
    if row.station is Station.UNIT:
        person = row.handler or row.owner_leader or ""
        return _item(ItemKind.RECTIFY, row, case, holder_of(Role.UNIT, case.posts, person))
    if row.station is Station.HEAD_SIGNS:
        holder = holder_of(Role.UNIT_HEAD, case.posts)
    elif row.station is Station.FIRST_REVIEW:
        now = phase(case.inspection, reading.as_of, case.plan, reading.calendar)
        holder = reviewer_of(first_reviewers(now), case.posts)
    else:
        holder = holder_of(Role.OFFICE, case.posts)
    return _item(KINDS[row.station], row, case, holder)


def _item(kind: ItemKind, row: Any, case: Case, holder: Holder) -> Item:
    return Item(
        kind=kind,
        subject_id=row.id,
        code=row.code,
        title=row.title,
        holder=holder,
        since_on=row.held_since_on,
        due_on=row.due_on,
        **case.about(),
    )


def _draft(reading: Reading, row: Any, case: Case) -> Item:
    """Findings are confirmed by the day on which copy notices are due: what is not confirmed is told to nobody."""
    feedback_on = case.inspection.feedback_on
    return Item(
        kind=ItemKind.CONFIRM_FINDING,
        subject_id=case.inspection.id,
        code=case.inspection.code,
        title=f"待确认问题 {row.number} 个",
        holder=holder_of(Role.OFFICE, case.posts),
        since_on=row.held_since_on,
        due_on=feedback_on and case.plan.day_after(feedback_on, case.plan.notice_days, reading.calendar),
        **case.about(),
    )
