"""Items as people read them: what, of whom, until when, how long it has lain there; a click leads to where it is done."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.queries.items import StopRow, WaitingRow
from core.rules.items import Item
from core.vocabulary import DispatchKind, ItemKind, Milestone, WarningLevel
from dashboard.components import tables
from dashboard.navigation import BY_KEY
from dashboard.theme import OVERDUE, palette

BY_INSPECTION, BY_SUBJECT, BY_PAPER = "inspection", "id", "paper"
PLACES: dict[ItemKind, tuple[str, str]] = {
    ItemKind.CONFIRM_FINDING: ("intake_feedback", BY_INSPECTION),
    ItemKind.RECTIFY: ("finding", BY_SUBJECT),
    ItemKind.SIGN_CLEARANCE: ("finding", BY_SUBJECT),
    ItemKind.REVIEW_CLEARANCE: ("finding", BY_SUBJECT),
    ItemKind.APPROVE_CLEARANCE: ("finding", BY_SUBJECT),
    ItemKind.DECIDE_EXTENSION: ("finding", BY_SUBJECT),
    ItemKind.SUBMIT_PLAN: ("plan_review", BY_INSPECTION),
    ItemKind.REVIEW_PLAN: ("plan_review", BY_INSPECTION),
    ItemKind.MEET_MILESTONE: ("milestones", BY_INSPECTION),
    ItemKind.SEND_DISPATCH: ("copy_notices", BY_PAPER),
    ItemKind.SIGN_DISPATCH: ("copy_notices", BY_PAPER),
    ItemKind.REPLY_DISPATCH: ("copy_notices", BY_PAPER),
    ItemKind.REVIEW_REPLY: ("copy_notices", BY_PAPER),
    ItemKind.DRAW_UP_HANDOVER: ("handovers", BY_INSPECTION),
    ItemKind.SIGN_HANDOVER: ("handovers", BY_INSPECTION),
    ItemKind.CARRY_OUT_VISIT: ("supervision", BY_SUBJECT),
}
"""Where the one thing to do is done: the page, and what of the item its address names."""
LEVEL_MARKS = {
    WarningLevel.NONE: "",
    WarningLevel.GREEN: "○ 绿",
    WarningLevel.YELLOW: "◇ 黄",
    WarningLevel.RED: "！ 红",
    WarningLevel.ESCALATED: "‼ 转告诫",
}
WIDTHS = {"待办": 96, "单位": 92, "编号": 116, "内容": 250, "期限": 96, "剩余/日": 66, "在手/日": 66, "预警": 78, "现在谁手里": 150}  # fmt: skip


def item_frame(rows: Sequence[WaitingRow], *, with_holder: bool) -> pd.DataFrame:
    """One line for each item; days left are natural days, days in hand workdays."""
    columns: dict[str, list[Any]] = {
        "待办": [row.item.kind.term for row in rows],
        "单位": [row.item.unit_name for row in rows],
        "编号": [row.item.code for row in rows],
        "内容": [row.item.title for row in rows],
        "期限": [row.item.due_on for row in rows],
        "剩余/日": [row.days_left for row in rows],
        "在手/日": [row.held_workdays for row in rows],
        "预警": [LEVEL_MARKS[row.level] for row in rows],
    }
    if with_holder:
        columns["现在谁手里"] = [row.item.holder.name for row in rows]
    return pd.DataFrame(columns)


def show_items(rows: Sequence[WaitingRow], *, key: str, with_holder: bool, height: tables.Height = "stretch") -> None:
    """The table; a click on any cell leads to where the item is done."""
    frame = item_frame(rows, with_holder=with_holder)
    columns: dict[str, Any] = {name: width for name, width in WIDTHS.items() if name in frame.columns}
    columns |= {name: tables.COLUMNS[name] for name in ("期限", "剩余/日", "在手/日")}
    picked = tables.show_rows(_red(frame), key, columns, height=height)
    if picked is not None:
        open_item(rows[picked].item)


def open_item(item: Item) -> None:
    """Go where the item is done."""
    page, query = place_of(item)
    st.switch_page(BY_KEY[page].file, query_params=query)


def place_of(item: Item) -> tuple[str, dict[str, str]]:
    """Page and address of an item."""
    if item.part == Milestone.NOTICES:
        return "copy_notices", {}
    page, named = PLACES[item.kind]
    if page == "copy_notices" and item.part in {kind.value for kind in DispatchKind.letters()}:
        page = "letters"
    value = item.inspection_code if named == BY_INSPECTION else str(item.subject_id)
    return page, {named: value}


def stop_frame(rows: Sequence[StopRow], *, by_person: bool) -> pd.DataFrame:
    """Where things lie; time in hand in workdays, lateness in natural days."""
    columns: dict[str, list[Any]] = {"在谁手里": [row.holder for row in rows]}
    if by_person:
        columns["责任人"] = [row.person or "未登记" for row in rows]
    return pd.DataFrame(
        columns
        | {
            "事项/件": [row.items for row in rows],
            "超期/件": [row.late for row in rows],
            "最长在手/日": [row.longest_workdays for row in rows],
            "最长超期/日": [row.longest_late_days for row in rows],
            "都是什么": ["、".join(f"{kind.term}{number}" for kind, number in row.kinds) for row in rows],
        }
    )


def _red(frame: pd.DataFrame) -> Any:
    red = f"color: {palette().tone(OVERDUE).text}; font-weight: 600"
    late = frame.style.map(lambda days: red if days is not None and days < 0 else "", subset=["剩余/日"])
    return late.format(precision=0, na_rep="", subset=["剩余/日"])
