"""Rounding as on paper, and numbers as a formula writes them."""

from decimal import Decimal

import pytest

from core.scoring.figures import rounded, shown


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        ("0.004", 2, "0.00"),
        ("0.005", 2, "0.01"),
        ("0.015", 2, "0.02"),
        ("0.025", 2, "0.03"),
        ("2.5", 0, "3"),
        ("84.949", 1, "84.9"),
        ("84.95", 1, "85.0"),
        ("100", 2, "100.00"),
        ("-0.005", 2, "-0.01"),
    ],
)
def test_a_half_is_rounded_up(value: str, digits: int, expected: str) -> None:
    assert str(rounded(Decimal(value), digits)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("89.99499999999999999999999999", "90.00"),
        ("89.99500000000000000000000001", "90.00"),
        ("89.9949999999999999999999", "89.99"),
        ("89.99499999999999999", "89.99"),
    ],
)
def test_what_a_division_left_over_does_not_decide_a_half(value: str, expected: str) -> None:
    """28 digits are the remainder of a third; nobody enters more than a few."""
    assert str(rounded(Decimal(value), 2)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("15", "15"),
        ("15.00", "15"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.30", "0.3"),
        ("11.666666", "11.67"),
        ("0.005", "0.01"),
        ("0.004", "0"),
        ("0", "0"),
        ("10.05", "10.05"),
    ],
)
def test_a_number_is_shown_with_at_most_two_decimals_and_no_idle_zeros(value: str, expected: str) -> None:
    assert shown(Decimal(value)) == expected
