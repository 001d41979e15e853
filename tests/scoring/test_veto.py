"""Each veto just below and at its limit (docs/rules.md §7.3)."""

import pytest

from core.scoring.facts import ScoreFacts
from core.scoring.veto import VetoHit, find_vetoes
from core.vocabulary import Grade, Proposal, Veto
from tests.scoring.facts import default_scheme, scored

ALL_SIX = {
    "false_items": 5,
    "confirmed_false_rectification": True,
    "days_not_started": 90,
    "accountability_case": True,
    "relapsed_two_rounds": True,
    "mass_incident": True,
}


def hits(**facts: object) -> tuple[VetoHit, ...]:
    return find_vetoes(default_scheme().limits, ScoreFacts.model_validate(facts))


@pytest.mark.parametrize(
    ("facts", "veto", "evidence"),
    [
        ({"false_items": 5}, Veto.FALSE_REPORT, "5 项报告与事实不符，达到 5 项"),
        ({"false_items": 6}, Veto.FALSE_REPORT, "6 项报告与事实不符，达到 5 项"),
        ({"confirmed_false_rectification": True}, Veto.FALSE_RECTIFICATION, "已查实虚假整改"),
        ({"days_not_started": 90}, Veto.NOT_STARTED_90D, "有问题逾期 90 日仍未启动，达到 90 日"),
        ({"days_not_started": 91}, Veto.NOT_STARTED_90D, "有问题逾期 91 日仍未启动，达到 90 日"),
        ({"accountability_case": True}, Veto.ACCOUNTABILITY_CASE, "因敷衍整改被立案问责"),
        ({"relapsed_two_rounds": True}, Veto.RELAPSED_TWO_ROUNDS, "同一问题连续两轮反弹"),
        ({"mass_incident": True}, Veto.MASS_INCIDENT, "因整改不力引发群体性事件"),
    ],
)
def test_a_veto_holds_from_its_limit_and_names_its_evidence(
    facts: dict[str, object], veto: Veto, evidence: str
) -> None:
    assert hits(**facts) == (VetoHit(code=veto, evidence=evidence),)


@pytest.mark.parametrize("facts", [{}, {"false_items": 4}, {"days_not_started": 89}])
def test_just_below_its_limit_a_veto_does_not_hold(facts: dict[str, object]) -> None:
    assert hits(**facts) == ()


def test_limits_are_those_of_the_scheme() -> None:
    limits = default_scheme().limits.model_copy(update={"false_items": 3, "days_not_started": 30})
    assert find_vetoes(limits, ScoreFacts(false_items=2, days_not_started=29)) == ()
    assert [hit.code for hit in find_vetoes(limits, ScoreFacts(false_items=3, days_not_started=30))] == [
        Veto.FALSE_REPORT,
        Veto.NOT_STARTED_90D,
    ]


def test_all_vetoes_are_named_in_fixed_order() -> None:
    assert [hit.code for hit in hits(**ALL_SIX)] == list(Veto)


@pytest.mark.parametrize("fact", list(ALL_SIX))
def test_each_veto_alone_makes_full_marks_poor_and_proposes_look_back_accountability_and_annual_veto(
    fact: str,
) -> None:
    score = scored(100, 100, **{fact: ALL_SIX[fact]})
    assert str(score.total) == "100.00"
    assert score.grade is Grade.POOR
    assert [one.code for one in score.proposals] == [
        Proposal.LOOKBACK,
        Proposal.ACCOUNTABILITY,
        Proposal.ANNUAL_VETO,
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"false_items": 5}, "5 项报告与事实不符，达到 5 项"),
        ({"accountability_case": True}, "因敷衍整改被立案问责"),
        ({"days_not_started": 90}, "逾期长期未启动：有问题逾期 90 日仍未启动，达到 90 日"),
    ],
)
def test_a_veto_is_named_once(facts: dict[str, object], words: str) -> None:
    assert [hit.words for hit in hits(**facts)] == [words]
