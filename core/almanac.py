"""The official Chinese work calendar as a `WorkCalendar`; years not yet arranged fall back to weekends."""

from datetime import date
from functools import cache

from chinese_calendar import constants

from core.rules.workdays import WorkCalendar


@cache
def work_calendar() -> WorkCalendar:
    """Holidays and shifted workdays of all years the library knows."""
    shifted, holidays = frozenset(constants.workdays), frozenset(constants.holidays)
    years = frozenset(day.year for day in holidays)
    return WorkCalendar(holidays=frozenset(_weekdays(holidays)), shifted=shifted, known_years=years)


def _weekdays(days: frozenset[date]) -> list[date]:
    return [day for day in days if day.weekday() < 5]
