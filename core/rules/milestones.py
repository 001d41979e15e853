"""The calendar of an inspection: by when each station is due, when it was reached, and whose turn it is (docs/rules.md §3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from core.rules.plan import RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Milestone, Role

RESPONSIBLE: dict[Milestone, Role] = {
    Milestone.FEEDBACK: Role.TEAM,
    Milestone.NOTICES: Role.OFFICE,
    Milestone.RELAY: Role.UNIT,
    Milestone.LEDGERS: Role.UNIT,
    Milestone.NOTICE_REPLIES: Role.CHARGE_LEADER,
    Milestone.JOINT_REVIEW: Role.OFFICE,
    Milestone.DEMOCRATIC_LIFE: Role.UNIT,
    Milestone.INTENSIVE_END: Role.UNIT,
    Milestone.REPORT: Role.UNIT,
    Milestone.FIRST_EVALUATION: Role.OFFICE,
    Milestone.PUBLICATION: Role.UNIT,
    Milestone.SECOND_RECTIFICATION: Role.UNIT,
    Milestone.SECOND_EVALUATION: Role.DISCIPLINE_OFFICE,
    Milestone.CLOSE_OUT: Role.UNIT,
    Milestone.FOLLOW_UP: Role.RESIDENT_TEAM,
}
"""Who is to bring each station about."""
AFTER_FEEDBACK = {
    Milestone.NOTICES: "notice_days",
    Milestone.RELAY: "relay_days",
    Milestone.LEDGERS: "ledgers_days",
    Milestone.NOTICE_REPLIES: "notice_reply_days",
    Milestone.DEMOCRATIC_LIFE: "democratic_life_days",
    Milestone.INTENSIVE_END: "intensive_days",
    Milestone.SECOND_EVALUATION: "second_evaluation_days",
    Milestone.CLOSE_OUT: "close_out_days",
}
AFTER_INTENSIVE_END = {
    Milestone.REPORT: "report_days",
    Milestone.FIRST_EVALUATION: "first_evaluation_days",
    Milestone.PUBLICATION: "publication_days",
}


@dataclass(frozen=True, kw_only=True)
class ChainFacts:
    """What is known of an inspection's way as far as its calendar depends on it."""

    feedback_on: date
    closed_on: date | None = None
    intensive_ended_on: date | None = None
    """Last day of the intensive stage, where the round's calendar changed after it had passed."""
    submitted_on: date | None = None
    """Day on which the first plan was handed in."""
    met: Mapping[Milestone, date] = field(default_factory=dict)
    """Days on which stations were reached; the feedback and the end of the intensive stage need no entry."""
    fixed: Mapping[Milestone, date] = field(default_factory=dict)
    """Due days kept with stations that were reached before the round's calendar changed."""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One station of the chain on a day; days left are natural days, negative when late."""

    milestone: Milestone
    due_on: date | None
    met_on: date | None
    state: Literal["done", "late", "now", "todo"]
    """`now` is what waits to be done next, `todo` what cannot be begun yet or is not looked for any more."""
    days_left: int | None


def milestone_due_on(milestone: Milestone, feedback_on: date, plan: RoundPlan, calendar: WorkCalendar) -> date:
    """Due day of a station that depends on the feedback day alone; days as the round counts them, natural or working days."""
    due_on = stop_due_on(milestone, ChainFacts(feedback_on=feedback_on), plan, calendar)
    if due_on is None:
        raise ValueError(milestone)
    return due_on


def intensive_end(feedback_on: date, ended_on: date | None, plan: RoundPlan, calendar: WorkCalendar) -> date:
    """Last day of the intensive stage (集中整改期满); one that passed before the calendar changed stays."""
    return ended_on or plan.day_after(feedback_on, plan.intensive_days, calendar)


def stop_due_on(milestone: Milestone, facts: ChainFacts, plan: RoundPlan, calendar: WorkCalendar) -> date | None:
    """Last day on which the station is reached in time; None for what has no day before something else happened."""
    if milestone in facts.fixed:
        return facts.fixed[milestone]
    if milestone is Milestone.FEEDBACK:
        return facts.feedback_on
    ends_on = intensive_end(facts.feedback_on, facts.intensive_ended_on, plan, calendar)
    if milestone is Milestone.INTENSIVE_END:
        return ends_on
    start, days = _counted_from(milestone, facts, plan, calendar, ends_on)
    return None if start is None else plan.day_after(start, days, calendar)


def _counted_from(
    milestone: Milestone, facts: ChainFacts, plan: RoundPlan, calendar: WorkCalendar, ends_on: date
) -> tuple[date | None, int]:
    """From which day a station is counted, and how many days."""
    if setting := AFTER_FEEDBACK.get(milestone):
        return facts.feedback_on, getattr(plan, setting)
    if setting := AFTER_INTENSIVE_END.get(milestone):
        return ends_on, getattr(plan, setting)
    if milestone is Milestone.JOINT_REVIEW:
        handed_in = facts.submitted_on or stop_due_on(Milestone.LEDGERS, facts, plan, calendar)
        return handed_in, plan.joint_review_days
    if milestone is Milestone.SECOND_RECTIFICATION:
        first = facts.met.get(Milestone.FIRST_EVALUATION)
        return first or stop_due_on(Milestone.FIRST_EVALUATION, facts, plan, calendar), plan.second_rectification_days
    return facts.met.get(Milestone.FOLLOW_UP) or facts.closed_on, plan.follow_up_days


def stops(facts: ChainFacts, as_of: date, plan: RoundPlan, calendar: WorkCalendar) -> tuple[Stop, ...]:
    """All stations of the chain in their order, as they stand on a day."""
    ends_on = intensive_end(facts.feedback_on, facts.intensive_ended_on, plan, calendar)
    if ends_on < as_of:
        facts = replace(facts, met={**facts.met, Milestone.INTENSIVE_END: ends_on})
    return tuple(_stop(milestone, facts, as_of, plan, calendar) for milestone in Milestone)


def _stop(milestone: Milestone, facts: ChainFacts, as_of: date, plan: RoundPlan, calendar: WorkCalendar) -> Stop:
    due_on = stop_due_on(milestone, facts, plan, calendar)
    met_on = _met_on(milestone, facts, as_of)
    left = None if due_on is None else (due_on - as_of).days
    if met_on is not None:
        return Stop(milestone=milestone, due_on=due_on, met_on=met_on, state="done", days_left=left)
    if not is_looked_for(milestone, facts, due_on, as_of):
        return Stop(milestone=milestone, due_on=due_on, met_on=None, state="todo", days_left=left)
    is_late = left is not None and left < 0
    return Stop(milestone=milestone, due_on=due_on, met_on=None, state="late" if is_late else "now", days_left=left)


def _met_on(milestone: Milestone, facts: ChainFacts, as_of: date) -> date | None:
    """When a station was reached, as far as that does not lie after the day asked for."""
    if milestone is Milestone.FOLLOW_UP:
        # What goes on has no end: the last look at it only sets the next day.
        return None
    by_itself = {Milestone.FEEDBACK: facts.feedback_on, Milestone.CLOSE_OUT: facts.closed_on}
    day = by_itself.get(milestone, facts.met.get(milestone))
    return day if _is_past(day, as_of) else None


def is_looked_for(milestone: Milestone, facts: ChainFacts, due_on: date | None, as_of: date) -> bool:
    """Whether somebody is to bring it about now; after close-out only what goes on is looked for.

    A day that is only guessed, because what it is counted from has not happened, never makes a station late.
    """
    closed = _is_past(facts.closed_on, as_of)
    if closed or milestone is Milestone.FOLLOW_UP:
        return closed and milestone is Milestone.FOLLOW_UP
    if (before := COUNTED_FROM_EVENTS.get(milestone)) is not None:
        return _is_past(facts.submitted_on if before is Milestone.LEDGERS else facts.met.get(before), as_of)
    return _has_begun(milestone, facts, as_of) or (due_on is not None and due_on < as_of)


COUNTED_FROM_EVENTS = {
    Milestone.JOINT_REVIEW: Milestone.LEDGERS,
    Milestone.NOTICE_REPLIES: Milestone.NOTICES,
    Milestone.SECOND_RECTIFICATION: Milestone.FIRST_EVALUATION,
}
BEGUN_BY = {
    Milestone.SECOND_EVALUATION: Milestone.FIRST_EVALUATION,
    Milestone.CLOSE_OUT: Milestone.SECOND_EVALUATION,
}
AFTER_THE_STAGE = frozenset(AFTER_INTENSIVE_END)
"""Begun by the day after the intensive stage, which `stops` passes as one that was met."""


def _has_begun(milestone: Milestone, facts: ChainFacts, as_of: date) -> bool:
    if (before := BEGUN_BY.get(milestone)) is not None:
        return _is_past(facts.met.get(before), as_of)
    if milestone in AFTER_THE_STAGE:
        return _is_past(facts.met.get(Milestone.INTENSIVE_END), as_of)
    return True


def _is_past(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


@dataclass(frozen=True, kw_only=True)
class Move:
    """A station whose due day another calendar moves."""

    milestone: Milestone
    old_due_on: date
    new_due_on: date


def moves(facts: ChainFacts, old: RoundPlan, new: RoundPlan, as_of: date, calendar: WorkCalendar) -> tuple[Move, ...]:
    """What a change of the round's calendar would move: never a station that was reached."""
    found = []
    kept = {stop.milestone for stop in stops(facts, as_of, old, calendar) if stop.state == "done"}
    held = with_fixed(facts, kept, old, calendar)
    for milestone in Milestone:
        before, after = (stop_due_on(milestone, one, plan, calendar) for one, plan in ((facts, old), (held, new)))
        if before is not None and after is not None and before != after:
            found.append(Move(milestone=milestone, old_due_on=before, new_due_on=after))
    return tuple(found)


def with_fixed(facts: ChainFacts, kept: set[Milestone], plan: RoundPlan, calendar: WorkCalendar) -> ChainFacts:
    """The facts with the due days of these stations held fast, the end of the intensive stage among them."""
    fixed = {milestone: day for milestone in kept if (day := stop_due_on(milestone, facts, plan, calendar)) is not None}
    ended_on = fixed.get(Milestone.INTENSIVE_END, facts.intensive_ended_on)
    return replace(facts, intensive_ended_on=ended_on, fixed={**facts.fixed, **fixed})
