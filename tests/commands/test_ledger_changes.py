"""The ledgers are saved as blocks of cells: all or nothing, nothing overwritten unseen, undone as one (docs/rules.md §4.4)."""

from typing import Any

import pytest

from core.commands.ledger_additions import NewRow
from core.commands.ledger_bulk import BulkChangeLedgers
from core.commands.ledger_changes import CellChange, SaveLedgers
from core.commands.ledger_drops import DroppedRow
from core.commands.ledger_undo import UndoLedgerChange
from core.errors import CellsChanged, InvalidInput, NotFound, NotPermitted, RuleViolated
from core.messages import sentence
from core.queries.finding import get_finding
from core.queries.ledger_rows import list_ledger_rows
from core.queries.timeline import list_timeline
from core.vocabulary import Ledger, Status
from tests.county import County

UNIT = "柳舟镇"


def rows(county: County, ledger: Ledger, unit: str = UNIT) -> dict[int, dict[str, str]]:
    """What the ledger shows now, by row."""
    return {row.row_id: row.cells for row in county.see(list_ledger_rows, county.ids[unit], ledger)}


def save(county: County, *cells: tuple[Any, ...], caller: str = "liuzhou", unit: str = UNIT, **fields: Any) -> Any:
    """Save cells given as (ledger, row, column, was, now)."""
    changes = tuple(CellChange(ledger=which, row_id=r, field=f, was=w, now=n) for which, r, f, w, n in cells)
    return county.do(SaveLedgers(inspection_id=county.ids[unit], cells=changes, **fields), caller)


def planned(county: County, *texts: str) -> int:
    """A finding with one task and these measures; returns its number."""
    number = county.add_finding()
    code = county.see(get_finding, number).row.code
    new = [NewRow(ledger="tasks", cells={"finding": code, "goal": "12个村全部公示"})]
    new += [NewRow(ledger="measures", cells={"finding": code, "text": text}) for text in texts]
    save(county, rows=tuple(new))
    return number


def test_a_unit_fills_responsibility_and_outcome_in_one_save(county: County) -> None:
    number = county.add_finding()
    saved = save(
        county,
        (Ledger.RESPONSIBILITIES, number, "owner_leader", "", "镇长"),
        (Ledger.OUTCOMES, number, "recovered_yuan", "", "4.6万元"),
        (Ledger.OUTCOMES, number, "policies", "", "《补贴公示办法》柳政〔2026〕3号 2026.4.1"),
    )
    assert (saved.cells, saved.added, saved.findings) == (3, 0, 1)
    outcome = rows(county, Ledger.OUTCOMES)[number]
    assert outcome["recovered_yuan"] == "46000.00"
    assert outcome["policies"] == "《补贴公示办法》 柳政〔2026〕3号 2026-04-01"
    assert rows(county, Ledger.RESPONSIBILITIES)[number]["owner_leader"] == "镇长"


def test_one_finding_has_many_tasks_and_each_many_measures(county: County) -> None:
    number = planned(county, "逐村核对", "公开栏公示")
    code = county.see(get_finding, number).row.code
    save(
        county,
        rows=(
            NewRow(ledger="tasks", cells={"finding": "01", "goal": "建立公示制度", "due_on": "2026-6-30"}),
            NewRow(ledger="measures", cells={"finding": code, "task": "2", "text": "起草办法"}),
            NewRow(ledger="measures", cells={"finding": code, "task": "1", "text": "回头查看"}),
        ),
    )
    shown = [(m["task"], m["seq"], m["text"]) for m in rows(county, Ledger.MEASURES).values()]
    assert sorted(shown) == [
        ("1", "1", "逐村核对"),
        ("1", "2", "公开栏公示"),
        ("1", "3", "回头查看"),
        ("2", "1", "起草办法"),
    ]


def test_the_office_enters_findings_as_rows_and_they_count_from_the_feedback_day(county: County) -> None:
    cells = {
        "text": "村级财务公开不及时",
        "category": "B5",
        "handling": "立行立改",
        "involves_persons": "是",
        "tags": "乡村振兴，惠民",
    }
    saved = save(
        county,
        caller="office",
        rows=(NewRow(ledger="findings", cells=cells), NewRow(ledger="findings", cells={"text": "另一个问题"})),
    )
    assert saved.added == 2
    (number, shown), (_, second) = rows(county, Ledger.FINDINGS).items()
    assert shown["finding"] == "R1-柳舟镇-01"
    assert shown["category"] == "B5 财务专项资金"
    assert (shown["due_on"], second["due_on"]) == ("2026-04-01", "2026-05-31")
    assert (shown["involves_persons"], shown["tags"], shown["source"]) == ("是", "乡村振兴、惠民", "反馈")
    assert county.see(get_finding, number).row.status is Status.NOT_STARTED


