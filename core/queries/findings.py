"""Lists of findings in the state of any day, paged in the database."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria, counted, is_due_soon, is_overdue, joined
from core.rules import deadlines
from core.rules.holders import Bodies, holder
from core.rules.phases import phase
from core.rules.plan import RoundPlan
from core.store.models import Body, Finding, FindingPeriod, Inspection, InspectionRound, Unit
from core.vocabulary import Category, Handling, Status, Subcategory, UnitKind, WarningLevel

PAGE = 500


@dataclass(frozen=True, kw_only=True)
class Window:
    """Which part of a list: rows from `offset`, at most `limit`; `by_deadline` puts the oldest deadline first."""

    offset: int = 0
    limit: int = PAGE
    by_deadline: bool = False


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One finding in a list; days left are natural days, negative when overdue; days in hand are workdays."""

    id: int
    version: int
    code: str
    unit_code: str
    unit_name: str
    unit_kind: UnitKind
    round_code: str
    round_name: str
    title: str
    text: str
    category: Category | None
    subcategory: Subcategory | None
    handling: Handling
    status: Status
    percent: int
    due_on: date | None
    days_left: int | None
    overdue_days: int
    warning_level: WarningLevel
    holder: str
    held_since_on: date
    held_workdays: int
    extension_count: int
    amount_yuan: Decimal | None


@dataclass(frozen=True, kw_only=True)
class FindingPage:
    """Rows of one window with the number of all that fit."""

    rows: tuple[FindingRow, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class FindingCounts:
    """How many findings fit all filters but that of state."""

    by_status: tuple[tuple[Status, int], ...]
    overdue: int
    due_soon: int

    @property
    def total(self) -> int:
        """All states together."""
        return sum(number for _, number in self.by_status)


@query
def list_findings(reading: Reading, criteria: FindingCriteria, window: Window) -> FindingPage:
    """Findings in fixed order: round, unit, number; or by deadline."""
    select = _narrowed(reading, criteria, *_columns())
    rows = reading.session.execute(select.order_by(*_order(window)).offset(window.offset).limit(window.limit))
    total = reading.session.scalar(_narrowed(reading, criteria, sa.func.count())) or 0
    return FindingPage(rows=tuple(_row(reading, row) for row in rows), total=total)


@query
def list_overdue(reading: Reading, criteria: FindingCriteria, window: Window) -> FindingPage:
    """Overdue findings, the longest first."""
    return list_findings(reading, replace(criteria, overdue=True, due_soon=False), replace(window, by_deadline=True))


@query
def list_due_soon(reading: Reading, criteria: FindingCriteria, window: Window) -> FindingPage:
    """Findings due soon, the nearest first."""
    return list_findings(reading, replace(criteria, overdue=False, due_soon=True), replace(window, by_deadline=True))


@query
def count_findings(reading: Reading, criteria: FindingCriteria) -> FindingCounts:
    """Findings by state for the same filters, whatever states are chosen."""
    free = replace(criteria, statuses=(), overdue=False, due_soon=False)
    flags = [sa.func.sum(sa.case((condition, 1), else_=0)) for condition in (is_overdue(reading), is_due_soon(reading))]
    select = counted(reading, free, FindingPeriod.status, sa.func.count(), *flags).group_by(FindingPeriod.status)
    rows = reading.session.execute(select).all()
    found = {row[0]: row[1] for row in rows}
    return FindingCounts(
        by_status=tuple((status, found.get(status, 0)) for status in Status.counted()),
        overdue=sum(row[2] for row in rows),
        due_soon=sum(row[3] for row in rows),
    )


def in_lists(reading: Reading, finding_id: int) -> FindingRow:
    """The one row of a finding, drafts and withdrawn ones included, as it stands now."""
    select = _with_bodies(joined(*_columns()).where(Finding.id == finding_id, FindingPeriod.valid_to.is_(None)))
    return _row(reading, reading.session.execute(select).one())


def _narrowed(reading: Reading, criteria: FindingCriteria, *columns: Any) -> sa.Select[Any]:
    select = counted(reading, criteria, *columns)
    if criteria.statuses:
        select = select.where(sa.cast(FindingPeriod.status, sa.Text).in_(criteria.statuses))
    if criteria.overdue:
        select = select.where(is_overdue(reading))
    if criteria.due_soon:
        select = select.where(is_due_soon(reading))
    return _with_bodies(select)


TEAM, DISCIPLINE, RESIDENT = aliased(Body), aliased(Body), aliased(Body)


def _with_bodies(select: sa.Select[Any]) -> sa.Select[Any]:
    return (
        select.join(TEAM, TEAM.id == Inspection.team_id)
        .outerjoin(DISCIPLINE, DISCIPLINE.id == Unit.discipline_office_id)
        .outerjoin(RESIDENT, RESIDENT.id == Unit.resident_team_id)
    )


def _columns() -> tuple[Any, ...]:
    return (
        Finding,
        FindingPeriod.status,
        FindingPeriod.station,
        FindingPeriod.due_on,
        FindingPeriod.held_since_on,
        Inspection.feedback_on,
        Inspection.closed_on,
        Inspection.intensive_ended_on,
        Unit,
        InspectionRound,
        TEAM.name.label("team"),
        DISCIPLINE.name.label("discipline"),
        RESIDENT.name.label("resident"),
    )


def _order(window: Window) -> tuple[Any, ...]:
    if window.by_deadline:
        return FindingPeriod.due_on, Finding.id
    newest = (InspectionRound.term_no.desc(), InspectionRound.round_no.desc())
    return *newest, Unit.sort_order, Unit.id, Finding.seq, Finding.id


def _row(reading: Reading, row: Any) -> FindingRow:
    finding, unit, inspection_round = row.Finding, row.Unit, row.InspectionRound
    plan = RoundPlan.model_validate(inspection_round.plan)
    now = phase(row, reading.as_of, plan, reading.calendar)
    bodies = Bodies(
        unit=unit.short_name, team=row.team, discipline_office=row.discipline or "", resident_team=row.resident or ""
    )
    return FindingRow(
        id=finding.id,
        version=finding.version,
        code=finding.code,
        unit_code=unit.code,
        unit_name=unit.short_name,
        unit_kind=unit.kind,
        round_code=inspection_round.code,
        round_name=inspection_round.name,
        title=finding.title,
        text=finding.text,
        category=finding.category,
        subcategory=finding.subcategory,
        handling=finding.handling,
        status=row.status,
        percent=finding.percent,
        due_on=row.due_on,
        days_left=(row.due_on - reading.as_of).days if row.due_on else None,
        overdue_days=deadlines.overdue_days(row.status, row.due_on, reading.as_of),
        warning_level=deadlines.warning_level(row.status, row.due_on, reading.as_of, plan),
        holder=holder(row.station, now, bodies),
        held_since_on=row.held_since_on,
        held_workdays=0
        if row.status is Status.CLEARED
        else reading.calendar.workdays_between(row.held_since_on, reading.as_of),
        extension_count=finding.extension_count,
        amount_yuan=finding.amount_yuan,
    )
