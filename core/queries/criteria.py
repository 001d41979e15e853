"""What a reader asks for, and the select that every figure and list of findings starts from."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.queries.base import Reading
from core.queries.rounds import soon_days
from core.queries.scope import visible_findings
from core.store.models import Finding, FindingPeriod, Inspection, InspectionRound, Unit
from core.vocabulary import Status


@dataclass(frozen=True, kw_only=True)
class FindingCriteria:
    """Filters that can be sent in an address: codes and ids only, empty means all."""

    rounds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """First level (A) or second level (B5)."""
    statuses: tuple[str, ...] = ()
    inspection: str = ""
    overdue: bool = False
    due_soon: bool = False
    text: str = ""


def joined(*columns: Any) -> sa.Select[Any]:
    """Columns of findings in the state of the day, with their inspection, unit and round."""
    return (
        sa.select(*columns)
        .select_from(FindingPeriod)
        .join(Finding, Finding.id == FindingPeriod.finding_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
    )


def counted(reading: Reading, criteria: FindingCriteria, *columns: Any) -> sa.Select[Any]:
    """Findings that enter the figures of `reading.as_of`, as far as they may be seen and are asked for."""
    day = reading.as_of
    return joined(*columns).where(
        FindingPeriod.valid_from <= day,
        sa.or_(FindingPeriod.valid_to.is_(None), FindingPeriod.valid_to > day),
        FindingPeriod.status.in_(Status.counted()),
        visible_findings(reading.scope),
        *_conditions(criteria),
    )


def is_overdue(reading: Reading) -> sa.ColumnElement[bool]:
    """The pure rule `core.rules.deadlines.is_overdue` as SQL over the period of the day."""
    return sa.and_(FindingPeriod.status.in_(Status.not_cleared()), FindingPeriod.due_on < reading.as_of)


def is_due_soon(reading: Reading) -> sa.ColumnElement[bool]:
    """The pure rule `core.rules.deadlines.is_due_soon` as SQL; `last_soon_day` differs by round."""
    return sa.and_(
        FindingPeriod.status.in_(Status.not_cleared()),
        FindingPeriod.due_on >= reading.as_of,
        FindingPeriod.due_on <= last_soon_day(reading),
    )


def last_soon_day(reading: Reading) -> sa.ColumnElement[Any]:
    """Last deadline that still counts as due soon, by the plan of each round."""
    days = soon_days(reading)
    if not days:
        return sa.literal(reading.as_of, sa.Date)
    return sa.case({number: sa.literal(day, sa.Date) for number, day in days.items()}, value=InspectionRound.id)


def _conditions(criteria: FindingCriteria) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if criteria.rounds:
        found.append(InspectionRound.code.in_(criteria.rounds))
    if criteria.units:
        found.append(Unit.code.in_(criteria.units))
    if criteria.unit_kinds:
        found.append(sa.cast(Unit.kind, sa.Text).in_(criteria.unit_kinds))
    if criteria.inspection:
        found.append(Inspection.code == criteria.inspection)
    if criteria.categories:
        levels = sa.cast(Finding.category, sa.Text), sa.cast(Finding.subcategory, sa.Text)
        found.append(sa.or_(*(level.in_(criteria.categories) for level in levels)))
    if criteria.text:
        found.append(_mentions(criteria.text))
    return found


def _mentions(text: str) -> sa.ColumnElement[bool]:
    """Number, unit or words; % and _ are characters like others (docs/trust.md V2)."""
    places = (Finding.code, Finding.text, Finding.title, Unit.name, Unit.short_name)
    return sa.or_(*(place.icontains(text.strip(), autoescape=True) for place in places))
