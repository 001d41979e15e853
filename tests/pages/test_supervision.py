"""A visit planned, filled in and recorded on its pages; a unit sees it afterwards only (docs/rules.md §6.1)."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.commands.inspections import CreateInspection
from core.commands.master_data import CreateRound
from core.commands.visits import PlanVisits
from core.commands.working_papers import SavePaper
from core.documents.working_paper import working_papers
from core.queries.finding import get_finding
from core.queries.visits import get_visit, list_visits
from core.vocabulary import Handling, Status, Verdict, VisitMethod
from tests.county import FEEDBACK, County
from tests.pages.conftest import open_app, said


@pytest.fixture
def visit(county: County) -> int:
    """A planned visit to a finding of the last round that came back."""
    county.ids["finding"] = county.add_finding(handling=Handling.IMMEDIATE, title="补贴 :red[x]")
    newer = county.do(CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"), on=FEEDBACK)
    wanted = CreateInspection(
        round_id=newer,
        unit_id=county.ids["unit:县财政局"],
        team_id=county.ids["第二巡察组"],
        feedback_on=county.today,
    )
    county.do(wanted)
    inspections = ({"inspection_id": county.ids["柳舟镇"]},)
    (number,) = county.do(PlanVisits(inspections=inspections, from_on=county.today, to_on=county.today))
    return int(number)


def press(at: AppTest, label: str) -> AppTest:
    next(one for one in at.button if one.label.startswith(label)).click().run()
    assert not at.exception
    return at


def area(at: AppTest, label: str) -> Any:
    return next(one for one in at.text_area if one.label == label)


def test_a_paper_is_filled_in_and_the_visit_recorded(county: County, visit: int) -> None:
    at = open_app(county, "team1", "working_paper", visit=str(visit))
    assert "补贴 \\:red\\[x\\]" in said(at)
    next(one for one in at.segmented_control if one.label == "核查结论").set_value(Verdict.MATCHES)
    press(at, "保存并下一条")
    assert "核查事实：" in at.error[0].value
    area(at, "核查事实").input("公开栏已公示")
    press(at, "保存并下一条")
    assert county.see(get_visit, visit).papers[0].verdict is Verdict.MATCHES
    at = open_app(county, "office", "supervision", id=str(visit))
    assert "联合督查组缺" in at.warning[0].value
    area(at, "总体情况").input("相符")
    next(one for one in at.text_input if one.label == "单位签字人").input("副镇长")
    press(at, "登记督查")
    assert "督查方式：" in at.error[0].value
    next(one for one in at.multiselect if one.label == "督查方式").set_value([VisitMethod.FIELD])
    press(at, "登记督查")
    assert county.see(list_visits)[0].no == 1
    assert county.see(get_finding, county.ids["finding"]).row.status is Status.NOT_STARTED


def test_two_people_on_one_paper_lose_nothing_of_what_they_typed(county: County, visit: int) -> None:
    mine = open_app(county, "team1", "working_paper", visit=str(visit))
    area(mine, "核查事实").input("我看到的")
    mine.run()
    assert "已存为草稿" in said(mine)
    mine = open_app(county, "team1", "working_paper", visit=str(visit))
    assert area(mine, "核查事实").value == "我看到的"
    paper = county.see(get_visit, visit).papers[0]
    county.do(SavePaper(paper_id=paper.id, version=1, fact="同事看到的", verdict=Verdict.PARTLY))
    press(mine, "保存并下一条")
    assert "先保存" in mine.error[0].value and "同事看到的" in mine.warning[-1].value
    assert area(mine, "核查事实").value == "我看到的"
    press(mine, "保存并下一条")
    assert county.see(get_visit, visit).papers[0].fact == "我看到的"
    assert "已存为草稿" not in said(mine)


def test_the_due_list_and_the_visits_stand_on_the_page_and_the_unit_sees_neither(county: County, visit: int) -> None:
    at = open_app(county, "office", "supervision")
    assert "已安排 **1** 次" in said(at)
    at = open_app(county, "liuzhou", "supervision")
    assert "已登记的督查 **0** 次" in said(at)
    at = open_app(county, "liuzhou", "supervision", id=str(visit))
    assert "已登记的督查 **0** 次" in said(at)


def test_the_papers_are_printed_with_everything_that_is_on_the_screen(
    county: County, visit: int, tmp_path: Path
) -> None:
    from io import BytesIO

    from docx import Document

    made = Document(BytesIO(working_papers(county.see(get_visit, visit))))
    text = "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    assert "R1-柳舟镇-01" in text and "核查事实" in text and "未核验" in text


@pytest.mark.parametrize("page", ["supervision", "working_paper"])
def test_an_empty_county_says_why_there_is_nothing(bare_county: County, page: str) -> None:
    at = open_app(bare_county, "office", page)
    assert not at.exception and said(at)
