"""Overdue, due soon and warning levels, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.deadlines import is_due_soon, is_overdue, overdue_days, warning_level, was_on_time
from core.rules.plan import RoundPlan
from core.vocabulary import Status, WarningLevel

DUE = date(2026, 6, 30)
PLAN = RoundPlan()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(("days_after", "late"), [(-1, False), (0, False), (1, True)])
def test_finding_is_overdue_from_the_day_after_its_due_date(days_after: int, late: bool) -> None:
    assert is_overdue(Status.IN_PROGRESS, DUE, DUE + timedelta(days=days_after)) is late


@pytest.mark.parametrize("status", list(Status))
def test_every_counted_state_but_cleared_can_be_overdue(status: Status) -> None:
    expected = status not in (Status.CLEARED, Status.DRAFT, Status.WITHDRAWN)
    assert is_overdue(status, DUE, DUE + timedelta(days=1)) is expected


def test_finding_without_a_deadline_is_never_overdue() -> None:
    assert not is_overdue(Status.IN_PROGRESS, None, DUE)
    assert overdue_days(Status.IN_PROGRESS, None, DUE) == 0


@pytest.mark.parametrize(("days_after", "expected"), [(0, 0), (1, 1), (47, 47)])
def test_overdue_days_are_natural_days(days_after: int, expected: int) -> None:
    assert overdue_days(Status.RETURNED, DUE, DUE + timedelta(days=days_after)) == expected


@pytest.mark.parametrize(("days_before", "soon"), [(21, False), (20, True), (0, True), (-1, False)])
def test_finding_is_due_soon_within_twenty_days_and_on_the_day(days_before: int, soon: bool) -> None:
    assert is_due_soon(Status.NOT_STARTED, DUE, DUE - timedelta(days=days_before), PLAN.due_soon_days) is soon


def test_cleared_finding_is_never_due_soon() -> None:
    assert not is_due_soon(Status.CLEARED, DUE, DUE, 20)


@pytest.mark.parametrize(("days_after", "on_time"), [(-1, True), (0, True), (1, False)])
def test_finding_is_on_time_when_cleared_on_its_due_date(days_after: int, on_time: bool) -> None:
    assert was_on_time(Status.CLEARED, DUE + timedelta(days=days_after), DUE) is on_time


def test_uncleared_finding_is_not_on_time() -> None:
    assert not was_on_time(Status.PARTIALLY_CLEARED, DUE, DUE)
    assert not was_on_time(Status.CLEARED, None, DUE)


@pytest.mark.parametrize(
    ("left", "level"),
    [
        (21, WarningLevel.NONE),
        (20, WarningLevel.GREEN),
        (11, WarningLevel.GREEN),
        (10, WarningLevel.YELLOW),
        (0, WarningLevel.YELLOW),
        (-1, WarningLevel.RED),
        (-30, WarningLevel.RED),
        (-31, WarningLevel.ESCALATED),
    ],
)
def test_warning_rises_with_the_days_left(left: int, level: WarningLevel) -> None:
    assert warning_level(Status.IN_PROGRESS, DUE, DUE - timedelta(days=left), PLAN) is level


@pytest.mark.parametrize("status", [Status.CLEARED, Status.DRAFT, Status.WITHDRAWN])
def test_nobody_is_warned_of_what_is_done_or_does_not_count(status: Status) -> None:
    assert warning_level(status, DUE, DUE + timedelta(days=99), PLAN) is WarningLevel.NONE


def test_nobody_is_warned_without_a_deadline() -> None:
    assert warning_level(Status.IN_PROGRESS, None, DUE, PLAN) is WarningLevel.NONE


@given(status=st.sampled_from(Status.counted()), due_on=DAYS, as_of=DAYS)
def test_a_finding_is_never_overdue_and_due_soon_at_once(status: Status, due_on: date, as_of: date) -> None:
    assert not (is_overdue(status, due_on, as_of) and is_due_soon(status, due_on, as_of, 20))


@given(status=st.sampled_from(Status.counted()), due_on=DAYS, as_of=DAYS)
def test_overdue_days_are_positive_exactly_when_overdue(status: Status, due_on: date, as_of: date) -> None:
    assert (overdue_days(status, due_on, as_of) > 0) is is_overdue(status, due_on, as_of)


@given(status=st.sampled_from(Status.not_cleared()), due_on=DAYS, as_of=DAYS)
def test_what_is_overdue_stays_overdue_the_next_day(status: Status, due_on: date, as_of: date) -> None:
    if is_overdue(status, due_on, as_of):
        assert overdue_days(status, due_on, as_of + timedelta(days=1)) == overdue_days(status, due_on, as_of) + 1


@given(due_on=DAYS, as_of=DAYS)
def test_warning_never_falls_as_days_pass(due_on: date, as_of: date) -> None:
    order = list(WarningLevel)
    today, tomorrow = (
        order.index(warning_level(Status.APPLIED, due_on, day, PLAN)) for day in (as_of, as_of + timedelta(days=1))
    )
    assert tomorrow >= today
