"""Where the rectification plans of all units stand, and one plan with its versions, remarks and differences (docs/rules.md §3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.identity import Place
from core.queries.base import Reading, query
from core.queries.plan_content import PLANNED, from_store, plan_now
from core.queries.scope import place_of, visible_evaluations, visible_plans
from core.rules.joint_review import LastVersion, Turn, turn
from core.rules.plan import RoundPlan
from core.rules.plan_comparison import PlanContent, RowChange, compare
from core.store.models import (
    Account,
    AuditEvent,
    Body,
    Finding,
    Inspection,
    InspectionRound,
    PlanRemark,
    PlanReviewer,
    PlanVersion,
    Unit,
)
from core.vocabulary import BodyKind, PlanAspect, PlanMark, PlanState, Role

NOW = 0
"""In place of the number of a version: the ledgers as they stand now."""
COLUMNS = tuple(column for column in sa.inspect(PlanVersion).columns if column.key != "content")
"""All but the three ledgers, which are large."""


@dataclass(frozen=True, kw_only=True)
class PlanVersionRow:
    """One version without its content; `version` is what a form carries."""

    id: int
    version: int
    no: int
    submitted_on: date
    statement: str
    state: PlanState
    decided_on: date | None
    reason: str
    amend_by_on: date | None
    remarks: int


@dataclass(frozen=True, kw_only=True)
class PlanReviewRow:
    """Where the plan of one inspection stands; days are natural days up to the day asked for."""

    inspection_id: int
    inspection_code: str
    unit_code: str
    unit_name: str
    round_code: str
    round_name: str
    feedback_on: date
    last: PlanVersionRow | None
    turn: Turn
    days: int
    """Since it has been this turn."""
    overdue_days: int

    @property
    def holder(self) -> str:
        """Who must act, in words; empty when nobody must."""
        return {Role.UNIT: self.unit_name, Role.OFFICE: "巡察办"}.get(self.turn.role, "") if self.turn.role else ""


@dataclass(frozen=True, kw_only=True)
class ReviewerRow:
    """A body that was invited."""

    body_id: int
    name: str
    kind: BodyKind
    invited_on: date


@dataclass(frozen=True, kw_only=True)
class PlanDossier:
    """Everything about the plan of one inspection but the content of its versions."""

    review: PlanReviewRow
    versions: tuple[PlanVersionRow, ...]
    """The newest first."""
    reviewers: tuple[ReviewerRow, ...]
    place: Place
    sees_ledgers: bool
    """Invited bodies read what was submitted, not the ledgers themselves."""


@dataclass(frozen=True, kw_only=True)
class RemarkRow:
    """What one reviewer said."""

    who: str
    role: str
    made_on: date
    aspect: PlanAspect
    mark: PlanMark | None
    text: str
    finding: str
    """Number of the finding it is about; empty for the whole."""


@dataclass(frozen=True, kw_only=True)
class PlanVersionDetail:
    """One version as it was submitted, with what was said of it."""

    row: PlanVersionRow
    content: PlanContent
    remarks: tuple[RemarkRow, ...]
    finding_ids: Mapping[str, int]
    """By number, for remarks on one finding."""


@query
def list_plan_reviews(reading: Reading) -> tuple[PlanReviewRow, ...]:
    """Plans of all inspections that had their feedback: those that wait for somebody first, by due day."""
    rows = _reviews(reading)
    order = {row.inspection_id: place for place, row in enumerate(rows)}
    return tuple(sorted(rows, key=lambda row: (row.turn.due_on or date.max, order[row.inspection_id])))


@query
def list_plan_versions(reading: Reading, inspection_code: str) -> PlanDossier:
    """Versions and reviewers of one inspection's plan; raises NotFound when it is not for this person."""
    inspection, unit = _inspection(reading, inspection_code)
    found = _reviews(reading, inspection.id)
    if not found:
        raise NotFound(what="inspection", id=inspection_code)
    own = reading.session.scalar(
        sa.select(Inspection.id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Inspection.id == inspection.id, visible_evaluations(reading.scope))
    )
    return PlanDossier(
        review=found[0],
        versions=tuple(_versions(reading, PlanVersion.inspection_id == inspection.id)),
        reviewers=_reviewers(reading, inspection.id),
        place=place_of(inspection, unit),
        sees_ledgers=own is not None,
    )


@query
def get_plan_version(reading: Reading, plan_version_id: int) -> PlanVersionDetail:
    """One version with its content and remarks; raises NotFound."""
    inspection_id, content = _content(reading, PlanVersion.id == plan_version_id)
    codes = sa.select(Finding.code, Finding.id).where(Finding.inspection_id == inspection_id)
    return PlanVersionDetail(
        row=_versions(reading, PlanVersion.id == plan_version_id)[0],
        content=content,
        remarks=_remarks(reading, plan_version_id),
        finding_ids={row.code: row.id for row in reading.session.execute(codes)},
    )


@query
def compare_plan_versions(reading: Reading, inspection_code: str, older: int, newer: int) -> tuple[RowChange, ...]:
    """What differs from one version to another, by their numbers; 0 stands for the ledgers as they are now."""
    inspection, _unit = _inspection(reading, inspection_code)
    return compare(_side(reading, inspection, older), _side(reading, inspection, newer), PLANNED)


