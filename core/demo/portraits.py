"""The days on which the office puts the portraits of all units on record (docs/rules.md §9)."""

from datetime import date, timedelta

from core.commands.portrait import RecordPortraits
from core.demo.days import on_workday
from core.demo.story import OFFICE, Story

AFTER_WORK = 18 * 60
QUARTERS = 3


def plan_portraits(story: Story) -> None:
    """Schedule the last working day of each past quarter, and the last day of the story."""
    for day in (*map(on_workday, past_quarter_ends(story.until)), story.until):
        story.schedule.add(day, AFTER_WORK, lambda moment: story.do(RecordPortraits(), OFFICE, moment))


def past_quarter_ends(until: date) -> list[date]:
    """The last days of the quarters before this day, oldest first."""
    ends: list[date] = []
    start = date(until.year, until.month - (until.month - 1) % 3, 1)
    for _ in range(QUARTERS):
        ends.insert(0, start - timedelta(days=1))
        start = date(ends[0].year, ends[0].month - 2, 1)
    return ends
