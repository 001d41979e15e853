"""Which of the three phases of supervision an inspection is in, and who supervises then (docs/rules.md §3.2)."""

from datetime import date

from core.rules.plan import RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Phase, Role, Station


def phase(
    feedback_on: date | None, closed_on: date | None, as_of: date, plan: RoundPlan, calendar: WorkCalendar
) -> Phase:
    """Early until the intensive stage ends, middle until close-out, long-run after it."""
    if closed_on is not None and closed_on <= as_of:
        return Phase.LONG_RUN
    if feedback_on is None:
        return Phase.EARLY
    ends_on = plan.day_after(feedback_on, plan.intensive_days, calendar)
    return Phase.EARLY if as_of <= ends_on else Phase.MIDDLE


def first_reviewers(now: Phase) -> tuple[Role, ...]:
    """Roles that give the first review of a clearance in this phase (销号初审, docs/rules.md §4.1)."""
    if now is Phase.LONG_RUN:
        return Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM
    return (Role.TEAM,)


def request_holders(station: Station, now: Phase) -> tuple[Role, ...]:
    """Roles in whose hands a clearance request is; nobody's while the finding is with the unit."""
    return {
        Station.HEAD_SIGNS: (Role.UNIT_HEAD,),
        Station.FIRST_REVIEW: first_reviewers(now),
        Station.APPROVAL: (Role.OFFICE,),
    }.get(station, ())
