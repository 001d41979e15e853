"""Workdays, against a count day by day."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.almanac import work_calendar
from core.rules.workdays import WorkCalendar

PLAIN = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def counted_one_by_one(calendar: WorkCalendar, start: date, end: date) -> int:
    return sum(calendar.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def test_the_first_day_is_not_counted_and_the_last_one_is() -> None:
    assert PLAIN.workdays_between(date(2026, 3, 2), date(2026, 3, 3)) == 1
    assert PLAIN.workdays_between(date(2026, 3, 2), date(2026, 3, 2)) == 0


def test_a_weekend_adds_nothing() -> None:
    assert PLAIN.workdays_between(date(2026, 3, 6), date(2026, 3, 8)) == 0


def test_no_workdays_lie_between_a_day_and_an_earlier_one() -> None:
    assert PLAIN.workdays_between(date(2026, 3, 9), date(2026, 3, 2)) == 0


def test_national_day_holidays_are_no_workdays() -> None:
    assert work_calendar().workdays_between(date(2026, 9, 30), date(2026, 10, 7)) == 0


def test_a_shifted_saturday_is_a_workday() -> None:
    assert work_calendar().is_workday(date(2026, 10, 10))


def test_a_year_without_official_arrangement_is_known_as_such() -> None:
    assert work_calendar().is_known(date(2025, 12, 1), date(2026, 1, 1))
    assert not work_calendar().is_known(date(2026, 12, 1), date(2049, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "known"), [(2025, 2025, True), (2025, 2026, True), (2024, 2025, False), (2025, 2027, False)]
)
def test_a_span_is_known_when_all_its_years_are(first: int, last: int, known: bool) -> None:
    calendar = WorkCalendar(known_years=frozenset({2025, 2026}))
    assert calendar.is_known(date(first, 12, 31), date(last, 1, 1)) is known


def test_a_holiday_on_a_weekend_and_a_shifted_weekday_change_nothing() -> None:
    calendar = WorkCalendar(
        holidays=frozenset({date(2026, 3, 7), date(2026, 3, 8)}), shifted=frozenset({date(2026, 3, 6)})
    )
    assert calendar.workdays_between(date(2026, 3, 2), date(2026, 3, 9)) == 5


def test_adding_workdays_skips_the_weekend() -> None:
    assert PLAIN.add_workdays(date(2026, 3, 6), 1) == date(2026, 3, 9)
    assert PLAIN.add_workdays(date(2026, 3, 6), 0) == date(2026, 3, 6)


@given(start=DAYS, length=st.integers(-5, 120))
def test_the_quick_count_equals_the_count_day_by_day(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert work_calendar().workdays_between(start, end) == counted_one_by_one(work_calendar(), start, end)


@given(start=DAYS, count=st.integers(0, 60))
def test_as_many_workdays_pass_as_were_added(start: date, count: int) -> None:
    end = work_calendar().add_workdays(start, count)
    assert work_calendar().workdays_between(start, end) == count


def test_every_day_of_every_year_that_is_arranged_is_what_the_official_calendar_says() -> None:
    """All years the library covers, day by day; chained so that adding and counting agree as well."""
    calendar = work_calendar()
    first, last = date(min(calendar.known_years), 1, 1), date(max(calendar.known_years), 12, 31)
    passed = 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        assert calendar.is_workday(day) is chinese_calendar.is_workday(day), day
        passed += chinese_calendar.is_workday(day) and day > first
        if day.month == day.day == 12:
            assert calendar.workdays_between(first, day) == passed
            assert calendar.workdays_between(first, calendar.add_workdays(first, passed)) == passed


@given(start=DAYS, count=st.integers(0, 300))
def test_so_many_workdays_later_is_the_first_day_by_which_they_have_passed(start: date, count: int) -> None:
    calendar = work_calendar()
    end = calendar.add_workdays(start, count)
    assert counted_one_by_one(calendar, start, end) == count
    assert count == 0 or calendar.is_workday(end)


@pytest.mark.parametrize("day", [date(2049, 10, 1), date(2001, 5, 1)])
def test_outside_the_arranged_years_weekends_alone_are_taken_out_and_that_is_said(day: date) -> None:
    calendar = work_calendar()
    assert calendar.is_workday(day) is (day.weekday() < 5)
    assert not calendar.is_known(day, day)
