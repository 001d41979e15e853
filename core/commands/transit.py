"""Every step of a finding through its life cycle: allowed by the table, dated in order, stored by one function."""

from dataclasses import replace
from datetime import date

from core.commands.base import Work
from core.errors import InvalidInput, RuleViolated
from core.rules.lifecycle import Action, Missing, Transition, next_step, station_after
from core.store.finding_state import enter, open_since, state_of
from core.store.models import Finding
from core.vocabulary import Status


def require_step(action: Action, finding: Finding) -> Transition:
    """The transition from here, or RuleViolated naming where the finding stands."""
    step = next_step(action, finding.status, finding.station)
    if step is None:
        raise RuleViolated(
            action=action,
            finding=finding.code,
            status=finding.status.term,
            station=finding.station.term,
            missing=(Missing(code="not_from_here", where="finding"),),
        )
    return step


def move(
    work: Work,
    finding: Finding,
    action: Action,
    effective_on: date,
    *,
    outcome: Status | None = None,
    due_on: date | None = None,
) -> None:
    """Take one step on the day it took effect; `outcome` is what an approval grants, `due_on` a new deadline."""
    step = require_step(action, finding)
    _require_order(work, finding, effective_on)
    now = state_of(finding)
    status = outcome or step.target or now.status
    station = station_after(outcome) if outcome else step.next_station
    state = replace(
        now,
        status=status,
        station=station,
        due_on=due_on or now.due_on,
        held_since_on=now.held_since_on if station is now.station else effective_on,
        segment=now.segment + (action is Action.REOPEN),
    )
    if state != now:
        enter(work.session, finding, state, effective_on, work.stamp)


def move_deadline(work: Work, finding: Finding, due_on: date, effective_on: date) -> None:
    """Give the finding a new deadline without touching its state."""
    _require_order(work, finding, effective_on)
    enter(work.session, finding, replace(state_of(finding), due_on=due_on), effective_on, work.stamp)


def _require_order(work: Work, finding: Finding, effective_on: date) -> None:
    """What happened later cannot be dated before what is recorded, nor after today."""
    since = open_since(work.session, finding)
    if not since <= effective_on <= work.today:
        facts = {"read": effective_on, "since": since, "today": work.today, "finding": finding.code}
        raise InvalidInput(problems=[("happened_on", "out_of_order", "", facts)])
