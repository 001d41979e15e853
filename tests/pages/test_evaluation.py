"""Scores on the pages: read by those in scope, filled and adopted by the office (docs/rules.md §7)."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from core.commands.score_sheet import StatedVeto
from core.queries.evaluation import EvaluationCriteria, list_evaluations
from core.vocabulary import Veto
from tests.county import County
from tests.evaluating import draft, evaluate_unit, points, save_sheet
from tests.pages.conftest import open_app


def said(at: AppTest) -> str:
    return "\n".join(element.value for element in at.markdown)


def frame_of(at: AppTest) -> str:
    return at.dataframe[0].value.to_string()


def test_the_page_of_scores_shows_totals_and_those_not_evaluated(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.5"))
    at = open_app(county, "leader", "evaluation")
    assert "2 次巡察已评估 **1** 次" in said(at)
    assert "68.50" in frame_of(at)
    assert "未评估" in frame_of(at)
    assert "自评虚高" in frame_of(at)


def test_a_unit_sees_its_own_score_with_its_true_rank(county: County) -> None:
    evaluate_unit(county)
    evaluate_unit(county, "县财政局")
    at = open_app(county, "liuzhou", "evaluation")
    assert "柳舟镇" in frame_of(at)
    assert "县财政局" not in frame_of(at)


def test_the_sheet_adds_up_and_says_what_would_lift_the_grade(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.8"))
    at = open_app(county, "liuzhou", "score_sheet")
    text = said(at)
    assert "综合得分 **86.50** 分，**较好**" in text
    assert "再提高 **3.50** 分可升为好" in text
    assert "怎样升到好" in text
    assert "考评组核定" in frame_of(at)


def test_a_sheet_of_another_unit_is_not_found(county: County) -> None:
    evaluate_unit(county)
    evaluate_unit(county, "县财政局")
    at = open_app(county, "liuzhou", "score_sheet", inspection="R1-县财政局", cycle="1")
    assert "县财政局" not in said(at)
    assert not at.exception


def test_without_an_adopted_evaluation_the_sheet_says_so(county: County) -> None:
    save_sheet(county)
    assert "还没有评估结果" in said(open_app(county, "leader", "score_sheet"))


def test_the_office_saves_the_proposed_points(county: County) -> None:
    county.add_finding()
    at = open_app(county, "office", "score_entry", inspection="R1-柳舟镇", cycle="1")
    assert not at.exception
    at.button(key="score_entry.save").click().run()
    assert not at.error
    assert any("已保存评估得分表" in message.value for message in at.success)
    lines = {line.key: line.review_points for line in draft(county).lines}
    assert lines["implementation.completion"] == 0
    assert lines["deployment.leadership"] is None


def test_a_finished_sheet_is_adopted_and_the_number_on_the_board_moves(county: County) -> None:
    save_sheet(county, evaluated_on=county.today - timedelta(days=1))
    at = open_app(county, "office", "score_entry", inspection="R1-柳舟镇", cycle="1")
    at.button(key="score_entry.adopt").click().run()
    assert any("已采用：98\\.50 分，好" in message.value for message in at.success)
    rows = county.see(list_evaluations, EvaluationCriteria(units=("LZZ",)))
    assert str(rows[0].total) == "98.50"


def test_a_stale_sheet_is_refused_once_shows_both_and_then_replaces_knowingly(county: County) -> None:
    save_sheet(county)
    at = open_app(county, "office", "score_entry", inspection="R1-柳舟镇", cycle="1")
    at.toggle(key="score_entry.R1-柳舟镇.1.0.held").set_value(False).run()
    save_sheet(county, version=1, points=points(review_share="0.5"))
    at.button(key="score_entry.save").click().run()
    assert at.error
    assert any("别人先存了这张表" in warning.value for warning in at.warning)
    assert "一把手履职" in at.dataframe[-1].value.to_string()
    assert draft(county).version == 2
    at.button(key="score_entry.save").click().run()
    assert not at.error
    assert draft(county).version == 3
    assert draft(county).facts.ballots is None
    assert draft(county).lines[0].review_points == 4


def test_what_was_found_untrue_is_written_down_and_asks_for_a_reason(county: County) -> None:
    number = county.add_finding()
    at = open_app(county, "office", "score_entry", inspection="R1-柳舟镇", cycle="1")
    key = "score_entry.R1-柳舟镇.1.0"
    at.multiselect(key=f"{key}.false").set_value([number]).run()
    at.text_input(key=f"{key}.false.{number}").input("照片与现场不符").run()
    assert at.button(key="score_entry.save").disabled
    assert "成效真实性与证据分 9 不同，缺理由" in said(at)


def test_a_sheet_under_way_is_found_again(county: County) -> None:
    save_sheet(county, "县财政局", points=points()[:3])
    at = open_app(county, "office", "score_entry", inspection="R1-柳舟镇", cycle="1")
    next(button for button in at.button if "县财政局" in button.label).click().run()
    assert at.query_params["inspection"] == "R1-县财政局"
    assert "县财政局第 1 次评估尚未完成" in said(at)


def test_an_adoption_is_taken_back_on_the_page(county: County) -> None:
    evaluate_unit(county)
    at = open_app(county, "office", "score_entry", inspection="R1-柳舟镇", cycle="1")
    at.text_input(key="score_entry.reason").input("测评票数登记有误").run()
    at.button(key="score_entry.withdraw").click().run()
    assert any("已撤回" in message.value for message in at.success)


def test_the_overview_names_candidates_with_their_reason(county: County) -> None:
    county.add_finding()
    evaluate_unit(county, vetoes=(StatedVeto(veto=Veto.MASS_INCIDENT, basis="县信访局通报"),))
    text = said(open_app(county, "leader", "overview"))
    assert "**1 家**评估等次为差，建议列为回头看对象" in text
    assert "引发群体性事件" in text


def test_a_department_reads_no_scores(county: County) -> None:
    evaluate_unit(county)
    at = open_app(county, "civil", "overview")
    assert "评估得分" not in said(at)
    assert not at.exception
