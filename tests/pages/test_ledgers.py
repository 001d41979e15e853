"""The page of the five ledgers: typed, pasted, kept, saved, undone, and chosen between when two were at it."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from core.commands.ledger_changes import CellChange, SaveLedgers
from core.queries.ledger_rows import list_ledger_rows
from core.vocabulary import Ledger
from tests.county import County
from tests.pages.conftest import open_app, said

OpenPage = Callable[[str, str], AppTest]
CODE = "R1-柳舟镇"


def open_ledger(county: County, username: str, ledger: Ledger) -> AppTest:
    return open_app(county, username, "ledgers", ledger=ledger.value)


def grid_key(at: AppTest, ledger: Ledger) -> str:
    number = at.session_state["ledgers.round"] if "ledgers.round" in at.session_state else 0  # noqa: SIM401 - it has no get
    return f"ledgers.grid.{CODE}.{ledger}.{at.session_state['ledgers.window']}{number}"


def type_into(at: AppTest, ledger: Ledger, edited: dict[int, dict[str, str]]) -> AppTest:
    """What the browser sends when somebody types into the grid."""
    at.session_state[grid_key(at, ledger)] = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
    return at.run()


def outcomes(county: County) -> list[dict[str, str]]:
    return [row.cells for row in county.see(list_ledger_rows, county.ids["柳舟镇"], Ledger.OUTCOMES)]


def test_what_a_unit_types_is_saved_with_one_button_and_undone_with_another(county: County) -> None:
    county.add_finding()
    at = open_ledger(county, "liuzhou", Ledger.OUTCOMES)
    type_into(at, Ledger.OUTCOMES, {0: {"整改成效": "12个村已公示", "追缴（元）": "4.6万"}})
    assert at.button(key="ledgers.save").label == "保存 2 处"
    at.button(key="ledgers.save").click().run()
    assert (outcomes(county)[0]["summary"], outcomes(county)[0]["recovered_yuan"]) == ("12个村已公示", "46000.00")
    assert any("已保存：2 格（1 个问题）" in one.value for one in at.success)
    undo = next(button for button in at.button if button.label == "撤销")
    undo.click().run()
    assert outcomes(county)[0]["summary"] == ""


def test_a_faulty_cell_is_named_while_typing_and_keeps_the_save_back(county: County) -> None:
    county.add_finding()
    at = open_ledger(county, "liuzhou", Ledger.OUTCOMES)
    type_into(at, Ledger.OUTCOMES, {0: {"追缴（元）": "约3万"}})
    assert at.button(key="ledgers.save").disabled
    assert "“约3万”是约数" in said(at).replace("\\", "")


def test_what_was_typed_is_there_again_in_another_window(county: County) -> None:
    county.add_finding()
    type_into(open_ledger(county, "liuzhou", Ledger.OUTCOMES), Ledger.OUTCOMES, {0: {"整改成效": "打到一半"}})
    again = open_ledger(county, "liuzhou", Ledger.OUTCOMES)
    assert again.button(key="ledgers.save").label == "保存 1 处"
    assert open_ledger(county, "office", Ledger.OUTCOMES).button(key="ledgers.save").label == "保存 0 处"
    assert outcomes(county)[0]["summary"] == ""


def test_switching_the_ledger_loses_nothing_and_one_save_takes_all(county: County) -> None:
    county.add_finding()
    at = open_ledger(county, "liuzhou", Ledger.OUTCOMES)
    type_into(at, Ledger.OUTCOMES, {0: {"整改成效": "已公示"}})
    at.segmented_control(key="ledger").set_value(Ledger.RESPONSIBILITIES.value).run()
    type_into(at, Ledger.RESPONSIBILITIES, {0: {"责任领导（职务）": "镇长"}})
    at.segmented_control(key="ledger").set_value(Ledger.MEASURES.value).run()
    type_into(at, Ledger.MEASURES, {2: {"问题编号": "01", "整改措施": "逐村核对"}})
    assert at.button(key="ledgers.save").label == "保存 3 处"
    at.button(key="ledgers.save").click().run()
    assert outcomes(county)[0]["summary"] == "已公示"
    (measure,) = county.see(list_ledger_rows, county.ids["柳舟镇"], Ledger.MEASURES)
    assert measure.cells["text"] == "逐村核对"


def test_a_pasted_block_stands_in_the_grid_and_is_not_saved_yet(county: County) -> None:
    at = open_ledger(county, "office", Ledger.FINDINGS)
    at.text_area[0].set_value('反馈原文\t问题分类\t严重程度\n"村务公开\n不及时"\tB5\t严重\n另一个问题\tZ9\t').run()
    at.button(key="ledgers.paste.go").click().run()
    assert at.button(key="ledgers.save").label == "保存 2 处"
    assert at.button(key="ledgers.save").disabled
    assert "不在问题分类字典里" in said(at)
    shown = at.get("arrow_data_frame")[0].value if at.get("arrow_data_frame") else at.dataframe[0].value
    assert [text for text in shown["反馈原文"] if text] == ["村务公开\n不及时", "另一个问题"]
    assert county.see(list_ledger_rows, county.ids["柳舟镇"], Ledger.FINDINGS) == ()


def test_the_second_to_save_sees_both_versions_and_chooses(county: County) -> None:
    number = county.add_finding()
    at = open_ledger(county, "liuzhou", Ledger.OUTCOMES)
    type_into(at, Ledger.OUTCOMES, {0: {"整改成效": "我写的"}})
    cell = CellChange(ledger="outcomes", row_id=number, field="summary", was="", now="巡察办先写的")
    county.do(SaveLedgers(inspection_id=county.ids["柳舟镇"], cells=(cell,)), "office")
    at.button(key="ledgers.save").click().run()
    assert outcomes(county)[0]["summary"] == "巡察办先写的"
    both = at.dataframe[0].value.iloc[0]
    assert (both["打开时"], both["我填的"], both["现在的"], both["谁改的"]) == ("", "我写的", "巡察办先写的", "office")
    at.button(key="ledgers.all_mine").click().run()
    assert outcomes(county)[0]["summary"] == "巡察办先写的"
    at.button(key="ledgers.save").click().run()
    assert outcomes(county)[0]["summary"] == "我写的"


def test_giving_up_forgets_the_draft_and_changes_nothing(county: County) -> None:
    county.add_finding()
    at = open_ledger(county, "liuzhou", Ledger.OUTCOMES)
    type_into(at, Ledger.OUTCOMES, {0: {"整改成效": "不要了"}})
    at.button(key="ledgers.discard").click().run()
    assert at.button(key="ledgers.save").label == "保存 0 处"
    assert open_ledger(county, "liuzhou", Ledger.OUTCOMES).button(key="ledgers.save").label == "保存 0 处"


def test_a_bulk_change_says_how_many_and_why_the_others_did_not(county: County) -> None:
    for text in ("第一个问题", "第二个问题"):
        county.add_finding(text=text)
    at = open_ledger(county, "office", Ledger.FINDINGS)
    at.selectbox(key="ledgers.bulk.field.findings").select_index(8).run()
    at.selectbox(key="ledgers.bulk.value.commonality").select("共性").run()
    at.text_input(key="ledgers.bulk.numbers").set_value("2").run()
    at.text_input(key="ledgers.bulk.reason").set_value("领导小组研究").run()
    at.button(key="ledgers.bulk.go").click().run()
    assert any("已改 1 行" in one.value for one in at.success), [e.value for e in at.error]


def test_without_anything_to_fill_the_page_says_what_comes_first(bare_county: County) -> None:
    assert "还没有可填的清单" in said(open_app(bare_county, "office", "ledgers"))
