"""基础数据 as the office keeps it: rounds, units, inspections and bodies."""

from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.commands.master_data import ChangeUnit, CreateUnit
from core.queries.accounts import list_accounts
from core.queries.inspections import InspectionRow, list_inspections
from core.queries.master_data import UnitRow, list_bodies, list_unit_heads, list_units
from core.queries.rounds import list_rounds
from core.rules.plan import DayCount, RoundPlan
from core.vocabulary import UnitKind
from tests.county import ACCOUNTS, FEEDBACK, SECADMIN, County
from tests.pages.conftest import OpenPage, open_alone, open_app, said


def errors(at: AppTest) -> str:
    return "\n".join(one.value for one in at.error).replace("\\", "")


def unit(county: County, name: str) -> UnitRow:
    rows: tuple[UnitRow, ...] = county.see(list_units)
    return next(row for row in rows if row.short_name == name)


def inspections(county: County) -> dict[str, InspectionRow]:
    return {row.unit_name: row for row in county.see(list_inspections)}


def choose(at: AppTest, part: str, number: int) -> AppTest:
    return at.selectbox(f"{part}.chosen").select(number).run()


def change_behind_the_back(county: County, short_name: str, **changes: Any) -> None:
    """Somebody else saves the unit while it is open here."""
    row = unit(county, short_name)
    facts = {field: getattr(row, field) for field in ("version", "name", "short_name", "kind", "sort_order")}
    county.do(ChangeUnit(unit_id=row.id, **(facts | changes)), "office")


@pytest.fixture
def at(open_page: OpenPage) -> AppTest:
    return open_page("office", "master_data")


def test_page_counts_what_there_is(at: AppTest):
    assert "共 **1** 个轮次、**2** 个单位、**2** 次巡察、**7** 个监督主体。" in said(at)
    assert not at.error


def test_empty_page_says_where_to_begin(bare_county: County):
    at = open_app(bare_county, "office", "master_data")

    assert "还没有基础数据" in said(at)
    for missing in ("还没有轮次", "还没有单位", "还没有巡察", "还没有监督主体"):
        assert missing in said(at)
    assert not at.error


def test_unit_without_a_head_is_told_in_the_sentence(county: County, open_page: OpenPage):
    county.do(CreateUnit(code="GYY", name="县产业园", short_name="产业园", kind=UnitKind.PARK))

    assert "1 个单位没有在任的一把手" in said(open_page("office", "master_data"))


def test_round_of_six_months_is_added(at: AppTest, county: County):
    at.button("rounds.add.preset1.0.0").click().run()
    at.text_input("rounds.add.code.0.0").input("R2")
    at.text_input("rounds.add.name.0.0").input("第二轮")
    at.selectbox("rounds.add.day_count.0.0").select(DayCount.WORKDAYS)
    at.button("rounds.add.send.0.0").click().run()

    added = county.see(list_rounds)[-1]
    assert (added.code, added.term_no, added.round_no, added.name) == ("R2", 15, 2, "第二轮")
    assert added.plan == RoundPlan(day_count=DayCount.WORKDAYS, intensive_days=180, close_out_days=395)
    assert at.text_input("rounds.add.code.0.1").value == ""


def test_taken_number_is_refused_and_what_was_typed_stays(at: AppTest, county: County):
    at.text_input("rounds.add.code.0.0").input("R1")
    at.text_input("rounds.add.name.0.0").input("第二轮")
    at.button("rounds.add.send.0.0").click().run()

    assert "轮次已经有了：编号“R1”" in errors(at)
    assert at.text_input("rounds.add.name.0.0").value == "第二轮"
    assert len(county.see(list_rounds)) == 1


def test_deadlines_out_of_order_are_refused_with_the_rule(at: AppTest, county: County):
    number = county.ids["R1"]
    choose(at, "rounds", number)
    at.number_input(f"rounds.change.close_out_days.{number}.0").set_value(60)
    at.button(f"rounds.change.send.{number}.0").click().run()

    assert "集中整改期满不能晚于报结期限" in errors(at)
    assert county.see(list_rounds)[0].plan == RoundPlan()