def _side(reading: Reading, inspection: Inspection, number: int) -> PlanContent:
    if number != NOW:
        return _content(reading, PlanVersion.inspection_id == inspection.id, PlanVersion.no == number)[1]
    dossier = list_plan_versions(reading, inspection.code)
    if not dossier.sees_ledgers:
        raise NotFound(what="plan_version", id=number)
    return plan_now(reading, inspection.id)


def _inspection(reading: Reading, code: str) -> tuple[Inspection, Unit]:
    found = reading.session.execute(
        sa.select(Inspection, Unit)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Inspection.code == code, visible_plans(reading.scope))
    ).first()
    if found is None:
        raise NotFound(what="inspection", id=code)
    inspection, unit = found
    return inspection, unit


def _content(reading: Reading, *conditions: sa.ColumnElement[bool]) -> tuple[int, PlanContent]:
    found = reading.session.execute(
        sa.select(PlanVersion.inspection_id, PlanVersion.content)
        .join(Inspection, Inspection.id == PlanVersion.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(*conditions, visible_plans(reading.scope))
    ).first()
    if found is None:
        raise NotFound(what="plan_version", id="")
    return found.inspection_id, from_store(found.content)


def _reviews(reading: Reading, inspection_id: int | None = None) -> list[PlanReviewRow]:
    newest = sa.select(sa.func.max(PlanVersion.id)).group_by(PlanVersion.inspection_id).scalar_subquery()
    last = {row[0]: row[1] for row in _rows(reading, PlanVersion.id.in_(newest))}
    select = (
        sa.select(Inspection, Unit, InspectionRound)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(visible_plans(reading.scope), Inspection.feedback_on.is_not(None))
        .order_by(InspectionRound.term_no.desc(), InspectionRound.round_no.desc(), Unit.sort_order, Unit.id)
    )
    if inspection_id is not None:
        select = select.where(Inspection.id == inspection_id)
    return [_review(reading, *row, last.get(row[0].id)) for row in reading.session.execute(select)]


def _review(
    reading: Reading, inspection: Inspection, unit: Unit, made: InspectionRound, last: PlanVersionRow | None
) -> PlanReviewRow:
    plan = RoundPlan.model_validate(made.plan)
    facts = _as_facts(last) if last else None
    now = turn(None if inspection.closed_on else inspection.feedback_on, facts, plan, reading.calendar)
    assert inspection.feedback_on is not None  # noqa: S101 - the select leaves others out
    return PlanReviewRow(
        inspection_id=inspection.id,
        inspection_code=inspection.code,
        unit_code=unit.code,
        unit_name=unit.short_name,
        round_code=made.code,
        round_name=made.name,
        feedback_on=inspection.feedback_on,
        last=last,
        turn=now,
        days=(reading.as_of - now.since_on).days if now.since_on else 0,
        overdue_days=now.overdue_days(reading.as_of),
    )


def _as_facts(row: PlanVersionRow) -> LastVersion:
    return LastVersion(
        submitted_on=row.submitted_on, state=row.state, decided_on=row.decided_on, amend_by_on=row.amend_by_on
    )


def _versions(reading: Reading, *conditions: sa.ColumnElement[bool]) -> list[PlanVersionRow]:
    return [row for _inspection_id, row in _rows(reading, *conditions)]


def _rows(reading: Reading, *conditions: sa.ColumnElement[bool]) -> list[tuple[int, PlanVersionRow]]:
    """Versions with the inspection they are of, the newest first."""
    said = sa.select(sa.func.count()).where(PlanRemark.plan_version_id == PlanVersion.id).correlate(PlanVersion)
    rows = reading.session.execute(
        sa.select(*COLUMNS, said.scalar_subquery().label("remarks"))
        .select_from(PlanVersion)
        .where(*conditions)
        .order_by(PlanVersion.no.desc())
    )
    names = PlanVersionRow.__dataclass_fields__
    return [(row.inspection_id, PlanVersionRow(**{name: getattr(row, name) for name in names})) for row in rows]


def _reviewers(reading: Reading, inspection_id: int) -> tuple[ReviewerRow, ...]:
    rows = reading.session.execute(
        sa.select(Body.id, Body.name, Body.kind, PlanReviewer.invited_on)
        .join(PlanReviewer, PlanReviewer.body_id == Body.id)
        .where(PlanReviewer.inspection_id == inspection_id)
        .order_by(Body.code)
    )
    return tuple(ReviewerRow(body_id=n, name=name, kind=kind, invited_on=day) for n, name, kind, day in rows)


def _remarks(reading: Reading, plan_version_id: int) -> tuple[RemarkRow, ...]:
    rows: Any = reading.session.execute(
        sa.select(PlanRemark, Account.shown, AuditEvent.role, Finding.code)
        .join(AuditEvent, AuditEvent.id == PlanRemark.event_id)
        .outerjoin(Account, Account.id == PlanRemark.account_id)
        .outerjoin(Finding, Finding.id == PlanRemark.finding_id)
        .where(PlanRemark.plan_version_id == plan_version_id)
        .order_by(PlanRemark.id)
    )
    return tuple(
        RemarkRow(
            who=shown or "命令行操作员",
            role=Role.from_code(role).term,
            made_on=remark.made_on,
            aspect=remark.aspect,
            mark=remark.mark,
            text=remark.text,
            finding=code or "",
        )
        for remark, shown, role, code in rows
    )
