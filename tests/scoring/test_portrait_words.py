"""The paragraph about a unit: every figure in it comes from the portrait, and nothing is said that is not known."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import ScoreFacts
from core.scoring.peers import Standing, standing
from core.scoring.portrait import Portrait
from core.scoring.portrait_words import PortraitSubject, describe, strong_and_weak
from tests.scoring.facts import ballots, default_scheme, portrait, scored

UNIT = PortraitSubject(
    unit_name="柳舟镇",
    kind="乡镇（街道）",
    round_name="第一轮",
    findings=8,
    cleared=3,
    overdue=0,
    score=None,
    cycle=None,
)
ALONE = portrait("80.0", politics="0.5")
PLACE = "柳舟镇政治生态画像 80.0 分，蓝档，居乡镇（街道） 1 家第 1 位，数据完整度 100%。"
FINDINGS = "第一轮反馈问题 8 个，已销号 3 个（37.5%），没有逾期。"
NOT_YET = "尚未评估。"


def said(one: Portrait = ALONE, others: tuple[Portrait, ...] = (), **changes: Any) -> str:
    return describe(replace(UNIT, **changes), one, standing(one, [one, *others]))


def evaluated(score: Score | None, cycle: int | None = 2) -> str:
    """What is said of the evaluation, after the rest."""
    return said(score=score, cycle=cycle).removeprefix(PLACE + FINDINGS)


def against(medians: dict[str, str], **shares: str | None) -> tuple[list[str], list[str]]:
    """Names of the strong and the weak dimensions."""
    compared = Standing(
        rank=1,
        tied=0,
        of=9,
        percentile=None,
        median=None,
        medians={code: Decimal(share) for code, share in medians.items()},
    )
    strong, weak = strong_and_weak(portrait(**shares), compared)
    return [one.name for one in strong], [one.name for one in weak]


def test_a_unit_alone_of_its_kind_is_compared_with_nobody() -> None:
    assert said() == PLACE + FINDINGS + NOT_YET


def test_a_unit_of_which_nothing_is_known_has_no_figures() -> None:
    found = said(portrait(None, is_ranked=False, politics=None), findings=0, cleared=0, round_name="")
    assert found == "柳舟镇的画像数据均未采集，暂不评分。尚无反馈问题。尚未评估。"


def test_a_unit_of_which_too_little_is_known_is_neither_banded_nor_placed() -> None:
    little = replace(portrait("88.8", is_ranked=False, politics="1"), completeness=Decimal("0.42"))
    found = said(little, (portrait("70.0"), portrait("60.0")))
    assert found == "柳舟镇政治生态画像 88.8 分，数据完整度 42%，不足以定档和排名。" + FINDINGS + NOT_YET


def test_a_shared_place_is_said_to_be_shared() -> None:
    found = said(portrait("80.0"), (portrait("80.0"), portrait("90.0")))
    assert "居乡镇（街道） 3 家并列第 2 位" in found


@pytest.mark.parametrize(
    ("share", "median", "strong", "weak"),
    [
        ("0.519", "0.5", [], []),
        ("0.52", "0.5", ["politics"], []),
        ("0.481", "0.5", [], []),
        ("0.48", "0.5", [], ["politics"]),
    ],
)
def test_differences_below_two_hundredths_are_not_worth_a_word(
    share: str, median: str, strong: list[str], weak: list[str]
) -> None:
    assert against({"politics": median}, politics=share) == (strong, weak)


def test_two_strong_and_two_weak_points_are_named_the_farthest_first() -> None:
    shares = {"a": "0.6", "b": "0.8", "c": "0.7", "d": "0.4", "e": "0.2", "f": "0.3"}
    assert against(dict.fromkeys(shares, "0.5"), **shares) == (["b", "c"], ["e", "f"])


def test_points_equally_far_stand_in_the_order_of_the_portrait() -> None:
    shares = {"a": "0.8", "b": "0.2", "c": "0.8", "d": "0.2", "e": "0.8", "f": "0.2"}
    assert against(dict.fromkeys(shares, "0.5"), **shares) == (["a", "c"], ["b", "d"])


def test_what_is_not_collected_here_or_elsewhere_is_not_compared() -> None:
    assert against({"a": "0.5"}, a=None, b="0.9") == ([], [])


def test_strong_and_weak_points_stand_with_their_figures() -> None:
    one = portrait("80.0", politics="0.9", public="0.6", duty="0.55", conduct="0.255")
    others = tuple(portrait("70.0", politics="0.5", public="0.5", duty="0.85", conduct="0.5") for _ in range(2))
    assert said(one, others).removeprefix(PLACE.replace("1 家", "3 家")) == (
        "politics、public好于同类中位数；短板是duty（得分率 55.0%，同类中位数 85.0%）、conduct（得分率 25.5%，同类中位数 50.0%）。"
        + FINDINGS
        + NOT_YET
    )


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        ("0.9", "politics好于同类中位数。"),
        ("0.1", "短板是politics（得分率 10.0%，同类中位数 30.0%）。"),
        ("0.5", "各项与同类中位数相当。"),
    ],
)
def test_of_two_units_one_side_may_have_nothing_to_say(share: str, sentence: str) -> None:
    one, other = portrait("80.0", politics=share), portrait("70.0", politics="0.5")
    assert said(one, (other,)) == PLACE.replace("1 家", "2 家") + sentence + FINDINGS + NOT_YET


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"overdue": 2}, "第一轮反馈问题 8 个，已销号 3 个（37.5%），逾期 2 个。"),
        ({"findings": 3, "cleared": 3}, "第一轮反馈问题 3 个，已销号 3 个（100.0%），没有逾期。"),
        ({"findings": 0, "cleared": 0}, "第一轮尚未移交问题。"),
        ({"findings": 0, "cleared": 0, "round_name": ""}, "尚无反馈问题。"),
    ],
)
def test_findings_of_the_last_inspection_are_counted(changes: dict[str, Any], sentence: str) -> None:
    assert said(**changes) == PLACE + sentence + NOT_YET


@pytest.mark.parametrize("score", [None, evaluate(default_scheme(), ScoreFacts())])
def test_without_a_grade_there_is_no_evaluation_to_speak_of(score: Score | None) -> None:
    assert evaluated(score) == NOT_YET


@pytest.mark.parametrize(
    ("score", "sentence"),
    [
        (scored(90, 80, ballots(20)), "第 2 次评估 86.00 分，等次较好。"),
        (scored(100, 80, ballots(20)), "第 2 次评估 88.00 分，等次较好；自评高于审评 20 分，自评虚高。"),
        (
            scored(0, 50),
            "第 2 次评估 50.00 分，等次差。系统建议：列为回头看候选，由领导小组确定。",
        ),
        (
            scored(90, 80, ballots(20), mass_incident=True),
            "第 2 次评估 86.00 分，等次差；因整改不力引发群体性事件。"
            "系统建议：列为回头看候选、问责建议、年终综合考核一票否决建议，由领导小组确定。",
        ),
        (
            evaluate(default_scheme(), ScoreFacts(mass_incident=True)),
            "第 2 次评估，等次差；因整改不力引发群体性事件。"
            "系统建议：列为回头看候选、问责建议、年终综合考核一票否决建议，由领导小组确定。",
        ),
    ],
)
def test_an_evaluation_is_told_with_what_it_proposes(score: Score, sentence: str) -> None:
    assert evaluated(score) == sentence


def test_dimensions_that_are_not_collected_are_named_at_the_end() -> None:
    one = portrait("80.0", politics="0.5", public=None, duty=None)
    assert said(one) == PLACE + FINDINGS + NOT_YET + "public、duty未采集，不计入。"
