"""Parts of the cross-check page: what does not hold, how often, in which unit, and where it is mended."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.messages import missing_line
from core.queries.cross_check import BreakList, BreakRow, UnitBreaks
from core.rules.lifecycle import Missing
from core.vocabulary import LedgerBreak
from dashboard import address, numbers
from dashboard.components import links, tables
from dashboard.components.export import as_shown, show_list_export
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext

SHOWN = 3_000
"""So many rows are drawn; the export has them all."""
HEADERS = ("编号", "轮次", "单位", "问题", "状态", "对不上", "缺什么、怎么补", "去哪里补")
PLACES = {
    "finding": "问题清单",
    "finding.tasks": "任务清单",
    "finding.responsibility": "责任清单",
    "finding.outcome": "成效清单",
    "finding.evidence": "档案清单",
}
"""The tab of the finding's page that mends it."""
WIDTHS = {"编号": 118, "单位": 92, "问题": 150, "状态": 84, "对不上": 112, "缺什么、怎么补": 396, "去哪里补": 76}


def sentence(found: BreakList) -> str:
    """How much does not hold, where most of it lies, how much was explained."""
    if not found.rows:
        return f"核对 **{numbers.count(found.findings)}** 个问题，五份清单都对得上{_explained(found)}。"
    findings = len({row.finding_id for row in found.rows})
    units = sum(unit.total > 0 for unit in found.units)
    kind, most = _counts(found.rows).most_common(1)[0]
    return (
        f"核对 **{numbers.count(found.findings)}** 个问题，五份清单有 :red[**{numbers.count(len(found.rows))} 处对不上**]，"
        f"涉及 **{numbers.count(findings)}** 个问题、**{units}** 家单位；"
        f"“{kind.term}”最多，**{numbers.count(most)}** 处{_explained(found)}。"
    )


def nothing(found: BreakList) -> tuple[str, str, str]:
    """Icon, title and reason of the empty page."""
    if not found.findings:
        return "search_off", "没有可核对的问题", "放宽筛选；还没有数据时，请先导入台账或拆分反馈意见。"
    return "task_alt", "都对得上", "任务、责任、成效、佐证、处置、日期互相吻合，可以申请销号。"


def show_kinds(found: BreakList) -> LedgerBreak | None:
    """Pills of all kinds with their numbers; the one chosen lives in the address."""
    counts = _counts(found.rows)
    codes = [kind.value for kind in LedgerBreak]
    address.take("break", codes, None)
    chosen = st.pills(
        "对不上的种类",
        codes,
        format_func=lambda code: f"{LedgerBreak.from_code(code).term} {counts[LedgerBreak.from_code(code)]}",
        key="break",
        label_visibility="collapsed",
    )
    address.give("break", chosen or "")
    return LedgerBreak.from_code(chosen) if chosen else None


def of_kind(found: BreakList, kind: LedgerBreak | None) -> list[BreakRow]:
    """Rows of one kind, or all."""
    return [row for row in found.rows if kind in (None, row.kind)]


def show_list(rows: Sequence[BreakRow]) -> None:
    """One line for each break; a click opens the ledger that mends it."""
    if not rows:
        st.markdown(":gray[这一种没有对不上的。]")
        return
    shown = rows[:SHOWN]
    picked = tables.show_rows(break_frame(shown), "cross_check.list", WIDTHS, height=430)
    if picked is not None:
        links.leave_list("cross_check")
        st.switch_page(BY_KEY["finding"].file, query_params=place_of(shown[picked]))


def break_frame(rows: Sequence[BreakRow]) -> pd.DataFrame:
    """The list as people read it; the same columns as the export, without the round."""
    lines = [_line(row) for row in rows]
    return pd.DataFrame(lines, columns=list(HEADERS)).drop(columns="轮次")


def place_of(row: BreakRow) -> dict[str, str]:
    """Address of the finding with the tab that mends the break."""
    return {"id": str(row.finding_id), "tab": tab_of(row.missing)}


def tab_of(missing: Missing) -> str:
    """The tab of the finding's page that mends it, as its address names it."""
    return missing.where.partition(".")[2] or "text"


def show_matrix(units: Sequence[UnitBreaks]) -> None:
    """Units in their order × kinds, those without any shown as nought; a click on a number opens its rows."""
    columns = {"单位": 104, "核对/个": tables.number_column(66), "合计/处": tables.number_column(66)}
    columns |= {kind.term: tables.number_column(86) for kind in LedgerBreak}
    event = st.dataframe(
        matrix_frame(units),
        key="cross_check.units",
        hide_index=True,
        height=430,
        row_height=30,
        on_select="rerun",
        selection_mode="single-cell",
        column_config={
            name: st.column_config.TextColumn(width=column) if isinstance(column, int) else column
            for name, column in columns.items()
        },
    )
    cells = event.selection.cells
    if cells:
        row, column = cells[0]
        kind = LedgerBreak.from_term(column)
        query = {"unit": units[row].unit_code, "break": kind.value if kind else ""}
        st.switch_page(BY_KEY["cross_check"].file, query_params={name: code for name, code in query.items() if code})


def matrix_frame(units: Sequence[UnitBreaks]) -> pd.DataFrame:
    """One line for each unit."""
    return pd.DataFrame(
        {
            "单位": [unit.unit_name for unit in units],
            "核对/个": [str(unit.findings) for unit in units],
            "合计/处": [str(unit.total) for unit in units],
            **{kind.term: [str(unit.by_kind.get(kind, 0)) for unit in units] for kind in LedgerBreak},
        }
    )


def basis(found: BreakList) -> str:
    """What is counted."""
    more = f"；先列 {numbers.count(SHOWN)} 处，全部见导出" if len(found.rows) > SHOWN else ""
    return f":small[:gray[口径：处，一个问题的一种缺失或不符计一处；点任一行去补{more}]]"


def show_export(ctx: PageContext, rows: Sequence[BreakRow], found: BreakList) -> None:
    """The rows on the screen as Excel, with the round of each."""
    frame = pd.DataFrame([_line(row) for row in rows], columns=list(HEADERS))
    show_list_export(ctx, as_shown("cross_check", "五份清单对账", f"处，核对问题{found.findings}个", frame))


def _line(row: BreakRow) -> tuple[str, ...]:
    return (
        row.code,
        row.round_name,
        row.unit_name,
        row.title,
        row.status.term,
        row.kind.term,
        missing_line(row.missing),
        PLACES[row.missing.where],
    )


def _counts(rows: Sequence[BreakRow]) -> Counter[LedgerBreak]:
    return Counter(row.kind for row in rows)


def _explained(found: BreakList) -> str:
    return f"；另有 **{found.explained}** 处雷同已说明" if found.explained else ""
