"""The one place where a finding's state, holder or deadline changes; every figure of every day rests on it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from core.store.models.findings import Finding, FindingPeriod
from core.vocabulary import Station, Status

OPEN_PERIOD = (FindingPeriod.finding_id == bindparam("number"), FindingPeriod.valid_to.is_(None))
OPEN_SINCE = select(FindingPeriod.valid_from).where(*OPEN_PERIOD)
CLOSE = (
    update(FindingPeriod)
    .where(*OPEN_PERIOD)
    .values(valid_to=bindparam("day"))
    .execution_options(synchronize_session=False)
)
"""Written once: every step asks them, and building a statement costs more than running it. No period is kept in memory."""


@dataclass(frozen=True, kw_only=True)
class State:
    """What holds for a finding from a day on; `due_on` is the day that overdue is counted from."""

    status: Status
    station: Station
    due_on: date | None
    held_since_on: date
    segment: int


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """By which event a state came, and when it was entered."""

    event_id: int
    recorded_on: date
    recorded_at: datetime


def state_of(finding: Finding) -> State:
    """The state a finding is in now."""
    return State(
        status=finding.status,
        station=finding.station,
        due_on=finding.due_on,
        held_since_on=finding.held_since_on,
        segment=finding.segment,
    )


def begin(session: Session, history: list[tuple[Finding, list[tuple[date, State]]]], stamp: Stamp) -> None:
    """Store new findings with the states they have gone through, oldest first; a ledger brings some with a past."""
    for finding, states in history:
        _show(finding, states[-1][1])
    session.add_all(finding for finding, _ in history)
    session.flush()
    session.add_all(period for finding, states in history for period in _periods(finding.id, states, stamp))


def enter(session: Session, finding: Finding, state: State, effective_on: date, stamp: Stamp) -> None:
    """Close the open period on the day the new state takes effect and open the next; the caller has checked the order."""
    session.execute(CLOSE, {"number": finding.id, "day": effective_on})
    _show(finding, state)
    finding.version += 1
    session.add(_period(finding.id, effective_on, None, state, stamp))


def open_since(session: Session, finding: Finding) -> date:
    """Day from which the present state holds; a later state cannot take effect before it."""
    return session.scalars(OPEN_SINCE, {"number": finding.id}).one()


def _show(finding: Finding, state: State) -> None:
    finding.status, finding.station, finding.due_on = state.status, state.station, state.due_on
    finding.held_since_on, finding.segment = state.held_since_on, state.segment


def _periods(finding_id: int, states: list[tuple[date, State]], stamp: Stamp) -> list[FindingPeriod]:
    ends = [day for day, _ in states[1:]] + [None]
    return [_period(finding_id, day, end, state, stamp) for (day, state), end in zip(states, ends, strict=True)]


def _period(finding_id: int, start: date, end: date | None, state: State, stamp: Stamp) -> FindingPeriod:
    return FindingPeriod(
        finding_id=finding_id,
        segment=state.segment,
        status=state.status,
        station=state.station,
        due_on=state.due_on,
        held_since_on=state.held_since_on,
        valid_from=start,
        valid_to=end,
        event_id=stamp.event_id,
        recorded_on=stamp.recorded_on,
        recorded_at=stamp.recorded_at,
    )
