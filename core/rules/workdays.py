"""Workdays between two days, by a calendar of holidays and shifted workdays that is passed in."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Days that differ from the plain week; outside `known_years` weekends are inferred."""

    holidays: frozenset[date] = frozenset()
    """Weekdays on which nobody works."""
    shifted: frozenset[date] = frozenset()
    """Weekend days on which everybody works (调休)."""
    known_years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether offices work on this day."""
        return day in self.shifted or (day.weekday() < SATURDAY and day not in self.holidays)

    def is_known(self, start: date, end: date) -> bool:
        """Whether official arrangements cover the whole span; if not, figures say so."""
        return all(year in self.known_years for year in range(start.year, end.year + 1))

    def workdays_between(self, start: date, end: date) -> int:
        """Workdays after `start` up to and including `end`; 0 when `end` is not later."""
        span = (end - start).days
        if span <= 0:
            return 0
        weeks, rest = divmod(span, 7)
        tail = (start + timedelta(days=weeks * 7 + offset) for offset in range(1, rest + 1))
        plain = weeks * 5 + sum(day.weekday() < SATURDAY for day in tail)
        lost = sum(start < day <= end and day.weekday() < SATURDAY for day in self.holidays)
        won = sum(start < day <= end and day.weekday() >= SATURDAY for day in self.shifted)
        return plain - lost + won

    def add_workdays(self, start: date, count: int) -> date:
        """The day on which `count` workdays after `start` have passed; `start` itself for 0."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day