def test_every_faulty_cell_is_named_and_nothing_is_saved(county: County) -> None:
    number = planned(county, "逐村核对")
    measure = next(iter(rows(county, Ledger.MEASURES)))
    with pytest.raises(InvalidInput) as refusal:
        save(
            county,
            (Ledger.OUTCOMES, number, "refunded_yuan", "", "约3万"),
            (Ledger.MEASURES, measure, "done_on", "", "2月30日"),
            (Ledger.OUTCOMES, number, "summary", "", "已公示"),
        )
    said = sentence(refusal.value)
    assert "清退（元）（R1-柳舟镇-01）：“约3万”是约数，请改为确数" in said
    assert "这一天不存在" in said
    assert rows(county, Ledger.OUTCOMES)[number]["summary"] == ""


@pytest.mark.parametrize(
    ("status", "day", "said"),
    [("已完成", "", "没有完成日期"), ("进行中", "2026-11-24", "不是“已完成”"), ("已完成", "2026-11-25", "晚于今天")],
)
def test_the_cells_of_a_measure_must_fit_together(county: County, status: str, day: str, said: str) -> None:
    planned(county, "逐村核对")
    measure = next(iter(rows(county, Ledger.MEASURES)))
    with pytest.raises(InvalidInput) as refusal:
        save(
            county,
            (Ledger.MEASURES, measure, "status", "未启动", status),
            (Ledger.MEASURES, measure, "done_on", "", day),
        )
    assert said in sentence(refusal.value)


def test_a_measure_done_today_is_done(county: County) -> None:
    planned(county, "逐村核对")
    measure = next(iter(rows(county, Ledger.MEASURES)))
    save(
        county,
        (Ledger.MEASURES, measure, "status", "未启动", "已完成"),
        (Ledger.MEASURES, measure, "done_on", "", "2026-11-24"),
    )
    assert rows(county, Ledger.MEASURES)[measure]["status"] == "已完成"


def test_the_second_to_change_a_cell_sees_both_versions_and_overwrites_nothing(county: County) -> None:
    number = county.add_finding()
    save(county, (Ledger.OUTCOMES, number, "summary", "", "单位写的"))
    with pytest.raises(CellsChanged) as refusal:
        save(county, (Ledger.OUTCOMES, number, "summary", "", "巡察办写的"), caller="office")
    (conflict,) = refusal.value.details["conflicts"]  # type: ignore[misc]
    assert (conflict.was, conflict.mine, conflict.theirs, conflict.by) == ("", "巡察办写的", "单位写的", "liuzhou")
    assert "有1处别人先改了" in sentence(refusal.value)
    assert rows(county, Ledger.OUTCOMES)[number]["summary"] == "单位写的"


def test_two_people_who_change_different_cells_of_a_row_are_both_kept(county: County) -> None:
    number = county.add_finding()
    save(county, (Ledger.OUTCOMES, number, "summary", "", "单位写的"))
    save(county, (Ledger.OUTCOMES, number, "benefit", "", "惠及300户"), caller="office")
    shown = rows(county, Ledger.OUTCOMES)[number]
    assert (shown["summary"], shown["benefit"]) == ("单位写的", "惠及300户")


def test_typing_what_stands_there_already_is_no_change_and_no_conflict(county: County) -> None:
    number = county.add_finding()
    save(county, (Ledger.OUTCOMES, number, "summary", "", "同样的话"))
    with pytest.raises(RuleViolated) as refusal:
        save(county, (Ledger.OUTCOMES, number, "summary", "", "同样的话"))
    assert "没有要保存的修改" in sentence(refusal.value)


def test_a_change_to_a_row_that_was_removed_is_a_conflict(county: County) -> None:
    planned(county, "逐村核对")
    measure = next(iter(rows(county, Ledger.MEASURES)))
    save(county, drops=(DroppedRow(ledger="measures", row_id=measure),))
    with pytest.raises(CellsChanged) as refusal:
        save(county, (Ledger.MEASURES, measure, "text", "逐村核对", "改写"))
    assert "已被liuzhou删去" in sentence(refusal.value)


