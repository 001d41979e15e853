"""By when a unit must have done what, counted from T (docs/rules.md §3.1)."""

from datetime import date, timedelta

import pytest

from core.rules.milestones import milestone_due_on
from core.rules.plan import DayCount, RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Milestone

T = date(2026, 3, 2)
CALENDAR = WorkCalendar()


@pytest.mark.parametrize(
    ("milestone", "three_months", "six_months"),
    [
        (Milestone.RELAY, 7, 7),
        (Milestone.LEDGERS, 30, 30),
        (Milestone.DEMOCRATIC_LIFE, 60, 60),
        (Milestone.REPORT, 90 + 10, 180 + 10),
        (Milestone.PUBLICATION, 90 + 40, 180 + 40),
    ],
)
def test_milestones_lie_so_many_days_after_the_feedback_day(
    milestone: Milestone, three_months: int, six_months: int
) -> None:
    plans = RoundPlan(), RoundPlan.six_months()
    found = [(milestone_due_on(milestone, T, plan, CALENDAR) - T).days for plan in plans]
    assert found == [three_months, six_months]


@pytest.mark.parametrize(
    ("setting", "milestone"),
    [
        ("relay_days", Milestone.RELAY),
        ("ledgers_days", Milestone.LEDGERS),
        ("democratic_life_days", Milestone.DEMOCRATIC_LIFE),
        ("report_days", Milestone.REPORT),
        ("publication_days", Milestone.PUBLICATION),
    ],
)
def test_each_setting_of_a_round_moves_its_own_milestone_only(setting: str, milestone: Milestone) -> None:
    usual = RoundPlan()
    longer = usual.model_copy(update={setting: getattr(usual, setting) + 3})
    moved = {
        one: milestone_due_on(one, T, longer, CALENDAR) - milestone_due_on(one, T, usual, CALENDAR) for one in Milestone
    }
    assert moved == {one: timedelta(days=3 if one is milestone else 0) for one in Milestone}


def test_milestones_are_counted_in_workdays_where_the_round_counts_so() -> None:
    plan = RoundPlan(day_count=DayCount.WORKDAYS, relay_days=5, intensive_days=30, report_days=5)
    assert milestone_due_on(Milestone.RELAY, T, plan, CALENDAR) == T + timedelta(days=7)
    assert milestone_due_on(Milestone.REPORT, T, plan, CALENDAR) == T + timedelta(days=42 + 7)
