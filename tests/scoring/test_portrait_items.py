"""Every item of a portrait at its bounds, with the findings behind what was lost (docs/rules.md §9)."""

from decimal import Decimal
from typing import Any

import pytest

from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import ScoreFacts
from core.scoring.portrait_items import Deduction, ItemScore, UnitFacts, find_deductions, measure_item
from core.scoring.portrait_scheme import ItemMeasure, PortraitItem
from core.vocabulary import PortraitDeduction, Severity, Status, Subcategory
from tests.scoring.facts import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    ballots,
    default_portrait_scheme,
    default_scheme,
    finding,
    findings,
    full_points,
    points_worth,
    scored,
    unit_facts,
    weighing,
)

CLEARED = Status.CLEARED
NEVER_INSPECTED = unit_facts(findings=None)


def item(measure: ItemMeasure, points: str = "10", **changes: Any) -> PortraitItem:
    return PortraitItem(name="一项", points=Decimal(points), measure=measure, **changes)


LOAD = item(ItemMeasure.FINDING_LOAD, categories=("B", "A3"))


def measured(one: PortraitItem, facts: UnitFacts) -> ItemScore:
    return measure_item(default_portrait_scheme(), one, facts)


def share(measure: ItemMeasure, facts: UnitFacts) -> tuple[Decimal | None, tuple[int, ...]]:
    """Points of ten, and the findings behind the rest."""
    found = measured(item(measure), facts)
    return found.points, found.finding_ids


@pytest.mark.parametrize(
    ("severity", "status", "points"),
    [
        (Severity.GENERAL, Status.IN_PROGRESS, "9.4"),
        (Severity.SERIOUS, Status.IN_PROGRESS, "8.8"),
        (Severity.GRAVE, Status.IN_PROGRESS, "7.6"),
        (Severity.GENERAL, CLEARED, "9.7"),
        (Severity.SERIOUS, CLEARED, "9.4"),
        (Severity.GRAVE, CLEARED, "8.8"),
        (Severity.GRAVE, Status.PARTIALLY_CLEARED, "7.6"),
        (Severity.GRAVE, Status.LONG_TERM, "7.6"),
    ],
)
def test_a_finding_weighs_by_its_severity_and_half_when_it_is_cleared(
    severity: Severity, status: Status, points: str
) -> None:
    one = finding(3, status, subcategory=Subcategory.B5, severity=severity)
    assert measured(LOAD, unit_facts(one)) == ItemScore(
        name="一项", full=Decimal(10), points=Decimal(points), finding_ids=(3,)
    )


@pytest.mark.parametrize(
    ("subcategory", "weighs"),
    [
        (Subcategory.A3, True),
        (Subcategory.A2, False),
        (Subcategory.B1, True),
        (Subcategory.B9, True),
        (Subcategory.C1, False),
        (None, False),
    ],
)
def test_only_findings_of_its_categories_weigh_on_an_item(subcategory: Subcategory | None, weighs: bool) -> None:
    found = measured(LOAD, unit_facts(finding(3, subcategory=subcategory)))
    assert found.points == (Decimal("9.4") if weighs else Decimal(10))
    assert found.finding_ids == ((3,) if weighs else ())


@pytest.mark.parametrize(("count", "points"), [(0, "10"), (4, "0.4"), (5, "0")])
def test_findings_add_up_and_never_take_more_than_there_is(count: int, points: str) -> None:
    many = findings(count, subcategory=Subcategory.B5, severity=Severity.GRAVE)
    assert measured(LOAD, unit_facts(*many)).points == Decimal(points)


def test_a_unit_that_was_never_inspected_has_no_load_one_without_findings_has_none_to_bear() -> None:
    assert measured(LOAD, NEVER_INSPECTED).points is None
    assert measured(LOAD, unit_facts()).points == 10


