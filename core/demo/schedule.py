"""The order in which a county's three years are told: one day after the other, over all units."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from core.demo.days import instant

LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True)
class Moment:
    """When something is done: the day a form shows and the instant of the trail."""

    day: date
    now: datetime


Deed = Callable[[Moment], object]


@dataclass
class Schedule:
    """Deeds by day and minute; a deed may add later ones."""

    _waiting: list[tuple[date, int, int, Deed]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def add(self, day: date, minute: int, deed: Deed) -> None:
        """Do this on that day; deeds of the same minute keep the order they were added in."""
        heapq.heappush(self._waiting, (day, min(minute, LAST_MINUTE), next(self._numbers), deed))

    def run(self) -> None:
        """Do everything in order of time."""
        while self._waiting:
            day, minute, _number, deed = heapq.heappop(self._waiting)
            deed(Moment(day, instant(day, minute)))
