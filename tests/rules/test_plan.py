"""Deadlines that a round gives, and the phases they make."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from core.rules.milestones import ChainFacts
from core.rules.phases import began_on, first_reviewers, phase, request_holders
from core.rules.plan import LADDER, DayCount, RoundPlan
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


DAYS_OUT_OF_ORDER = "即知即改期限不能晚于集中整改期满，集中整改期满不能晚于报结期限"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"immediate_days": 91}, DAYS_OUT_OF_ORDER),
        ({"intensive_days": 366}, DAYS_OUT_OF_ORDER),
        ({"second_evaluation_days": 366}, "第二次督查评估不能晚于报结期限"),
        ({"notice_kinds": ["warning_letter"]}, "抄告对象只能是四类抄告单"),
        ({"receivers": LADDER | {"yellow": ["office"]}}, "黄色预警的送达对象不能少于绿色预警的"),
        ({"receivers": {"green": ["holder"]}}, "每一级预警至少要有一个送达对象"),
        ({"yellow_days": 21}, "黄色预警天数不能多于绿色预警天数"),
        ({"due_soon_days": 0}, "Input should be greater than or equal to 1"),
    ],
)
def test_a_plan_out_of_order_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        RoundPlan(**wrong)
    assert [error["msg"].removeprefix("Value error, ") for error in refusal.value.errors()] == [said]


BOUNDS = {
    "immediate_days": (1, 730),
    "intensive_days": (1, 730),
    "close_out_days": (1, 1460),
    "relay_days": (1, 90),
    "ledgers_days": (1, 180),
    "joint_review_days": (1, 90),
    "notice_days": (0, 90),
    "notice_reply_days": (1, 180),
    "first_evaluation_days": (1, 365),
    "second_rectification_days": (1, 365),
    "second_evaluation_days": (1, 1460),
    "follow_up_days": (1, 365),
    "handover_days": (1, 90),
    "democratic_life_days": (1, 365),
    "report_days": (1, 90),
    "publication_days": (1, 365),
    "due_soon_days": (1, 90),
    "yellow_days": (0, 90),
    "escalate_after_days": (1, 365),
    "extension_limit": (0, 5),
}


def places_refused(**days: int) -> set[object]:
    """Settings that are out of bounds; faults of the whole plan have no place."""
    try:
        RoundPlan(**days)
    except ValidationError as refusal:
        return {place for error in refusal.errors() for place in error["loc"]}
    return set()


@pytest.mark.parametrize("setting", list(BOUNDS))
def test_each_setting_is_taken_up_to_its_bounds_and_no_further(setting: str) -> None:
    least, most = BOUNDS[setting]
    assert [places_refused(**{setting: days}) for days in (least - 1, least, most, most + 1)] == [
        {setting},
        set(),
        set(),
        {setting},
    ]


def test_every_setting_of_a_plan_has_bounds() -> None:
    assert set(RoundPlan.model_fields) == {*BOUNDS, "day_count", "notice_kinds", "receivers"}


@pytest.mark.parametrize("same", [{"immediate_days": 90}, {"intensive_days": 365}, {"yellow_days": 20}])
def test_two_deadlines_of_a_plan_may_fall_on_one_day(same: dict[str, int]) -> None:
    assert RoundPlan(**same)


def test_a_calendar_kept_before_second_evaluations_had_a_day_still_opens() -> None:
    assert RoundPlan.model_validate({"close_out_days": 200}).second_evaluation_days == 200
    assert RoundPlan.model_validate({"close_out_days": 395}).second_evaluation_days == 270


def test_a_misspelt_setting_is_refused_and_not_ignored() -> None:
    with pytest.raises(ValidationError):
        RoundPlan.model_validate({"intensiv_days": 90})


@pytest.mark.parametrize(("days_after", "expected"), [(0, Phase.EARLY), (90, Phase.EARLY), (91, Phase.MIDDLE)])
def test_the_early_phase_ends_with_the_intensive_stage(days_after: int, expected: Phase) -> None:
    assert phase(ChainFacts(feedback_on=T), T + timedelta(days=days_after), RoundPlan(), CALENDAR) is expected


@pytest.mark.parametrize(("days_after", "expected"), [(14, Phase.EARLY), (15, Phase.MIDDLE)])
def test_the_early_phase_is_counted_in_workdays_where_the_round_counts_so(days_after: int, expected: Phase) -> None:
    plan = RoundPlan(day_count=DayCount.WORKDAYS, immediate_days=5, intensive_days=10)
    assert phase(ChainFacts(feedback_on=T), T + timedelta(days=days_after), plan, CALENDAR) is expected


@pytest.mark.parametrize(("days_before", "expected"), [(1, Phase.MIDDLE), (0, Phase.LONG_RUN), (-1, Phase.LONG_RUN)])
def test_the_long_run_begins_on_the_day_of_close_out(days_before: int, expected: Phase) -> None:
    closed_on = T + timedelta(days=200)
    way = ChainFacts(feedback_on=T, closed_on=closed_on)
    assert phase(way, closed_on - timedelta(days=days_before), RoundPlan(), CALENDAR) is expected


class NotFedBack:
    """An inspection that has not had its feedback."""

    feedback_on = closed_on = intensive_ended_on = None


def test_before_feedback_everything_is_early() -> None:
    assert phase(NotFedBack(), T, RoundPlan(), CALENDAR) is Phase.EARLY
    assert began_on(Phase.EARLY, NotFedBack(), RoundPlan(), CALENDAR) is None


def test_an_intensive_stage_that_passed_is_not_lengthened_by_a_later_calendar() -> None:
    way = ChainFacts(feedback_on=T, intensive_ended_on=T + timedelta(days=90))
    assert phase(way, T + timedelta(days=91), RoundPlan.six_months(), CALENDAR) is Phase.MIDDLE


def test_a_phase_begins_the_day_after_the_one_before_it() -> None:
    way = ChainFacts(feedback_on=T, closed_on=T + timedelta(days=200))
    days = [began_on(one, way, RoundPlan(), CALENDAR) for one in Phase]
    assert days == [T, T + timedelta(days=91), T + timedelta(days=200)]


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