@pytest.mark.parametrize("facts", [NEVER_INSPECTED, unit_facts()])
@pytest.mark.parametrize(
    "measure", [one for one in ItemMeasure if one not in (ItemMeasure.FINDING_LOAD, ItemMeasure.REVIEW_SHARE)]
)
def test_without_findings_or_an_evaluation_nothing_is_collected(measure: ItemMeasure, facts: UnitFacts) -> None:
    assert share(measure, facts) == (None, ())


@pytest.mark.parametrize(("lacking", "points"), [(0, "10"), (1, "7.5"), (4, "0")])
def test_owners_count_by_their_share(lacking: int, points: str) -> None:
    facts = unit_facts(*findings(lacking, has_owner=False), *findings(4 - lacking, first=50))
    assert share(ItemMeasure.OWNERS_NAMED, facts) == (Decimal(points), tuple(range(1, lacking + 1)))


@pytest.mark.parametrize("status", Status.counted())
def test_clearance_counts_what_is_cleared_and_nothing_else(status: Status) -> None:
    expected = (Decimal(10), ()) if status is CLEARED else (Decimal(5), (2,))
    assert share(ItemMeasure.CLEARANCE, unit_facts(finding(1, CLEARED), finding(2, status))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": CLEARED, "due_on": YESTERDAY, "cleared_on": YESTERDAY}, (Decimal(10), ())),
        ({"status": CLEARED, "due_on": YESTERDAY, "cleared_on": TODAY}, (Decimal(0), (5,))),
        ({"due_on": YESTERDAY}, (Decimal(0), (5,))),
        ({"due_on": TODAY}, (None, ())),
        ({"due_on": TOMORROW}, (None, ())),
        ({"due_on": None}, (None, ())),
    ],
)
def test_punctuality_asks_only_what_is_past_its_due_day(
    changes: dict[str, Any], expected: tuple[Decimal | None, tuple[int, ...]]
) -> None:
    assert share(ItemMeasure.ON_TIME, unit_facts(finding(5, **changes))) == expected


def test_punctuality_is_the_share_of_those_asked() -> None:
    good = finding(1, CLEARED, due_on=YESTERDAY, cleared_on=YESTERDAY)
    late = findings(3, first=2, due_on=YESTERDAY)
    assert share(ItemMeasure.ON_TIME, unit_facts(good, *late, finding(9))) == (Decimal("2.5"), (2, 3, 4))


@pytest.mark.parametrize(
    ("relapsed", "of", "points"), [(0, 20, "10"), (1, 20, "5"), (1, 11, None), (1, 10, "0"), (2, 20, "0"), (3, 20, "0")]
)
def test_a_tenth_of_the_findings_relapsed_takes_everything(relapsed: int, of: int, points: str | None) -> None:
    facts = unit_facts(*findings(relapsed, relapses=1), *findings(of - relapsed, first=50))
    found = share(ItemMeasure.NO_RELAPSE, facts)
    assert found == (
        (10 * (1 - Decimal(10) / 11)) if points is None else Decimal(points),
        tuple(range(1, relapsed + 1)),
    )


def test_a_finding_that_came_back_after_close_out_has_relapsed_too() -> None:
    facts = unit_facts(finding(1, came_back=True), finding(2, came_back=True, relapses=2), *findings(38, first=3))
    assert share(ItemMeasure.NO_RELAPSE, facts) == (Decimal(5), (1, 2))


@pytest.mark.parametrize(
    ("score", "points"),
    [(scored(80, 80, ballots(20)), "8.4"), (scored(100, 100, mass_incident=True), "10"), (None, None)],
)
def test_an_evaluation_counts_by_its_total(score: Score | None, points: str | None) -> None:
    found = measured(item(ItemMeasure.EVALUATION), unit_facts(score=score)).points
    assert found == (None if points is None else Decimal(points))


def test_an_evaluation_without_a_total_is_not_collected() -> None:
    score = evaluate(default_scheme(), ScoreFacts(self_points=full_points()))
    assert measured(item(ItemMeasure.EVALUATION), unit_facts(score=score)).points is None


