"""Parts of the page of overdue and due-soon findings."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.queries.findings import FindingPage, FindingRow
from core.queries.holders import HolderRow
from core.vocabulary import WarningLevel
from dashboard import numbers
from dashboard.components.say import show_empty
from dashboard.components.tables import COLUMNS, open_picked, show_rows
from dashboard.shell import plain

LEVELS = (WarningLevel.ESCALATED, WarningLevel.RED, WarningLevel.YELLOW, WarningLevel.GREEN)


def sentence(overdue: FindingPage, soon: FindingPage, holders: Sequence[HolderRow], day: str) -> str:
    """What is late, at whom most of it lies, what comes next."""
    if not overdue.total:
        return f"截至{day}，没有逾期；临期 **{soon.total}** 个。"
    most = holders[0]
    return (
        f"截至{day}，:red[**逾期 {numbers.count(overdue.total)} 个**]，最久 **{overdue.rows[0].overdue_days}** 日；"
        f"在 {plain(most.holder)} 手里最多，**{most.findings}** 个，最长已 {most.longest_workdays} 个工作日；临期 **{numbers.count(soon.total)}** 个。"
    )


def show_holders(holders: Sequence[HolderRow]) -> None:
    """At whom overdue findings lie."""
    if not holders:
        show_empty("task_alt", "没有逾期", "没有压在谁手里的逾期问题。")
        return
    frame = pd.DataFrame(
        {
            "现在谁手里": [row.holder for row in holders],
            "逾期/个": [row.findings for row in holders],
            "最长在手/日": [row.longest_workdays for row in holders],
            "最长逾期/日": [row.longest_overdue_days for row in holders],
        }
    )
    numbers_ = {name: st.column_config.NumberColumn(width=88) for name in frame.columns[1:]}
    st.dataframe(frame, key="overdue.holders", hide_index=True, height=430, row_height=30, column_config=numbers_)


def show_late(rows: Sequence[FindingRow]) -> None:
    """Overdue findings, or that there are none."""
    if rows:
        _show_rows(rows, key="overdue.late", late=True)
    else:
        show_empty("task_alt", "没有逾期", "所有未销号问题都在期限内。")


def show_soon(rows: Sequence[FindingRow]) -> None:
    """Findings due soon, or that there are none."""
    if rows:
        _show_rows(rows, key="overdue.soon", late=False)
    else:
        show_empty("event_available", "没有临期", "近期没有到期的问题。")


def _show_rows(rows: Sequence[FindingRow], *, key: str, late: bool) -> None:
    """Findings by deadline with warning level and holder; a click opens one."""
    days = "逾期/日" if late else "剩余/日"
    frame = pd.DataFrame(
        {
            "编号": [row.code for row in rows],
            "单位": [row.unit_name for row in rows],
            "问题": [row.title for row in rows],
            "预警": [row.warning_level.term for row in rows],
            "期限": [row.due_on for row in rows],
            days: [row.overdue_days if late else row.days_left for row in rows],
            "现在谁手里": [row.holder for row in rows],
            "在手/日": [row.held_workdays for row in rows],
            "曾延期": [f"{row.extension_count} 次" if row.extension_count else "" for row in rows],
        }
    )
    extra = {"预警": st.column_config.TextColumn(width=116), "曾延期": st.column_config.TextColumn(width=62)}
    open_picked(show_rows(frame, key, COLUMNS | extra, height=430), rows, key)
