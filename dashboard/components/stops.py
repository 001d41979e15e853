"""Parts of the page that shows where things stop: by body, by person, and what nobody holds."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.queries.items import StopRow, WaitingRow
from core.rules.items import HolderGap
from dashboard import numbers
from dashboard.components import items, tables
from dashboard.components.say import show_empty
from dashboard.shell import plain

WIDTHS = {"在谁手里": 170, "责任人": 150, "事项/件": 76, "超期/件": 76, "最长在手/日": 92, "最长超期/日": 92, "都是什么": 420}  # fmt: skip


def sentence(rows: Sequence[WaitingRow], bodies: Sequence[StopRow], unheld: Sequence[WaitingRow], day: date) -> str:
    """Where most of what is late lies, and whether something lies with nobody."""
    late = sum(row.is_late for row in rows)
    said = f"截至{numbers.month_day(day)}，在办事项 **{numbers.count(len(rows))}** 件"
    if not late:
        said += "，没有超期"
    else:
        most = bodies[0]
        said += f"，:red[超期 **{numbers.count(late)}** 件]，压在 {plain(most.holder)} 手里最多，**{most.late}** 件，最长已 {most.longest_workdays} 个工作日"
    return said + (f"；:red[**{len(unheld)}** 件无人负责]。" if unheld else "；没有无人负责的事项。")


def show_stops(rows: Sequence[StopRow], *, by_person: bool) -> str | None:
    """Where things lie; gives the holder that was clicked."""
    frame = items.stop_frame(rows, by_person=by_person)
    columns = {
        name: tables.number_column(width) if "/" in name else width
        for name, width in WIDTHS.items()
        if name in frame.columns
    }
    shown = frame.astype({name: str for name in frame.columns if "/" in name})
    picked = tables.show_rows(shown, f"stops.{'person' if by_person else 'body'}", columns, height=360)
    return None if picked is None else rows[picked].holder


def show_lying(rows: Sequence[WaitingRow], holder: str) -> None:
    """What lies with one holder."""
    lying = [row for row in rows if row.item.holder.name == holder]
    st.markdown(f"**{plain(holder)}** 手里 {len(lying)} 件；点一行到办理的地方")
    items.show_items(lying, key="stops.lying", with_holder=True, height=300)


def unheld_frame(rows: Sequence[WaitingRow]) -> pd.DataFrame:
    """What nobody holds, and why."""
    return pd.DataFrame(
        {
            "单位": [row.item.unit_name for row in rows],
            "待办": [row.item.kind.term for row in rows],
            "编号": [row.item.code for row in rows],
            "内容": [row.item.title for row in rows],
            "应由": [row.item.holder.name for row in rows],
            "为什么没有人": [row.item.holder.gap.term if row.item.holder.gap else "" for row in rows],
            "怎么补": [MENDED[row.item.holder.gap] if row.item.holder.gap else "" for row in rows],
        }
    )


MENDED = {
    HolderGap.NO_BODY: "到“基础数据—单位”指定",
    HolderGap.INACTIVE_BODY: "到“基础数据—单位”换成在用的",
    HolderGap.NO_HEAD: "到“基础数据—单位”登记一把手任职",
}


def show_unheld(rows: Sequence[WaitingRow]) -> None:
    """The list of what nobody holds; the office is warned of it instead."""
    if not rows:
        show_empty("task_alt", "没有无人负责的事项", "每一件在办事项都有在任的责任人。")
        return
    st.dataframe(unheld_frame(rows), key="stops.unheld", hide_index=True, height=360, row_height=30)
