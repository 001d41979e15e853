"""Parts of the page of hand-overs between the three phases: which wait on whom, and one sheet."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from core.queries.handover_content import PARTS, RISKS
from core.queries.handovers import HandoverRow
from dashboard import numbers
from dashboard.components import say, tables
from dashboard.shell import plain
from dashboard.theme import OVERDUE, palette

WIDTHS = {"单位": 92, "轮次": 84, "交接": 60, "转期日": 84, "移交方": 88, "接收方": 148, "轮到谁": 148, "应于": 84, "超期/日": 60, "现状": 108}  # fmt: skip


def sentence(rows: Sequence[HandoverRow], day: date) -> str:
    """How many changes of phase are not handed over, and how many are late."""
    waiting = [row for row in rows if row.turn]
    late = [row for row in waiting if row.late_days]
    if not waiting:
        return f"截至{numbers.month_day(day)}，换期的 **{len(rows)}** 次都已交接。" if rows else "还没有换期的巡察。"
    said = f"截至{numbers.month_day(day)}，换期 **{len(rows)}** 次，未交接 **{len(waiting)}** 次"
    return said + (f"，:red[超期 **{len(late)}** 次]，最久 {max(row.late_days for row in late)} 日。" if late else "。")


def handover_frame(rows: Sequence[HandoverRow]) -> pd.DataFrame:
    """One line for each change of phase; lateness in natural days."""
    return pd.DataFrame(
        {
            "单位": [row.unit_name for row in rows],
            "轮次": [row.round_name for row in rows],
            "交接": [f"转{row.to_phase.term}" for row in rows],
            "转期日": [row.began_on for row in rows],
            "移交方": [row.giver.name for row in rows],
            "接收方": [row.receiver.name for row in rows],
            "现状": [state_words(row) for row in rows],
            "轮到谁": [turn_words(row) for row in rows],
            "应于": [row.turn.due_on if row.turn else None for row in rows],
            "超期/日": [str(row.late_days or "") for row in rows],
        }
    )


def state_words(row: HandoverRow) -> str:
    """How far the sheet is."""
    if row.received_on:
        return f"● {row.received_on:%m-%d} 已交接"
    if row.given_on:
        return "◆ 待接收"
    return "◇ 待移交签字" if row.drawn_up_on else "○ 未填交接单"


def turn_words(row: HandoverRow) -> str:
    """Whose turn it is; empty once both signed."""
    if row.turn is None:
        return ""
    return row.receiver.name if row.turn.is_drawn_up and row.given_on else row.giver.name


def show_list(rows: Sequence[HandoverRow]) -> HandoverRow | None:
    """All changes of phase, those that wait first; gives the one that was clicked."""
    red = f"color: {palette().tone(OVERDUE).text}; font-weight: 600"
    styled = handover_frame(rows).style.map(lambda days: red if days else "", subset=["超期/日"])
    columns = {name: tables.number_column(width) if name.endswith("/日") else width for name, width in WIDTHS.items()}
    picked = tables.show_rows(styled, "handovers.list", columns, height=300)
    return None if picked is None else rows[picked]


def show_sheet(row: HandoverRow) -> None:
    """One sheet as it stood when it was drawn up, with both signatures."""
    signed = [
        f"移交方 {plain(row.giver.name)}：{row.given_on or '未签'}",
        f"接收方 {plain(row.receiver.name)}：{row.received_on or '未签'}",
    ]
    say.section(f"{plain(row.unit_name)} 转{row.to_phase.term}交接单", f"填写日 {row.drawn_up_on}；{'；'.join(signed)}")
    if row.note:
        st.markdown(plain(row.note))
    for tab, part in zip(
        st.tabs([f"{title} {len(row.content[part])}" for part, title in PARTS.items()]), PARTS, strict=True
    ):
        with tab:
            lines = row.content[part]
            if lines:
                st.dataframe(lines_frame(lines, part), hide_index=True, height=240, row_height=30)
            else:
                st.markdown(":gray[没有。]")


def lines_frame(lines: Sequence[Mapping[str, Any]], part: str) -> pd.DataFrame:
    """Lines of one part of a sheet (问题数)."""
    columns = {"code": "编号", "title": "问题", "status": "状态", "due_on": "期限", "holder": "现在谁手里"}
    if part == RISKS:
        columns["risk"] = "风险点"
    return pd.DataFrame({label: [line.get(name, "") for line in lines] for name, label in columns.items()})
