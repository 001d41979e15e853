"""Parts of the page of overdue and due-soon findings."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.identity import Actor
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingPage, FindingRow, Window, list_due_soon, list_overdue
from core.queries.holders import HolderRow
from core.vocabulary import WarningLevel
from dashboard import numbers, runtime
from dashboard.components.export import MOST, Listing, show_list_export
from dashboard.components.say import show_empty
from dashboard.components.tables import COLUMNS, open_picked, show_rows
from dashboard.shell import PageContext, plain

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


def show_late(ctx: PageContext, page: FindingPage, criteria: FindingCriteria) -> None:
    """Overdue findings, or that there are none."""
    if page.rows:
        _show_page(ctx, page, criteria, late=True)
    else:
        show_empty("task_alt", "没有逾期", "所有未销号问题都在期限内。")


def show_soon(ctx: PageContext, page: FindingPage, criteria: FindingCriteria) -> None:
    """Findings due soon, or that there are none."""
    if page.rows:
        _show_page(ctx, page, criteria, late=False)
    else:
        show_empty("event_available", "没有临期", "近期没有到期的问题。")


def deadline_frame(rows: Sequence[FindingRow], *, late: bool) -> pd.DataFrame:
    """Findings with warning level and holder; natural days past due for late ones, days left for those due soon."""
    days = "逾期/日" if late else "剩余/日"
    return pd.DataFrame(
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


def listing(ctx: PageContext, criteria: FindingCriteria, total: int, *, late: bool) -> Listing:
    """All of the list, read anew for whoever exports."""
    query, title = (list_overdue, "逾期问题") if late else (list_due_soon, "临期问题")

    def read(actor: Actor) -> pd.DataFrame:
        page: FindingPage = runtime.answer(actor, ctx.as_of, query, criteria, Window(limit=MOST))
        return deadline_frame(page.rows, late=late)

    basis = f"问题数，共{total}个；逾期、剩余为自然日，在手为工作日"
    return Listing(key=_key(late), title=title, basis=basis, total=total, frame=read)


def _show_page(ctx: PageContext, page: FindingPage, criteria: FindingCriteria, *, late: bool) -> None:
    """A click opens a finding."""
    extra = {"预警": st.column_config.TextColumn(width=116), "曾延期": st.column_config.TextColumn(width=62)}
    frame = deadline_frame(page.rows, late=late)
    open_picked(show_rows(frame, _key(late), COLUMNS | extra, height=400), page.rows, _key(late))
    show_list_export(ctx, listing(ctx, criteria, page.total, late=late))


def _key(late: bool) -> str:
    return "overdue.late" if late else "overdue.soon"