def test_a_unit_cannot_touch_the_columns_of_the_office(county: County) -> None:
    number = county.add_finding()
    with pytest.raises(NotPermitted) as refusal:
        save(county, (Ledger.FINDINGS, number, "severity", "一般", "严重"))
    assert "“严重程度”由巡察办填写" in sentence(refusal.value)


@pytest.mark.parametrize("column", ["finding", "due_on", "status", "nonsense"])
def test_what_follows_from_elsewhere_cannot_be_typed(county: County, column: str) -> None:
    number = county.add_finding()
    with pytest.raises(InvalidInput):
        save(county, (Ledger.FINDINGS, number, column, "", "2027-01-01"), caller="office")


def test_a_row_of_another_unit_is_as_absent_as_one_that_never_was(county: County) -> None:
    other = county.add_finding("县财政局")
    with pytest.raises(CellsChanged) as refusal:
        save(county, (Ledger.OUTCOMES, other, "summary", "", "越权"))
    assert "县财政局" not in sentence(refusal.value)
    with pytest.raises(NotFound):
        save(county, (Ledger.OUTCOMES, other, "summary", "", "越权"), unit="县财政局")


def test_nobody_learns_who_wrote_a_row_of_another_unit(county: County) -> None:
    county.add_finding()
    county.add_finding("县财政局")
    new = NewRow(ledger="tasks", cells={"finding": "01", "goal": "别家的任务"})
    save(county, rows=(new,), caller="caizheng", unit="县财政局")
    (foreign,) = rows(county, Ledger.TASKS, "县财政局")
    with pytest.raises(CellsChanged) as refusal:
        save(county, (Ledger.TASKS, foreign, "goal", "别家的任务", "越权"))
    assert "caizheng" not in sentence(refusal.value)
    assert rows(county, Ledger.TASKS, "县财政局")[foreign]["goal"] == "别家的任务"


def test_a_whole_save_is_undone_in_one_step(county: County) -> None:
    number = planned(county, "逐村核对")
    before = {ledger: rows(county, ledger) for ledger in Ledger}
    (measure,) = rows(county, Ledger.MEASURES)
    saved = save(
        county,
        (Ledger.OUTCOMES, number, "summary", "", "已公示"),
        (Ledger.MEASURES, measure, "text", "逐村核对", "逐村逐户核对"),
        rows=(NewRow(ledger="measures", cells={"finding": "01", "text": "第二条"}),),
    )
    county.do(UndoLedgerChange(change_id=saved.change_id), "liuzhou")
    assert {ledger: rows(county, ledger) for ledger in Ledger} == before
    with pytest.raises(RuleViolated) as refusal:
        county.do(UndoLedgerChange(change_id=saved.change_id), "liuzhou")
    assert "已经撤销过" in sentence(refusal.value)


def test_removed_rows_come_back_under_their_own_numbers(county: County) -> None:
    planned(county, "逐村核对", "公开栏公示")
    before = {ledger: rows(county, ledger) for ledger in (Ledger.TASKS, Ledger.MEASURES)}
    drops = [DroppedRow(ledger="measures", row_id=number) for number in before[Ledger.MEASURES]]
    drops += [DroppedRow(ledger="tasks", row_id=number) for number in before[Ledger.TASKS]]
    saved = save(county, drops=tuple(drops))
    assert saved.dropped == 3
    assert rows(county, Ledger.TASKS) == {}
    county.do(UndoLedgerChange(change_id=saved.change_id), "liuzhou")
    assert {ledger: rows(county, ledger) for ledger in (Ledger.TASKS, Ledger.MEASURES)} == before


def test_an_undo_is_itself_a_change_that_can_be_undone(county: County) -> None:
    number = county.add_finding()
    first = save(county, (Ledger.OUTCOMES, number, "summary", "", "甲"))
    county.do(UndoLedgerChange(change_id=first.change_id), "liuzhou")
    county.do(UndoLedgerChange(change_id=first.change_id + 1), "liuzhou")
    assert rows(county, Ledger.OUTCOMES)[number]["summary"] == "甲"


