"""Writing through pages: the entry table and the steps of a finding."""

from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from core.commands.rectification import MeasureDone, ProgressLine, RecordOutcome, ReportProgress
from core.queries.finding import get_finding
from core.vocabulary import MeasureStatus, Status
from tests.county import County

OpenPage = Callable[[str, str], AppTest]


def type_into(at: AppTest, row: int, **cells: object) -> None:
    """What the browser sends when somebody types into the entry table."""
    number = at.session_state["entry.round"] if "entry.round" in at.session_state else 0  # noqa: SIM401 - it has no get
    at.session_state[f"entry.table.LZZ.{number}"] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}


def test_typed_lines_are_saved_all_at_once(county: County, open_page: OpenPage) -> None:
    number = county.add_finding()
    at = open_page("liuzhou", "entry")
    type_into(at, 0, **{"进度%": 60, "本次进展": "清退3万元"})
    at.run()
    assert at.button(key="entry.save").label == "保存 1 行"
    at.button(key="entry.save").click().run()
    detail = county.see(get_finding, number)
    assert (detail.row.status, detail.row.percent) == (Status.IN_PROGRESS, 60)
    assert any("已保存 1 个问题" in s.value for s in at.success)


def test_a_line_without_text_is_not_saved_and_says_so(county: County, open_page: OpenPage) -> None:
    county.add_finding()
    at = open_page("liuzhou", "entry")
    type_into(at, 0, **{"进度%": 60})
    at.run()
    assert at.button(key="entry.save").disabled
    assert any("还没有写本次进展" in m.value for m in at.markdown)


def test_typed_lines_are_there_again_in_another_window(county: County, open_page: OpenPage) -> None:
    county.add_finding()
    at = open_page("liuzhou", "entry")
    type_into(at, 0, **{"进度%": 60, "本次进展": "打到一半"})
    at.run()
    again = open_page("liuzhou", "entry")
    assert again.button(key="entry.save").label == "保存 1 行"
    again.button(key="entry.discard").click().run()
    assert open_page("liuzhou", "entry").button(key="entry.save").label == "保存 0 行"


def test_what_was_typed_stays_when_somebody_saved_first(county: County, open_page: OpenPage) -> None:
    number = county.add_finding()
    at = open_page("liuzhou", "entry")
    type_into(at, 0, **{"进度%": 60, "本次进展": "我写的进展"})
    at.run()
    line = ProgressLine(finding_id=number, version=1, percent=30, text="别人先写的", happened_on=date(2026, 4, 1))
    county.do(ReportProgress(lines=(line,)), "liuzhou_head")
    at.button(key="entry.save").click().run()
    assert "先保存" in at.error[0].value
    assert county.see(get_finding, number).row.percent == 30
    at.button(key="entry.save").click().run()
    assert county.see(get_finding, number).row.percent == 60


def test_discarding_forgets_what_was_typed(county: County, open_page: OpenPage) -> None:
    county.add_finding()
    at = open_page("liuzhou", "entry")
    type_into(at, 0, **{"本次进展": "写错了"})
    at.run()
    at.button(key="entry.discard").click().run()
    assert at.button(key="entry.save").label == "保存 0 行"


def test_a_forged_read_only_cell_changes_nothing(county: County, open_page: OpenPage) -> None:
    """The server does not enforce read-only columns; the command has no such field."""
    number = county.add_finding()
    at = open_page("liuzhou", "entry")
    type_into(at, 0, **{"状态": "● 已销号", "剩余/日": 999, "本次进展": "正常进展", "进度%": 10})
    at.run()
    at.button(key="entry.save").click().run()
    assert county.see(get_finding, number).row.status is Status.IN_PROGRESS


def test_a_refused_step_says_what_is_missing_and_keeps_the_text(county: County, open_page: OpenPage) -> None:
    number = county.add_finding(involves_persons=True)
    line = ProgressLine(finding_id=number, version=1, percent=30, text="已启动", happened_on=date(2026, 4, 1))
    county.do(ReportProgress(lines=(line,)), "liuzhou")
    at = open_page("liuzhou", "finding")
    at.query_params["id"] = str(number)
    at.run()
    area = next(a for a in at.text_area if a.label == "情况说明")
    area.input("全部整改到位")
    next(b for b in at.button if b.label == "申请销号").click().run()
    message = "\n".join(e.value for e in at.error)
    assert "还没有佐证材料" in message
    assert "处置结果未填写" in message
    assert next(a for a in at.text_area if a.label == "情况说明").value == "全部整改到位"
    assert county.see(get_finding, number).row.status is Status.IN_PROGRESS


def test_a_finding_offers_each_role_its_own_steps(county: County, open_page: OpenPage) -> None:
    number = county.add_finding()

    def steps(username: str) -> set[str]:
        at = open_page(username, "finding")
        at.query_params["id"] = str(number)
        at.run()
        return {b.label for b in at.button} - {"退出登录", "修改密码", "保存邮箱"}

    assert steps("leader") == set()
    assert {"报告进展", "申请延期"} <= steps("liuzhou")
    assert {"保存更正", "撤销问题"} <= steps("office")
    assert steps("vice_mayor") == set()


def test_a_unit_plans_a_finding_until_the_first_measure_is_begun(county: County, open_page: OpenPage) -> None:
    number = county.add_finding()

    def at_finding() -> AppTest:
        at = open_page("liuzhou", "finding")
        at.query_params["id"] = str(number)
        return at.run()

    at = at_finding()
    next(a for a in at.text_area if a.label == "整改目标").input("12个村全部补公示")
    next(a for a in at.text_area if a.label.startswith("整改措施")).input("逐村核对\n\n公开栏公示")
    next(t for t in at.text_input if t.label.startswith("责任领导")).input("副镇长")
    next(b for b in at.button if b.label == "保存任务和责任").click().run()
    assert not at.error
    detail = county.see(get_finding, number)
    assert [measure.text for measure in detail.measures] == ["逐村核对", "公开栏公示"]
    assert (detail.tasks[0].goal, detail.responsibility.owner_leader) == ("12个村全部补公示", "副镇长")
    assert any(button.label == "保存任务和责任" for button in at_finding().button)
    begun = MeasureDone(measure_id=detail.measures[0].id, status=MeasureStatus.IN_PROGRESS)
    county.do(RecordOutcome(finding_id=number, version=detail.row.version, measures=(begun,)))
    assert not any(button.label == "保存任务和责任" for button in at_finding().button)
