"""What would lift an evaluation to the next grade, in points of the total (docs/rules.md §7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.scoring.evaluation import Score
from core.scoring.facts import ScoreFacts
from core.scoring.figures import HUNDRED, ZERO
from core.scoring.indicators import Measurement
from core.scoring.scheme import Scheme
from core.vocabulary import Grade, ScoreSource


@dataclass(frozen=True, kw_only=True)
class LiftStep:
    """One thing to do, with what it adds to the total at most; not rounded."""

    indicator: str
    what: str
    points: Decimal


@dataclass(frozen=True, kw_only=True)
class Lift:
    """How far the next grade is, and what leads there."""

    next_grade: Grade
    gap: Decimal
    """Points of the total that are lacking."""
    steps: tuple[LiftStep, ...]
    """By what they add, most first."""
    survey_room: Decimal
    """What the survey could still add to the total."""

    @property
    def within_reach(self) -> Decimal:
        """All steps together, in points of the total."""
        return sum((step.points for step in self.steps), ZERO)


def find_lift(scheme: Scheme, facts: ScoreFacts, score: Score, measured: Mapping[str, Measurement]) -> Lift | None:
    """The way to the next grade; None at the best grade or without a total."""
    if score.total is None:
        return None
    reached = scheme.grade_of(score.total)
    if reached is Grade.GOOD:
        return None
    better = scheme.grades[list(Grade).index(reached) - 1]
    survey = score.by_source[ScoreSource.SURVEY]
    weight = score.weights[ScoreSource.SURVEY]
    return Lift(
        next_grade=better.grade,
        gap=better.least - score.total,
        steps=_steps(scheme, facts, score, measured),
        survey_room=ZERO if survey is None else (HUNDRED - survey) * weight,
    )


def _steps(
    scheme: Scheme, facts: ScoreFacts, score: Score, measured: Mapping[str, Measurement]
) -> tuple[LiftStep, ...]:
    """What review took off, worth its weight in the total; what nothing can mend any more is left out."""
    weight = score.weights[ScoreSource.REVIEW]
    steps = []
    for key, indicator in scheme.indicators.items():
        lost = indicator.points - facts.review_points[key]
        what = _what(indicator.name, measured.get(key))
        if lost > 0 and what:
            steps.append(LiftStep(indicator=key, what=what, points=lost * weight))
    return tuple(sorted(steps, key=lambda step: -step.points))


def _what(name: str, measurement: Measurement | None) -> str:
    """The mends that data name; the indicator itself where it is scored by hand; nothing where it is too late."""
    if measurement is None or not measurement.losses:
        return f"补足“{name}”失分"
    return "，".join(loss.mend for loss in measurement.losses if loss.mend)
