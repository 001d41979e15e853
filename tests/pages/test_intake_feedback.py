"""反馈拆分 as office and teams use it: a text, its drafts, their confirmation."""

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.commands.findings import Withdrawal, WithdrawFindings
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingRow, Window, list_findings
from core.queries.intake import DraftRow, list_drafts
from core.vocabulary import Handling, Subcategory
from tests.county import County
from tests.pages.conftest import OpenPage

TEXT = """关于巡察柳舟镇党委的反馈意见
巡察发现2个问题：
1.理论学习不紧，全年只学习3次。
2.专项资金滞留，涉及金额4.6万元。"""
SAMPLE = Path(__file__).parents[1] / "intake" / "feedback" / "samples" / "feedback_6.txt"


def split(at: AppTest, text: str = TEXT, title: str = "反馈意见") -> AppTest:
    at.text_input("intake_feedback.title").input(title)
    at.text_area("intake_feedback.text").input(text)
    return at.button("intake_feedback.split").click().run()


def edit(at: AppTest, row: int, **changes: Any) -> None:
    """Type into the table as a browser sends it."""
    key = at.get("data_editor")[0].key
    at.session_state[key] = {"edited_rows": {row: changes}, "added_rows": [], "deleted_rows": []}
    at.run()


def said(at: AppTest) -> str:
    return "\n".join(one.value for one in at.markdown)


def waiting(county: County) -> tuple[DraftRow, ...]:
    rows: tuple[DraftRow, ...] = county.see(list_drafts, county.ids["柳舟镇"])
    return rows


def findings(county: County) -> tuple[FindingRow, ...]:
    rows: tuple[FindingRow, ...] = county.see(list_findings, FindingCriteria(), Window()).rows
    return rows


@pytest.fixture
def at(open_page: OpenPage) -> AppTest:
    return open_page("office", "intake_feedback")


def test_text_is_split_and_compared_with_what_it_states(at: AppTest):
    split(at, SAMPLE.read_text())

    assert "文中写明 4 个方面 13 个问题，拆出 **13** 个，**一致**。" in said(at)
    assert at.button("intake_feedback.save").label == "保存 13 个草稿"
    assert (
        pickle.loads(pickle.dumps(at.session_state["intake_feedback.work"])) == at.session_state["intake_feedback.work"]
    )


def test_empty_text_is_refused_and_the_title_stays(at: AppTest):
    split(at, "  \n ", title="反馈意见")

    assert "还没有正文" in at.error[0].value
    assert at.text_input("intake_feedback.title").value == "反馈意见"


def test_drafts_keep_corrections_and_their_place_in_the_original(at: AppTest, county: County):
    split(at)
    edit(at, 1, 分类="B7 惠民资金", 整改类别="即知即改", 涉人涉事=True)
    at.button("intake_feedback.save").click().run()

    first, second = waiting(county)
    assert (second.subcategory, second.handling) == (Subcategory.B7, Handling.IMMEDIATE)
    assert second.involves_persons
    assert first.text in first.context
    assert findings(county) == ()


def test_line_without_tick_is_not_kept(at: AppTest, county: County):
    split(at)
    edit(at, 0, 选=False)
    at.button("intake_feedback.save").click().run()

    assert [row.text for row in waiting(county)] == ["专项资金滞留，涉及金额4.6万元"]


def test_forged_cells_of_a_browser_count_for_nothing(at: AppTest, county: County):
    split(at)
    key = at.get("data_editor")[0].key
    forged = {0: {"把握": "低", "分类": "Z9 没有的"}}
    at.session_state[key] = {"edited_rows": forged, "added_rows": [], "deleted_rows": []}
    at.run()
    at.button("intake_feedback.save").click().run()

    assert [row.text for row in waiting(county)] == ["理论学习不紧，全年只学习3次", "专项资金滞留，涉及金额4.6万元"]
    assert waiting(county)[0].subcategory is None
    assert waiting(county)[0].confidence is not None and waiting(county)[0].confidence > 0.8


