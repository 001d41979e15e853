"""Parts of the page of calendars: every inspection's stations, one inspection's way, and what another calendar moves."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.queries.calendar import ChainRow, MovedStop
from core.rules.milestones import RESPONSIBLE, Stop
from core.vocabulary import Milestone, Role
from dashboard import numbers
from dashboard.components import say, stations, tables
from dashboard.components.stations import Station
from dashboard.shell import plain
from dashboard.theme import OVERDUE, palette

SHORT = {
    Milestone.FEEDBACK: "反馈",
    Milestone.NOTICES: "抄告",
    Milestone.RELAY: "传达",
    Milestone.LEDGERS: "清单",
    Milestone.NOTICE_REPLIES: "回告",
    Milestone.JOINT_REVIEW: "联审",
    Milestone.DEMOCRATIC_LIFE: "生活会",
    Milestone.INTENSIVE_END: "期满",
    Milestone.REPORT: "报告",
    Milestone.FIRST_EVALUATION: "一评",
    Milestone.PUBLICATION: "公开",
    Milestone.SECOND_RECTIFICATION: "再改",
    Milestone.SECOND_EVALUATION: "二评",
    Milestone.CLOSE_OUT: "报结",
    Milestone.FOLLOW_UP: "跟踪",
}
WHOSE = {
    Role.TEAM: "巡察组",
    Role.OFFICE: "巡察办",
    Role.UNIT: "单位",
    Role.CHARGE_LEADER: "抄告对象",
    Role.DISCIPLINE_OFFICE: "执纪监督室",
    Role.RESIDENT_TEAM: "派驻组",
}
MARKS = {"done": "●", "now": "◇", "late": "！", "todo": "○"}


def sentence(rows: Sequence[ChainRow], day: date) -> str:
    """How many inspections are under way, how many stations are late, what comes next."""
    under_way = [row for row in rows if row.closed_on is None]
    late = [(row, stop) for row in rows for stop in row.stops if stop.state == "late"]
    said = f"截至{numbers.month_day(day)}，在办巡察 **{len(under_way)}** 家"
    if late:
        worst, stop = min(late, key=lambda pair: pair[1].due_on or date.max)
        said += f"，:red[超期节点 **{len(late)}** 个]，最久的是 {plain(worst.unit_name)}“{stop.milestone.term}”，超期 {-(stop.days_left or 0)} 日"
    else:
        said += "，没有超期节点"
    coming = [row.next_stop for row in under_way if row.next_stop and (row.next_stop.days_left or 0) >= 0]
    nearest = min((stop for stop in coming if stop.due_on), key=lambda stop: stop.due_on or date.max, default=None)
    return said + (f"；下一个到期的是 {nearest.due_on}“{nearest.milestone.term}”。" if nearest else "。")


def chain_frame(rows: Sequence[ChainRow]) -> pd.DataFrame:
    """One line for each inspection: whose phase, what is next, and every station with its mark and day."""
    columns: dict[str, list[object]] = _whose_turn(rows)
    for milestone in Milestone:
        columns[SHORT[milestone]] = [stop_words(row.stop(milestone)) for row in rows]
    return pd.DataFrame(columns)


def marks_frame(rows: Sequence[ChainRow]) -> pd.DataFrame:
    """The same with marks only, so that the whole way fits on the screen; days stand on the page of one inspection."""
    columns = _whose_turn(rows)
    for milestone in Milestone:
        columns[SHORT[milestone]] = [MARKS[row.stop(milestone).state] for row in rows]
    return pd.DataFrame(columns)


def _whose_turn(rows: Sequence[ChainRow]) -> dict[str, list[object]]:
    nearest = [row.next_stop for row in rows]
    return {
        "单位": [row.unit_name for row in rows],
        "轮次": [row.round_code for row in rows],
        "期": [row.phase.term for row in rows],
        "下一节点": [stop.milestone.term if stop else "" for stop in nearest],
        "轮到谁": [WHOSE[RESPONSIBLE[stop.milestone]] if stop else "" for stop in nearest],
        "剩余/日": [stop.days_left if stop else None for stop in nearest],
    }


def stop_words(stop: Stop) -> str:
    """● 03-02 for what was reached, ！04-01 for what is late; the day is that of reaching, or the due day."""
    day = stop.met_on if stop.state == "done" else stop.due_on
    return f"{MARKS[stop.state]} {day}" if day else MARKS[stop.state]


def show_chains(rows: Sequence[ChainRow]) -> ChainRow | None:
    """All inspections; gives the one that was clicked. Late stations are red."""
    red = f"color: {palette().tone(OVERDUE).text}; font-weight: 600"
    styled = marks_frame(rows).style.map(lambda mark: red if mark == MARKS["late"] else "", subset=[*SHORT.values()])
    styled = styled.map(lambda days: red if days is not None and days < 0 else "", subset=["剩余/日"])
    styled = styled.format(precision=0, na_rep="", subset=["剩余/日"])
    days = st.column_config.NumberColumn(width=56)
    columns: dict[str, object] = {"单位": 88, "轮次": 40, "期": 44, "下一节点": 104, "轮到谁": 80, "剩余/日": days}
    columns |= dict.fromkeys(SHORT.values(), 41)
    picked = tables.show_rows(styled, "milestones.list", columns, height=420)
    return None if picked is None else rows[picked]


def show_way(row: ChainRow) -> None:
    """The way of one inspection as a line of stations: name, whose turn, day."""
    shown = [
        Station(
            name=SHORT[stop.milestone],
            note=f"{WHOSE[RESPONSIBLE[stop.milestone]]}  \n{_day_words(stop)}",
            state=stop.state,
        )
        for stop in row.stops
    ]
    stations.show_stations(shown, key="milestones.way", min_width=78)
    if row.is_inferred:
        st.markdown(":small[:gray[含官方尚未公布放假安排的年份：那几年的工作日按周末推算，公布后以公布为准。]]")


def _day_words(stop: Stop) -> str:
    """When it was reached, or by when it is due; mark and colour say which."""
    return str(stop.met_on if stop.state == "done" else stop.due_on or "报结后")


def one_sentence(row: ChainRow) -> str:
    """Where one inspection is, and whose turn it is."""
    nearest = row.next_stop
    head = f"{plain(row.unit_name)}（{plain(row.round_name)}）现在是**{row.phase.term}**"
    if nearest is None:
        return f"{head}，没有等着完成的节点。"
    late = nearest.days_left is not None and nearest.days_left < 0
    left = f":red[已超期 **{-(nearest.days_left or 0)}** 日]" if late else f"还剩 **{nearest.days_left}** 日"
    return f"{head}，轮到 **{WHOSE[RESPONSIBLE[nearest.milestone]]}** 完成“{nearest.milestone.term}”，应于 {nearest.due_on} 前，{left}。"


def moved_frame(found: Sequence[MovedStop]) -> pd.DataFrame:
    """What would move: station, from which day to which, by so many natural days."""
    return pd.DataFrame(
        {
            "单位": [one.unit_name for one in found],
            "节点": [one.move.milestone.term for one in found],
            "原期限": [one.move.old_due_on for one in found],
            "新期限": [one.move.new_due_on for one in found],
            "移动/日": [(one.move.new_due_on - one.move.old_due_on).days for one in found],
        }
    )


def show_moves(found: Sequence[MovedStop]) -> None:
    """What the calendar on the form would move, before it does."""
    if not found:
        st.markdown(":gray[按这样改，没有节点移动：还没有反馈，或者都已完成。]")
        return
    units = len({one.inspection_code for one in found})
    say.section(f"将移动 {len(found)} 个节点", f"涉及 {units} 家；已完成的节点不动，问题的期限不动")
    st.dataframe(moved_frame(found), key="milestones.moves", hide_index=True, height=220, row_height=30)
