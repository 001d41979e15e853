"""Points of indicators added up; nothing is made up for a point that is missing."""

from decimal import Decimal

from core.scoring.composition import DimensionScore, dimension_scores, missing_points, source_score
from core.scoring.facts import ScoreFacts
from core.vocabulary import ScoreSource
from tests.scoring.facts import default_scheme, full_points, points_worth


def test_a_source_gets_the_sum_of_its_points() -> None:
    points = full_points()
    points["deployment.leadership"] = Decimal("2.5")
    points["reporting.archive"] = Decimal("0.3")
    assert source_score(default_scheme(), points) == Decimal("95.8")


def test_a_source_without_any_points_has_no_score() -> None:
    assert source_score(default_scheme(), {}) is None


def test_one_missing_point_leaves_its_dimension_and_source_without_a_score_and_no_other() -> None:
    points = full_points()
    del points["plan.coverage"]
    assert source_score(default_scheme(), points) is None
    found = dimension_scores(default_scheme(), ScoreFacts(self_points=points, review_points=points_worth(20)))
    assert found[1] == DimensionScore(
        code="plan", name="制定方案", points=Decimal(15), self_points=None, review_points=Decimal(5)
    )
    assert [one.self_points for one in found] == [15, None, 45, 15, 10]
    assert [one.review_points for one in found] == [15, 5, 0, 0, 0]


def test_missing_points_stand_in_the_order_of_the_sheet_self_before_review() -> None:
    own, review = full_points(), full_points()
    for key in ("reporting.archive", "plan.coverage"):
        del own[key]
    del review["deployment.leadership"]
    found = missing_points(default_scheme(), ScoreFacts(self_points=own, review_points=review))
    assert found == (
        (ScoreSource.SELF, "plan.coverage"),
        (ScoreSource.SELF, "reporting.archive"),
        (ScoreSource.REVIEW, "deployment.leadership"),
    )


def test_points_of_indicators_the_scheme_does_not_know_count_for_nothing() -> None:
    assert source_score(default_scheme(), {**full_points(), "plan.luck": Decimal(9)}) == 100
