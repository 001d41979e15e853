"""Parts of the page of draws: the list of all there were, and what was drawn for those who check."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.queries.drawn_findings import DrawnRow
from core.queries.draws import DrawRow
from core.rules.draw_estimate import DrawResult
from core.rules.draw_repeats import Repeat
from core.rules.draw_sheet import SheetRepeat
from core.vocabulary import DrawState, Verdict
from dashboard import numbers
from dashboard.components import links, tables
from dashboard.navigation import BY_KEY
from dashboard.shell import plain

MARKS = {DrawState.SEALED: "◇", DrawState.HELD: "●", DrawState.ABANDONED: "×"}
WIDTHS = {
    "编号": 52, "日期": 96, "状态": 84, "事由": 286, "候选/个": tables.number_column(66), "抽取/个": tables.number_column(66),
    "已查/个": tables.number_column(66), "不符/个": tables.number_column(66), "不符率（95%区间）": tables.number_column(170), "重复抽取": 140,
}  # fmt: skip
DRAWN_WIDTHS = {"编号": 120, "单位": 110, "问题": 330, "抽取日": 96, "应查至": 96, "核查结论": 100}


def list_sentence(rows: Sequence[DrawRow]) -> str:
    """How many draws, what they found, which repeat others."""
    if not rows:
        return "还没有抽取过：选好候选范围和权重，封存后再抽取。"
    held = [row.result for row in rows if row.result]
    checked, false = sum(one.checked for one in held), sum(one.false for one in held)
    abandoned = sum(row.state is DrawState.ABANDONED for row in rows)
    repeated = sum(bool(row.repeats) for row in rows)
    said = f"抽取 **{len(held)}** 次，抽中 **{sum(one.drawn for one in held)}** 个问题，已查 **{checked}** 个"
    said += f"，:red[查出不符 **{false}** 个]" if false else "，没有查出不符" if checked else ""
    said += f"；作废 **{abandoned}** 次" if abandoned else ""
    said += f"；:red[重复抽取 **{repeated}** 次]" if repeated else ""
    waiting = next((row for row in rows if row.state is DrawState.SEALED), None)
    return said + (f"；第 **{waiting.id}** 号已封存，等待抽取。" if waiting else "。")


def show_list(rows: Sequence[DrawRow]) -> None:
    """All draws; a click opens one."""
    picked = tables.show_rows(draw_frame(rows), "spot_check.list", WIDTHS, height="content")
    if picked is not None:
        st.query_params["draw"] = str(rows[picked].id)
        st.rerun()


def draw_frame(rows: Sequence[DrawRow]) -> pd.DataFrame:
    """One line for each draw, abandoned ones too."""
    return pd.DataFrame(
        {
            "编号": [str(row.id) for row in rows],
            "日期": [str(row.drawn_on or row.abandoned_on or row.sealed_on) for row in rows],
            "状态": [f"{MARKS[row.state]} {row.state.term}" for row in rows],
            "事由": [row.purpose for row in rows],
            "候选/个": [numbers.count(row.frame_size) for row in rows],
            "抽取/个": [str(row.size) for row in rows],
            "已查/个": [str(row.result.checked) if row.result else "" for row in rows],
            "不符/个": [str(row.result.false) if row.result else "" for row in rows],
            "不符率（95%区间）": [range_words(row.result) for row in rows],
            "重复抽取": [earlier_words(row) for row in rows],
        }
    )


def range_words(result: DrawResult | None) -> str:
    """33.3%（6.1%—79.2%）; empty while nothing was checked."""
    if result is None or result.low is None or result.high is None:
        return ""
    return f"{numbers.ratio(result.share)}（{numbers.ratio(result.low)}—{numbers.ratio(result.high)}）"


def earlier_words(row: DrawRow) -> str:
    """与第 1、2 号重叠; empty where it repeats none."""
    return f"与第 {'、'.join(str(one.draw) for one in row.repeats)} 号重叠" if row.repeats else ""


def repeat_words(one: Repeat | SheetRepeat) -> str:
    """与第 3 次重叠 12 个：30天内抽过或作废过重叠的名单"""
    return f"与第 {one.draw} 号重叠 {one.shared} 个：{'、'.join(reason.term for reason in one.reasons)}"


def show_repeats(repeats: Sequence[Repeat | SheetRepeat]) -> None:
    """What everybody who looks at this draw has to know."""
    if repeats:
        st.warning(plain("重复抽取。" + "；".join(map(repeat_words, repeats))), icon=":material/repeat:")


def drawn_sentence(rows: Sequence[DrawnRow]) -> str:
    """For those who check: how many of theirs were drawn, how many are still to be looked at."""
    open_ = sum(row.verdict is Verdict.UNVERIFIED for row in rows)
    return f"抽中您监督范围内的问题 **{len(rows)}** 个，待查 **{open_}** 个。检查前不得告知被查单位。"


def show_drawn(rows: Sequence[DrawnRow]) -> None:
    """Drawn findings; a click opens one."""
    picked = tables.show_rows(drawn_frame(rows), "spot_check.drawn", DRAWN_WIDTHS, height="content")
    if picked is not None:
        links.leave_list("spot_check")
        st.switch_page(BY_KEY["finding"].file, query_params={"id": str(rows[picked].finding_id)})


def drawn_frame(rows: Sequence[DrawnRow]) -> pd.DataFrame:
    """One line for each drawn finding."""
    return pd.DataFrame(
        {
            "编号": [row.code for row in rows],
            "单位": [row.unit_name for row in rows],
            "问题": [row.title for row in rows],
            "抽取日": [str(row.drawn_on) for row in rows],
            "应查至": [str(row.planned_to_on or "") for row in rows],
            "核查结论": [row.verdict.term for row in rows],
        }
    )