def test_entered_findings_are_withdrawn_by_undo_unless_somebody_worked_on_them(county: County) -> None:
    new = (
        NewRow(ledger="findings", cells={"text": "一个问题"}),
        NewRow(ledger="findings", cells={"text": "另一个问题"}),
    )
    first = save(county, caller="office", rows=new)
    county.do(UndoLedgerChange(change_id=first.change_id))
    assert rows(county, Ledger.FINDINGS) == {}
    second = save(county, caller="office", rows=new)
    save(county, rows=(NewRow(ledger="tasks", cells={"finding": "03", "goal": "公示"}),))
    with pytest.raises(RuleViolated) as refusal:
        county.do(UndoLedgerChange(change_id=second.change_id))
    assert "R1-柳舟镇-03在那之后已经办理" in sentence(refusal.value)
    assert len(rows(county, Ledger.FINDINGS)) == 2


def test_a_change_that_was_built_on_is_not_undone(county: County) -> None:
    number = county.add_finding()
    first = save(county, (Ledger.OUTCOMES, number, "summary", "", "甲"))
    save(county, (Ledger.OUTCOMES, number, "summary", "甲", "乙"))
    with pytest.raises(RuleViolated) as refusal:
        county.do(UndoLedgerChange(change_id=first.change_id), "liuzhou")
    assert "有1处在那之后又改过，不能整体撤销：R1-柳舟镇-01“整改成效”" in sentence(refusal.value)


def test_a_unit_undoes_its_own_changes_only_and_the_office_any(county: County) -> None:
    number = county.add_finding()
    saved = save(county, (Ledger.OUTCOMES, number, "summary", "", "甲"), caller="office")
    with pytest.raises(RuleViolated) as refusal:
        county.do(UndoLedgerChange(change_id=saved.change_id), "liuzhou")
    assert "不是您做的" in sentence(refusal.value)
    with pytest.raises(NotFound):
        county.do(UndoLedgerChange(change_id=saved.change_id), "caizheng")
    county.do(UndoLedgerChange(change_id=saved.change_id), "office")


def test_a_bulk_change_takes_one_reason_and_says_what_was_left_and_why(county: County) -> None:
    first, second, third = (county.add_finding(text=text) for text in ("第一个问题", "第二个问题", "第三个问题"))
    save(county, (Ledger.FINDINGS, second, "severity", "一般", "严重"), caller="office")
    wanted = BulkChangeLedgers(
        ledger="findings",
        row_ids=(first, second, third, county.add_finding("县财政局")),
        field="severity",
        value="严重",
        reason="领导小组研究",
    )
    done = county.do(wanted, "office")
    assert done.changed == 3
    assert done.left == (("R1-柳舟镇-02", "已经是这个值"),)
    county.do(UndoLedgerChange(change_id=done.change_id))
    shown = {number: cells["severity"] for number, cells in rows(county, Ledger.FINDINGS).items()}
    assert shown == {first: "一般", second: "严重", third: "一般"}
    assert any("领导小组研究" in row.text for row in county.see(list_timeline, first))


def test_a_bulk_change_that_fits_no_row_is_refused_with_the_reasons(county: County) -> None:
    planned(county, "逐村核对")
    wanted = BulkChangeLedgers(
        ledger="measures", row_ids=tuple(rows(county, Ledger.MEASURES)), field="status", value="已完成", reason="期满"
    )
    with pytest.raises(RuleViolated) as refusal:
        county.do(wanted, "liuzhou")
    assert "没有完成日期" in sentence(refusal.value)


def test_a_row_with_a_measure_under_way_is_not_removed(county: County) -> None:
    planned(county, "逐村核对", "公示")
    begun, idle = rows(county, Ledger.MEASURES)
    save(county, (Ledger.MEASURES, begun, "status", "未启动", "进行中"))
    for drop in (
        DroppedRow(ledger="measures", row_id=begun),
        DroppedRow(ledger="tasks", row_id=next(iter(rows(county, Ledger.TASKS)))),
    ):
        with pytest.raises(RuleViolated) as refusal:
            save(county, drops=(drop,))
        assert "不能删" in sentence(refusal.value)
    save(county, drops=(DroppedRow(ledger="measures", row_id=idle),))
    assert list(rows(county, Ledger.MEASURES)) == [begun]


def test_a_save_makes_forms_on_the_finding_stale(county: County) -> None:
    number = county.add_finding()
    before = county.version(number)
    save(county, (Ledger.OUTCOMES, number, "summary", "", "已公示"))
    assert county.version(number) == before + 1


def test_the_history_of_a_finding_says_which_cells_were_changed(county: County) -> None:
    number = county.add_finding()
    save(county, (Ledger.OUTCOMES, number, "summary", "", "已公示"))
    (row, *_) = county.see(list_timeline, number)
    assert (row.what, row.text) == ("修改五份清单", "整改成效“已公示”")
