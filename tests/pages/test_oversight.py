"""What waits, where things stop, calendars, warnings and hand-overs on their pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from core.commands.dispatch_drafting import DraftCopyNotices
from core.queries.calendar import get_chain
from core.queries.handovers import list_handovers
from core.queries.items import list_items
from core.queries.rounds import list_rounds
from core.queries.warnings import list_due_warnings
from core.vocabulary import ItemKind, Milestone, WarningLevel, WarningReceiver
from dashboard.components.items import PLACES, place_of
from dashboard.navigation import BY_KEY
from tests.county import County
from tests.pages.conftest import open_app, said

OpenPage = Callable[[str, str], AppTest]
PAGES = ("todo", "stops", "milestones", "deadline_warnings", "handovers")


def press(at: AppTest, label: str) -> AppTest:
    next(one for one in at.button if one.label.startswith(label)).click().run()
    assert not at.exception
    return at


def test_the_first_page_is_what_waits_on_me_except_for_leaders(county: County, open_page: OpenPage) -> None:
    from core.identity import Actor, Grant
    from core.vocabulary import Role
    from dashboard.navigation import pages_of

    def first(role: Role) -> str:
        actor = Actor(account_id=1, session_id=1, username="a", shown="a", grants=(Grant(role=role),))
        return pages_of(actor)[0].key

    assert first(Role.LEADER) == "overview"
    assert {first(role) for role in (Role.OFFICE, Role.UNIT, Role.TEAM, Role.CHARGE_LEADER, Role.DEPARTMENT)} == {
        "todo"
    }


def test_what_waits_on_the_unit_is_listed_with_its_days(county: County, open_page: OpenPage) -> None:
    county.add_finding(title="补贴未公示")
    at = open_page("liuzhou", "todo")
    assert "等我办的" in said(at) and "超期" in said(at)
    frame = at.dataframe[0].value
    assert "补贴未公示" in set(frame["内容"]) and set(frame["单位"]) == {"柳舟镇"}
    assert list(frame["剩余/日"]) == sorted(frame["剩余/日"])


def test_every_kind_of_item_leads_to_a_page_that_is_there(county: County) -> None:
    assert set(PLACES) == set(ItemKind)
    assert {page for page, _ in PLACES.values()} | {"letters"} <= set(BY_KEY)
    county.add_finding()
    county.do(DraftCopyNotices(inspection_id=county.ids["柳舟镇"]))
    item = next(row.item for row in county.see(list_items) if row.item.kind is ItemKind.SEND_DISPATCH)
    page, query = place_of(item)
    at = open_app(county, "office", page, **query)
    assert "抄告" in said(at) and not at.exception
    assert place_of(replace(item, part="admonition"))[0] == "letters"


def test_leaders_see_where_things_stop(county: County, open_page: OpenPage) -> None:
    county.add_finding()
    at = open_page("leader", "stops")
    assert "压在" in said(at) and "无人负责" in said(at)
    assert "县财政局" in set(at.dataframe[0].value["在谁手里"])


def test_the_office_issues_the_warnings_of_the_day_and_each_is_said_once(county: County, open_page: OpenPage) -> None:
    county.add_finding()
    number = len(county.see(list_due_warnings))
    at = press(open_page("office", "deadline_warnings"), f"发出今天的预警 {number} 条")
    assert f"没解除的预警 **{number}** 条" in said(at)
    assert county.see(list_due_warnings) == ()
    mine = open_page("liuzhou", "deadline_warnings")
    assert "没解除的预警" in said(mine) and "该发" not in said(mine)
    assert not any(one.label.startswith("发出") for one in mine.button)


def test_the_ladder_is_changed_on_the_page_and_a_narrower_higher_level_is_refused(
    county: County, open_page: OpenPage
) -> None:
    at = open_page("office", "deadline_warnings")
    yellow = next(one for one in at.multiselect if one.label.startswith(WarningLevel.YELLOW.term))
    yellow.set_value([WarningReceiver.OFFICE])
    press(at, "保存预警设置")
    assert "黄色预警的送达对象不能少于绿色预警的" in at.error[0].value
    yellow = next(one for one in at.multiselect if one.label.startswith(WarningLevel.YELLOW.term))
    yellow.set_value([WarningReceiver.HOLDER, WarningReceiver.OWNER_LEADER, WarningReceiver.UNIT_HEAD])
    press(at, "保存预警设置")
    plan = county.see(list_rounds)[0].plan
    assert WarningReceiver.UNIT_HEAD in plan.receivers[WarningLevel.YELLOW]


def test_a_preset_shows_what_would_move_before_it_moves(county: County, open_page: OpenPage) -> None:
    at = open_page("office", "milestones")
    assert "没有节点移动" in said(at)
    next(one for one in at.segmented_control if one.label == "期限按").set_value("六月制").run()
    assert "将移动" in said(at)
    press(at, "按此改")
    assert county.see(list_rounds)[0].plan.close_out_days == 395


def test_the_way_of_one_inspection_is_drawn_and_a_day_is_entered(county: County) -> None:
    at = open_app(county, "office", "milestones", inspection="R1-柳舟镇")
    assert "轮到" in said(at) and "传达" in said(at)
    day = county.see(get_chain, "R1-柳舟镇").feedback_on + timedelta(days=3)
    next(one for one in at.date_input if one.label == "传达学习").set_value(day)
    press(at, "保存完成日")
    assert county.see(get_chain, "R1-柳舟镇").stop(Milestone.RELAY).met_on == day


def test_a_sheet_is_drawn_up_and_signed_on_the_page(county: County) -> None:
    county.add_finding(title="补贴 :red[x]")
    at = open_app(county, "team1", "handovers", inspection="R1-柳舟镇")
    press(at, "填写交接单")
    at = press(open_app(county, "team1", "handovers", inspection="R1-柳舟镇"), "签字移交")
    at = open_app(county, "office", "handovers", inspection="R1-柳舟镇")
    press(at, "签字接收")
    row = next(one for one in county.see(list_handovers) if one.unit_name == "柳舟镇")
    assert row.turn is None


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_county_says_why_there_is_nothing(bare_county: County, page: str) -> None:
    at = open_app(bare_county, "office", page)
    assert not at.exception
    assert said(at)


@pytest.mark.parametrize(
    ("username", "page"), [("liuzhou", "stops"), ("liuzhou", "handovers"), ("civil", "milestones"), ("leader", "todo")]
)
def test_a_page_of_others_is_refused(county: County, username: str, page: str) -> None:
    at = open_app(county, username, page)
    first = "overview" if username == "leader" else "todo"
    assert f"## {BY_KEY[first].title}" in said(at) and f"## {BY_KEY[page].title}" not in said(at)
