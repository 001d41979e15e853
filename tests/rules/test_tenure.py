"""Who was in office on a day."""

from datetime import date

import pytest

from core.rules.tenure import Tenure, head_on, overlaps


def tenure(from_on: str, to_on: str | None) -> Tenure:
    return Tenure(
        id=1,
        name="某同志",
        post="书记",
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on) if to_on else None,
    )


@pytest.mark.parametrize(
    ("day", "in_office"),
    [("2023-12-31", False), ("2024-01-01", True), ("2025-06-30", True), ("2025-07-01", False)],
)
def test_a_head_is_in_office_from_the_first_to_the_last_day(day: str, in_office: bool) -> None:
    assert tenure("2024-01-01", "2025-06-30").covers(date.fromisoformat(day)) is in_office


def test_a_tenure_without_end_goes_on() -> None:
    assert tenure("2024-01-01", None).covers(date(2099, 1, 1))


def test_between_two_tenures_nobody_is_in_office() -> None:
    tenures = [tenure("2024-01-01", "2024-06-30"), tenure("2024-08-01", None)]
    assert head_on(tenures, date(2024, 7, 15)) is None
    assert head_on(tenures, date(2024, 8, 1)) == tenures[1]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (("2025-07-01", None), False),
        (("2025-06-30", None), True),
        (("2023-01-01", "2023-12-31"), False),
        (("2023-01-01", "2024-01-01"), True),
    ],
)
def test_tenures_overlap_when_they_share_a_day(other: tuple[str, str | None], expected: bool) -> None:
    assert overlaps(tenure("2024-01-01", "2025-06-30"), tenure(*other)) is expected
    assert overlaps(tenure(*other), tenure("2024-01-01", "2025-06-30")) is expected
