"""The calendars of inspections: every station with its day, and what another calendar would move (docs/rules.md §3.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.identity import Place
from core.queries.base import Reading, query
from core.queries.chain import chain_facts
from core.queries.scope import place_of, visible_evaluations
from core.rules.milestones import ChainFacts, Move, Stop, moves, stops
from core.rules.phases import phase
from core.rules.plan import RoundPlan
from core.store.models import Inspection, InspectionRound, Unit
from core.vocabulary import Milestone, Phase


@dataclass(frozen=True, kw_only=True)
class ChainRow:
    """One inspection with all its stations as they stand on the day asked for."""

    inspection_id: int
    version: int
    inspection_code: str
    unit_code: str
    unit_name: str
    round_code: str
    round_name: str
    feedback_on: date
    closed_on: date | None
    phase: Phase
    stops: tuple[Stop, ...]
    place: Place
    is_inferred: bool
    """Whether workdays of years without official arrangements enter its days: weekends only are taken out there."""

    def stop(self, milestone: Milestone) -> Stop:
        """One of its stations."""
        return next(one for one in self.stops if one.milestone is milestone)

    @property
    def next_stop(self) -> Stop | None:
        """What waits to be done first; None when nothing does."""
        waiting = [one for one in self.stops if one.state in ("late", "now") and one.due_on]
        return min(waiting, key=lambda one: one.due_on or date.max, default=None)


@dataclass(frozen=True, kw_only=True)
class MovedStop:
    """A station that another calendar would move, with its inspection."""

    inspection_code: str
    unit_name: str
    move: Move


@query
def list_chains(reading: Reading, rounds: tuple[str, ...]) -> tuple[ChainRow, ...]:
    """Calendars of all inspections that had their feedback; rounds as codes, none means all."""
    wanted = (InspectionRound.code.in_(rounds),) if rounds else ()
    return tuple(_chains(reading, *wanted))


@query
def get_chain(reading: Reading, inspection_code: str) -> ChainRow:
    """The calendar of one inspection; raises NotFound."""
    found = _chains(reading, Inspection.code == inspection_code)
    if not found:
        raise NotFound(what="inspection", id=inspection_code)
    return found[0]


@query
def preview_calendar(reading: Reading, round_code: str, plan: RoundPlan) -> tuple[MovedStop, ...]:
    """What would move in a round under this calendar; nothing is changed by asking."""
    rows = _rows(reading, InspectionRound.code == round_code)
    facts = chain_facts(reading.session, [row.Inspection.id for row in rows])
    return tuple(
        MovedStop(inspection_code=row.Inspection.code, unit_name=row.Unit.short_name, move=move)
        for row in rows
        for move in moves(facts[row.Inspection.id], _plan(row), plan, reading.as_of, reading.calendar)
    )


def _chains(reading: Reading, *conditions: sa.ColumnElement[bool]) -> list[ChainRow]:
    rows = _rows(reading, *conditions)
    facts = chain_facts(reading.session, [row.Inspection.id for row in rows])
    return [_chain(reading, row, facts[row.Inspection.id]) for row in rows]


def _rows(reading: Reading, *conditions: sa.ColumnElement[bool]) -> Collection[Any]:
    return reading.session.execute(
        sa.select(Inspection, Unit, InspectionRound)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(
            visible_evaluations(reading.scope),
            Inspection.feedback_on.is_not(None),
            Inspection.feedback_on <= reading.as_of,
            *conditions,
        )
        .order_by(InspectionRound.term_no.desc(), InspectionRound.round_no.desc(), Unit.sort_order, Unit.id)
    ).all()


def _plan(row: Any) -> RoundPlan:
    return RoundPlan.model_validate(row.InspectionRound.plan)


def _chain(reading: Reading, row: Any, facts: ChainFacts) -> ChainRow:
    inspection, unit, plan = row.Inspection, row.Unit, _plan(row)
    found = stops(facts, reading.as_of, plan, reading.calendar)
    return ChainRow(
        inspection_id=inspection.id,
        version=inspection.version,
        inspection_code=inspection.code,
        unit_code=unit.code,
        unit_name=unit.short_name,
        round_code=row.InspectionRound.code,
        round_name=row.InspectionRound.name,
        feedback_on=inspection.feedback_on,
        closed_on=inspection.closed_on,
        phase=phase(inspection, reading.as_of, plan, reading.calendar),
        stops=found,
        place=place_of(inspection, unit),
        is_inferred=plan.counts_workdays and not _is_known(reading, facts, found),
    )


def _is_known(reading: Reading, facts: ChainFacts, found: tuple[Stop, ...]) -> bool:
    last = max(stop.due_on for stop in found if stop.due_on)
    return reading.calendar.is_known(facts.feedback_on, last)