REVIEWED = item(ItemMeasure.REVIEW_SHARE, "5", dimension="deployment")


@pytest.mark.parametrize(("review", "points"), [(100, "5"), (15, "5"), (12, "4"), (0, "0")])
def test_review_points_of_a_dimension_are_taken_over_by_their_share(review: int, points: str) -> None:
    found = measured(REVIEWED, unit_facts(score=scored(0, review)))
    assert (found.points, found.finding_ids) == (Decimal(points), ())


def test_review_points_are_not_collected_without_an_evaluation_a_point_or_the_dimension() -> None:
    review = full_points()
    del review["deployment.relay"]
    score = evaluate(default_scheme(), ScoreFacts(self_points=full_points(), review_points=review))
    assert measured(REVIEWED, unit_facts()).points is None
    assert measured(REVIEWED, unit_facts(score=score)).points is None
    other = item(ItemMeasure.REVIEW_SHARE, dimension="luck")
    assert measured(other, unit_facts(score=scored())).points is None
    third = item(ItemMeasure.REVIEW_SHARE, dimension="implementation")
    assert measured(third, unit_facts(score=score)).points == 10


@pytest.mark.parametrize(
    ("votes", "points"),
    [
        (ballots(20), "10"),
        (ballots(0, 20), "7"),
        (ballots(10, 5, 5), "7.5"),
        (ballots(19), None),
        (ballots(unknown=50), None),
    ],
)
def test_satisfaction_is_that_of_the_survey_when_enough_answered(votes: Any, points: str | None) -> None:
    found = measured(item(ItemMeasure.SATISFACTION), unit_facts(score=scored(votes=votes))).points
    assert found == (None if points is None else Decimal(points))


def test_satisfaction_is_not_collected_where_the_survey_was_not_asked() -> None:
    facts = ScoreFacts(self_points=points_worth(80), review_points=points_worth(80))
    score = evaluate(weighing(1, 1, 0), facts)
    assert measured(item(ItemMeasure.SATISFACTION), unit_facts(score=score)).points is None


@pytest.mark.parametrize(("votes", "points"), [(ballots(19), None), (ballots(20), 10)])
def test_too_few_answers_say_nothing_even_where_the_survey_has_no_weight(votes: Any, points: int | None) -> None:
    facts = ScoreFacts(self_points=points_worth(80), review_points=points_worth(80), ballots=votes)
    score = evaluate(weighing(1, 1, 0), facts)
    assert measured(item(ItemMeasure.SATISFACTION), unit_facts(score=score)).points == points


def test_what_comes_from_outside_is_not_collected_whatever_else_is_known() -> None:
    facts = unit_facts(*findings(3), score=scored())
    assert share(ItemMeasure.ENTERED, facts) == (None, ())


def test_nothing_is_taken_off_a_unit_without_faults() -> None:
    assert find_deductions(default_portrait_scheme(), NEVER_INSPECTED) == ()
    assert find_deductions(default_portrait_scheme(), unit_facts(*findings(3, relapses=1), score=scored())) == ()


@pytest.mark.parametrize(
    "stated", [{"mass_incident": True}, {"accountability_case": True}, {"false_items": 9}, {"days_not_started": 300}]
)
def test_other_vetoes_take_nothing_off_by_themselves(stated: dict[str, Any]) -> None:
    assert find_deductions(default_portrait_scheme(), unit_facts(score=scored(**stated))) == ()


def test_false_rectification_takes_ten_and_every_repeated_finding_five() -> None:
    facts = unit_facts(
        finding(1, relapses=2),
        finding(2, relapses=1),
        finding(3, came_back=True),
        score=scored(confirmed_false_rectification=True, mass_incident=True),
    )
    assert find_deductions(default_portrait_scheme(), facts) == (
        Deduction(code=PortraitDeduction.FALSE_RECTIFICATION, points=Decimal(10)),
        Deduction(code=PortraitDeduction.REPEATED, points=Decimal(10), finding_ids=(1, 3)),
    )
