"""The waves in which the demo county was inspected: how many units, when they got their feedback, how findings came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Intake(StrEnum):
    """The way in which the findings of an inspection were entered."""

    FEEDBACK = "feedback"
    """The opinion was split, the drafts confirmed."""
    DRAFTS = "drafts"
    """Split, waiting to be confirmed."""
    PAST_LEDGER = "past_ledger"
    """A ledger was imported long afterwards, with what had been done by then."""
    NONE = "none"


class Wave(StrEnum):
    """Inspections of one round that had their feedback at about the same time and stand alike."""

    FIRST_CLOSED = "first_closed"
    FIRST_LEDGER = "first_ledger"
    FIRST_OPEN = "first_open"
    SECOND_CLOSED = "second_closed"
    SECOND_OPEN = "second_open"
    THIRD_EARLY = "third_early"
    THIRD_MIDDLE = "third_middle"
    THIRD_LATE = "third_late"
    THIRD_DRAFTS = "third_drafts"
    PLANNED = "planned"


@dataclass(frozen=True)
class WaveFacts:
    """`inspections` at default size; days count back from the last day of the story."""

    round_index: int
    inspections: int
    feedback_days_ago: tuple[int, int]
    intake: Intake = Intake.FEEDBACK
    ledgers: int = 0
    """So many of the inspections took over the unit's own ledger, with tasks and measures, instead."""
    close_out_after: tuple[int, int] | None = None
    """Days from feedback to close-out; None where it is not closed out."""
    weight: float = 1.0
    """Findings per inspection against the average."""


WAVES: Mapping[Wave, WaveFacts] = {
    Wave.FIRST_CLOSED: WaveFacts(0, 5, (1045, 1020), close_out_after=(335, 400)),
    Wave.FIRST_LEDGER: WaveFacts(0, 17, (1045, 1030), Intake.PAST_LEDGER, close_out_after=(480, 520), weight=1.15),
    Wave.FIRST_OPEN: WaveFacts(0, 4, (1040, 1020)),
    Wave.SECOND_CLOSED: WaveFacts(1, 10, (592, 580), ledgers=1, close_out_after=(345, 420)),
    Wave.SECOND_OPEN: WaveFacts(1, 16, (590, 562)),
    Wave.THIRD_EARLY: WaveFacts(2, 8, (188, 178), ledgers=2, weight=0.95),
    Wave.THIRD_MIDDLE: WaveFacts(2, 7, (122, 112), ledgers=1, weight=0.95),
    Wave.THIRD_LATE: WaveFacts(2, 6, (68, 58), weight=0.85),
    Wave.THIRD_DRAFTS: WaveFacts(2, 1, (14, 12), Intake.DRAFTS, weight=0.7),
    Wave.PLANNED: WaveFacts(2, 1, (0, 0), Intake.NONE, weight=0.0),
}
DEFAULT_FINDINGS = 1200


def inspections_of(wave: Wave, findings: int) -> int:
    """How many inspections a wave has in a county of so many findings; never more than at default size."""
    facts = WAVES[wave]
    return min(facts.inspections, max(1, round(facts.inspections * findings / DEFAULT_FINDINGS)))
