"""Who heads a unit on a day, and whether tenures fit together (docs/rules.md §1, §8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """One head's time in office; the last day is still in office, None is until further notice."""

    id: int
    name: str
    post: str
    from_on: date
    to_on: date | None

    def covers(self, day: date) -> bool:
        """Whether the person was in office on this day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def head_on(tenures: Iterable[Tenure], day: date) -> Tenure | None:
    """The head in office on this day; nobody between two tenures."""
    return next((tenure for tenure in tenures if tenure.covers(day)), None)


def overlaps(one: Tenure, other: Tenure) -> bool:
    """Whether two tenures share a day."""
    one_ends, other_ends = one.to_on or date.max, other.to_on or date.max
    return one.from_on <= other_ends and other.from_on <= one_ends
