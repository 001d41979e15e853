"""Adopting figures keeps what they follow from; an adoption can be taken back with a reason (docs/rules.md §7)."""

from decimal import Decimal

import pytest
import sqlalchemy as sa

from core.commands.evaluation import AdoptEvaluation, WithdrawAdoption
from core.commands.rectification import RecordOutcome
from core.commands.score_sheet import FalseItem, GivenPoints, StatedVeto
from core.errors import InvalidInput, NotFound, RuleViolated, StaleVersion
from core.messages import sentence
from core.queries.score_sheet import get_score_sheet
from core.schemes import scheme_of
from core.scoring.evaluation import evaluate
from core.scoring.facts import ScoreFacts
from core.scoring.review import proposed_points
from core.store.models import Evaluation, EvaluationScheme
from core.vocabulary import Grade, ScoreFlag, Veto
from tests.county import County
from tests.evaluating import adopt, draft, evaluate_unit, points, save_sheet


def stored(county: County) -> Evaluation:
    with county.store.read() as session:
        row = session.scalars(sa.select(Evaluation)).one()
        session.expunge(row)
        return row


def test_adopted_figures_follow_again_from_what_was_kept(county: County) -> None:
    county.add_finding()
    score = evaluate_unit(county, points=points(self_share="0.9", review_share="0.7"))
    row = stored(county)
    with county.store.read() as session:
        text = session.scalars(sa.select(EvaluationScheme.text)).one()
    again = evaluate(scheme_of(text), ScoreFacts.model_validate(row.facts))
    assert again == score
    assert row.total == score.total == Decimal("78.50")
    assert row.grade is Grade.FAIR


def test_later_changes_of_findings_do_not_move_adopted_figures(county: County) -> None:
    number = county.add_finding(involves_persons=True)
    evaluate_unit(county)
    before = county.see(get_score_sheet, "R1-柳舟镇", 1)
    county.do(RecordOutcome(finding_id=number, version=county.version(number), disposal="诫勉谈话"))
    after = county.see(get_score_sheet, "R1-柳舟镇", 1)
    assert after.lines == before.lines
    assert after.score == before.score


def test_a_sheet_with_gaps_is_refused_with_what_is_missing(county: County) -> None:
    number = save_sheet(county, points=(GivenPoints(indicator="plan.coverage", self_points="4", review_points="4"),))
    with pytest.raises(RuleViolated) as refusal:
        adopt(county, number)
    said = sentence(refusal.value)
    assert "自评还缺20项" in said
    assert "审评还缺20项" in said


def test_a_sheet_without_a_survey_is_adopted_with_the_flag(county: County) -> None:
    score = evaluate_unit(county, ballots=None)
    assert score.flags == (ScoreFlag.TOO_FEW_BALLOTS,)
    assert stored(county).flags == "too_few_ballots"


def test_vetoes_and_reasons_are_kept_for_the_views(county: County) -> None:
    wrong = tuple(FalseItem(finding_id=county.add_finding(text=f"第{n}个问题，未整改到位")) for n in range(5))
    evaluate_unit(
        county, false_items=wrong, vetoes=(StatedVeto(veto=Veto.FALSE_RECTIFICATION, basis="县纪委监委查实"),)
    )
    row = stored(county)
    assert row.vetoes == "false_report,false_rectification"
    assert row.grade is Grade.POOR
    assert row.lookback_reasons.splitlines()[0] == "5 项报告与事实不符，达到 5 项"


def test_figures_are_adopted_once_and_in_the_version_on_the_screen(county: County) -> None:
    number = save_sheet(county)
    with pytest.raises(StaleVersion):
        adopt(county, number, version=9)
    adopt(county, number)
    with pytest.raises(RuleViolated):
        adopt(county, number, version=2)
    with pytest.raises(NotFound):
        county.do(AdoptEvaluation(evaluation_id=999, version=1))


def test_an_adoption_is_taken_back_with_a_reason_and_the_sheet_stays(county: County) -> None:
    number = save_sheet(county)
    with pytest.raises(RuleViolated):
        county.do(WithdrawAdoption(evaluation_id=number, version=1, reason="试"))
    adopt(county, number)
    county.do(WithdrawAdoption(evaluation_id=number, version=2, reason="测评票数登记有误"))
    row = stored(county)
    assert (row.total, row.grade, row.facts, row.flags) == (None, None, None, "")
    assert draft(county).score.total is not None
    assert adopt(county, number, version=3).grade is Grade.GOOD


def test_an_adoption_with_a_later_cycle_stays(county: County) -> None:
    number = save_sheet(county)
    adopt(county, number)
    save_sheet(county, cycle=2)
    with pytest.raises(RuleViolated) as refusal:
        county.do(WithdrawAdoption(evaluation_id=number, version=2, reason="试"))
    assert "已经有下一次评估" in sentence(refusal.value)


def test_a_ledger_that_changed_since_the_sheet_was_saved_needs_a_reason_at_adoption(county: County) -> None:
    county.add_finding(involves_persons=True)
    proposed = tuple(
        GivenPoints(
            indicator=line.key,
            self_points=line.full,
            review_points=line.full if (offered := proposed_points(line.evidence)) is None else offered,
            reason="考评组核定" if line.evidence is None else "",
        )
        for line in draft(county).lines
    )
    number = save_sheet(county, evaluated_on=county.today, points=proposed)
    county.do(RecordOutcome(finding_id=1, version=county.version(1), disposal="诫勉谈话"))
    with pytest.raises(InvalidInput) as refusal:
        adopt(county, number)
    assert "“人和事处置”的审评分与证据分或满分不同（证据分7）" in sentence(refusal.value)
    assert stored(county).adopted_on is None
