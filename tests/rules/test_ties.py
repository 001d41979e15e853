"""When a finding may be tied to an earlier one, day by day."""

from datetime import date, timedelta

import pytest

from core.rules.ties import TieFacts, links_open, missing_for_tie
from core.vocabulary import FindingLink

T = date(2026, 3, 2)


def facts(same_unit: bool = True, days: int = -1) -> TieFacts:
    return TieFacts(same_unit=same_unit, found_on=T, earlier_found_on=T + timedelta(days=days))


@pytest.mark.parametrize(
    ("link", "same_unit", "days", "missing"),
    [
        (FindingLink.REPEATED, True, -1, []),
        (FindingLink.REPEATED, True, 0, ["tie_not_earlier"]),
        (FindingLink.REPEATED, True, 1, ["tie_not_earlier"]),
        (FindingLink.REPEATED, False, -1, ["tie_other_unit"]),
        (FindingLink.COMMON, False, -1, []),
        (FindingLink.COMMON, False, 1, []),
        (FindingLink.COMMON, True, -1, ["tie_same_unit"]),
    ],
)
def test_a_tie_fits_unit_and_day(link: FindingLink, same_unit: bool, days: int, missing: list[str]) -> None:
    assert [one.code for one in missing_for_tie(link, facts(same_unit, days))] == missing


def test_one_link_at_most_is_open_between_two_findings() -> None:
    assert links_open(facts()) == (FindingLink.REPEATED,)
    assert links_open(facts(days=0)) == ()
    assert links_open(facts(same_unit=False)) == (FindingLink.COMMON,)
