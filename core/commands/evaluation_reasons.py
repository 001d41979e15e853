"""A review that differs from the evidence says why, when it is saved and again when it is adopted (docs/rules.md §7.1)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from core.errors import InvalidInput
from core.scoring.figures import shown
from core.scoring.indicators import Measurement
from core.scoring.review import proposed_points, reasons_due
from core.scoring.scheme import Scheme


def require_reasons(
    scheme: Scheme, review: Mapping[str, Decimal], reasoned: Iterable[str], measured: Mapping[str, Measurement]
) -> None:
    """Refuse a review that differs from the evidence, or takes points off, without saying why; raises InvalidInput."""
    problems = [
        (
            "reason",
            "reason_due",
            "",
            {"indicator": scheme.indicators[key].name, "evidence": _offered(measured.get(key))},
        )
        for key in reasons_due(scheme, review, reasoned, measured)
    ]
    if problems:
        raise InvalidInput(problems=problems)


def _offered(evidence: Measurement | None) -> str:
    points = proposed_points(evidence)
    return "无证据分" if points is None else f"证据分{shown(points)}"
