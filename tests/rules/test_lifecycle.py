"""The table of transitions, and what is lacking when a step may not be taken."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import lifecycle
from core.rules.holders import Bodies, holder
from core.rules.lifecycle import TRANSITIONS, Action, next_step, station_after
from core.vocabulary import Handling, Phase, Station, Status

TODAY = date(2026, 5, 4)
POSSIBLE = {
    Action.CONFIRM: {("draft", "office_confirms")},
    Action.WITHDRAW: {("draft", "office_confirms")}
    | set(product(("not_started", "in_progress", "returned", "relapsed"), ("unit",)))
    | set(product(("cleared", "partially_cleared", "long_term"), ("nobody", "unit"))),
    Action.REPORT: set(
        product(("not_started", "in_progress", "returned", "relapsed", "partially_cleared", "long_term"), ("unit",))
    ),
    Action.REQUEST: set(product(("in_progress", "returned", "relapsed", "partially_cleared", "long_term"), ("unit",))),
    Action.SIGN: {("applied", "head_signs")},
    Action.REVIEW: {("applied", "first_review")},
    Action.APPROVE: {("applied", "approval")},
    Action.RETURN: set(product(("applied",), ("head_signs", "first_review", "approval"))),
    Action.CLEAR_ON_THE_SPOT: set(product(("not_started", "in_progress", "returned", "relapsed"), ("unit",))),
    Action.REOPEN: set(product(("cleared", "partially_cleared", "long_term"), ("nobody", "unit"))),
}
"""Written out by hand from the rules: which action is possible in which state and hands, and in no others."""


@pytest.mark.parametrize("action", list(Action))
def test_an_action_is_possible_exactly_where_the_rules_say(action: Action) -> None:
    found = {(s.value, h.value) for s, h in product(Status, Station) if next_step(action, s, h) is not None}
    assert found == POSSIBLE[action]


def test_every_action_has_its_transitions() -> None:
    assert set(TRANSITIONS) == set(Action)


@pytest.mark.parametrize("outcome", [Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM])
def test_only_a_cleared_finding_is_in_nobodys_hands(outcome: Status) -> None:
    assert station_after(outcome) is (Station.NOBODY if outcome is Status.CLEARED else Station.UNIT)


@given(
    st.lists(st.sampled_from(list(Action)), max_size=30),
    st.sampled_from([Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM]),
)
def test_no_walk_through_the_table_leads_to_a_state_that_nothing_knows(actions: list[Action], wanted: Status) -> None:
    status, station = Status.DRAFT, Station.OFFICE_CONFIRMS
    for action in actions:
        step = next_step(action, status, station)
        if step is None:
            continue
        granted = wanted if action is Action.APPROVE else Status.CLEARED if action is Action.CLEAR_ON_THE_SPOT else None
        status = granted or step.target or status
        station = station_after(granted) if granted else step.next_station
        assert status is Status.WITHDRAWN or any(next_step(a, status, station) for a in Action)
        assert (station in (Station.HEAD_SIGNS, Station.FIRST_REVIEW, Station.APPROVAL)) is (status is Status.APPLIED)


@pytest.mark.parametrize("wanted", [Status.PARTIALLY_CLEARED, Status.LONG_TERM])
@pytest.mark.parametrize(
    ("days", "goal", "codes"),
    [
        (None, "", ["no_next_due", "no_stage_goal"]),
        (0, "做到全覆盖", ["next_due_not_later"]),
        (1, "", ["no_stage_goal"]),
        (1, "做到全覆盖", []),
    ],
)
def test_what_goes_on_names_a_later_day_and_what_is_to_be_reached_by_it(
    wanted: Status, days: int | None, goal: str, codes: list[str]
) -> None:
    day = None if days is None else TODAY + timedelta(days=days)
    missing = lifecycle.missing_in_request(wanted, day, goal, TODAY)
    assert [(one.code, one.where) for one in missing] == [(code, "finding.clearance") for code in codes]


@pytest.mark.parametrize(("days", "codes"), [(None, []), (0, ["next_due_not_later"]), (1, [])])
def test_what_is_asked_to_be_cleared_needs_neither(days: int | None, codes: list[str]) -> None:
    day = None if days is None else TODAY + timedelta(days=days)
    assert [one.code for one in lifecycle.missing_in_request(Status.CLEARED, day, "", TODAY)] == codes


@pytest.mark.parametrize("handling", list(Handling))
def test_only_immediate_findings_are_cleared_on_the_spot(handling: Handling) -> None:
    missing = lifecycle.missing_for_clearing_on_the_spot(handling)
    wanted = [] if handling is Handling.IMMEDIATE else [("not_immediate", "finding.handling")]
    assert [(one.code, one.where) for one in missing] == wanted


@pytest.mark.parametrize(
    ("count", "days", "codes"),
    [
        (0, 1, []),
        (0, 0, ["new_due_not_later"]),
        (1, 30, ["extension_limit"]),
        (1, 0, ["extension_limit", "new_due_not_later"]),
    ],
)
def test_a_deadline_moves_later_only_and_only_as_often_as_allowed(count: int, days: int, codes: list[str]) -> None:
    missing = lifecycle.missing_for_extension(count, 1, TODAY, TODAY + timedelta(days=days))
    assert [one.code for one in missing] == codes
    assert {one.where for one in missing} <= {"finding.extension"}
    assert [one.count for one in missing] == [1 if code == "extension_limit" else 0 for code in codes]


@pytest.mark.parametrize(
    ("station", "now", "expected"),
    [
        (Station.OFFICE_CONFIRMS, Phase.EARLY, "巡察办（确认）"),
        (Station.UNIT, Phase.EARLY, "柳舟镇（经办）"),
        (Station.HEAD_SIGNS, Phase.EARLY, "柳舟镇（一把手签字）"),
        (Station.FIRST_REVIEW, Phase.EARLY, "第一巡察组（初审）"),
        (Station.FIRST_REVIEW, Phase.MIDDLE, "第一巡察组（初审）"),
        (Station.FIRST_REVIEW, Phase.LONG_RUN, "第一执纪监督室（初审）"),
        (Station.APPROVAL, Phase.LONG_RUN, "巡察办（核准）"),
        (Station.NOBODY, Phase.MIDDLE, ""),
    ],
)
def test_the_holder_is_named_and_the_first_review_changes_hands_with_the_phase(
    station: Station, now: Phase, expected: str
) -> None:
    bodies = Bodies(unit="柳舟镇", team="第一巡察组", discipline_office="第一执纪监督室", resident_team="第一派驻组")
    assert holder(station, now, bodies) == expected


@pytest.mark.parametrize(("resident", "expected"), [("第一派驻组", "第一派驻组（初审）"), ("", "执纪监督室（初审）")])
def test_without_a_discipline_office_the_resident_team_reviews_in_the_long_run(resident: str, expected: str) -> None:
    bodies = Bodies(unit="柳舟镇", team="第一巡察组", resident_team=resident)
    assert holder(Station.FIRST_REVIEW, Phase.LONG_RUN, bodies) == expected