def test_refused_line_is_named_and_nothing_typed_is_lost(at: AppTest, county: County):
    split(at)
    edit(at, 1, 问题="  ", 分类="B7 惠民资金")
    at.button("intake_feedback.save").click().run()

    assert "（第 2 行）" in at.error[0].value.replace("\\", "")
    assert waiting(county) == ()
    edits = at.session_state[at.get("data_editor")[0].key]["edited_rows"]
    assert edits[1]["分类"] == "B7 惠民资金"


def test_same_text_twice_is_refused(at: AppTest, county: County):
    split(at)
    at.button("intake_feedback.save").click().run()
    at.segmented_control("intake_feedback.mode").set_value("split").run()
    split(at)
    at.button("intake_feedback.save").click().run()

    assert "已经拆分过" in at.error[0].value
    assert len(waiting(county)) == 2


def test_all_drafts_are_confirmed_and_assigned(at: AppTest, county: County):
    split(at)
    at.button("intake_feedback.save").click().run()
    at.button("intake_feedback.confirm").click().run()

    assert "已确认 2 个问题" in at.success[0].value
    assert len(findings(county)) == 2
    assert waiting(county) == ()


def test_only_ticked_drafts_are_confirmed_as_they_were_corrected(at: AppTest, county: County):
    split(at)
    at.button("intake_feedback.save").click().run()
    edit(at, 1, 选=True, 问题="专项资金滞留半年", 期限="2026-04-30")
    assert at.button("intake_feedback.confirm").label == "确认勾选的 1 个"
    at.button("intake_feedback.confirm").click().run()

    assert [(row.text, row.title, row.due_on) for row in findings(county)] == [
        ("专项资金滞留半年", "专项资金滞留半年", date(2026, 4, 30))
    ]
    assert len(waiting(county)) == 1


def test_what_was_typed_outlives_a_row_that_somebody_else_took_away(at: AppTest, county: County):
    split(at)
    at.button("intake_feedback.save").click().run()
    edit(at, 1, 分类="B7 惠民资金")
    gone = waiting(county)[0]
    county.do(WithdrawFindings(withdrawals=(Withdrawal(finding_id=gone.id, version=gone.version),), reason="重复"))
    at.run()
    at.button("intake_feedback.confirm").click().run()

    assert [row.subcategory for row in findings(county)] == [Subcategory.B7]


def test_wrong_drafts_are_withdrawn_with_a_reason(at: AppTest, county: County):
    split(at)
    at.button("intake_feedback.save").click().run()
    edit(at, 0, 选=True)
    at.button("intake_feedback.withdraw").click().run()
    at.text_area("intake_feedback.reason").input("不是问题")
    at.button("intake_feedback.withdraw_confirmed").click().run()

    assert [row.text for row in waiting(county)] == ["专项资金滞留，涉及金额4.6万元"]


def test_team_keeps_drafts_and_does_not_confirm_them(open_page: OpenPage, county: County):
    at = open_page("team1", "intake_feedback")
    assert at.selectbox("intake_feedback.inspection").options == ["第一轮　柳舟镇　反馈日 2026-03-02"]
    split(at)
    at.button("intake_feedback.save").click().run()

    assert len(waiting(county)) == 2
    assert "intake_feedback.confirm" not in [one.key for one in at.button]
    assert "草稿由巡察办确认后交办" in said(at)


def test_hidden_marks_are_taken_out_and_said(at: AppTest):
    split(at, TEXT.replace("理论", "理\u202e论"))

    assert "1 个看不见的控制字符" in at.info[0].value
    assert "理论学习不紧" in said(at)


def test_text_of_users_is_shown_letter_by_letter(at: AppTest):
    split(at, TEXT.replace("全年", "**全年** :red[x]"))

    shown = next(one.value for one in at.markdown if "blue-background" in one.value)
    assert "\\*\\*全年\\*\\* \\:red\\[x\\]" in shown
