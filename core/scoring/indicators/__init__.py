"""Evidence functions by name; importing this package registers all of them."""

from core.scoring.facts import InspectionFacts
from core.scoring.indicators import implementation, plan, prevention, timing
from core.scoring.indicators.measurement import EVIDENCE, Loss, Measurement
from core.scoring.scheme import Scheme

__all__ = ["EVIDENCE", "Loss", "Measurement", "implementation", "measure_all", "plan", "prevention", "timing"]


def measure_all(scheme: Scheme, facts: InspectionFacts) -> dict[str, Measurement]:
    """Evidence of every indicator that has a function, by key; those scored by hand are absent."""
    return {
        key: EVIDENCE[indicator.evidence].measure(facts, indicator)
        for key, indicator in scheme.indicators.items()
        if indicator.evidence is not None
    }