def test_unit_gets_its_supervisors(at: AppTest, county: County):
    number = county.ids["unit:县财政局"]
    choose(at, "units", number)
    at.selectbox(f"units.change.discipline_office_id.{number}.0").select(county.ids["第一执纪监督室"])
    at.number_input(f"units.change.sort_order.{number}.0").set_value(7)
    at.button(f"units.change.send.{number}.0").click().run()

    changed = unit(county, "县财政局")
    assert (changed.discipline_office, changed.sort_order) == ("第一执纪监督室", 7)


def test_body_of_another_kind_is_not_on_offer(at: AppTest, county: County):
    number = county.ids["unit:县财政局"]
    choose(at, "units", number)

    assert at.selectbox(f"units.change.resident_team_id.{number}.0").options == ["第一派驻组"]


def test_save_of_somebody_else_is_shown_before_it_is_replaced(at: AppTest, county: County):
    number = county.ids["unit:县财政局"]
    choose(at, "units", number)
    change_behind_the_back(county, "县财政局", name="县财政局党委")
    at.number_input(f"units.change.sort_order.{number}.0").set_value(5)
    at.button(f"units.change.send.{number}.0").click().run()

    assert "先保存" in errors(at)
    assert "名称“县财政局党委”" in at.warning[0].value.replace("\\", "")
    assert at.number_input(f"units.change.sort_order.{number}.0").value == 5
    assert unit(county, "县财政局").sort_order == 1

    at.button(f"units.change.send.{number}.0").click().run()
    assert unit(county, "县财政局").sort_order == 5


def test_new_head_ends_the_rights_of_the_former(at: AppTest, county: County):
    number = county.ids["unit:柳舟镇"]
    choose(at, "units", number)
    at.text_input(f"units.head.post.{number}.0").input("党委书记")
    at.text_input(f"units.head.name.{number}.0").input("新任书记")
    at.date_input(f"units.head.from_on.{number}.0").set_value(county.today)
    at.button(f"units.head.send.{number}.0").click().run()

    tenures = [row for row in county.see(list_unit_heads) if row.unit_name == "柳舟镇"]
    assert [(row.name, row.to_on) for row in tenures] == [
        ("新任书记", None),
        ("某同志", county.today - timedelta(days=1)),
    ]
    former = next(row for row in county.see(list_accounts, caller=SECADMIN) if row.username == "liuzhou_head")
    assert former.grants == ()


def test_pasted_units_are_saved_and_wrong_rows_stay_with_the_reason(at: AppTest, county: County):
    at.segmented_control("units.view").select("批量新增").run()
    at.session_state["unit_batch.table.0"] = {
        "edited_rows": {0: {"编号": "QSZ", "名称": "青石镇党委", "简称": "青石镇", "类别": "乡镇", "排序": "3"}},
        "added_rows": [
            {"编号": "LZZ", "名称": "又一个柳舟镇", "类别": "乡镇"},
            {"编号": "YY1", "名称": "县医院", "类别": "医院"},
            {"编号": "CYY", "名称": "产业园", "类别": "园区"},
        ],
        "deleted_rows": [],
    }
    at.run()
    assert at.button("unit_batch.save").label == "保存 4 个单位"
    at.button("unit_batch.save").click().run()

    saved = {row.code: (row.name, row.short_name, row.kind, row.sort_order) for row in county.see(list_units)}
    assert saved["QSZ"] == ("青石镇党委", "青石镇", UnitKind.TOWNSHIP, 3)
    assert saved["CYY"] == ("产业园", "产业园", UnitKind.PARK, 0)
    assert len(saved) == 4
    assert "已新增 2 个单位" in at.success[0].value
    kept = [(row["编号"], row["没有保存的原因"]) for row in at.session_state["unit_batch.rows"] if row.get("编号")]
    assert [code for code, _ in kept] == ["LZZ", "YY1"]
    assert "单位已经有了：编号“LZZ”" in kept[0][1]
    assert "读到“医院”" in kept[1][1]


