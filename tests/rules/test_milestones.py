"""By when a unit must have done what, counted from T (docs/rules.md §3.1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.milestones import RESPONSIBLE, ChainFacts, Stop, milestone_due_on, moves, stops, with_fixed
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
        (Milestone.FEEDBACK, 0, 0),
        (Milestone.NOTICES, 3, 3),
        (Milestone.NOTICE_REPLIES, 30, 30),
        (Milestone.JOINT_REVIEW, 30 + 10, 30 + 10),
        (Milestone.INTENSIVE_END, 90, 180),
        (Milestone.FIRST_EVALUATION, 90 + 30, 180 + 30),
        (Milestone.SECOND_RECTIFICATION, 90 + 30 + 60, 180 + 30 + 60),
        (Milestone.SECOND_EVALUATION, 270, 330),
        (Milestone.CLOSE_OUT, 365, 395),
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
        ("notice_days", Milestone.NOTICES),
        ("notice_reply_days", Milestone.NOTICE_REPLIES),
        ("joint_review_days", Milestone.JOINT_REVIEW),
        ("first_evaluation_days", Milestone.FIRST_EVALUATION),
        ("second_rectification_days", Milestone.SECOND_RECTIFICATION),
        ("second_evaluation_days", Milestone.SECOND_EVALUATION),
        ("close_out_days", Milestone.CLOSE_OUT),
    ],
)
def test_each_setting_of_a_round_moves_its_own_milestone_only(setting: str, milestone: Milestone) -> None:
    usual = RoundPlan()
    longer = usual.model_copy(update={setting: getattr(usual, setting) + 3})
    found = moves(ChainFacts(feedback_on=T), usual, longer, T, CALENDAR)
    follows = {
        Milestone.LEDGERS: [Milestone.JOINT_REVIEW],
        Milestone.FIRST_EVALUATION: [Milestone.SECOND_RECTIFICATION],
    }
    assert [move.milestone for move in found] == [milestone, *follows.get(milestone, [])]
    assert {move.new_due_on - move.old_due_on for move in found} == {timedelta(days=3)}


def test_milestones_are_counted_in_workdays_where_the_round_counts_so() -> None:
    plan = RoundPlan(day_count=DayCount.WORKDAYS, relay_days=5, intensive_days=30, report_days=5)
    assert milestone_due_on(Milestone.RELAY, T, plan, CALENDAR) == T + timedelta(days=7)
    assert milestone_due_on(Milestone.REPORT, T, plan, CALENDAR) == T + timedelta(days=42 + 7)


def day(number: int) -> date:
    return T + timedelta(days=number)


def stop(milestone: Milestone, after: int, **facts: object) -> Stop:
    """One station so many days after the feedback."""
    chain = replace(ChainFacts(feedback_on=T), **facts)
    return {one.milestone: one for one in stops(chain, day(after), RoundPlan(), CALENDAR)}[milestone]


@pytest.mark.parametrize(("after", "state"), [(7, "now"), (8, "late")])
def test_a_station_is_late_from_the_day_after_its_due_day(after: int, state: str) -> None:
    assert stop(Milestone.RELAY, after).state == state
    assert stop(Milestone.RELAY, after).days_left == 7 - after


def test_a_station_is_done_from_the_day_on_which_it_was_reached() -> None:
    assert stop(Milestone.RELAY, 4, met={Milestone.RELAY: day(5)}).state == "now"
    assert stop(Milestone.RELAY, 5, met={Milestone.RELAY: day(5)}).state == "done"


@pytest.mark.parametrize(("after", "state"), [(90, "todo"), (91, "now"), (100, "now"), (101, "late")])
def test_what_follows_the_intensive_stage_begins_the_day_after_it(after: int, state: str) -> None:
    assert stop(Milestone.REPORT, after).state == state
    assert stop(Milestone.INTENSIVE_END, after).state == ("done" if after > 90 else "now")


def test_a_day_that_is_only_guessed_makes_nothing_late() -> None:
    assert stop(Milestone.JOINT_REVIEW, 100).state == "todo"
    assert stop(Milestone.SECOND_RECTIFICATION, 300).state == "todo"
    assert stop(Milestone.NOTICE_REPLIES, 100).state == "todo"
    submitted = {"submitted_on": day(20)}
    assert [stop(Milestone.JOINT_REVIEW, after, **submitted).state for after in (20, 30, 31)] == ["now", "now", "late"]
    evaluated = {"met": {Milestone.FIRST_EVALUATION: day(110)}}
    assert stop(Milestone.SECOND_RECTIFICATION, 170, **evaluated).due_on == day(170)
    assert stop(Milestone.SECOND_RECTIFICATION, 171, **evaluated).state == "late"


@pytest.mark.parametrize(("after", "state"), [(270, "todo"), (271, "late")])
def test_a_second_evaluation_is_late_by_the_calendar_even_without_the_first(after: int, state: str) -> None:
    assert stop(Milestone.SECOND_EVALUATION, after).state == state
    assert stop(Milestone.SECOND_EVALUATION, 200, met={Milestone.FIRST_EVALUATION: day(110)}).state == "now"


def test_after_close_out_only_what_goes_on_is_looked_for() -> None:
    closed = {"closed_on": day(200)}
    assert stop(Milestone.FOLLOW_UP, 199, **closed).state == "todo"
    assert [stop(Milestone.FOLLOW_UP, after, **closed).state for after in (200, 290, 291)] == ["now", "now", "late"]
    looked = closed | {"met": {Milestone.FOLLOW_UP: day(280)}}
    assert stop(Milestone.FOLLOW_UP, 291, **looked).due_on == day(370)
    assert stop(Milestone.PUBLICATION, 300, **closed).state == "todo"
    assert stop(Milestone.CLOSE_OUT, 200, **closed).state == "done"


def test_everybody_knows_who_is_to_bring_a_station_about() -> None:
    assert set(RESPONSIBLE) == set(Milestone)


days = st.integers(0, 400)
met_days = st.dictionaries(st.sampled_from(list(Milestone)), days, max_size=8)


@given(now=days, met=met_days, submitted=days, changed=st.sampled_from(["natural", "workdays"]))
def test_a_changed_calendar_never_moves_what_is_done(
    now: int, met: dict[Milestone, int], submitted: int, changed: str
) -> None:
    facts = ChainFacts(
        feedback_on=T, submitted_on=day(submitted), met={one: day(number) for one, number in met.items()}
    )
    old, new = RoundPlan(), RoundPlan(day_count=DayCount(changed), relay_days=9, intensive_days=180, close_out_days=395)
    before = {one.milestone: one for one in stops(facts, day(now), old, CALENDAR)}
    done = {one.milestone for one in before.values() if one.state == "done"}
    assert done.isdisjoint(move.milestone for move in moves(facts, old, new, day(now), CALENDAR))
    after = stops(with_fixed(facts, done, old, CALENDAR), day(now), new, CALENDAR)
    for one in after:
        if one.milestone in done:
            assert one == before[one.milestone]
