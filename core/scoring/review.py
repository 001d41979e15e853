"""When a review point needs a reason: evidence was changed, or points were taken off by hand (docs/rules.md §7.1)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from core.scoring.figures import rounded
from core.scoring.indicators import Measurement
from core.scoring.scheme import Scheme

ENTRY_DIGITS = 2
"""Points are entered with two decimals; evidence is offered so."""


def proposed_points(evidence: Measurement | None) -> Decimal | None:
    """What data propose, as it can be entered; None where nothing is proposed."""
    if evidence is None or evidence.points is None:
        return None
    return rounded(evidence.points, ENTRY_DIGITS)


def needs_reason(points: Decimal, full: Decimal, evidence: Measurement | None) -> bool:
    """Whether the scorer must say why."""
    proposed = proposed_points(evidence)
    return points != (full if proposed is None else proposed)


def reasons_due(
    scheme: Scheme, review: Mapping[str, Decimal], reasoned: Iterable[str], measured: Mapping[str, Measurement]
) -> tuple[str, ...]:
    """Keys of the indicators whose review still lacks a reason, in the order of the sheet; `reasoned` have one."""
    given = set(reasoned)
    return tuple(
        key
        for key, indicator in scheme.indicators.items()
        if key in review and key not in given and needs_reason(review[key], indicator.points, measured.get(key))
    )
