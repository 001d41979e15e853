"""Tables of findings as people read them: identity first, red where somebody must act, nothing scrolls sideways."""

from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from core.queries.findings import FindingRow
from core.vocabulary import Status
from dashboard.components.links import leave_list
from dashboard.navigation import BY_KEY
from dashboard.theme import OVERDUE, Palette, palette

Height = int | Literal["auto", "content", "stretch"]

COLUMNS: dict[str, Any] = {
    "编号": st.column_config.TextColumn(width=112),
    "单位": st.column_config.TextColumn(width=92),
    "轮次": st.column_config.TextColumn(width=72),
    "问题": st.column_config.TextColumn(width=186),
    "分类": st.column_config.TextColumn(width=128),
    "期限": st.column_config.DateColumn(width=92, format="YYYY-MM-DD"),
    "剩余/日": st.column_config.NumberColumn(width=66),
    "逾期/日": st.column_config.NumberColumn(width=66),
    "现在谁手里": st.column_config.TextColumn(width=140),
    "在手/日": st.column_config.NumberColumn(width=66),
    "进度": st.column_config.ProgressColumn(width=84, min_value=0, max_value=100, format="%d%%"),
    "金额": st.column_config.TextColumn(width=88),
}
"""One width for each column on every page, so that nothing scrolls sideways at 1366."""


def overdue_frame(rows: Sequence[FindingRow]) -> pd.DataFrame:
    """Unit, finding, days past due, in whose hands, workdays in hand."""
    return pd.DataFrame(
        {
            "单位": [row.unit_name for row in rows],
            "问题": [row.title for row in rows],
            "逾期/日": [row.overdue_days for row in rows],
            "现在谁手里": [row.holder for row in rows],
            "在手/日": [row.held_workdays for row in rows],
        }
    )


def finding_frame(rows: Sequence[FindingRow]) -> pd.DataFrame:
    """What a ledger of findings shows; the state as a list of pills, the second one red for overdue."""
    return pd.DataFrame(
        {
            "编号": [row.code for row in rows],
            "单位": [row.unit_name for row in rows],
            "问题": [row.title for row in rows],
            "分类": [category_words(row) for row in rows],
            "状态": [pills(row) for row in rows],
            "期限": [row.due_on for row in rows],
            "剩余/日": [row.days_left if row.status in Status.not_cleared() else None for row in rows],
            "现在谁手里": [row.holder for row in rows],
            "在手/日": [row.held_workdays if row.holder else None for row in rows],
        }
    )


def category_words(row: FindingRow) -> str:
    """B5 财务专项资金, or the first level, or nothing."""
    term = row.subcategory or row.category
    return f"{term.value} {term.term}" if term else "未分类"


def pills(row: FindingRow) -> list[str]:
    """State, and overdue days as a second pill."""
    shown = [status_pill(row.status)]
    return [*shown, "！ 逾期"] if row.overdue_days else shown


def status_pill(status: Status) -> str:
    """Mark and word of a state."""
    return f"{palette().tone(status).mark} {status.term}"


def show_overdue(rows: Sequence[FindingRow], *, key: str, wide: bool) -> None:
    """Overdue findings beside a chart; a click opens one. `wide` says whether the menu leaves the full width."""
    if not rows:
        st.markdown(":gray[没有逾期事项。]")
        return
    widths = {"单位": 80, "问题": 128, "逾期/日": 60, "现在谁手里": 112, "在手/日": 60} if wide else {
        "单位": 76, "问题": 96, "逾期/日": 58, "现在谁手里": 104, "在手/日": 58
    }  # fmt: skip
    columns = {name: st.column_config.Column(width=width) for name, width in widths.items()}
    open_picked(show_rows(overdue_frame(rows), key, columns, height="auto", row_height=32), rows, key)


def show_findings(rows: Sequence[FindingRow], *, key: str, height: Height = "stretch") -> None:
    """The ledger of findings; a click on any cell opens one."""
    styled = _red_days(finding_frame(rows), palette())
    open_picked(
        show_rows(styled, key, COLUMNS | {"状态": _status_column(palette())}, height=height, row_height=30), rows, key
    )


def open_picked(picked: int | None, rows: Sequence[FindingRow], key: str) -> None:
    """A click on a cell opens the finding of its row; the way back is kept (the key of a table begins with its page)."""
    if picked is not None:
        leave_list(key.partition(".")[0])
        st.switch_page(BY_KEY["finding"].file, query_params={"id": str(rows[picked].id)})


def show_rows(
    data: Any, key: str, columns: dict[str, Any], *, height: Height = "content", row_height: int = 30
) -> int | None:
    """A table whose rows lead somewhere; gives the row that was clicked. Columns are a width, or a configuration."""
    event: Any = st.dataframe(
        data,
        key=key,
        hide_index=True,
        height=height,
        row_height=row_height,
        placeholder="",
        on_select="rerun",
        selection_mode="single-cell",
        column_config={name: _column(column) for name, column in columns.items()},
    )
    return event.selection.cells[0][0] if event.selection.cells else None


def number_column(width: int) -> Any:
    """A column of written numbers, some of which may be words such as 未采集."""
    return st.column_config.TextColumn(width=width, alignment="right")


def _column(column: Any) -> Any:
    return st.column_config.TextColumn(width=column) if isinstance(column, int) else column


def _red_days(frame: pd.DataFrame, colours: Palette) -> Any:
    red = f"color: {colours.tone(OVERDUE).text}; font-weight: 600"
    return frame.style.map(lambda days: red if days is not None and days < 0 else "", subset=["剩余/日"]).format(
        precision=0, na_rep="", subset=["剩余/日", "在手/日"]
    )


def _status_column(colours: Palette) -> Any:
    shown = {status_pill(status): colours.tone(status).tint for status in Status.counted()}
    shown["！ 逾期"] = colours.tone(OVERDUE).fill
    return st.column_config.MultiselectColumn(options=list(shown), color=list(shown.values()), width=150)
