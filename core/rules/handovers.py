"""When one body hands an inspection to the next, and whose signature is lacking (三期交接, docs/rules.md §3.2)."""

from dataclasses import dataclass
from datetime import date

from core.rules.phases import Way, began_on, phase
from core.rules.plan import RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Phase, Role

GIVERS = {Phase.MIDDLE: Role.TEAM, Phase.LONG_RUN: Role.OFFICE}
"""Who had the inspection in the phase before this one."""


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """How far a hand-over sheet is."""

    drawn_up_on: date
    given_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class HandoverTurn:
    """Who has to draw up or sign the sheet; `is_drawn_up` says which of the two."""

    to_phase: Phase
    role: Role
    is_drawn_up: bool
    since_on: date
    due_on: date


def receiver(to_phase: Phase, has_resident_team: bool) -> Role:
    """Who takes over: the office in the middle; after close-out the resident team, or the discipline office where there is none."""
    if to_phase is Phase.MIDDLE:
        return Role.OFFICE
    return Role.RESIDENT_TEAM if has_resident_team else Role.DISCIPLINE_OFFICE


def due_handovers(way: Way, as_of: date, plan: RoundPlan, calendar: WorkCalendar) -> tuple[Phase, ...]:
    """Phases that have begun and that are handed over into: after an early close-out there is no hand-over into the middle."""
    now = phase(way, as_of, plan, calendar)
    if now is Phase.LONG_RUN:
        middle_on, closed_on = (began_on(one, way, plan, calendar) for one in (Phase.MIDDLE, Phase.LONG_RUN))
        had_middle = middle_on is not None and closed_on is not None and middle_on < closed_on
        return (Phase.MIDDLE, Phase.LONG_RUN) if had_middle else (Phase.LONG_RUN,)
    return (Phase.MIDDLE,) if now is Phase.MIDDLE else ()


def handover_turn(
    to_phase: Phase,
    sheet: SheetFacts | None,
    way: Way,
    plan: RoundPlan,
    calendar: WorkCalendar,
    has_resident_team: bool,
) -> HandoverTurn | None:
    """Whose turn it is, since when, and until when: ten days after the change of phase for everything; None once both signed."""
    began = began_on(to_phase, way, plan, calendar)
    if began is None or (sheet is not None and sheet.received_on is not None):
        return None
    due_on = plan.day_after(began, plan.handover_days, calendar)
    if sheet is None:
        role, since_on = GIVERS[to_phase], began
    elif sheet.given_on is None:
        role, since_on = GIVERS[to_phase], sheet.drawn_up_on
    else:
        role, since_on = receiver(to_phase, has_resident_team), sheet.given_on
    return HandoverTurn(to_phase=to_phase, role=role, is_drawn_up=sheet is not None, since_on=since_on, due_on=due_on)
