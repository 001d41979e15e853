"""Days, working hours and chance of the demo story: the same seed and day give the same county."""

import random
from datetime import UTC, date, datetime, time, timedelta

from core.almanac import work_calendar
from core.clock import HERE

MORNING, EVENING = 9 * 60, 17 * 60
"""Minutes of the day between which people enter things."""


def chance(*names: object) -> random.Random:
    """A source of its own for each thing told, so that one more step here changes nothing there."""
    return random.Random("/".join(map(str, names)))  # noqa: S311 - invents a county, guards nothing


def on_workday(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not work_calendar().is_workday(day):
        day -= timedelta(days=1)
    return day


def next_workday(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not work_calendar().is_workday(day):
        day += timedelta(days=1)
    return day


def after(day: date, days: int) -> date:
    """The working day that lies about `days` days after (before, when negative)."""
    return on_workday(day + timedelta(days=days))


def instant(day: date, minute: int) -> datetime:
    """This minute of the day, as clocks in China show it, in UTC."""
    hour, rest = divmod(minute, 60)
    return datetime.combine(day, time(hour, rest), HERE).astimezone(UTC)
