"""The cross-check on its page and on a finding's, with the export that says the same."""

from pathlib import Path

from core.commands.evidence import AttachEvidence
from core.commands.rectification import ProgressLine, ReportProgress
from core.queries.criteria import FindingCriteria
from core.queries.cross_check import list_breaks
from core.queries.finding import get_finding
from core.vocabulary import LedgerBreak, Status
from dashboard.components import cross_check
from tests.county import FEEDBACK, County
from tests.pages.conftest import open_app, said


def test_the_page_counts_breaks_and_narrows_to_a_kind(county: County) -> None:
    county.add_finding()
    county.add_finding("县财政局", text="结余资金清理不彻底")
    at = open_app(county, "office", "cross_check")
    assert "2 处对不上" in said(at)
    assert [tab.label for tab in at.tabs] == ["逐条 2", "按单位 2"]
    at.query_params["break"] = LedgerBreak.EVIDENCE_REUSED.value
    at.run()
    assert [tab.label for tab in at.tabs] == ["逐条 0", "按单位 2"]
    at.query_params["unit"] = "LZZ"
    del at.query_params["break"]
    at.run()
    assert "1 处对不上" in said(at)


def test_whole_ledgers_leave_nothing_to_list(county: County, tmp_path: Path) -> None:
    county.make_clearable(county.add_finding(), tmp_path)
    assert "都对得上" in said(open_app(county, "liuzhou", "cross_check"))


def test_every_column_of_the_list_is_in_the_export_and_leads_to_its_tab(county: County) -> None:
    number = county.add_finding()
    (row,) = county.see(list_breaks, FindingCriteria()).rows
    frame = cross_check.break_frame([row])
    assert set(frame.columns) < set(cross_check.HEADERS)
    assert frame.iloc[0]["对不上"] == "问题无任务"
    assert cross_check.place_of(row) == {"id": str(number), "tab": "tasks"}


def test_a_likeness_is_explained_on_the_finding_and_then_it_may_be_asked_for(county: County, tmp_path: Path) -> None:
    first, number = county.add_finding(), county.add_finding(text="第二个问题")
    for one in (first, number):
        county.make_clearable(one, tmp_path)
    shared = county.add_file(tmp_path, data=b"%PDF-1.7 minutes of both")
    for one in (first, number):
        county.do(AttachEvidence(finding_id=one, file_id=shared, title="会议纪要"))
    line = ProgressLine(
        finding_id=number, version=county.version(number), percent=90, text="已公示", happened_on=FEEDBACK
    )
    county.do(ReportProgress(lines=(line,)), "liuzhou")
    at = open_app(county, "liuzhou", "finding", id=str(number))
    assert "申请销号前还缺 1 处" in "".join(m.value for m in at.markdown)
    next(a for a in at.text_area if a.label == "为什么可以相同").input("同一次会议研究了两个问题")
    next(b for b in at.button if b.label == "保存说明").click().run()
    assert "五份清单对得上，可以申请销号" in "".join(m.value for m in at.markdown)
    next(a for a in at.text_area if a.label == "情况说明").input("全部整改到位")
    next(b for b in at.button if b.label == "申请销号").click().run()
    assert county.see(get_finding, number).row.status is Status.APPLIED
