"""Which findings are to be visited in the interval of a round, and why (滚动督查压茬安排, docs/rules.md §6.1)."""

from dataclasses import dataclass

from core.vocabulary import DueReason, Handling, Status


@dataclass(frozen=True, kw_only=True)
class RollingFacts:
    """One finding as far as it is to be visited; rounds are counted in their order."""

    round_index: int
    handling: Handling
    status: Status
    was_checked: bool = False
    """Whether a visit of this interval has looked at it already."""


def due_reason(facts: RollingFacts, this_round: int) -> DueReason | None:
    """Why a finding is to be visited now; None when it is not.

    What was returned or came back is due whatever its round; else the last round's 即知即改, cleared or not, and what
    still goes on from the round before it.
    """
    if facts.was_checked or facts.status not in Status.counted():
        return None
    if facts.status is Status.RETURNED:
        return DueReason.RETURNED
    if facts.status is Status.RELAPSED:
        return DueReason.RELAPSED
    is_immediate = facts.handling is Handling.IMMEDIATE
    if facts.round_index == this_round - 1 and is_immediate:
        return DueReason.IMMEDIATE_OF_LAST
    if facts.round_index == this_round - 2 and not is_immediate and facts.status is not Status.CLEARED:
        return DueReason.CONTINUING_OF_BEFORE_LAST
    return None
