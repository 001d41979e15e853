"""Points of indicators added up to dimensions and sources; a source with a missing point has no score yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.scoring.facts import ScoreFacts
from core.scoring.figures import ZERO
from core.scoring.scheme import Dimension, Indicator, PointRule, Scheme
from core.vocabulary import ScoreSource


@dataclass(frozen=True, kw_only=True)
class DimensionScore:
    """One dimension: its full marks and what self and review gave; None while a point is missing."""

    code: str
    name: str
    points: Decimal
    self_points: Decimal | None
    review_points: Decimal | None


def _deduct(_indicator: Indicator, entered: Decimal) -> Decimal:
    """What was entered is what is left after deductions."""
    return entered


COMPOSED = {PointRule.DEDUCT: _deduct}
"""How the number entered for an indicator enters its dimension."""


def missing_points(scheme: Scheme, facts: ScoreFacts) -> tuple[tuple[ScoreSource, str], ...]:
    """Points nobody gave, in the order of the sheet."""
    return tuple(
        (source, key)
        for source in ScoreSource.by_indicator()
        for key in scheme.indicators
        if key not in facts.points(source)
    )


def source_score(scheme: Scheme, points: Mapping[str, Decimal]) -> Decimal | None:
    """Points of 100 of one source."""
    parts = [_dimension_points(dimension, points) for dimension in scheme.dimensions]
    return _sum(parts)


def dimension_scores(scheme: Scheme, facts: ScoreFacts) -> tuple[DimensionScore, ...]:
    """Every dimension with what self and review gave."""
    return tuple(
        DimensionScore(
            code=dimension.code,
            name=dimension.name,
            points=dimension.points,
            self_points=_dimension_points(dimension, facts.self_points),
            review_points=_dimension_points(dimension, facts.review_points),
        )
        for dimension in scheme.dimensions
    )


def _dimension_points(dimension: Dimension, points: Mapping[str, Decimal]) -> Decimal | None:
    parts = []
    for indicator in dimension.indicators:
        entered = points.get(f"{dimension.code}.{indicator.code}")
        parts.append(None if entered is None else COMPOSED[indicator.rule](indicator, entered))
    return _sum(parts)


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, ZERO) if len(known) == len(parts) else None
