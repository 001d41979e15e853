"""What a portrait consists of, and portrait schemes that are refused (docs/rules.md §9)."""

from decimal import Decimal

import pytest

from core.scoring.reading import read_portrait_scheme
from core.vocabulary import Band, UnitKind
from tests.scoring.facts import PORTRAIT_TEXT, changed, default_portrait_scheme
from tests.scoring.refusals import places, problems

COMMON = [
    ("政治建设", 14),
    ("主体监督责任", 12),
    ("选人用人与组织建设", 12),
    ("作风廉政", 12),
    ("巡察整改", 14),
    ("群众评价", 6),
]
OWN = {
    UnitKind.AGENCY: ["监管履责与营商环境", "专项资金与采购", "机关党建与三重一大"],
    UnitKind.TOWNSHIP: ["惠民资金与三资", "村级班子", "基层治理与信访"],
    UnitKind.PARK: ["招商项目廉政", "融资土地工程", "干部人才与纪检履职"],
    UnitKind.STATE_FIRM: ["国资保值与债务", "招采与关联交易", "前置研究与治理"],
}
"""Copied by hand from docs/rules.md §9."""


@pytest.mark.parametrize("kind", list(UnitKind))
def test_the_default_portrait_is_that_of_the_rules(kind: UnitKind) -> None:
    found = [(one.name, one.points) for one in default_portrait_scheme().dimensions_of(kind)]
    assert found == COMMON + [(name, 10) for name in OWN[kind]]
    assert sum(points for _, points in found) == 100


def test_deductions_and_bands_are_those_of_the_rules() -> None:
    scheme = default_portrait_scheme()
    assert [(code.value, points) for code, points in scheme.deductions.items()] == [
        ("veto", 20),
        ("case", 10),
        ("false_rectification", 10),
        ("repeated", 5),
    ]
    assert scheme.deduction_limit == 20
    assert [(row.band, row.least) for row in scheme.bands] == list(zip(Band, (85, 75, 60, 0), strict=True))
    assert scheme.label == "default-1"


@pytest.mark.parametrize(
    ("score", "band"),
    [
        ("100", Band.GREEN),
        ("85.0", Band.GREEN),
        ("84.9", Band.BLUE),
        ("75.0", Band.BLUE),
        ("74.9", Band.YELLOW),
        ("60.0", Band.YELLOW),
        ("59.9", Band.RED),
        ("0.0", Band.RED),
    ],
)
def test_a_band_holds_from_its_score_up(score: str, band: Band) -> None:
    assert default_portrait_scheme().band_of(Decimal(score)) is band


@pytest.mark.parametrize(
    ("old", "new", "place", "kind"),
    [
        ("least_completeness = 0.5", "least_completeness = 1.01", "least_completeness", "less_than_equal"),
        ("cleared_share = 0.5", "cleared_share = -0.5", "cleared_share", "greater_than_equal"),
        ("deduction_limit = 20", "deduction_limit = 101", "deduction_limit", "less_than_equal"),
        ("version = 1", "version = 0", "version", "greater_than_equal"),
        ("general = 0.6", "general = -0.6", "severity.general", "greater_than_equal"),
        ("general = 0.6", "mild = 0.6", "severity.mild.[key]", "enum"),
        ("veto = 20", "lateness = 20", "deductions.lateness.[key]", "enum"),
        ("case = 10", "case = nan", "deductions.case", "finite_number"),
        ('band = "green"', 'band = "gold"', "bands.0.band", "enum"),
        ("least = 85", "least = 100.5", "bands.0.least", "less_than_equal"),
        ('unit_kinds = ["agency"]', 'unit_kinds = ["village"]', "dimensions.6.unit_kinds.0", "enum"),
        ('measure = "clearance"', 'measure = "guess"', "dimensions.4.items.0.measure", "enum"),
        ('code = "politics"', 'code = "p"\nweight = 2', "dimensions.0.weight", "extra_forbidden"),
        ('code = "politics"\n', "", "dimensions.0.code", "missing"),
        ("points = 10\nmeasure", "points = 0\nmeasure", "dimensions.0.items.0.points", "greater_than"),
        ("points = 14\n", "points = 0\n", "dimensions.0.points", "greater_than"),
    ],
)
def test_a_fault_in_a_portrait_scheme_is_refused_with_its_place(old: str, new: str, place: str, kind: str) -> None:
    assert (place, kind) in places(problems(lambda: read_portrait_scheme(changed(PORTRAIT_TEXT, (old, new)))))


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (
            'categories = ["A"]',
            'categories = ["A", "Z9"]',
            "dimensions.0.items.0",
            "“决策部署类问题”没有Z9这个问题分类",
        ),
        ('categories = ["A"]', "", "dimensions.0.items.0", "“决策部署类问题”按问题扣分的须写问题分类，其他的不写"),
        (
            'measure = "entered"',
            'measure = "entered"\ncategories = ["A"]',
            "dimensions.0.items.1",
            "“专题学习”按问题扣分的须写问题分类，其他的不写",
        ),
        ('dimension = "deployment"', "", "dimensions.1.items.1", "“安排部署审评”取审评得分的须写一级指标，其他的不写"),
        (
            'measure = "entered"',
            'measure = "entered"\ndimension = "plan"',
            "dimensions.0.items.1",
            "“专题学习”取审评得分的须写一级指标，其他的不写",
        ),
        ("points = 14", "points = 13", "dimensions.0", "“政治建设”各项合计14分，与13分不符"),
        ('unit_kinds = ["agency"]', 'unit_kinds = ["park"]', "scheme", "机关部门的各项合计90分，应为100分"),
        (
            'unit_kinds = ["state_firm"]',
            'unit_kinds = ["agency", "state_firm"]',
            "scheme",
            "机关部门的各项合计110分，应为100分",
        ),
        (
            'unit_kinds = ["state_firm"]',
            'unit_kinds = ["park", "state_firm"]',
            "scheme",
            "园区的各项合计110分，应为100分",
        ),
        ('code = "duty"', 'code = "politics"', "scheme", "一级指标代码有重复"),
        ('band = "green"\n', 'band = "blue"\n', "scheme", "画像档须按绿、蓝、黄、红的次序写全，红档从0分起"),
        ("least = 0\n", "least = 1\n", "scheme", "画像档须按绿、蓝、黄、红的次序写全，红档从0分起"),
        ("least = 75", "least = 86", "scheme", "画像档分数线须由高到低"),
        ("least = 75", "least = 85", "scheme", "画像档分数线须由高到低"),
        ("grave = 2.4\n", "", "scheme", "严重程度和否定项须写全"),
        ("repeated = 5\n", "", "scheme", "严重程度和否定项须写全"),
    ],
)
def test_a_portrait_scheme_that_does_not_fit_together_says_why(old: str, new: str, place: str, said: str) -> None:
    [(where, kind, message, _)] = problems(lambda: read_portrait_scheme(changed(PORTRAIT_TEXT, (old, new))))
    assert (where, kind, message) == (place, "value_error", f"Value error, {said}")
