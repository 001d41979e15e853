"""Lists of official papers: the sentence, the table to pick from, how punctual receivers are, a leader's own units."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.queries.dispatch_receivers import ChargedUnitRow, ReceiverRow
from core.queries.dispatch_rows import DispatchRow
from core.vocabulary import DispatchKind, DispatchState, Role, Status
from dashboard import numbers
from dashboard.components import tables
from dashboard.theme import OVERDUE, palette

TONES = {
    DispatchState.DRAFT: Status.DRAFT,
    DispatchState.SENT: Status.NOT_STARTED,
    DispatchState.SIGNED: Status.IN_PROGRESS,
    DispatchState.REPLIED: Status.APPLIED,
    DispatchState.RETURNED: Status.RETURNED,
    DispatchState.ACCEPTED: Status.CLEARED,
    DispatchState.WITHDRAWN: Status.WITHDRAWN,
}
WIDTHS = {"文号": 152, "类别": 92, "单位": 88, "对象": 148, "问题数": 60, "状态": 88, "发出": 90, "轮到": 64, "已等/日": 62, "应于": 90, "超期/日": 62}  # fmt: skip
SHORT = {
    DispatchKind.COPY_TO_LEADER: "分管领导",
    DispatchKind.COPY_TO_DEPARTMENT: "主责部门",
    DispatchKind.COPY_TO_DISCIPLINE: "纪检监察机关",
    DispatchKind.COPY_TO_ORGANISATION: "组织部门",
}
"""Whom a notice is for; a letter is called by its kind."""
RECEIVER_WIDTHS = {"对象": 220, "收到": 64, "按时签收": 76, "已反馈": 70, "按时反馈": 76, "采纳": 64, "退回过": 70, "待办": 64, "其中超期": 76}  # fmt: skip
UNIT_WIDTHS = {"分管领导": 230, "单位": 100, "问题数": 76, "已销号": 76, "完成率": 76, "逾期": 70, "收到抄告": 84, "已反馈": 76, "待办": 70, "最近应于": 110}  # fmt: skip


def list_sentence(rows: Sequence[DispatchRow], thing: str) -> str:
    """How many wait on the office, how many on receivers, how many are late."""
    office = sum(row.turn is not None and not row.turn.is_receivers for row in rows)
    receivers = [row for row in rows if row.turn is not None and row.turn.is_receivers]
    late = sum(row.overdue_days > 0 for row in rows)
    said = f"{thing} **{len(rows)}** 份：待巡察办发出或阅处 **{office}** 份，待签收或反馈 **{len(receivers)}** 份"
    return said + (f"；:red[超期 **{late}** 份]。" if late else "。")


def own_sentence(rows: Sequence[DispatchRow]) -> str:
    """What a receiver got and still owes."""
    waiting = [row for row in rows if row.turn is not None and row.turn.is_receivers]
    late = sum(row.overdue_days > 0 for row in waiting)
    said = f"收到 **{len(rows)}** 份，待签收或反馈 **{len(waiting)}** 份"
    return said + (f"；:red[超期 **{late}** 份]。" if late else "。")


def dispatch_frame(rows: Sequence[DispatchRow]) -> pd.DataFrame:
    """One line for each paper; a letter goes to the unit itself, which has its column already."""
    frame = pd.DataFrame(
        {
            "文号": [row.number or "（未编号）" for row in rows],
            "类别": [SHORT.get(row.kind, row.kind.term) for row in rows],
            "单位": [row.unit_name for row in rows],
            "对象": [row.receiver for row in rows],
            "问题数": [str(row.findings) for row in rows],
            "状态": [state_words(row.state) for row in rows],
            "发出": [str(row.paper.sent_on or "") for row in rows],
            "轮到": [_turn_words(row) for row in rows],
            "已等/日": [str(row.days) if row.turn else "" for row in rows],
            "应于": [str(row.turn.due_on or "") if row.turn else "" for row in rows],
            "超期/日": [str(row.overdue_days or "") for row in rows],
        }
    )
    return frame if any(row.body_id for row in rows) else frame.drop(columns="对象")


def show_list(
    rows: Sequence[DispatchRow], *, key: str, picks_many: bool
) -> tuple[DispatchRow | None, list[DispatchRow]]:
    """The table; gives the paper whose cell was clicked, and those that are ticked."""
    number = ("问题数", "已等/日", "超期/日")
    columns = {
        name: tables.number_column(width) if name in number else st.column_config.TextColumn(width=width)
        for name, width in WIDTHS.items()
    }
    frame = dispatch_frame(rows)
    event: Any = st.dataframe(
        red_where(frame, "超期/日"),
        key=key,
        hide_index=True,
        height="stretch",
        row_height=30,
        placeholder="",
        on_select="rerun",
        selection_mode=["multi-row", "single-cell"] if picks_many else "single-cell",
        column_config=columns,
    )
    chosen = event.selection
    opened = rows[chosen.cells[0][0]] if chosen.cells else None
    return opened, [rows[place] for place in chosen.rows] if picks_many else []


def _turn_words(row: DispatchRow) -> str:
    """The office, the receiver named in its own column, or who in the unit."""
    return {None: "", Role.OFFICE: row.holder, Role.UNIT_HEAD: "一把手", Role.UNIT: "经办"}.get(row.role, "对象")


def receiver_frame(rows: Sequence[ReceiverRow]) -> pd.DataFrame:
    """One line for each receiver."""
    return pd.DataFrame(
        {
            "对象": [row.receiver for row in rows],
            "收到": [str(row.received) for row in rows],
            "按时签收": [str(row.signed_in_time) for row in rows],
            "已反馈": [str(row.answered) for row in rows],
            "按时反馈": [str(row.answered_in_time) for row in rows],
            "采纳": [str(row.accepted) for row in rows],
            "退回过": [str(row.returned or "") for row in rows],
            "待办": [str(row.open or "") for row in rows],
            "其中超期": [str(row.overdue or "") for row in rows],
        }
    )


def unit_frame(rows: Sequence[ChargedUnitRow]) -> pd.DataFrame:
    """One line for each unit of a charge leader."""
    figures = [row.figures for row in rows]
    return pd.DataFrame(
        {
            "分管领导": [row.leader for row in rows],
            "单位": [row.unit_name for row in rows],
            "问题数": [numbers.count(one.findings) for one in figures],
            "已销号": [numbers.count(one.cleared) for one in figures],
            "完成率": [numbers.ratio(one.cleared / one.findings if one.findings else None) for one in figures],
            "逾期": [str(one.overdue or "") for one in figures],
            "收到抄告": [str(row.received) for row in rows],
            "已反馈": [str(row.answered) for row in rows],
            "待办": [str(row.due or "") for row in rows],
            "最近应于": [str(row.next_due_on or "") for row in rows],
        }
    )


def show_figures(frame: pd.DataFrame, widths: dict[str, int], *, red: str) -> None:
    """A table of figures with all its lines; the column in `red` names what somebody must act on."""
    words = ("对象", "分管领导", "单位")
    columns = {
        name: st.column_config.TextColumn(width=width) if name in words else tables.number_column(width)
        for name, width in widths.items()
    }
    st.dataframe(
        red_where(frame, red), hide_index=True, row_height=30, height="content", placeholder="", column_config=columns
    )


def state_words(state: DispatchState) -> str:
    """Mark and word of a state."""
    return f"{palette().tone(TONES[state]).mark} {state.term}"


def red_where(frame: pd.DataFrame, column: str) -> Any:
    """The frame with what is in this column in red."""
    red = f"color: {palette().tone(OVERDUE).text}; font-weight: 600"
    return frame.style.map(lambda value: red if value else "", subset=[column])
