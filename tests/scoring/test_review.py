"""When a scorer must say why (docs/rules.md §7.1)."""

from decimal import Decimal

import pytest

from core.scoring.indicators import Measurement
from core.scoring.review import needs_reason, proposed_points, reasons_due
from tests.scoring.facts import default_scheme

FULL = Decimal(15)
UNKNOWN = Measurement(points=None, formula="未采集")


def measured(points: str) -> Measurement:
    return Measurement(points=Decimal(points), formula="")


@pytest.mark.parametrize(
    ("evidence", "proposed"),
    [
        (None, None),
        (UNKNOWN, None),
        (measured("0"), "0.00"),
        (measured("11.664"), "11.66"),
        (measured("11.665"), "11.67"),
        (measured("15"), "15.00"),
    ],
)
def test_evidence_is_offered_as_it_can_be_entered(evidence: Measurement | None, proposed: str | None) -> None:
    found = proposed_points(evidence)
    assert (None if found is None else str(found)) == proposed


@pytest.mark.parametrize(
    ("points", "evidence", "is_needed"),
    [
        ("15", None, False),
        ("14.99", None, True),
        ("15", UNKNOWN, False),
        ("14.99", UNKNOWN, True),
        ("11.67", measured("11.666"), False),
        ("11.66", measured("11.666"), True),
        ("11.68", measured("11.666"), True),
        ("15", measured("11.666"), True),
        ("0", measured("0"), False),
        ("15", measured("0"), True),
    ],
)
def test_changed_evidence_and_points_taken_off_by_hand_need_a_reason(
    points: str, evidence: Measurement | None, is_needed: bool
) -> None:
    assert needs_reason(Decimal(points), FULL, evidence) is is_needed


def test_reasons_are_due_for_what_was_given_and_not_reasoned_in_the_order_of_the_sheet() -> None:
    review = {
        "reporting.archive": Decimal("2.99"),
        "plan.coverage": Decimal(4),
        "deployment.relay": Decimal(1),
        "deployment.duty": Decimal(2),
    }
    evidence = {"deployment.relay": measured("1"), "deployment.duty": measured("3")}
    scheme = default_scheme()
    assert reasons_due(scheme, review, (), evidence) == ("deployment.duty", "reporting.archive")
    assert reasons_due(scheme, review, ("deployment.duty",), evidence) == ("reporting.archive",)
