"""Parts of the page of warnings: what holds now, whom each reached, and the ladder by which they rise."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.queries.rounds import RoundRow
from core.queries.warnings import DueWarning, WarningRow
from core.rules.plan import RoundPlan
from core.vocabulary import WarningLevel
from dashboard.components import items, tables
from dashboard.components.say import show_empty

LEVELS = (WarningLevel.ESCALATED, WarningLevel.RED, WarningLevel.YELLOW, WarningLevel.GREEN)
WIDTHS = {"级别": 84, "单位": 92, "事项": 250, "期限": 88, "发出日": 88, "发出时在": 120, "送达": 232, "现状": 66}  # fmt: skip


def sentence(rows: Sequence[WarningRow], due: Sequence[DueWarning] | None) -> str:
    """How many warnings hold at which level, and for the office whether some are still to be issued."""
    holding = [row for row in rows if row.is_open]
    if not holding and not due:
        return "现在没有没解除的预警。"
    parts = [
        f"{level.term} **{number}** 条"
        for level in LEVELS
        if (number := sum(row.key.level is level for row in holding))
    ]
    said = f"没解除的预警 **{len(holding)}** 条" + (f"：{'、'.join(parts)}" if parts else "")
    if due is None:
        return f"{said}。"
    return said + (f"；今天还有 **{len(due)}** 条该发未发。" if due else "；今天该发的都已发出。")


def warning_frame(rows: Sequence[WarningRow]) -> pd.DataFrame:
    """One line for each warning; what is left in natural days."""
    return pd.DataFrame(
        {
            "级别": [items.LEVEL_MARKS[row.key.level] for row in rows],
            "单位": [row.unit_name for row in rows],
            "事项": [row.title for row in rows],
            "期限": [str(row.key.due_on) for row in rows],
            "发出日": [str(row.issued_on) for row in rows],
            "发出时在": [row.holder for row in rows],
            "送达": [reached_words(row) for row in rows],
            "现状": ["未解除" if row.is_open else "已解除" for row in rows],
        }
    )


def reached_words(row: WarningRow) -> str:
    """经办人（李某）、单位一把手"""
    return "、".join(f"{one.receiver.term}（{one.person}）" if one.person else one.receiver.term for one in row.reached)


def show_warnings(rows: Sequence[WarningRow]) -> None:
    """The list; a click leads to what is warned of, as long as it waits."""
    if not rows:
        show_empty("notifications_off", "没有预警", "期限临近或超过时，按预警设置逐级送达；做完或期限改了就自动解除。")
        return
    frame = warning_frame(rows)
    columns = {name: width for name, width in WIDTHS.items() if name in frame.columns}
    picked = tables.show_rows(frame, "warnings.list", columns, height=400)
    if picked is not None and (item := rows[picked].item) is not None:
        items.open_item(item)


def ladder_frame(plan: RoundPlan) -> pd.DataFrame:
    """Levels with their days and receivers."""
    days = {
        WarningLevel.GREEN: f"剩余 {plan.due_soon_days} 日起",
        WarningLevel.YELLOW: f"剩余 {plan.yellow_days} 日起",
        WarningLevel.RED: "超过期限",
        WarningLevel.ESCALATED: f"超期 {plan.escalate_after_days} 日以上",
    }
    letters = {
        WarningLevel.GREEN: "预警函",
        WarningLevel.YELLOW: "预警函",
        WarningLevel.RED: "督办单",
        WarningLevel.ESCALATED: "告诫书，并建议问责",
    }
    return pd.DataFrame(
        {
            "级别": [level.term for level in days],
            "什么时候": list(days.values()),
            "送达": ["、".join(one.term for one in plan.receivers[level]) for level in days],
            "文书": list(letters.values()),
        }
    )


def show_ladder(made: RoundRow) -> None:
    """The ladder of one round."""
    st.table(ladder_frame(made.plan).set_index("级别"), border="horizontal")
