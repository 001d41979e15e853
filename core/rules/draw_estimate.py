"""What the checked findings of a draw say about its whole frame: share found false, with its range (docs/rules.md §6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from core.vocabulary import Verdict

Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What was found of one drawn finding, and how likely it was to be drawn."""

    verdict: Verdict
    probability: Fraction


@dataclass(frozen=True, kw_only=True)
class DrawResult:
    """Result of a draw so far; shares are None while nothing was checked."""

    drawn: int
    checked: int
    false: int
    """Verdict 不符; 部分相符 is counted apart and not as false."""
    partly: int
    share: float | None
    """False ÷ checked."""
    low: float | None
    high: float | None
    """Wilson range of the share, 95 %."""
    weighted: float | None
    """Estimate for the whole frame, each weighted by 1/π (Hájek)."""


def result_of(papers: Sequence[Paper]) -> DrawResult:
    """Count verdicts and estimate; papers without a verdict are not checked yet."""
    checked = [paper for paper in papers if paper.verdict is not Verdict.UNVERIFIED]
    false = [paper for paper in checked if paper.verdict is Verdict.DIFFERS]
    low, high = wilson(len(false), len(checked)) if checked else (None, None)
    return DrawResult(
        drawn=len(papers),
        checked=len(checked),
        false=len(false),
        partly=sum(paper.verdict is Verdict.PARTLY for paper in checked),
        share=len(false) / len(checked) if checked else None,
        low=low,
        high=high,
        weighted=float(_weight(false) / _weight(checked)) if checked else None,
    )


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson score range, 95 %: it stays within 0 and 1 and is sensible for small numbers."""
    share, square = hits / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _weight(papers: Sequence[Paper]) -> Fraction:
    return sum((1 / paper.probability for paper in papers), Fraction(0))
