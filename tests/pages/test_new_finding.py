"""Findings typed one after the other, with similar ones marked on the way."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from core.queries.criteria import FindingCriteria
from core.queries.finding import get_finding
from core.queries.finding_rows import FindingDetail
from core.queries.findings import Window, list_findings
from core.vocabulary import Commonality, FindingLink, Severity
from tests.county import County
from tests.pages.conftest import open_app, said

OpenPage = Callable[[str, str], AppTest]
TEXT = "惠民惠农补贴发放不按规定公示，涉及3个村"


def stored(county: County, code: str) -> FindingDetail:
    page = county.see(list_findings, FindingCriteria(text=code), Window())
    found: FindingDetail = county.see(get_finding, page.rows[0].id)
    return found


def test_a_finding_is_saved_with_the_mark_and_the_form_is_ready_for_the_next(county: County) -> None:
    other = county.add_finding("县财政局")
    at = open_app(county, "office", "new_finding", inspection="R1-柳舟镇")
    assert at.button(key="new_finding.save").disabled
    at.text_area(key="new_finding.0.text").input(TEXT).run()
    assert "县财政局" in said(at)
    at.button(key=f"similar.mark.{other}").click().run()
    assert "共性问题 **1** 个" in said(at)
    at.selectbox(key="new_finding.0.severity").select(Severity.GRAVE)
    at.checkbox(key="new_finding.0.open").uncheck()
    at.text_input(key="new_finding.0.nature").input("违规")
    at.button(key="new_finding.save").click().run()
    assert any("已录入 R1" in one.value for one in at.success)
    detail = stored(county, "R1-柳舟镇-01")
    assert (detail.commonality, detail.severity, detail.nature) == (Commonality.COMMON, Severity.GRAVE, "违规")
    assert not detail.is_publishable
    assert [(tie.id, tie.link) for tie in detail.ties] == [(other, FindingLink.COMMON)]
    assert at.text_area(key="new_finding.1.text").value in ("", None)
    assert at.selectbox(key="inspection").value == "R1-柳舟镇"
    assert "本次已录入 **1** 个" in said(at)


def test_a_refused_finding_stays_on_the_screen(county: County) -> None:
    at = open_app(county, "office", "new_finding", inspection="R1-柳舟镇")
    at.text_area(key="new_finding.0.text").input(TEXT).run()
    at.multiselect(key="new_finding.0.tags").set_value(["乡村振兴"])
    at.text_input(key="new_finding.0.cause").input("看不见的\u202e字")
    at.button(key="new_finding.save").click().run()
    assert "成因" in at.error[0].value
    assert at.text_area(key="new_finding.0.text").value == TEXT
    assert at.multiselect(key="new_finding.0.tags").value == ["乡村振兴"]


def test_ties_are_shown_on_the_page_of_the_finding(county: County, open_page: OpenPage) -> None:
    test_a_finding_is_saved_with_the_mark_and_the_form_is_ready_for_the_next(county)
    at = open_app(county, "office", "finding", id=str(stored(county, "R1-柳舟镇-01").row.id))
    assert ":orange-background[ 共性问题 ]" in said(at)
