"""Tables of progress by round and by unit, adding up."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.queries.progress import Figures, GroupFigures, Progress, total
from core.vocabulary import Status, UnitKind
from dashboard import numbers
from dashboard.navigation import BY_KEY

TOTAL = "合计"


def sentence(progress: Progress) -> str:
    """Ratios in one sentence."""
    now = progress.now
    if not now.findings:
        return f"截至{numbers.month_day(progress.as_of)}，还没有反馈问题。"
    return (
        f"截至{numbers.month_day(progress.as_of)}，完成率 **{numbers.ratio(now.clearance_ratio)}**"
        f"（含阶段性完成 {numbers.ratio(now.partial_ratio)}），按期率 **{numbers.ratio(now.on_time_ratio)}**；"
        f"上月末完成率 {numbers.ratio(progress.before.clearance_ratio)}。"
    )


def progress_frame(groups: Sequence[GroupFigures], whole: Figures) -> pd.DataFrame:
    """One line for each group and one for all together; every state in its own column."""
    lines = [_line(group.name, group.kind, group.figures) for group in groups]
    return pd.DataFrame([*lines, _line(TOTAL, None, whole)])


def show_groups(groups: Sequence[GroupFigures], *, key: str, name: str) -> None:
    """The table of rounds or units; a click opens the rows."""
    frame = progress_frame(groups, total(group.figures for group in groups))
    shown = frame.drop(columns=["类别"]) if name == "round" else frame
    event = st.dataframe(
        shown.style.apply(_bold_total, axis=1).format(
            dict.fromkeys(RATIOS, "{:.1%}") | dict.fromkeys(COUNTS, _quiet), na_rep="—"
        ),
        key=key,
        hide_index=True,
        row_height=30,
        height="content",
        on_select="rerun",
        selection_mode="single-cell",
        column_config={
            column: st.column_config.NumberColumn(width=76)
            for column in shown.columns
            if column not in ("名称", "类别")
        },
    )
    _open(event, groups, name, list(shown.columns))


def _quiet(number: int) -> str:
    """A table of noughts hides its figures."""
    return f"{number:,}" if number else ""


RATIOS = ("完成率", "含阶段性", "按期率")
COUNTS = ("问题数", *(status.term for status in Status.counted()), "逾期", "临期")
WIDTHS = {"阶段性完成": 78, "含阶段性": 70, "长期坚持": 68, "申请销号": 68}


def _line(name: str, kind: UnitKind | None, figures: Figures) -> dict[str, Any]:
    states = {status.term: getattr(figures, status.value) for status in Status.counted()}
    return {
        "名称": name,
        "类别": kind.term if kind else "",
        "问题数": figures.findings,
        **states,
        "逾期": figures.overdue,
        "临期": figures.due_soon,
        "完成率": figures.clearance_ratio,
        "含阶段性": figures.partial_ratio,
        "按期率": figures.on_time_ratio,
    }


def _bold_total(row: "pd.Series[Any]") -> list[str]:
    return ["font-weight: 700" if row["名称"] == TOTAL else ""] * len(row)


def _open(event: Any, groups: Sequence[GroupFigures], name: str, columns: list[str]) -> None:
    cells = event.selection.cells
    if not cells or cells[0][0] >= len(groups):
        return
    row, column = cells[0]
    query = {name: groups[row].code}
    if (status := Status.from_term(column)) is not None:
        query["status"] = status.value
    elif column in ("逾期", "临期"):
        query["only"] = "overdue" if column == "逾期" else "due_soon"
    st.switch_page(BY_KEY["findings"].file, query_params=query)
