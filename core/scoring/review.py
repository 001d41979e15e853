"""When a review point needs a reason: evidence was changed, or points were taken off by hand (docs/rules.md §7.1)."""

from decimal import Decimal

from core.scoring.figures import rounded
from core.scoring.indicators import Measurement

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
