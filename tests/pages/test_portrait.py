"""单位画像: all units among their kind, one unit with its losses down to the findings (docs/rules.md §9)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from core.access.actor import ByUsername, load_actor
from core.commands.findings import CorrectFinding
from core.store.models import Unit, UnitPortrait
from core.vocabulary import Commonality, Subcategory
from dashboard.components import portrait_losses, portrait_view
from dashboard.components.portrait_losses import losses
from dashboard.components.portrait_view import UnitView
from dashboard.shell import PageContext
from tests.county import County
from tests.county import at as instant
from tests.evaluating import SATISFIED, evaluate_unit, points
from tests.pages.conftest import open_app, said

OpenPage = Callable[..., AppTest]


def metrics(at: AppTest) -> dict[str, tuple[str, str]]:
    """Figures by label, with what stands below them."""
    return {one.label: (one.value, one.delta) for one in at.metric}


def view_of(county: County, username: str = "leader", unit: str = "LZZ") -> UnitView:
    """What the page of a unit is drawn from, as somebody sees it."""
    with county.store.read() as session:
        actor = load_actor(session, ByUsername(username), instant(county.today), county.today)
    ctx = PageContext(actor=actor, as_of=county.today, today=county.today, tools=None)  # type: ignore[arg-type] - not drawn
    return portrait_view.read_unit(ctx, unit)


def test_units_of_which_nothing_is_known_say_so_and_are_not_ranked(county: County) -> None:
    at = open_app(county, "leader", "portrait", date="2026-03-01")
    assert "2 家单位中 还没有单位定档；未采集 2 家" in said(at)
    for frame in (one.value for one in at.dataframe):
        assert list(frame["得分"]) == ["未采集"]
        assert list(frame["名次"]) == ["—"]
        assert list(frame["完整度"]) == ["0%"]


def test_units_stand_in_tables_of_their_kind(county: County) -> None:
    for unit in ("柳舟镇", "县财政局"):
        county.add_finding(unit)
        evaluate_unit(county, unit)
    at = open_app(county, "leader", "portrait")
    assert [list(one.value["单位"]) for one in at.dataframe] == [["县财政局"], ["柳舟镇"]]
    assert [list(one.value["名次"]) for one in at.dataframe] == [["1 / 1"], ["1 / 1"]]
    assert "2 家已定档：**绿档 2 家**" in said(at)


def test_one_kind_alone_can_be_asked_for(county: County) -> None:
    at = open_app(county, "leader", "portrait", kind="agency")
    assert [list(one.value["单位"]) for one in at.dataframe] == [["县财政局"]]


def test_a_county_without_units_says_what_comes_first(bare_county: County) -> None:
    at = open_app(bare_county, "leader", "portrait")
    assert "还没有单位" in said(at)
    assert not at.exception


def test_the_office_puts_portraits_on_record(county: County) -> None:
    at = open_app(county, "office", "portrait")
    at.button(key="portrait.record").click().run()
    assert any("已存档 2 家单位的画像" in one.value for one in at.success)
    with county.store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(UnitPortrait)) == 2


def test_portraits_of_another_day_cannot_be_put_on_record(county: County) -> None:
    at = open_app(county, "office", "portrait", date="2026-07-01")
    assert at.button(key="portrait.record").disabled


@pytest.mark.parametrize("username", ["leader", "team1"])
def test_nobody_else_is_offered_to_put_them_on_record(county: County, username: str) -> None:
    assert "portrait.record" not in [one.key for one in open_app(county, username, "portrait").button]


def test_a_unit_is_shown_with_its_six_figures(county: County) -> None:
    county.add_finding(subcategory=Subcategory.B7, due_on=date(2026, 6, 30))
    evaluate_unit(county, points=points(review_share="0.8"))
    at = open_app(county, "leader", "portrait", unit="LZZ")
    shown = metrics(at)
    assert list(shown) == ["画像得分", "同类名次", "评估得分", "完成率", "逾期", "完整度"]
    assert shown["同类名次"] == ("1 / 1", "—")
    assert shown["评估得分"] == ("86.50 较好", "第 1 次评估")
    assert shown["完成率"] == ("0.0%", "已销号 0 / 1")
    assert shown["逾期"] == ("1", "占 100.0%")
    assert "县财政局" not in said(at)


def test_the_sentence_says_score_band_completeness_place_and_findings(county: County) -> None:
    county.add_finding(subcategory=Subcategory.B7, due_on=date(2026, 6, 30))
    evaluate_unit(county)
    view = view_of(county)
    text = said(open_app(county, "leader", "portrait", unit="LZZ"))
    portrait = view.portrait
    assert portrait.band is not None
    assert f"柳舟镇政治生态画像 **{portrait.score} 分，{portrait.band.term}**" in text
    assert f"（完整度 {portrait.completeness:.0%}），同类 1 家中第 **1** 名" in text
    assert "反馈问题 1 个，已销号 0 个（0.0%），:red[**逾期 1 个**]" in text


def test_a_unit_of_which_nothing_is_known_has_no_noughts(county: County) -> None:
    at = open_app(county, "leader", "portrait", unit="LZZ", date="2026-03-01")
    shown = metrics(at)
    assert (shown["画像得分"][0], shown["同类名次"][0]) == ("未采集", "未采集")
    assert (shown["评估得分"][0], shown["完成率"][0], shown["逾期"][0]) == ("未评估", "—", "—")
    assert "数据均**未采集**，暂不评分" in said(at)
    assert "尚未巡察反馈" in said(at)


def test_what_can_be_quoted_stands_on_the_page_as_it_is(county: County) -> None:
    evaluate_unit(county)
    at = open_app(county, "leader", "portrait", unit="LZZ")
    assert at.code[0].value == view_of(county).detail.words


def test_losses_name_item_points_and_the_finding_behind(county: County) -> None:
    number = county.add_finding(title="惠民补贴未公示", subcategory=Subcategory.B7)
    county.do(CorrectFinding(finding_id=number, version=1, severity="grave"))
    view = view_of(county)
    found = losses(view.portrait)
    assert [loss.points for loss in found] == sorted((loss.points for loss in found), reverse=True)
    conduct = next(loss for loss in found if loss.name == "作风廉政 · 群众身边类问题")
    assert (conduct.points, conduct.full, conduct.finding_ids) == (Decimal("2.4"), 8, (number,))
    assert portrait_losses.evidence(conduct, view) == "R1-柳舟镇-01 惠民补贴未公示"
    frame = portrait_losses.loss_frame([conduct], view)
    assert list(frame["扣分/满分"]) == ["-2.4 / 8"]


def test_several_findings_behind_a_loss_are_counted(county: County) -> None:
    for number in range(2):
        county.add_finding(text=f"第{number}个问题没有整改", subcategory=Subcategory.B7)
    view = view_of(county)
    loss = next(one for one in losses(view.portrait) if "群众身边" in one.name)
    assert portrait_losses.evidence(loss, view) == "2 个问题"
    assert [row.code for row in portrait_losses.behind(loss, view)] == ["R1-柳舟镇-01", "R1-柳舟镇-02"]


def test_a_loss_without_findings_points_to_the_sheet(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.5"), ballots=SATISFIED)
    view = view_of(county)
    loss = next(one for one in losses(view.portrait) if one.name == "群众评价 · 测评满意率")
    assert loss.points == Decimal("0.45")
    assert portrait_losses.evidence(loss, view) == "评估得分表"


def test_before_the_inspection_everything_waits_to_be_entered(county: County) -> None:
    table = open_app(county, "leader", "portrait", unit="LZZ").table[0].value
    assert {"信访举报", "上级通报", "审计问题", "案件查办"} <= set(table.index)
    assert all("未采集" in one for one in table.iloc[:, 0])


def test_during_and_after_the_inspection_are_told_in_figures(county: County) -> None:
    number = county.add_finding(subcategory=Subcategory.B7, involves_persons=True, amount_yuan=Decimal(124000))
    county.do(CorrectFinding(finding_id=number, version=1, commonality=Commonality.COMMON))
    county.add_finding(text="另一个问题", subcategory=Subcategory.A1, due_on=date(2026, 6, 30))
    _before, during, after = open_app(county, "leader", "portrait", unit="LZZ").table
    told = dict(zip(during.value.index, during.value.iloc[:, 0], strict=True))
    assert told["反馈问题"] == "2 个：决策部署 1、群众身边 1"
    assert (told["共性问题"], told["涉及人和事"], told["涉及金额"]) == ("1 个", "1 个", "12.4 万元")
    told = dict(zip(after.value.index, after.value.iloc[:, 0], strict=True))
    assert told["整改"] == "已销号 0 个（0.0%），:red[**逾期 2 个**]"
    assert (told["评估"], told["报结"]) == ("未评估", "未报结")
    assert "未采集" in told["清退追缴"]


def test_choosing_a_unit_writes_its_code_into_the_address_and_back(county: County) -> None:
    at = open_app(county, "leader", "portrait")
    at.selectbox(key="unit").select("LZZ").run()
    assert at.query_params["unit"] == "LZZ"
    assert "柳舟镇" in said(at)
    at.selectbox(key="unit").select("").run()
    assert dict(at.query_params) == {}
    assert at.dataframe


@pytest.mark.parametrize("unit", ["CZJ", "没有这个单位", "' OR 1=1"])
def test_a_unit_of_others_or_none_leads_back_to_the_list(county: County, unit: str) -> None:
    county.add_finding("县财政局", text="县财政局的金丝雀问题")
    at = open_app(county, "team1", "portrait", unit=unit)
    assert not at.exception
    assert "县财政局" not in said(at)
    assert [list(one.value["单位"]) for one in at.dataframe] == [["柳舟镇"]]


def test_the_name_of_a_unit_is_not_obeyed(county: County) -> None:
    with county.store.write() as session:
        session.get_one(Unit, county.ids["unit:柳舟镇"]).short_name = "![x](http://x)"
    at = open_app(county, "leader", "portrait", unit="LZZ")
    assert "![x](http" not in said(at)
    assert not at.exception
