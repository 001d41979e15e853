"""A list is found again as it was left: its address holds filters, words and page; views are kept by name (docs/rules.md §4.7)."""

import pytest
from streamlit.testing.v1 import AppTest

from core import clock, desk
from core.access.actor import ByUsername, load_actor
from core.identity import Actor
from dashboard.components import links, pager, saved_views
from dashboard.navigation import BY_KEY
from tests.county import County
from tests.pages.conftest import open_app, said


def ways(at: AppTest) -> dict[str, str]:
    """Links on the page with the addresses they lead to."""
    return {one.proto.label: one.proto.query_string for one in at.get("page_link")}


def codes(at: AppTest) -> list[str]:
    """Numbers of the findings listed."""
    return [code for frame in at.dataframe for code in frame.value["编号"]]


def person(county: County, username: str) -> Actor:
    with county.store.read() as session:
        return load_actor(session, ByUsername(username), clock.now(), county.today)


def test_words_and_page_stand_in_the_address_and_other_filters_begin_at_the_first_page(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pager, "PAGE", 1)
    for text in ("补贴没有公示", "补贴多发", "挂账三年"):
        county.add_finding(text=text)
    at = open_app(county, "office", "findings", find="补贴", page="2")
    assert not at.exception
    assert at.text_input(key="find").value == "补贴"
    assert [at.query_params[name] for name in ("find", "page")] == ["补贴", "2"]
    second = codes(at)
    at.text_input(key="find").input("公示").run()
    assert at.query_params["find"] == "公示"
    assert "page" not in at.query_params
    assert codes(at) != second
    for wrong in ("9", "-1", "x", "0", "99999999999"):
        at.query_params["page"] = wrong
        at.run()
        assert not at.exception, wrong
        assert len(codes(at)) == 1, wrong
        assert "page" not in at.query_params, wrong


def test_a_finding_leads_back_to_the_list_as_it_was_left(county: County) -> None:
    number = county.add_finding()
    at = open_app(county, "office", "finding", id=str(number))
    assert ways(at)["返回列表"] == ""
    left = [("find", "补贴（公示）"), ("status", "not_started"), ("status", "in_progress"), ("page", "2")]
    at.session_state[links.LEFT] = ("overdue", left)
    at.run()
    assert (
        ways(at)["返回列表"]
        == "find=%E8%A1%A5%E8%B4%B4%EF%BC%88%E5%85%AC%E7%A4%BA%EF%BC%89&status=not_started&status=in_progress&page=2"
    )


def test_a_view_is_kept_found_again_and_removed_by_its_owner_alone(county: County) -> None:
    county.add_finding()
    at = open_app(county, "office", "findings", unit="LZZ", find="补贴 100%", foreign="x")
    next(one for one in at.text_input if one.label == "把现在的筛选存为").input("柳舟**补贴**")
    next(one for one in at.button if one.label == "保存视图").click().run()
    assert not at.exception
    (view,) = desk.list_views(county.store, person(county, "office"), "findings")
    kept = [("find", "补贴 100%"), ("unit", "LZZ")]
    assert (view.name, saved_views.own("findings", view.query)) == ("柳舟**补贴**", kept)
    at.selectbox(key="unit").select("").run()
    button = at.button(key=f"findings.view.{view.id}")
    assert button.label == r"柳舟\*\*补贴\*\*"
    button.click().run()
    assert {name: at.query_params[name] for name in ("find", "unit")} == dict(kept)
    assert at.selectbox(key="unit").value == "LZZ"
    assert "没有常用视图" not in said(at)
    assert "没有常用视图" in said(open_app(county, "leader", "findings"))
    at.button(key=f"findings.view.{view.id}.drop").click().run()
    assert desk.list_views(county.store, person(county, "office"), "findings") == ()
    next(one for one in at.button if one.label == "保存视图").click().run()
    assert any("起个名字" in error.value for error in at.error)


@pytest.mark.parametrize("where", saved_views.OWN)
def test_what_is_not_the_pages_own_in_an_address_is_ignored(where: str) -> None:
    asked = "round=R1&id=7&<script>=1&page=3&unit=LZZ"
    assert saved_views.own(where, asked) == [("round", "R1"), ("unit", "LZZ")]
    assert where in BY_KEY


def test_lists_with_views_show_them(county: County) -> None:
    county.add_finding()
    for page in saved_views.OWN:
        assert any(one.label == "保存视图" for one in open_app(county, "office", page).button), page
