"""Notices and letters on their pages: drafted, sent, signed for, answered and decided, the numbers moving along."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from core.commands.dispatch_drafting import DraftCopyNotices, DraftLetter
from core.commands.dispatches import SendDispatches
from core.queries.dispatches import DispatchCriteria, get_dispatch, list_dispatches, list_duty_departments
from core.vocabulary import DispatchKind, DispatchState
from tests.county import County
from tests.pages.conftest import open_alone, open_app, said

OpenPage = Callable[[str, str], AppTest]


def press(at: AppTest, label: str, **areas: str) -> AppTest:
    for name, text in areas.items():
        next(area for area in at.text_area if area.label == name).input(text)
    return next(one for one in at.button if one.label == label).click().run()


def state(county: County, number: int) -> DispatchState:
    found: DispatchState = county.see(get_dispatch, number).row.state
    return found


@pytest.fixture
def notice(county: County) -> int:
    """A draft to the charge leader about one finding."""
    county.add_finding(subcategory="B7", category="B", title="补贴 :red[x] 未公示")
    drafted = county.do(DraftCopyNotices(inspection_id=county.ids["柳舟镇"]))
    return int(drafted.dispatch_ids[0])


def test_the_office_drafts_edits_sends_and_the_leader_signs_and_answers(county: County, open_page: OpenPage) -> None:
    county.add_finding(subcategory="B7", category="B", title="补贴 :red[x] 未公示")
    at = open_page("office", "copy_notices")
    at.selectbox(key="dispatches.inspection").select(county.ids["柳舟镇"]).run()
    at.button(key="dispatches.draft").click().run()
    assert "已拟稿 1 份" in at.success[0].value
    assert "R1\\-柳舟镇\\-01" in at.success[0].value
    assert "抄告单 **1** 份：待巡察办发出或阅处 **1** 份" in said(at)
    (row,) = county.see(list_dispatches, DispatchCriteria())
    at = open_app(county, "office", "copy_notices", paper=str(row.id))
    assert "补贴 \\:red\\[x\\] 未公示" in said(at)
    press(at, "保存草稿", 履责建议="约谈镇党委书记")
    press(at, "确认发出")
    assert state(county, row.id) is DispatchState.SENT
    at = open_app(county, "vice_mayor", "copy_notices", paper=str(row.id))
    assert "约谈镇党委书记" in said(at)
    press(at, "确认签收")
    press(at, "提交反馈", 反馈情况="已到镇督办两次")
    assert state(county, row.id) is DispatchState.REPLIED
    at = open_app(county, "office", "copy_notices", paper=str(row.id))
    press(at, "退回补充")
    assert "理由：必须填写" in at.error[0].value
    press(at, "采纳反馈")
    assert state(county, row.id) is DispatchState.ACCEPTED
    assert "**已采纳**" in said(at)
    assert not at.exception


def test_a_receiver_sees_what_he_got_and_a_leader_his_units(county: County, notice: int, open_page: OpenPage) -> None:
    assert "还没有抄告单" in said(open_page("vice_mayor", "copy_notices"))
    county.do(SendDispatches(dispatch_ids=(notice,)))
    at = open_page("vice_mayor", "copy_notices")
    assert "收到 **1** 份，待签收或反馈 **1** 份" in said(at)
    of_office = open_app(county, "office", "copy_notices", receiver="B7")
    assert "抄告单 **0** 份" in said(of_office)
    assert not [one for one in at.button if one.key in ("dispatches.draft", "dispatches.send")]
    at.session_state["copy_notices.tab"] = "我分管的单位"
    at.run()
    assert list(at.dataframe[0].value["单位"]) == ["柳舟镇"]
    assert "还没有抄告单" in said(open_page("civil", "copy_notices"))
    assert open_app(county, "civil", "copy_notices", paper=str(notice)).error[0].value.startswith("没有这个文书")
    assert open_alone(county, "liuzhou", "copy_notices").exception


def test_papers_are_printed_for_whoever_may_read_them_and_it_is_written_down(county: County, notice: int) -> None:
    from core.queries.trail import list_access_events

    at = open_app(county, "office", "copy_notices", paper=str(notice))
    at.button(key="dispatch.print").click().run()
    assert not at.exception
    (event,) = [
        one for one in county.see(list_access_events, 20, 0, caller="auditor") if one.action == "dispatches.printed"
    ]
    assert event.subject == f"dispatch={notice}"


def test_the_table_of_departments_is_filled_in_and_the_figures_stand_beside(
    county: County, notice: int, open_page: OpenPage
) -> None:
    at = open_page("office", "copy_notices")
    at.session_state["copy_notices.tab"] = "分类与主责部门"
    at.run()
    at.session_state["duty.table.0"] = {
        "edited_rows": {0: {"主责部门": "县民政部门"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    at.run()
    at.button(key="duty.save").click().run()
    assert [row.name for row in county.see(list_duty_departments) if row.name] == ["县民政部门"]
    county.do(SendDispatches(dispatch_ids=(notice,)))
    at.session_state["copy_notices.tab"] = "签收反馈情况"
    at.run()
    assert list(at.dataframe[0].value.iloc[0])[:2] == ["副县长（分管农业农村）", "1"]


def test_a_letter_is_drafted_and_reaches_the_unit_only_once_it_is_sent(county: County, open_page: OpenPage) -> None:
    at = open_page("office", "letters")
    at.selectbox(key="letters.inspection").select(county.ids["柳舟镇"]).run()
    press(at, "存为草稿", 主要事项="3个问题逾期未销号")
    (row,) = county.see(list_dispatches, DispatchCriteria(kinds=DispatchKind.letters()))
    assert (row.kind, row.state) == (DispatchKind.WARNING_LETTER, DispatchState.DRAFT)
    assert "还没有督办文书" in said(open_page("liuzhou_head", "letters"))
    county.do(SendDispatches(dispatch_ids=(row.id,)))
    at = open_app(county, "liuzhou_head", "letters", paper=str(row.id))
    press(at, "确认签收")
    assert state(county, row.id) is DispatchState.SIGNED
    assert open_alone(county, "civil", "letters").exception


def test_a_draft_of_another_inspections_unit_stays_hidden(county: County, open_page: OpenPage) -> None:
    number = county.do(DraftLetter(inspection_id=county.ids["县财政局"], kind="admonition", summary="只给财政局"))
    county.do(SendDispatches(dispatch_ids=(number,)))
    assert "只给财政局" not in said(open_app(county, "liuzhou", "letters", paper=str(number)))
