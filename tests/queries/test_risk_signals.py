"""Signals as they come out of a county: from requests, ledgers, evaluations and relapses, as far as one may see."""

from datetime import date
from pathlib import Path

import pytest

from core.commands.clearance import ApproveClearance, ReopenFinding, RequestClearance, ReviewClearance, SignClearance
from core.commands.evidence import AttachEvidence
from core.commands.explanations import ExplainBreak
from core.commands.rectification import ProgressLine, ReportProgress
from core.errors import NotPermitted
from core.queries.criteria import FindingCriteria
from core.queries.risk_signals import SignalRow, list_risk_signals
from core.vocabulary import LedgerBreak, RiskSignal
from tests.county import TODAY, County
from tests.evaluating import evaluate_unit, points

DUE = date(2026, 5, 31)


def rows(county: County, caller: str = "office") -> list[SignalRow]:
    return list(county.see(list_risk_signals, FindingCriteria(), caller=caller))


def kinds(row: SignalRow) -> list[RiskSignal]:
    return [signal.kind for signal in row.signals]


def clear(county: County, number: int, folder: Path, asked_on: date) -> None:
    """All ledgers, progress, request, signature, review and approval on one day."""
    county.today = asked_on
    county.make_clearable(number, folder)
    for command, caller, more in (
        (ReportProgress, "liuzhou", {}),
        (RequestClearance, "liuzhou", {"statement": "整改到位"}),
        (SignClearance, "liuzhou_head", {"signed_on": asked_on}),
        (ReviewClearance, "team1", {}),
        (ApproveClearance, "office", {}),
    ):
        told = {"finding_id": number, "version": county.version(number), **more}
        if command is ReportProgress:
            told = {"lines": (ProgressLine(**told, percent=90, text="已公示", happened_on=asked_on),)}
        county.do(command(**told), caller)
    county.today = TODAY


def test_requests_on_the_last_day_reopened_findings_and_the_score_are_seen_together(
    county: County, tmp_path: Path
) -> None:
    numbers = [county.add_finding(text=f"第{number}个问题") for number in range(4)]
    for number in numbers[:2]:
        clear(county, number, tmp_path, date(2026, 5, 30))
    clear(county, numbers[2], tmp_path, date(2026, 5, 29))
    assert rows(county) == []
    clear(county, numbers[3], tmp_path, DUE)
    (row,) = rows(county)
    assert (row.unit_name, kinds(row)) == ("柳舟镇", [RiskSignal.CLEARED_AT_THE_LAST])
    assert [trace.finding_id for trace in row.signals[0].traces] == [numbers[0], numbers[1], numbers[3]]
    evaluate_unit(county, points=points("1", "0.8"))
    again = ReopenFinding(
        finding_id=numbers[2], version=county.version(numbers[2]), found_on=date(2026, 7, 1), reason="又犯", due_on=DUE.replace(month=8)
    )  # fmt: skip
    county.do(again)
    (row,) = rows(county)
    assert kinds(row) == [
        RiskSignal.CLEARED_AT_THE_LAST,
        RiskSignal.INFLATED_SELF,
        RiskSignal.RELAPSED_AFTER_CLEARANCE,
    ]
    assert (row.cycle, row.signals[1].words) == (1, "第 1 次评估自评高于审评 20 分")
    assert row.signals[2].traces[0].words == "2026-07-01 反弹重开"


def test_likenesses_stay_in_view_once_explained_and_name_nobody_who_may_not_be_seen(
    county: County, tmp_path: Path
) -> None:
    own, other = county.add_finding(), county.add_finding("县财政局", text="结余资金清理不彻底")
    county.make_clearable(own, tmp_path)
    county.make_clearable(other, tmp_path, "县财政局")
    same = county.add_file(tmp_path, "县财政局", b"%%PDF-1.7 evidence of finding %d" % own)
    county.do(AttachEvidence(finding_id=other, file_id=same, title="同一份"))
    first, second = rows(county)
    assert (kinds(first), kinds(second)) == ([RiskSignal.EVIDENCE_REUSED],) * 2
    assert "第 2 件“同一份”也用在R1-柳舟镇-01" in second.signals[0].traces[0].words
    (seen,) = rows(county, "team1")
    assert seen.unit_name == "柳舟镇"
    assert "不在您查看范围内的1个问题" in seen.signals[0].traces[0].words
    for caller in ("liuzhou", "liuzhou_head", "panel", "civil"):
        with pytest.raises(NotPermitted):
            rows(county, caller)
    county.do(
        ExplainBreak(finding_id=own, version=county.version(own), kind=LedgerBreak.EVIDENCE_REUSED, reason="同一次会议")
    )
    first, second = rows(county)
    assert (first.signals[0].is_explained, second.signals[0].is_explained) == (True, False)
