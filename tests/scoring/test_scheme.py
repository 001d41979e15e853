"""The default scheme says what docs/rules.md §7 says, indicator by indicator."""

from decimal import Decimal

import pytest

from core.scoring.scheme import PointRule
from core.vocabulary import Grade, ScoreSource
from tests.scoring.facts import default_scheme, weighing

SHEET = [
    ("安排部署", 15, [("一把手履职", 4), ("及时传达", 3), ("一岗双责认领", 3), ("专题民主生活会", 3), ("配合线索与抄后反馈", 2)]),
    ("制定方案", 15, [("三清单按期", 4), ("问题全覆盖", 4), ("措施可操作", 4), ("联审退改", 3)]),
    ("整改落实", 45, [("完成率", 15), ("按期率", 6), ("成效真实性", 12), ("人和事处置", 7), ("反弹回潮", 5)]),
    ("源头预防", 15, [("举一反三", 4), ("建章立制", 6), ("未巡先改、专项治理", 3), ("长效跟踪", 2)]),
    ("情况报送", 10, [("报告按期签字", 4), ("双公开", 3), ("档案规范", 3)]),
]  # fmt: skip
"""Copied by hand from docs/rules.md §7.1."""

BY_HAND = {
    "deployment.leadership",
    "deployment.cooperation",
    "plan.joint_review",
    "prevention.campaign",
}
"""Indicators that nothing in the system can measure."""


def test_the_default_scheme_is_the_sheet_of_the_rules() -> None:
    found = [(d.name, d.points, [(i.name, i.points) for i in d.indicators]) for d in default_scheme().dimensions]
    assert found == SHEET


def test_indicators_are_known_by_dimension_and_code_in_the_order_of_the_sheet() -> None:
    keys = list(default_scheme().indicators)
    assert (keys[0], keys[5], keys[-1]) == ("deployment.leadership", "plan.ledgers_on_time", "reporting.archive")
    assert len(keys) == 21
    assert default_scheme().indicators["implementation.completion"].name == "完成率"


def test_all_indicators_but_four_are_measured_from_data() -> None:
    assert {key for key, one in default_scheme().indicators.items() if one.evidence is None} == BY_HAND


def test_every_indicator_starts_from_full_marks() -> None:
    assert {one.rule for one in default_scheme().indicators.values()} == {PointRule.DEDUCT}


def test_a_version_is_called_by_its_code_and_number() -> None:
    assert default_scheme().label == "default-1"
    assert default_scheme().model_copy(update={"version": 12}).label == "default-12"


def test_limits_are_those_of_the_rules() -> None:
    limits, survey = default_scheme().limits, default_scheme().survey
    assert (limits.false_items, limits.days_not_started, limits.inflated_self) == (5, 90, 15)
    assert (survey.satisfied, survey.basically, survey.dissatisfied, survey.least_ballots) == (100, 70, 30, 20)


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", Grade.GOOD),
        ("90.00", Grade.GOOD),
        ("89.99", Grade.FAIRLY_GOOD),
        ("80.00", Grade.FAIRLY_GOOD),
        ("79.99", Grade.FAIR),
        ("60.00", Grade.FAIR),
        ("59.99", Grade.POOR),
        ("0.00", Grade.POOR),
    ],
)
def test_a_grade_holds_from_its_bound_up(total: str, grade: Grade) -> None:
    assert default_scheme().grade_of(Decimal(total)) is grade


@pytest.mark.parametrize(
    ("grade", "least"), [(Grade.GOOD, 90), (Grade.FAIRLY_GOOD, 80), (Grade.FAIR, 60), (Grade.POOR, 0)]
)
def test_each_grade_has_its_bound_and_what_follows(grade: Grade, least: int) -> None:
    band = default_scheme().band(grade)
    assert (band.grade, band.least) == (grade, least)
    assert band.consequence


@pytest.mark.parametrize(
    ("weights", "shares"),
    [((20, 60, 20), ("0.2", "0.6", "0.2")), ((1, 3, 1), ("0.2", "0.6", "0.2")), ((0, 1, 3), ("0", "0.25", "0.75"))],
)
def test_only_the_proportion_of_weights_counts(weights: tuple[int, int, int], shares: tuple[str, str, str]) -> None:
    found = weighing(*weights).weights.shares()
    assert [found[source] for source in ScoreSource] == [Decimal(share) for share in shares]
