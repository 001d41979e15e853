"""Portraits are kept at the ends of the three quarters before the last day."""

from datetime import date

import pytest

from core.demo.portraits import past_quarter_ends


@pytest.mark.parametrize(
    ("until", "ends"),
    [
        (date(2026, 11, 24), [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]),
        (date(2026, 9, 30), [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)]),
        (date(2026, 10, 1), [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]),
        (date(2026, 1, 1), [date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)]),
        (date(2024, 2, 29), [date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31)]),
    ],
)
def test_ends_of_the_quarters_before_a_day(until: date, ends: list[date]) -> None:
    assert past_quarter_ends(until) == ends
