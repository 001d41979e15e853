"""Which findings a draw picks: weights, exact chances, and a selection that follows from the seed alone (docs/rules.md §6.2).

Everything here is whole numbers and fractions: the same seed gives the same result on any machine, in any year.
Python's own `random` is left alone, because what it makes of a seed may change from one version to the next.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.vocabulary import Grade, RiskFactor

BASE_WEIGHT = 1
"""Every candidate can be drawn, whatever speaks for it."""
LARGEST_WEIGHT = 10
DEFAULT_WEIGHTS: Mapping[RiskFactor, int] = {
    RiskFactor.LOW_SCORE: 2,
    RiskFactor.INFLATED_SELF: 2,
    RiskFactor.NEVER_CHECKED: 3,
    RiskFactor.OVERDUE: 1,
    RiskFactor.MONEY: 1,
}
"""What each risk factor adds unless the office chooses otherwise."""
LOW_GRADES = (Grade.FAIR, Grade.POOR)
MANY_OVERDUE = 3
"""From so many overdue findings of a unit on, all of its findings count as 逾期多."""
BLOCK = 2**256
"""How many values one block of the stream can have."""


@dataclass(frozen=True, kw_only=True)
class RiskFacts:
    """What is known of one candidate on the day of sealing."""

    grade: Grade | None = None
    """Of the newest adopted evaluation of its inspection."""
    has_inflated_self: bool = False
    is_cleared: bool = False
    was_checked: bool = False
    """It stands in a working paper of a recorded visit."""
    is_overdue: bool = False
    overdue_in_unit: int = 0
    amount_yuan: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Chance:
    """Weight of one candidate and how likely it is to be drawn."""

    weight: int
    probability: Fraction


def factors_of(facts: RiskFacts) -> tuple[RiskFactor, ...]:
    """Risk factors of a candidate, in their fixed order."""
    holds = {
        RiskFactor.LOW_SCORE: facts.grade in LOW_GRADES,
        RiskFactor.INFLATED_SELF: facts.has_inflated_self,
        RiskFactor.NEVER_CHECKED: facts.is_cleared and not facts.was_checked,
        RiskFactor.OVERDUE: facts.is_overdue or facts.overdue_in_unit >= MANY_OVERDUE,
        RiskFactor.MONEY: facts.amount_yuan is not None and facts.amount_yuan > 0,
    }
    return tuple(factor for factor in RiskFactor if holds[factor])


def weight_of(factors: Sequence[RiskFactor], weights: Mapping[RiskFactor, int]) -> int:
    """One, and what its factors add."""
    return BASE_WEIGHT + sum(weights.get(factor, 0) for factor in factors)


def probabilities(weights: Sequence[int], size: int) -> tuple[Fraction, ...]:
    """π = min(1, n·w/Σw), those that reach 1 taken out until none does; the sum is exactly the number drawn."""
    if not 0 <= size <= len(weights):
        raise ValueError("cannot draw more than there are")
    certain = _certain(weights, size)
    left = size - len(certain)
    total = sum(weight for place, weight in enumerate(weights) if place not in certain)
    return tuple(
        Fraction(1) if place in certain else Fraction(left * weight, total) for place, weight in enumerate(weights)
    )


def _certain(weights: Sequence[int], size: int) -> frozenset[int]:
    """Places that are drawn in any case: their share of what is left to draw is one or more."""
    certain: frozenset[int] = frozenset()
    while True:
        left = size - len(certain)
        rest = {place: weight for place, weight in enumerate(weights) if place not in certain}
        total = sum(rest.values())
        reached = frozenset(place for place, weight in rest.items() if left * weight >= total)
        if not left or not reached:
            return certain
        certain |= reached


def chances(weights: Sequence[int], size: int) -> tuple[Chance, ...]:
    """Weight and probability of each, for preview and sheet."""
    pairs = zip(weights, probabilities(weights, size), strict=True)
    return tuple(Chance(weight=weight, probability=probability) for weight, probability in pairs)


def commitment_of(secret: str) -> str:
    """What is shown when a draw is sealed: it binds the secret and tells nothing of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def seed_of(secret: str, frame_sha256: str, head_hash: str, drawn_at: str) -> str:
    """SHA-256 over secret, frame, head of the audit chain and instant: none of them alone decides, and nobody chooses."""
    return hashlib.sha256("\n".join((secret, frame_sha256, head_hash, drawn_at)).encode()).hexdigest()


def whole_numbers(seed: str) -> Callable[[int], int]:
    """Gives whole numbers from 0 up to, not including, a bound, each equally likely: SHA-256(seed ‖ counter), with rejection."""
    start, counter = bytes.fromhex(seed), 0

    def below(bound: int) -> int:
        nonlocal counter
        usable = BLOCK - BLOCK % bound
        while True:
            block = int.from_bytes(hashlib.sha256(start + counter.to_bytes(8, "big")).digest(), "big")
            counter += 1
            if block < usable:
                return block % bound

    return below


def shuffled(count: int, below: Callable[[int], int]) -> list[int]:
    """Places 0 to count - 1 in an order of which each is equally likely (Fisher and Yates)."""
    places = list(range(count))
    for last in range(count - 1, 0, -1):
        other = below(last + 1)
        places[last], places[other] = places[other], places[last]
    return places


def draw(weights: Sequence[int], size: int, seed: str) -> tuple[int, ...]:
    """Places drawn, in rising order: exactly `size`, each with exactly its probability.

    The candidates are laid end to end in shuffled order, each as long as its weight times the number still to draw.
    A comb whose teeth are one total weight apart is laid over them at a start that is uniform over the first gap;
    no candidate is as long as a gap, so no two teeth meet the same one (systematic sampling).
    """
    certain = _certain(weights, size)
    left = size - len(certain)
    below = whole_numbers(seed)
    rest = [place for place in shuffled(len(weights), below) if place not in certain]
    total = sum(weights[place] for place in rest)
    drawn = list(certain)
    if left:
        tooth, end = below(total), 0
        for place in rest:
            end += left * weights[place]
            if tooth < end:
                drawn.append(place)
                tooth += total
    return tuple(sorted(drawn))
