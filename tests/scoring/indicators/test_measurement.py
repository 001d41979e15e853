"""What holds of every evidence function, whatever the data."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.scoring.facts import FindingFacts, InspectionFacts
from core.scoring.indicators import EVIDENCE, Loss, Measurement, measure_all
from core.scoring.indicators.measurement import Evidence, deducted, evidence, not_collected, per_item
from core.scoring.scheme import Indicator
from core.vocabulary import Status
from tests.scoring.facts import default_scheme, indicator_of, inspection
from tests.scoring.strategies import INSPECTIONS


@given(facts=INSPECTIONS)
@settings(max_examples=60)
def test_points_lie_within_full_marks_and_every_lost_point_has_its_reason(facts: InspectionFacts) -> None:
    scheme = default_scheme()
    known = {finding.id for finding in facts.findings}
    for key, found in measure_all(scheme, facts).items():
        full = scheme.indicators[key].points
        if found.points is None:
            assert (found.losses, found.formula[:4]) == ((), "未采集：")
            continue
        assert 0 <= found.points <= full
        assert full - found.points == min(full, sum(loss.points for loss in found.losses))
        assert all(loss.points > 0 and loss.reason and set(loss.finding_ids) <= known for loss in found.losses)


@given(facts=INSPECTIONS, rest=st.randoms())
@settings(max_examples=40)
def test_the_order_of_findings_never_matters(facts: InspectionFacts, rest: object) -> None:
    turned = list(facts.findings)
    rest.shuffle(turned)  # type: ignore[attr-defined]
    other = InspectionFacts(
        as_of=facts.as_of,
        findings=tuple(turned),
        milestones=facts.milestones,
        false_item_ids=facts.false_item_ids[::-1],
    )
    one, two = measure_all(default_scheme(), facts), measure_all(default_scheme(), other)
    assert {key: found.points for key, found in one.items()} == {key: found.points for key, found in two.items()}


def test_nothing_is_measured_from_nothing() -> None:
    assert {found.points for found in measure_all(default_scheme(), inspection()).values()} == {None}


def test_every_function_is_used_by_the_default_scheme_and_measured_under_its_key() -> None:
    found = measure_all(default_scheme(), inspection())
    assert {default_scheme().indicators[key].evidence for key in found} == set(EVIDENCE)
    assert len(found) == len(EVIDENCE) == 17


@pytest.mark.parametrize(
    ("names", "needs"),
    [
        (["relayed_in_time", "democratic_life_held"], ("late",)),
        (["ledgers_in_time", "report_in_time"], ("per_item", "every_days")),
        (["clearance_ratio", "on_time_ratio", "published"], ()),
    ],
)
def test_functions_name_the_parameters_they_need(names: list[str], needs: tuple[str, ...]) -> None:
    assert [EVIDENCE[name].needs for name in names] == [needs] * len(names)


def test_all_others_need_the_points_of_one_item() -> None:
    special = {"relayed_in_time", "democratic_life_held", "ledgers_in_time", "report_in_time", "published"}
    special |= {"clearance_ratio", "on_time_ratio"}
    assert {one.needs for name, one in EVIDENCE.items() if name not in special} == {("per_item",)}


def test_a_function_is_registered_under_its_name_with_what_it_needs() -> None:
    def weather(_facts: InspectionFacts, _indicator: Indicator) -> Measurement:
        return not_collected("没有记录")

    try:
        assert evidence("per_item", "late")(weather) is weather
        assert EVIDENCE["weather"] == Evidence(weather, ("per_item", "late"))
    finally:
        EVIDENCE.pop("weather", None)


@pytest.mark.parametrize(
    ("losses", "points", "kept"),
    [
        ([], "4", 0),
        (["0"], "4", 0),
        (["0.01"], "3.99", 1),
        (["1", "2.5"], "0.5", 2),
        (["4"], "0", 1),
        (["3", "2"], "0", 2),
    ],
)
def test_losses_are_taken_off_until_nothing_is_left(losses: list[str], points: str, kept: int) -> None:
    found = deducted(
        indicator_of("findings_covered"), "算式", [Loss(points=Decimal(one), reason="错", mend="") for one in losses]
    )
    assert found.points == Decimal(points)
    assert found.formula == f"算式 = {points}"
    assert len(found.losses) == kept


def test_an_indicator_without_points_for_one_item_loses_none() -> None:
    assert per_item(indicator_of("published")) == 0
    assert per_item(indicator_of("archive_complete")) == Decimal("0.3")


def test_facts_of_another_day_are_other_facts() -> None:
    """The day asked for is a fact like any other: nothing looks at a clock."""
    late = FindingFacts(id=1, code="1-1-1", status=Status.LONG_TERM, due_on=date(2026, 6, 1))
    points = [
        measure_all(default_scheme(), InspectionFacts(as_of=day, findings=(late,)))["prevention.follow_up"].points
        for day in (date(2026, 6, 1), date(2026, 6, 2))
    ]
    assert points == [2, 1]
