"""Which of the three phases of supervision an inspection is in, and who supervises then (docs/rules.md §3.2)."""

from datetime import date, timedelta
from typing import Protocol

from core.rules.milestones import intensive_end
from core.rules.plan import RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Phase, Role, Station


class Way(Protocol):
    """The days of an inspection on which its phases depend; the stored inspection is one."""

    @property
    def feedback_on(self) -> date | None:
        """Day T."""

    @property
    def closed_on(self) -> date | None:
        """Day of close-out."""

    @property
    def intensive_ended_on(self) -> date | None:
        """Last day of the intensive stage, where the calendar changed after it had passed."""


def phase(way: Way, as_of: date, plan: RoundPlan, calendar: WorkCalendar) -> Phase:
    """Early until the intensive stage ends, middle until close-out, long-run after it."""
    if way.closed_on is not None and way.closed_on <= as_of:
        return Phase.LONG_RUN
    if way.feedback_on is None:
        return Phase.EARLY
    ends_on = intensive_end(way.feedback_on, way.intensive_ended_on, plan, calendar)
    return Phase.EARLY if as_of <= ends_on else Phase.MIDDLE


def began_on(now: Phase, way: Way, plan: RoundPlan, calendar: WorkCalendar) -> date | None:
    """First day of a phase; None before the feedback, and for the long run of what is not closed out."""
    if now is Phase.LONG_RUN:
        return way.closed_on
    if way.feedback_on is None or now is Phase.EARLY:
        return way.feedback_on
    return intensive_end(way.feedback_on, way.intensive_ended_on, plan, calendar) + timedelta(days=1)


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
