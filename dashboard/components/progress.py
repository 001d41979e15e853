"""Tables of progress by round and by unit, adding up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from core.queries.progress import Figures, GroupFigures, Progress, total
from core.vocabulary import Status, UnitKind
from dashboard import numbers
from dashboard.components.export import Listing, as_shown
from dashboard.navigation import BY_KEY

RATIOS = ("完成率", "含阶段性", "按期率")
COUNTS = ("问题数", *(status.term for status in Status.counted()), "逾期", "临期")
WIDTHS = {"阶段性完成": 82, "含阶段性": 70, "长期坚持": 70, "申请销号": 70, "按期率": 64, "完成率": 64, "问题数": 60}


@dataclass(frozen=True)
class Line:
    """One line of a table: a group, or a sum over groups, which has no code."""

    name: str
    code: str | None
    figures: Figures


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


def round_lines(groups: Sequence[GroupFigures]) -> list[Line]:
    """Rounds, then all together."""
    lines = [Line(group.name, group.code, group.figures) for group in groups]
    return [*lines, Line("合计", None, total(group.figures for group in groups))]


def unit_lines(groups: Sequence[GroupFigures]) -> list[Line]:
    """Units of each kind, then the kind together; units are compared within their kind only."""
    lines: list[Line] = []
    for kind in UnitKind:
        members = [group for group in groups if group.kind is kind]
        if members:
            lines += [Line(group.name, group.code, group.figures) for group in members]
            lines.append(Line(f"{kind.term} {len(members)} 家", None, total(group.figures for group in members)))
    return lines


def progress_frame(lines: Sequence[Line]) -> pd.DataFrame:
    """Every state in its own column, so that each line adds up."""
    return pd.DataFrame([_line(line) for line in lines], columns=["名称", *COUNTS, *RATIOS])


def show_lines(lines: Sequence[Line], *, key: str, name: str) -> None:
    """The table; a click on a number opens its rows."""
    sums = {number for number, line in enumerate(lines) if line.code is None}
    frame = progress_frame(lines)
    styled = frame.style.apply(lambda row: ["font-weight: 700" if row.name in sums else ""] * len(row), axis=1)
    event = st.dataframe(
        styled.format(dict.fromkeys(RATIOS, _ratio) | dict.fromkeys(COUNTS, _quiet)),
        key=key,
        hide_index=True,
        row_height=30,
        height="content",
        placeholder="—",
        on_select="rerun",
        selection_mode="single-cell",
        column_config={"名称": st.column_config.TextColumn(width=124)}
        | {column: st.column_config.NumberColumn(width=WIDTHS.get(column, 54)) for column in (*COUNTS, *RATIOS)},
    )
    _open(event, lines, name)


def listing(progress: Progress) -> Listing:
    """Rounds, then units, with their sums, as on the screen."""
    lines = [*round_lines(progress.rounds), *unit_lines(progress.units)]
    basis = "问题数，各状态相加等于问题数，逾期、临期与状态重叠"
    return as_shown("progress", "整改进度", basis, progress_frame(lines), RATIOS)


def _line(line: Line) -> dict[str, Any]:
    figures = line.figures
    states = {status.term: getattr(figures, status.value) for status in Status.counted()}
    return {
        "名称": line.name,
        "问题数": figures.findings,
        **states,
        "逾期": figures.overdue,
        "临期": figures.due_soon,
        "完成率": figures.clearance_ratio,
        "含阶段性": figures.partial_ratio,
        "按期率": figures.on_time_ratio,
    }


def _quiet(number: int) -> str:
    """A table full of noughts hides its figures."""
    return f"{number:,}" if number else ""


def _ratio(value: float | None) -> str:
    return "—" if value is None or pd.isna(value) else f"{value:.1%}"


def _open(event: Any, lines: Sequence[Line], name: str) -> None:
    cells = event.selection.cells
    if not cells or lines[cells[0][0]].code is None:
        return
    row, column = cells[0]
    query = {name: str(lines[row].code)}
    if (status := Status.from_term(column)) is not None:
        query["status"] = status.value
    elif column in ("逾期", "临期"):
        query["only"] = "overdue" if column == "逾期" else "due_soon"
    st.switch_page(BY_KEY["findings"].file, query_params=query)
