"""Where the words of a line of time go, so that none covers another: a pure sum over estimated widths."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from core.queries.portrait_events import PortraitEvent
from core.vocabulary import Grade

NARROW = 560
"""Pixels of the line in the narrowest window; words that fit there fit in wider ones."""
WIDE_SIGN, NARROW_SIGN, GAP = 13.2, 7.6, 10
LEVELS = (1, -1, 2, -2, 3, -3, 4, -4)
"""Above and below the line, the nearest first; what finds no place keeps its point and its tooltip."""
MARGIN = 0.02
SHORTEST = timedelta(days=120)
STEPS = (1, 2, 3, 6, 12, 24, 60)
MOST_TICKS = 8


@dataclass(frozen=True, kw_only=True)
class Place:
    """One point: `at` along the line from 0 to 1, words at a level, 0 when they found no room."""

    on: date
    words: str
    grade: Grade | None
    at: float
    level: int
    align: str


@dataclass(frozen=True)
class Tick:
    """A month named below the line."""

    at: float
    words: str


def place_events(events: Sequence[PortraitEvent]) -> tuple[Place, ...]:
    """Points in the order of time; what happened on one day is one point."""
    begin, days = _span(events)
    ends: dict[int, float] = {}
    places = []
    for on, group in groupby(sorted(events, key=lambda event: event.on), key=lambda event: event.on):
        same = list(group)
        words = "、".join(_words(event) for event in same)
        grade = next((event.grade for event in reversed(same) if event.grade), None)
        at = _along(on, begin, days)
        left, align = _left(at, words_width(words) / NARROW)
        level = next((one for one in LEVELS if ends.get(one, 0.0) <= left), 0)
        if level:
            ends[level] = left + (words_width(words) + GAP) / NARROW
        places.append(Place(on=on, words=words, grade=grade, at=at, level=level, align=align))
    return tuple(places)


def month_ticks(events: Sequence[PortraitEvent]) -> tuple[Tick, ...]:
    """First days of months, no more than fit."""
    if not events:
        return ()
    begin, days = _span(events)
    end = begin + timedelta(days=days)
    months = [_month(number) for number in range(_number(begin) + 1, _number(end) + 1)]
    step = next((one for one in STEPS if len(months) / one <= MOST_TICKS), STEPS[-1])
    kept = [month for month in months if (_number(month) % 12) % min(step, 12) == 0][:: max(1, step // 12)]
    return tuple(Tick(_along(month, begin, days), f"{month:%Y.%m}") for month in kept)


def words_width(words: str) -> float:
    """Pixels at 13 px type, somewhat too many rather than too few."""
    return sum(NARROW_SIGN if sign.isascii() else WIDE_SIGN for sign in words)


def _words(event: PortraitEvent) -> str:
    return f"{event.words} {event.grade.term}" if event.grade else event.words


def _span(events: Sequence[PortraitEvent]) -> tuple[date, int]:
    """First day and length of the line."""
    if not events:
        return date.min, 1
    first, last = min(event.on for event in events), max(event.on for event in events)
    return first, max(last - first, SHORTEST).days


def _along(day: date, begin: date, days: int) -> float:
    return MARGIN + (1 - 2 * MARGIN) * (day - begin).days / days


def _left(at: float, width: float) -> tuple[float, str]:
    """Where words begin, and how they are set: centred, or turned inwards at an end."""
    if at - width / 2 < 0:
        return at, "left"
    if at + width / 2 > 1:
        return at - width, "right"
    return at - width / 2, "center"


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
