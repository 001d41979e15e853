"""A draw on its page: put together with its chances in view, sealed, held before everybody, kept in the list."""

import io

import docx
import pytest
from streamlit.testing.v1 import AppTest

from core.commands.draws import AbandonDraw, HoldDraw, SealDraw
from core.documents.draw_sheet import draw_sheet_paper
from core.queries.draws import get_draw, list_draws
from core.vocabulary import DrawState
from tests.county import County
from tests.pages.conftest import open_alone, open_app, said


@pytest.fixture
def findings(county: County) -> County:
    """Three findings of one unit and one of another."""
    for number in range(3):
        county.add_finding(text=f"第{number}个问题")
    county.add_finding("县财政局", text="结余资金清理不彻底", amount_yuan="5000")
    return county


def press(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == label).click().run()


def test_a_draw_is_put_together_sealed_and_held_with_its_result_in_large_type(findings: County) -> None:
    at = open_app(findings, "office", "spot_check")
    assert "还没有抽取过" in said(at)
    assert "候选 **0** 个问题" in said(at)
    assert "候选范围里没有问题" in press(at, "封存").error[0].value or "抽取事由：不能为空" in at.error[0].value
    next(one for one in at.multiselect if one.label == "问题状态").set_value([]).run()
    next(one for one in at.number_input if one.label == "抽取数量/个").set_value(2).run()
    next(one for one in at.number_input if one.label == "涉及资金").set_value(8).run()
    assert "候选 **4** 个问题，抽 **2** 个，每个入选概率 **" in said(at)
    assert list(at.dataframe[0].value["候选/个"]) == ["3", "1"]
    next(one for one in at.text_input if one.label == "抽取事由").input("反向核查 :red[x]")
    press(at, "封存")
    (row,) = findings.see(list_draws)
    assert (row.state, row.size, row.frame_size) == (DrawState.SEALED, 2, 4)
    assert row.commitment in said(at)
    assert "反向核查 \\:red\\[x\\]" in said(at)
    at = open_app(findings, "leader", "spot_check", draw=str(row.id))
    assert {button.label for button in at.button} >= {"现在抽取", "打印封存单（Word）"}
    assert "作废" not in {button.label for button in at.button}
    press(at, "现在抽取")
    drawn = findings.see(get_draw, row.id).drawn
    assert list(at.table[0].value["编号"]) == [one.code.replace("-", "\\-") for one in drawn]
    assert sum(":material/check_circle:" in one.value for one in at.markdown) == 9
    press(at, "抽取单文件（JSON）")
    assert not at.exception
    assert "抽中 **2** 个问题" in said(open_app(findings, "office", "spot_check"))


def test_abandoned_and_repeated_draws_stay_in_everybodys_view(findings: County) -> None:
    first = findings.do(SealDraw(purpose="第一次", size=1))
    at = open_app(findings, "office", "spot_check", draw=str(first))
    press(at, "作废")
    assert "理由：" in at.error[0].value
    next(area for area in at.text_area if area.label == "作废理由").input("范围不对")
    press(at, "作废")
    assert "已作废：范围不对" in said(at)
    second = findings.do(SealDraw(purpose="第二次", size=1))
    at = open_app(findings, "leader", "spot_check")
    assert "作废 **1** 次；:red[重复抽取 **1** 次]；第 **2** 号已封存，等待抽取" in said(at)
    assert list(at.dataframe[0].value["重复抽取"]) == ["与第 1 号重叠", ""]
    assert "重复抽取" in open_app(findings, "leader", "spot_check", draw=str(second)).warning[0].value


def test_those_who_check_see_their_own_and_nobody_else_gets_in(findings: County) -> None:
    assert "没有抽中的问题" in said(open_app(findings, "team1", "spot_check"))
    number = findings.do(SealDraw(purpose="全部", size=4))
    findings.do(HoldDraw(draw_id=number, version=1))
    at = open_app(findings, "team1", "spot_check")
    assert "抽中您监督范围内的问题 **3** 个，待查 **3** 个" in said(at)
    assert set(at.dataframe[0].value["单位"]) == {"柳舟镇"}
    for username in ("liuzhou", "liuzhou_head", "vice_mayor", "civil", "resident", "panel", "auditor"):
        refused = open_alone(findings, username, "spot_check")
        assert (bool(refused.exception), len(refused.dataframe)) == (True, 0)


def test_the_paper_says_what_was_sealed_and_what_was_drawn_and_obeys_no_text(findings: County) -> None:
    number = findings.do(SealDraw(purpose="{{ 反向核查 }}", size=2))
    sealed = _words(draw_sheet_paper(findings.see(get_draw, number)))
    assert "回马枪抽取封存单" in sealed
    assert "{{ 反向核查 }}" in sealed
    secretless = findings.see(get_draw, number)
    assert secretless.row.commitment in sealed
    findings.do(HoldDraw(draw_id=number, version=1))
    held = findings.see(get_draw, number)
    paper = _words(draw_sheet_paper(held))
    assert all(part in paper for part in (held.sheet.seed, held.sheet.secret, held.row.hash, *held.sheet.drawn))
    assert held.sheet.secret not in sealed
    abandoned = findings.do(SealDraw(purpose="再抽", size=1))
    findings.do(AbandonDraw(draw_id=abandoned, version=1, reason="不抽了"))
    assert "重复抽取提示" in _words(draw_sheet_paper(findings.see(get_draw, abandoned)))


def _words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
