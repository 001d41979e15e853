"""Risk signals on their page: hints by inspection, each leading to what is behind it."""

from core.commands.evidence import AttachEvidence
from core.queries.criteria import FindingCriteria
from core.queries.risk_signals import list_risk_signals
from core.vocabulary import RiskSignal
from dashboard.components.risk_signals import place_of
from tests.county import County
from tests.evaluating import evaluate_unit, points
from tests.pages.conftest import open_alone, open_app, said


def test_hints_are_counted_narrowed_and_lead_to_what_is_behind_them(county: County, tmp_path: object) -> None:
    assert "没有提示" in said(open_app(county, "leader", "risk_signals"))
    first, second = county.add_finding(), county.add_finding(text="第二个问题")
    same = county.add_file(tmp_path)
    for number in (first, second):
        county.do(AttachEvidence(finding_id=number, file_id=same, title="会议纪要"))
    evaluate_unit(county, points=points("1", "0.8"))
    at = open_app(county, "leader", "risk_signals")
    assert "**1** 家单位有 **2** 条提示" in said(at)
    assert "提示不是结论" in said(at)
    assert list(at.dataframe[0].value["提示"]) == ["佐证重复使用", "自评虚高"]
    assert len(at.dataframe[1].value) == 2
    at.query_params["signal"] = RiskSignal.INFLATED_SELF.value
    at.run()
    assert list(at.dataframe[1].value["依据"]) == ["第 1 次评估自评高于审评 20 分"]
    (row,) = county.see(list_risk_signals, FindingCriteria())
    reused, inflated = row.signals
    assert place_of(row, reused.traces[0], reused.kind) == ("finding", {"id": str(first), "tab": "evidence"})
    assert place_of(row, inflated.traces[0], inflated.kind)[0] == "score_sheet"
    for username in ("liuzhou", "liuzhou_head", "civil", "panel"):
        refused = open_alone(county, username, "risk_signals")
        assert (bool(refused.exception), len(refused.dataframe)) == (True, 0)
