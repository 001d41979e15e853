"""Saving a score sheet: whole or unfinished, with reasons, never over somebody else's (docs/rules.md §7)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from core.commands.score_sheet import FalseItem, GivenPoints, SaveEvaluation, StatedVeto
from core.errors import InvalidInput, NotFound, RuleViolated, StaleVersion
from core.messages import sentence
from core.store.models import AuditEvent, EvaluationScheme
from core.vocabulary import Veto
from tests.county import FEEDBACK, TODAY, County
from tests.evaluating import EVALUATED, adopt, draft, evaluate_unit, points, save_sheet


def test_an_unfinished_sheet_is_kept_as_it_is(county: County) -> None:
    save_sheet(county, points=(GivenPoints(indicator="deployment.leadership", self_points="3.5"),), ballots=None)
    sheet = draft(county)
    assert sheet.lines[0].self_points == Decimal("3.5")
    assert sheet.lines[0].review_points is None
    assert sheet.facts.ballots is None
    assert sheet.score.total is None


def test_a_saved_sheet_replaces_the_one_before_as_a_whole(county: County) -> None:
    number = save_sheet(county)
    again = save_sheet(county, version=1, points=points(review_share="0.5"), ballots=None)
    sheet = draft(county)
    assert again == number
    assert sheet.version == 2
    assert {line.review_points for line in sheet.lines if line.full == 4} == {Decimal(2)}
    assert sheet.facts.ballots is None


def test_saving_leaves_one_event_and_keeps_the_scheme_once(county: County) -> None:
    number = save_sheet(county)
    save_sheet(county, "县财政局")
    with county.store.read() as session:
        actions = session.scalars(sa.select(AuditEvent.action).where(AuditEvent.subject_id == number)).all()
        assert actions.count("evaluation.saved") == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(EvaluationScheme)) == 1


def test_the_second_of_two_savers_is_told(county: County) -> None:
    save_sheet(county)
    save_sheet(county, version=1)
    for stale in (1, None):
        with pytest.raises(StaleVersion):
            save_sheet(county, version=stale)


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (FEEDBACK - timedelta(days=1), False),
        (FEEDBACK, True),
        (TODAY, True),
        (TODAY + timedelta(days=1), False),
    ],
)
def test_the_day_lies_between_feedback_and_today(county: County, day: date, allowed: bool) -> None:
    if allowed:
        save_sheet(county, evaluated_on=day)
        return
    with pytest.raises(InvalidInput) as refusal:
        save_sheet(county, evaluated_on=day)
    assert "评估日" in sentence(refusal.value)


def test_the_second_cycle_needs_the_first_adopted_and_comes_no_earlier(county: County) -> None:
    number = save_sheet(county)
    with pytest.raises(RuleViolated):
        save_sheet(county, cycle=2)
    adopt(county, number)
    with pytest.raises(InvalidInput):
        save_sheet(county, cycle=2, evaluated_on=EVALUATED - timedelta(days=1))
    assert save_sheet(county, cycle=2, evaluated_on=EVALUATED) != number


def test_an_adopted_sheet_is_not_changed(county: County) -> None:
    evaluate_unit(county)
    with pytest.raises(RuleViolated) as refusal:
        save_sheet(county, version=2)
    assert "已经采用" in sentence(refusal.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"indicator": "deployment.leadership", "review_points": "4.01", "reason": "试"}, "高于满分4"),
        ({"indicator": "deployment.unheard", "review_points": "1", "reason": "试"}, "没有“deployment.unheard”"),
        ({"indicator": "deployment.leadership", "review_points": "3"}, "一把手履职"),
    ],
)
def test_points_are_refused_with_their_place(county: County, given: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        save_sheet(county, points=(GivenPoints(**given),))
    assert words in sentence(refusal.value)


@pytest.mark.parametrize(
    ("wrong", "given"),
    [
        ("points", (GivenPoints(indicator="plan.coverage"), GivenPoints(indicator="plan.coverage"))),
        ("vetoes", 2 * (StatedVeto(veto=Veto.MASS_INCIDENT, basis="县信访局通报"),)),
    ],
)
def test_nothing_is_given_twice(county: County, wrong: str, given: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        save_sheet(county, **{wrong: given})
    assert "有重复的" in sentence(refusal.value)


def test_the_proposed_points_need_no_reason_and_others_do(county: County) -> None:
    county.add_finding()
    line = next(line for line in draft(county).lines if line.key == "implementation.completion")
    assert line.evidence is not None
    assert line.evidence.points == 0
    save_sheet(county, points=(GivenPoints(indicator=line.key, review_points="0"),))
    with pytest.raises(InvalidInput):
        save_sheet(county, version=1, points=(GivenPoints(indicator=line.key, review_points="0.01"),))


def test_items_found_untrue_belong_to_the_inspection(county: County) -> None:
    own, foreign = county.add_finding(), county.add_finding("县财政局")
    save_sheet(county, false_items=(FalseItem(finding_id=own, note="照片与现场不符"),))
    sheet = draft(county)
    assert sheet.false_items == {own: "照片与现场不符"}
    assert sheet.facts.false_items == 1
    with pytest.raises(NotFound):
        save_sheet(county, version=1, false_items=(FalseItem(finding_id=foreign),))


def test_a_veto_that_follows_from_findings_cannot_be_stated() -> None:
    with pytest.raises(InvalidInput) as refusal:
        StatedVeto(veto=Veto.NOT_STARTED_90D, basis="试")
    assert "由系统按问题得出" in sentence(refusal.value)


def test_a_sheet_before_feedback_is_refused(county: County) -> None:
    from core.commands.inspections import CreateInspection
    from core.commands.master_data import CreateRound

    second = county.do(CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"))
    planned = county.do(
        CreateInspection(round_id=second, unit_id=county.ids["unit:柳舟镇"], team_id=county.ids["第一巡察组"])
    )
    with pytest.raises(RuleViolated):
        county.do(SaveEvaluation(inspection_id=planned, cycle=1, version=None, evaluated_on=TODAY))
