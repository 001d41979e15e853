"""The life of a finding: one table of what may follow what, and what is lacking when it may not (docs/rules.md §4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from core.vocabulary import Handling, Station, Status


class Action(StrEnum):
    """What can be done with a finding; every change of state is one of these."""

    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    REPORT = "report"
    REQUEST = "request"
    SIGN = "sign"
    REVIEW = "review"
    APPROVE = "approve"
    RETURN = "return"
    CLEAR_ON_THE_SPOT = "clear_on_the_spot"
    REOPEN = "reopen"


ENDED = (Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM)
OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.RETURNED, Status.RELAPSED)
WITH_REVIEWERS = (Station.HEAD_SIGNS, Station.FIRST_REVIEW, Station.APPROVAL)


@dataclass(frozen=True)
class Transition:
    """From which states an action leads on, where to, and into whose hands."""

    sources: tuple[Status, ...]
    target: Status | None
    """None keeps the state, or takes the outcome that was asked for."""
    stations: tuple[Station, ...]
    """Hands the finding must be in."""
    next_station: Station


TRANSITIONS: dict[Action, tuple[Transition, ...]] = {
    Action.CONFIRM: (Transition((Status.DRAFT,), Status.NOT_STARTED, (Station.OFFICE_CONFIRMS,), Station.UNIT),),
    Action.WITHDRAW: (
        Transition((Status.DRAFT,), Status.WITHDRAWN, (Station.OFFICE_CONFIRMS,), Station.NOBODY),
        Transition(OPEN, Status.WITHDRAWN, (Station.UNIT,), Station.NOBODY),
        Transition(ENDED, Status.WITHDRAWN, (Station.NOBODY, Station.UNIT), Station.NOBODY),
    ),
    Action.REPORT: (
        Transition(OPEN, Status.IN_PROGRESS, (Station.UNIT,), Station.UNIT),
        Transition((Status.PARTIALLY_CLEARED, Status.LONG_TERM), None, (Station.UNIT,), Station.UNIT),
    ),
    Action.REQUEST: (
        Transition(
            (Status.IN_PROGRESS, Status.RETURNED, Status.RELAPSED, Status.PARTIALLY_CLEARED, Status.LONG_TERM),
            Status.APPLIED,
            (Station.UNIT,),
            Station.HEAD_SIGNS,
        ),
    ),
    Action.SIGN: (Transition((Status.APPLIED,), None, (Station.HEAD_SIGNS,), Station.FIRST_REVIEW),),
    Action.REVIEW: (Transition((Status.APPLIED,), None, (Station.FIRST_REVIEW,), Station.APPROVAL),),
    Action.APPROVE: (Transition((Status.APPLIED,), None, (Station.APPROVAL,), Station.NOBODY),),
    Action.RETURN: (Transition((Status.APPLIED,), Status.RETURNED, WITH_REVIEWERS, Station.UNIT),),
    Action.CLEAR_ON_THE_SPOT: (Transition(OPEN, Status.CLEARED, (Station.UNIT,), Station.NOBODY),),
    Action.REOPEN: (Transition(ENDED, Status.RELAPSED, (Station.NOBODY, Station.UNIT), Station.UNIT),),
}


def next_step(action: Action, status: Status, station: Station) -> Transition | None:
    """The transition this action takes from here, or None when it may not."""
    fits = (t for t in TRANSITIONS[action] if status in t.sources and station in t.stations)
    return next(fits, None)


def station_after(outcome: Status) -> Station:
    """In whose hands a finding is once its clearance was decided; what remains stays with the unit."""
    return Station.NOBODY if outcome is Status.CLEARED else Station.UNIT


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that is lacking, and where to add it."""

    code: str
    where: str
    count: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What its sentence names: places, days, other findings."""


def missing_in_request(
    wanted: Status, next_due_on: date | None, stage_goal: str, requested_on: date
) -> tuple[Missing, ...]:
    """What a request itself lacks; a partial or long-term ending names what is to be reached by which later day."""
    goes_on = wanted is not Status.CLEARED
    missing: list[Missing] = []
    if goes_on and next_due_on is None:
        missing.append(Missing(code="no_next_due", where="finding.clearance"))
    elif next_due_on is not None and next_due_on <= requested_on:
        missing.append(Missing(code="next_due_not_later", where="finding.clearance"))
    if goes_on and not stage_goal:
        missing.append(Missing(code="no_stage_goal", where="finding.clearance"))
    return tuple(missing)


def missing_for_clearing_on_the_spot(handling: Handling) -> tuple[Missing, ...]:
    """Only 即知即改 findings are cleared on the spot."""
    return () if handling is Handling.IMMEDIATE else (Missing(code="not_immediate", where="finding.handling"),)


def missing_for_extension(extension_count: int, limit: int, old_due_on: date, new_due_on: date) -> tuple[Missing, ...]:
    """A deadline moves to a later day only, and only as often as the round allows (申请延期)."""
    missing = (
        [] if extension_count < limit else [Missing(code="extension_limit", where="finding.extension", count=limit)]
    )
    return (
        *missing,
        *([] if new_due_on > old_due_on else [Missing(code="new_due_not_later", where="finding.extension")]),
    )