def test_whole_round_is_registered_at_once_and_refused_units_stay_chosen(at: AppTest, county: County):
    new = county.do(CreateUnit(code="QSZ", name="青石镇党委", short_name="青石镇", kind=UnitKind.TOWNSHIP))
    at.run()
    at.multiselect("inspections.add.units.0.0").select(new).select(county.ids["unit:柳舟镇"])
    at.date_input("inspections.add.feedback_on.0.0").set_value(FEEDBACK)
    at.button("inspections.add.send.0.0").click().run()

    assert inspections(county)["青石镇"].feedback_on == FEEDBACK
    assert "已登记 1 次巡察" in at.success[0].value.replace("\\", "")
    assert "柳舟镇：巡察已经有了" in errors(at)
    assert at.multiselect("inspections.add.units.0.0").value == [county.ids["unit:柳舟镇"]]


def test_inspection_without_a_unit_is_not_registered(at: AppTest, county: County):
    at.button("inspections.add.send.0.0").click().run()

    assert "还没有选单位" in errors(at)
    assert len(inspections(county)) == 2


def test_feedback_day_is_recorded(at: AppTest, county: County):
    number = county.ids["柳舟镇"]
    choose(at, "inspections", number)
    at.date_input(f"inspections.feedback.feedback_on.{number}.0").set_value(date(2026, 3, 9))
    at.button(f"inspections.feedback.send.{number}.0").click().run()

    assert inspections(county)["柳舟镇"].feedback_on == date(2026, 3, 9)


def test_close_out_says_what_is_still_open(at: AppTest, county: County):
    county.add_finding()
    number = county.ids["柳舟镇"]
    choose(at, "inspections", number)
    at.text_input(f"inspections.close_out.document.{number}.0").input("某巡察〔2026〕8号")
    at.button(f"inspections.close_out.send.{number}.0").click().run()

    assert "还有1个问题未销号也未转长期坚持" in errors(at)
    assert at.text_input(f"inspections.close_out.document.{number}.0").value == "某巡察〔2026〕8号"
    assert inspections(county)["柳舟镇"].closed_on is None


def test_close_out_is_registered_with_its_document(at: AppTest, county: County):
    number = county.ids["县财政局"]
    choose(at, "inspections", number)
    at.text_input(f"inspections.close_out.document.{number}.0").input("某巡察〔2026〕8号")
    at.button(f"inspections.close_out.send.{number}.0").click().run()

    assert inspections(county)["县财政局"].closed_on == county.today


def test_panel_sees_the_inspection_it_is_assigned_to(at: AppTest, county: County):
    assert county.see(list_inspections, caller="panel") == ()
    number = county.ids["柳舟镇"]
    choose(at, "inspections", number)
    at.selectbox(f"inspections.panel.panel_id.{number}.0").select(county.ids["第一联合督查组"])
    at.button(f"inspections.panel.send.{number}.0").click().run()

    assert [row.unit_name for row in county.see(list_inspections, caller="panel")] == ["柳舟镇"]


def test_body_out_of_use_is_no_longer_on_offer(at: AppTest, county: County):
    number = county.ids["第二巡察组"]
    choose(at, "bodies", number)
    at.checkbox(f"bodies.change.is_active.{number}.0").uncheck()
    at.button(f"bodies.change.send.{number}.0").click().run()

    assert not next(row for row in county.see(list_bodies) if row.id == number).is_active
    assert at.selectbox("inspections.add.team_id.0.0").options == ["第一巡察组"]


@pytest.mark.parametrize("username", sorted(set(ACCOUNTS) - {"office"}))
def test_nobody_else_opens_the_page(county: County, username: str):
    at = open_alone(county, username, "master_data")

    assert at.exception
    assert not at.dataframe
