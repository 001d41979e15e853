"""Whose turn it is with a plan, and until when."""

from datetime import date, timedelta

import pytest

from core.rules.joint_review import LastVersion, Turn, turn
from core.rules.plan import DayCount, RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import PlanState, Role

T = date(2026, 3, 2)
SUBMITTED = date(2026, 3, 30)
RETURNED = date(2026, 4, 7)
CALENDAR = WorkCalendar()
PLAN = RoundPlan()


def after(state: PlanState, plan: RoundPlan = PLAN) -> Turn:
    decided = None if state is PlanState.SUBMITTED else RETURNED
    amend_by = date(2026, 4, 17) if state is PlanState.RETURNED else None
    last = LastVersion(submitted_on=SUBMITTED, state=state, decided_on=decided, amend_by_on=amend_by)
    return turn(T, last, plan, CALENDAR)


def test_before_feedback_it_is_nobodys_turn() -> None:
    assert turn(None, None, PLAN, CALENDAR) == Turn()


def test_a_unit_hands_in_its_plan_by_the_thirtieth_day() -> None:
    assert turn(T, None, PLAN, CALENDAR) == Turn(role=Role.UNIT, since_on=T, due_on=T + timedelta(days=30))


def test_the_office_decides_by_the_tenth_day_after_submission() -> None:
    due_on = SUBMITTED + timedelta(days=10)
    assert after(PlanState.SUBMITTED) == Turn(role=Role.OFFICE, since_on=SUBMITTED, due_on=due_on)


def test_days_of_the_review_are_workdays_where_the_round_counts_so() -> None:
    plan = RoundPlan(day_count=DayCount.WORKDAYS, joint_review_days=5)
    assert after(PlanState.SUBMITTED, plan).due_on == SUBMITTED + timedelta(days=7)


def test_a_returned_plan_is_the_units_until_the_day_it_was_given() -> None:
    assert after(PlanState.RETURNED) == Turn(role=Role.UNIT, since_on=RETURNED, due_on=date(2026, 4, 17))


def test_an_agreed_plan_waits_for_nobody() -> None:
    assert after(PlanState.AGREED) == Turn(since_on=RETURNED)


@pytest.mark.parametrize(("day", "late"), [(9, 0), (10, 0), (11, 1)])
def test_a_turn_is_late_from_the_day_after_it_is_due(day: int, late: int) -> None:
    assert after(PlanState.SUBMITTED).overdue_days(SUBMITTED + timedelta(days=day)) == late


def test_nothing_is_late_that_has_no_day() -> None:
    assert after(PlanState.AGREED).overdue_days(date(2027, 1, 1)) == 0
