"""Portraits calculated by hand: scaling, completeness, deductions, bands, rounding (docs/rules.md §9)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.scoring.facts import InspectionFacts
from core.scoring.portrait import portray
from core.scoring.portrait_items import UnitFacts
from core.scoring.portrait_scheme import PortraitScheme
from core.scoring.reading import read_portrait_scheme
from core.vocabulary import Band, PortraitDeduction, Severity, Status, Subcategory, UnitKind
from tests.scoring.facts import (
    PORTRAIT_TEXT,
    TODAY,
    changed,
    default_portrait_scheme,
    finding,
    findings,
    scored,
    unit_facts,
)
from tests.scoring.strategies import INSPECTIONS

CLEARED = Status.CLEARED
LOADS_ONLY = 57
"""Points that findings weigh on: 10 + 9 + 8 common ones and 30 of the kind."""


def two_items(known: str, unknown: str, lost: str = "0.6") -> PortraitScheme:
    """One item that a general finding of A takes so many points off, and one that waits for figures from outside."""
    item = '{ name = "%s", points = %s, measure = "%s"%s }'
    items = [
        item % ("known", known, "finding_load", ', categories = ["A"]'),
        item % ("unknown", unknown, "entered", ""),
    ]
    dimensions = [
        f'[[dimensions]]\ncode = "{code}"\nname = "{code}"\npoints = {points}\nitems = [{one}]'
        for code, points, one in zip(("known", "unknown"), (known, unknown), items, strict=True)
    ]
    head = changed(PORTRAIT_TEXT.partition("[[dimensions]]")[0], ("general = 0.6", f"general = {lost}"))
    return read_portrait_scheme("\n".join([head, *dimensions]))


ONE_OF_A = unit_facts(finding(subcategory=Subcategory.A1))


def test_a_unit_of_which_nothing_is_known_has_no_score() -> None:
    found = portray(default_portrait_scheme(), unit_facts(findings=None))
    assert (found.score, found.band, found.is_ranked, found.completeness) == (None, None, False, 0)
    assert [(one.points, one.share, one.collected, one.reached) for one in found.dimensions] == [(None, None, 0, 0)] * 9
    assert {type(one.collected) for one in found.dimensions} | {type(one.reached) for one in found.dimensions} == {
        Decimal
    }
    assert found.deductions == ()


def test_a_unit_without_findings_or_evaluation_is_drawn_from_its_loads() -> None:
    found = portray(default_portrait_scheme(), unit_facts())
    assert found.completeness == Decimal(LOADS_ONLY) / 100
    assert (found.score, found.band, found.is_ranked) == (Decimal("100.0"), Band.GREEN, True)


def test_a_portrait_by_hand() -> None:
    """Findings, no evaluation: 67 of 100 points are collected."""
    found = portray(
        default_portrait_scheme(),
        unit_facts(
            finding(1, CLEARED, subcategory=Subcategory.A3, severity=Severity.SERIOUS),  # 0.6 off politics, agency_duty
            finding(2, subcategory=Subcategory.B5, severity=Severity.GRAVE),  # 2.4 off conduct and agency_funds
            finding(3, subcategory=Subcategory.C1, has_owner=False),  # 0.6 off personnel and agency_party
            finding(4, CLEARED, subcategory=Subcategory.D1, relapses=1),  # no item; the relapse takes all of 2
        ),
    )
    reached = {one.code: (one.collected, one.reached) for one in found.dimensions}
    assert reached == {
        "politics": (10, Decimal("9.4")),
        "duty": (4, Decimal("3")),
        "personnel": (9, Decimal("8.4")),
        "conduct": (8, Decimal("5.6")),
        "rectification": (6, Decimal("2")),
        "public": (0, 0),
        "agency_duty": (10, Decimal("9.4")),
        "agency_funds": (10, Decimal("7.6")),
        "agency_party": (10, Decimal("9.4")),
    }
    assert found.completeness == Decimal("0.67")
    assert found.score == Decimal("81.8")  # 54.8 of 67
    assert found.band is Band.BLUE


def test_a_dimension_is_scaled_up_to_its_full_marks_and_says_what_is_collected() -> None:
    found = portray(default_portrait_scheme(), unit_facts(*findings(5, subcategory=Subcategory.A1)))
    politics = found.dimensions[0]
    assert (politics.code, politics.name) == ("politics", "政治建设")
    assert (politics.full, politics.collected, politics.reached) == (14, 10, 7)
    assert (politics.share, politics.points) == (Decimal("0.7"), Decimal("9.8"))
    assert [item.points for item in politics.items] == [7, None]


@pytest.mark.parametrize(("known", "unknown"), [("10", "90"), ("50", "50"), ("99.99", "0.01")])
def test_what_is_not_collected_is_left_out_of_both_sides(known: str, unknown: str) -> None:
    """A tenth of what is collected is lost: nine tenths are left, however much is unknown."""
    lost = (Decimal(known) / 10).quantize(Decimal("0.01"))
    found = portray(two_items(known, unknown, str(lost)), ONE_OF_A)
    assert (str(found.score), found.completeness) == ("90.0", Decimal(known) / 100)
    assert (found.dimensions[1].points, found.dimensions[1].share) == (None, None)


@pytest.mark.parametrize(
    ("known", "unknown", "is_ranked"), [("49.99", "50.01", False), ("50", "50", True), ("50.01", "49.99", True)]
)
def test_less_than_half_is_neither_banded_nor_ranked(known: str, unknown: str, is_ranked: bool) -> None:
    found = portray(two_items(known, unknown), unit_facts())
    assert found.score == Decimal("100.0")
    assert found.is_ranked is is_ranked
    assert found.band is (Band.GREEN if is_ranked else None)


@pytest.mark.parametrize(
    ("lost", "score", "band"),
    [
        ("0", "100.0", Band.GREEN),
        ("12.04", "85.0", Band.GREEN),  # exactly 84.95
        ("12.05", "84.9", Band.BLUE),  # exactly 84.9375
        ("20.04", "75.0", Band.BLUE),  # exactly 74.95
        ("20.05", "74.9", Band.YELLOW),
        ("32.04", "60.0", Band.YELLOW),  # exactly 59.95
        ("32.05", "59.9", Band.RED),
        ("79.99", "0.0", Band.RED),
        ("80", "0.0", Band.RED),
        ("90", "0.0", Band.RED),
    ],
)
def test_the_band_follows_from_the_score_rounded_half_up_to_one_decimal(lost: str, score: str, band: Band) -> None:
    found = portray(two_items("80", "20", lost), ONE_OF_A)
    assert (str(found.score), found.band) == (score, band)


@pytest.mark.parametrize(
    ("repeated", "falsified", "score"),
    [
        (0, False, "100.0"),
        (1, False, "95.0"),
        (0, True, "90.0"),
        (1, True, "85.0"),
        (2, True, "80.0"),
        (3, True, "80.0"),
        (4, False, "80.0"),
        (5, False, "80.0"),
    ],
)
def test_deductions_take_twenty_points_at_most(repeated: int, falsified: bool, score: str) -> None:
    facts = unit_facts(*findings(repeated, came_back=True), score=scored(confirmed_false_rectification=falsified))
    found = portray(two_items("80", "20"), facts)
    assert str(found.score) == score
    assert sum(one.points for one in found.deductions) == 5 * repeated + 10 * falsified


def test_deductions_are_taken_off_after_scaling_and_never_below_nothing() -> None:
    """Half of 60 collected points are lost: 50 of 100, less 5."""
    half = unit_facts(finding(subcategory=Subcategory.A1, came_back=True))
    assert str(portray(two_items("60", "40", "30"), half).score) == "45.0"
    assert str(portray(two_items("60", "40", "58"), half).score) == "0.0"


def test_deductions_name_their_findings() -> None:
    found = portray(default_portrait_scheme(), unit_facts(finding(1), finding(2, relapses=2)))
    assert [(one.code, one.finding_ids) for one in found.deductions] == [(PortraitDeduction.REPEATED, (2,))]


@pytest.mark.parametrize("kind", list(UnitKind))
def test_each_kind_has_seventy_common_points_and_thirty_of_its_own(kind: UnitKind) -> None:
    common = {one.code for one in default_portrait_scheme().dimensions if not one.unit_kinds}
    found = portray(default_portrait_scheme(), unit_facts(kind=kind))
    assert sum(one.full for one in found.dimensions if one.code in common) == 70
    assert [one.full for one in found.dimensions if one.code not in common] == [10, 10, 10]


@given(facts=INSPECTIONS, kind=st.sampled_from(UnitKind))
@settings(max_examples=60)
def test_no_portrait_leaves_its_bounds_and_what_is_unknown_stays_unknown(
    facts: InspectionFacts, kind: UnitKind
) -> None:
    found = portray(default_portrait_scheme(), UnitFacts(as_of=TODAY, kind=kind, findings=facts.findings))
    assert found.score is not None
    assert 0 <= found.score <= 100
    assert found.is_ranked is (found.completeness >= Decimal("0.5"))
    assert (found.band is not None) is found.is_ranked
    assert found.completeness == sum(one.collected for one in found.dimensions) / 100
    for one in found.dimensions:
        assert 0 <= one.reached <= one.collected <= one.full
        assert (one.points is None) is (one.collected == 0)
        assert all(item.points is None or 0 <= item.points <= item.full for item in one.items)
