"""Deadlines that a round gives, and the phases they make."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from core.rules.phases import first_reviewers, phase, request_holders
from core.rules.plan import DayCount, RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Handling, Phase, Role, Station

T = date(2026, 3, 2)
CALENDAR = WorkCalendar()


@pytest.mark.parametrize(
    ("handling", "days"), [(Handling.IMMEDIATE, 30), (Handling.TIME_LIMITED, 90), (Handling.LONG_TERM, 365)]
)
def test_a_finding_without_its_own_deadline_gets_the_rounds(handling: Handling, days: int) -> None:
    assert RoundPlan().due_on(handling, T, CALENDAR) == T + timedelta(days=days)


def test_the_six_month_system_moves_the_intensive_stage_and_the_close_out() -> None:
    plan = RoundPlan.six_months()
    assert plan.due_on(Handling.TIME_LIMITED, T, CALENDAR) == T + timedelta(days=180)
    assert plan.due_on(Handling.LONG_TERM, T, CALENDAR) == T + timedelta(days=395)


def test_days_can_be_counted_as_workdays() -> None:
    plan = RoundPlan(day_count=DayCount.WORKDAYS, immediate_days=5)
    assert plan.due_on(Handling.IMMEDIATE, T, CALENDAR) == T + timedelta(days=7)


@pytest.mark.parametrize(
    "wrong", [{"immediate_days": 91}, {"intensive_days": 366}, {"yellow_days": 21}, {"due_soon_days": 0}]
)
def test_a_plan_out_of_order_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        RoundPlan(**wrong)


def test_a_misspelt_setting_is_refused_and_not_ignored() -> None:
    with pytest.raises(ValidationError):
        RoundPlan.model_validate({"intensiv_days": 90})


@pytest.mark.parametrize(("days_after", "expected"), [(0, Phase.EARLY), (90, Phase.EARLY), (91, Phase.MIDDLE)])
def test_the_early_phase_ends_with_the_intensive_stage(days_after: int, expected: Phase) -> None:
    assert phase(T, None, T + timedelta(days=days_after), RoundPlan(), CALENDAR) is expected


@pytest.mark.parametrize(("days_before", "expected"), [(1, Phase.MIDDLE), (0, Phase.LONG_RUN), (-1, Phase.LONG_RUN)])
def test_the_long_run_begins_on_the_day_of_close_out(days_before: int, expected: Phase) -> None:
    closed_on = T + timedelta(days=200)
    assert phase(T, closed_on, closed_on - timedelta(days=days_before), RoundPlan(), CALENDAR) is expected


def test_before_feedback_everything_is_early() -> None:
    assert phase(None, None, T, RoundPlan(), CALENDAR) is Phase.EARLY


def test_the_team_reviews_until_close_out_and_others_after_it() -> None:
    assert first_reviewers(Phase.EARLY) == first_reviewers(Phase.MIDDLE) == (Role.TEAM,)
    assert first_reviewers(Phase.LONG_RUN) == (Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM)


@pytest.mark.parametrize(
    ("station", "now", "roles"),
    [
        (Station.UNIT, Phase.EARLY, ()),
        (Station.HEAD_SIGNS, Phase.EARLY, (Role.UNIT_HEAD,)),
        (Station.FIRST_REVIEW, Phase.MIDDLE, (Role.TEAM,)),
        (Station.FIRST_REVIEW, Phase.LONG_RUN, (Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM)),
        (Station.APPROVAL, Phase.LONG_RUN, (Role.OFFICE,)),
    ],
)
def test_a_request_is_in_the_hands_of_its_station(station: Station, now: Phase, roles: tuple[Role, ...]) -> None:
    assert request_holders(station, now) == roles
