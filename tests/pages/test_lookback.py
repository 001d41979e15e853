"""回头看: proposals with their reasons, weak signals apart, everything one step from its source (docs/rules.md §7.3)."""

from datetime import date, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.commands.clearance import ClearOnTheSpot, ReopenFinding
from core.commands.evidence import AttachEvidence
from core.commands.score_sheet import StatedVeto
from core.queries.evaluation import EvaluationCriteria
from core.queries.lookback import LookbackRow, list_lookback
from core.vocabulary import Handling, Veto
from dashboard.components import lookback
from tests.county import County
from tests.evaluating import evaluate_unit, points
from tests.pages.conftest import open_app, said

LATE = date(2026, 6, 30)


def add_late_findings(county: County, unit: str, number: int = 3) -> list[int]:
    """Findings past their deadline, enough for a signal."""
    return [county.add_finding(unit, text=f"第{one}个问题没有整改", due_on=LATE) for one in range(number)]


def rows_of(county: County) -> tuple[LookbackRow, ...]:
    rows: tuple[LookbackRow, ...] = county.see(list_lookback, EvaluationCriteria())
    return rows


def links(at: AppTest) -> list[str]:
    """Pages that links lead to, with what their address says."""
    return [f"{one.proto.page}?{one.proto.query_string}" for one in at.get("page_link")]


def relapse_twice(county: County, folder: Path) -> int:
    """One finding that was cleared and broke out again twice (屡改屡犯)."""
    number = county.add_finding(handling=Handling.IMMEDIATE)
    evidence = AttachEvidence(finding_id=number, file_id=county.add_file(folder), title="整改照片")
    for day in (date(2026, 3, 3), date(2026, 5, 3)):
        county.do(evidence, on=day)
        cleared = ClearOnTheSpot(finding_id=number, version=county.version(number), cleared_on=day, remark="已当场纠正")
        county.do(cleared, on=day)
        found_on = day + timedelta(days=30)
        reopened = ReopenFinding(
            finding_id=number, version=county.version(number), found_on=found_on, reason="又犯", due_on=county.today
        )
        county.do(reopened, on=found_on)
    return number


def test_without_evaluations_and_findings_nothing_is_proposed(county: County) -> None:
    at = open_app(county, "leader", "lookback")
    assert "没有建议列为回头看候选的单位，也没有弱信号" in said(at)
    assert "没有候选，也没有提示" in said(at)


def test_a_poor_unit_is_proposed_with_every_reason_in_words(county: County) -> None:
    veto = StatedVeto(veto=Veto.MASS_INCIDENT, basis="县信访局通报")
    evaluate_unit(county, points=points(review_share="0.2"), vetoes=(veto,))
    at = open_app(county, "leader", "lookback")
    text = said(at)
    assert "系统建议列为回头看候选 :red[**1 家**]：柳舟镇" in text
    assert "总分 50\\.50 分，低于 60 分" in text
    assert "因整改不力引发群体性事件" in text
    assert "同时提出：**问责建议、年终综合考核一票否决建议**" in text
    assert "由领导小组圈定" in text


def test_a_candidate_leads_to_its_portrait_its_sheet_and_its_findings(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.2"))
    found = links(open_app(county, "leader", "lookback"))
    assert "portrait?unit=LZZ" in found
    assert "score_sheet?inspection=R1-%E6%9F%B3%E8%88%9F%E9%95%87&cycle=1" in found
    assert "findings?unit=LZZ&round=R1" in found


def test_weak_signals_stand_apart_and_are_called_so(county: County) -> None:
    add_late_findings(county, "县财政局")
    at = open_app(county, "leader", "lookback")
    assert "系统没有建议列为回头看候选的单位；有 **1 家**有弱信号，供圈定" in said(at)
    assert "提示（弱信号，不是结论）" in said(at)
    frame = at.dataframe[0].value
    assert list(frame["单位"]) == ["县财政局"]
    assert list(frame["信号"]) == ["大面积逾期"]
    assert list(frame["提示"]) == ["3 个问题中 3 个逾期（100.0%）"]
    assert list(frame["涉及问题"]) == ["3 个"]
    assert list(frame["评估"]) == ["未评估"]


def test_a_signal_of_late_findings_opens_just_these(county: County) -> None:
    add_late_findings(county, "县财政局")
    assert lookback.address_behind(rows_of(county)[0]) == (
        "findings",
        {"unit": "CZJ", "round": "R1", "only": "overdue"},
    )


def test_a_signal_without_findings_opens_the_sheet(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.7"))
    row = rows_of(county)[0]
    assert [hint.words for hint in row.lookback.hints] == ["自评高于审评 30 分"]
    assert lookback.address_behind(row) == ("score_sheet", {"inspection": "R1-柳舟镇", "cycle": "1"})


def test_a_signal_of_one_finding_opens_it(county: County, tmp_path: Path) -> None:
    number = relapse_twice(county, tmp_path)
    row = rows_of(county)[0]
    assert [hint.words for hint in row.lookback.hints] == ["1 个问题屡改屡犯"]
    assert lookback.address_behind(row) == ("finding", {"id": str(number)})


def test_the_filters_live_in_the_address(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.2"))
    add_late_findings(county, "县财政局")
    at = open_app(county, "leader", "lookback", kind="agency")
    assert "柳舟镇" not in said(at)
    assert list(at.dataframe[0].value["单位"]) == ["县财政局"]
    at = open_app(county, "leader", "lookback", kind="township")
    assert "柳舟镇" in said(at)
    assert not at.dataframe


def test_a_team_sees_its_own_candidates_only(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.2"))
    evaluate_unit(county, "县财政局", points=points(review_share="0.2"))
    text = said(open_app(county, "team1", "lookback"))
    assert "柳舟镇" in text
    assert "县财政局" not in text


def test_on_an_earlier_day_only_what_was_known_then_counts(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.2"))
    assert "没有建议列为回头看候选" in said(open_app(county, "leader", "lookback", date="2026-06-30"))


def test_the_name_of_a_unit_is_not_obeyed(county: County) -> None:
    from core.store.models import Unit

    evaluate_unit(county, points=points(review_share="0.2"))
    with county.store.write() as session:
        session.get_one(Unit, county.ids["unit:柳舟镇"]).short_name = "![x](http://x)"
    at = open_app(county, "leader", "lookback")
    assert "![x](http" not in said(at)
    assert all("![x](http" not in one.proto.label for one in at.get("page_link"))
