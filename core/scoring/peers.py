"""A unit among those of its own kind: rank, percentile, medians (docs/rules.md §9: 只在同类中比较)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from core.scoring.portrait import Portrait


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one unit stands among its kind; ranks are None for units that are not ranked."""

    rank: int | None
    """1 is best; equal scores share a rank."""
    tied: int
    """How many others share it."""
    of: int
    """Units of the kind that are ranked."""
    percentile: Decimal | None
    """Share of the other ranked units that score lower, 0–1; None when there are no others."""
    median: Decimal | None
    """Median score of the ranked units, itself among them."""
    medians: Mapping[str, Decimal]
    """Median share of full marks by dimension, over units where it is collected."""


def standing(portrait: Portrait, kind: Sequence[Portrait]) -> Standing:
    """Place a portrait among all portraits of its kind, itself among them."""
    scores = [one.score for one in kind if one.is_ranked and one.score is not None]
    medians = _medians(kind)
    middle = median(scores) if scores else None
    if not portrait.is_ranked or portrait.score is None:
        return Standing(rank=None, tied=0, of=len(scores), percentile=None, median=middle, medians=medians)
    others = len(scores) - 1
    lower = sum(score < portrait.score for score in scores)
    return Standing(
        rank=1 + sum(score > portrait.score for score in scores),
        tied=scores.count(portrait.score) - 1,
        of=len(scores),
        percentile=Decimal(lower) / others if others else None,
        median=middle,
        medians=medians,
    )


def _medians(kind: Sequence[Portrait]) -> dict[str, Decimal]:
    shares: dict[str, list[Decimal]] = {}
    for portrait in kind:
        for dimension in portrait.dimensions:
            if portrait.is_ranked and dimension.share is not None:
                shares.setdefault(dimension.code, []).append(dimension.share)
    return {code: median(found) for code, found in shares.items()}
