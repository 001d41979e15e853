"""Progress figures of any day: in all, by round and by unit, and their change against the end of last month."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria, counted, is_due_soon, is_overdue
from core.queries.scope import visible_inspections, visible_units
from core.store.models import FindingPeriod, Inspection, InspectionRound, Unit
from core.vocabulary import Status, UnitKind


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Numbers of findings (问题数); the eight states add up to `findings`, the others overlap them."""

    findings: int = 0
    cleared: int = 0
    partially_cleared: int = 0
    long_term: int = 0
    applied: int = 0
    in_progress: int = 0
    returned: int = 0
    relapsed: int = 0
    not_started: int = 0
    overdue: int = 0
    due_soon: int = 0
    past_due: int = 0
    """Findings whose deadline lies before the day: base of the on-time ratio."""
    on_time: int = 0
    late_entries: int = 0
    """Findings whose state of that day was entered afterwards (事后补登)."""

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def under_way(self) -> int:
        """Applied, in progress, returned and relapsed together (办理中)."""
        return sum(getattr(self, status) for status in Status.under_way())

    @property
    def clearance_ratio(self) -> float | None:
        """Cleared ÷ findings (完成率), 0–1; None when there is nothing to clear."""
        return self.cleared / self.findings if self.findings else None

    @property
    def partial_ratio(self) -> float | None:
        """Cleared and partially cleared ÷ findings (含阶段性完成率)."""
        return (self.cleared + self.partially_cleared) / self.findings if self.findings else None

    @property
    def on_time_ratio(self) -> float | None:
        """Cleared by their deadline ÷ findings past their deadline (按期率)."""
        return self.on_time / self.past_due if self.past_due else None


@dataclass(frozen=True, kw_only=True)
class GroupFigures:
    """Figures of one round or one unit."""

    code: str
    name: str
    kind: UnitKind | None
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Everything an overview is drawn from."""

    as_of: date
    compared_on: date
    now: Figures
    before: Figures
    rounds: tuple[GroupFigures, ...]
    units: tuple[GroupFigures, ...]


@dataclass(frozen=True)
class Cell:
    """One inspection with its figures."""

    round_code: str
    unit_code: str
    figures: Figures


@query
def summarise_progress(reading: Reading, criteria: FindingCriteria) -> Progress:
    """Figures of the day and of the end of the month before; rounds and units with nothing still appear."""
    compared_on = end_of_last_month(reading.as_of)
    cells = _cells(reading, criteria)
    return Progress(
        as_of=reading.as_of,
        compared_on=compared_on,
        now=total(cell.figures for cell in cells),
        before=total(cell.figures for cell in _cells(replace(reading, as_of=compared_on), criteria)),
        rounds=_by_round(reading, criteria, cells),
        units=_by_unit(reading, criteria, cells),
    )


def end_of_last_month(day: date) -> date:
    """Last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)


def total(figures: Iterable[Figures]) -> Figures:
    """Sum of figures."""
    return sum(figures, Figures())


def _cells(reading: Reading, criteria: FindingCriteria) -> list[Cell]:
    on_time = sa.and_(FindingPeriod.status == Status.CLEARED, FindingPeriod.valid_from <= FindingPeriod.due_on)
    past_due = FindingPeriod.due_on < reading.as_of
    select = counted(
        reading,
        criteria,
        Inspection.id,
        FindingPeriod.status,
        sa.func.count(),
        _count(is_overdue(reading)),
        _count(is_due_soon(reading)),
        _count(past_due),
        _count(sa.and_(past_due, on_time)),
        _count(FindingPeriod.recorded_on > reading.as_of),
    ).group_by(Inspection.id, FindingPeriod.status)
    places = _places(reading)
    return [_cell(places[number], *row) for number, *row in reading.session.execute(select)]


def _places(reading: Reading) -> dict[int, tuple[str, str]]:
    """Codes of round and unit of every inspection; grouping by number alone is much quicker than by their texts."""
    rows = reading.session.execute(
        sa.select(Inspection.id, InspectionRound.code, Unit.code)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .join(Unit, Unit.id == Inspection.unit_id)
    )
    return {number: (round_code, unit_code) for number, round_code, unit_code in rows}


def _cell(place: tuple[str, str], status: Status, number: int, *rest: int) -> Cell:
    overdue, due_soon, past_due, on_time, late_entries = rest
    figures = Figures(
        findings=number,
        overdue=overdue,
        due_soon=due_soon,
        past_due=past_due,
        on_time=on_time,
        late_entries=late_entries,
        **{status.value: number},
    )
    return Cell(*place, figures)


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count().filter(condition)


def _by_round(reading: Reading, criteria: FindingCriteria, cells: list[Cell]) -> tuple[GroupFigures, ...]:
    select = sa.select(InspectionRound.code, InspectionRound.name).order_by(
        InspectionRound.term_no, InspectionRound.round_no, InspectionRound.id
    )
    if criteria.rounds:
        select = select.where(InspectionRound.code.in_(criteria.rounds))
    if not reading.scope.everything:
        seen = (
            sa.select(Inspection.round_id)
            .join(Unit, Unit.id == Inspection.unit_id)
            .where(visible_inspections(reading.scope))
        )
        select = select.where(InspectionRound.id.in_(seen))
    return tuple(
        GroupFigures(code=code, name=name, kind=None, figures=total(c.figures for c in cells if c.round_code == code))
        for code, name in reading.session.execute(select)
    )


def _by_unit(reading: Reading, criteria: FindingCriteria, cells: list[Cell]) -> tuple[GroupFigures, ...]:
    place = sa.case({kind: number for number, kind in enumerate(UnitKind)}, value=sa.cast(Unit.kind, sa.Text))
    select = sa.select(Unit.code, Unit.short_name, Unit.kind).where(visible_units(reading.scope))
    if criteria.units:
        select = select.where(Unit.code.in_(criteria.units))
    if criteria.unit_kinds:
        select = select.where(sa.cast(Unit.kind, sa.Text).in_(criteria.unit_kinds))
    if criteria.rounds:
        inspected = sa.select(Inspection.unit_id).join(InspectionRound).where(InspectionRound.code.in_(criteria.rounds))
        select = select.where(Unit.id.in_(inspected))
    by_unit: dict[str, Figures] = {}
    for cell in cells:
        by_unit[cell.unit_code] = by_unit.get(cell.unit_code, Figures()) + cell.figures
    return tuple(
        GroupFigures(code=code, name=name, kind=kind, figures=by_unit.get(code, Figures()))
        for code, name, kind in reading.session.execute(select.order_by(place, Unit.sort_order, Unit.id))
    )
