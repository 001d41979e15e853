"""What came out of checking a ledger: one sentence, five figures, the rows in four tabs."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.commands.import_preview import ImportPreview
from core.commands.intake import LedgerEntry
from core.intake.ledger.model import AlsoWrong, ColumnMatch, Match, RejectedRow
from core.vocabulary import Category, Status, Subcategory
from dashboard import numbers
from dashboard.components import say

MOST = 500
"""Rows shown of one kind: who has more mends them in Excel."""
TABLE_HEIGHT = 330
MOST_WITHOUT_SCROLLING = 9
NAMES = {one.value: f"{one.value} {one.term}" for one in (*Category, *Subcategory)}
HOW = {
    Match.EXACT: ":gray[列名对上]",
    Match.SIMILAR: ":gray[按相近列名对上]",
    Match.GIVEN: ":gray[按指定的对]",
    Match.UNMATCHED: ":orange[没有对上，不读入]",
    Match.IGNORED: ":gray[不读入]",
}
WIDTHS = {"行": 56, "列": 48, "列名": 120, "读到": 190, "单位": 130, "与第几行重复": 110, "金额": 96, "期限": 96}


def sentence(preview: ImportPreview) -> str:
    """What can be stored, what must be mended, what brings nothing new."""
    if preview.rows_total == 0:
        return "表头对上了，下面没有问题可以入库。"
    if preview.duplicates == preview.rows_total:
        return f"读到 {numbers.count(preview.rows_total)} 行，**都已在库中**或重复，没有新的问题可入库。"
    good = (
        f"可入库 **{numbers.count(len(preview.entries))}** 行（已销号 {numbers.count(preview.totals.cleared)}）"
        if preview.entries
        else "没有可入库的"
    )
    parts = [f"读到 {numbers.count(preview.rows_total)} 行，{good}"]
    if preview.rejected:
        parts.append(f":orange[**{numbers.count(len(preview.rejected))} 行有误**]，下载改好后再传即可")
    if preview.duplicates:
        parts.append(f"**{numbers.count(preview.duplicates)} 行**重复，不再入库")
    return "；".join(parts) + "。"


def show_figures(preview: ImportPreview, seconds: float) -> None:
    """Read = accepted + wrong + duplicates."""
    figures = {
        "读到": f"{numbers.count(preview.rows_total)} 行",
        "可入库": f"{numbers.count(len(preview.entries))} 行",
        "有误": f"{numbers.count(len(preview.rejected))} 行",
        "重复": f"{numbers.count(preview.duplicates)} 行",
        "用时": f"{seconds:.1f} 秒",
    }
    with st.grid(len(figures), min_column_width=112, gap="xsmall"):
        for place, (label, value) in enumerate(figures.items()):
            with st.container(border=True, key=f"kpi-import-{place}", gap=None):
                st.metric(label, value)


def show_wrong(rejected: Sequence[RejectedRow]) -> None:
    """One line for each faulty cell."""
    if not rejected:
        say.show_empty("task_alt", "没有有误的行", "每一行都读懂了。")
        return
    cells = [(row.row, one) for row in rejected[:MOST] for one in (_first(row), *row.also)]
    _table(
        {
            "行": [row for row, _ in cells],
            "列": [one.letter for _, one in cells],
            "列名": [one.column for _, one in cells],
            "读到": [one.value or "（空）" for _, one in cells],
            "原因": [one.reason for _, one in cells],
            "怎么改": [one.fix for _, one in cells],
        },
        len(rejected),
    )


def show_duplicates(preview: ImportPreview) -> None:
    """Rows that stand twice in the file, then those that the database has."""
    if not preview.duplicates:
        say.show_empty("filter_none", "没有重复", "同一单位、同一段问题文字才算重复，前后空白不计。")
        return
    rows = [(one.row, f"本表第 {one.first_row} 行", one.text) for one in preview.doubles]
    rows += [(row.row, "已在库中", row.text) for row in preview.stored]
    _table(
        {
            "行": [row for row, _, _ in rows[:MOST]],
            "与第几行重复": [where for _, where, _ in rows[:MOST]],
            "问题": [text for _, _, text in rows[:MOST]],
        },
        len(rows),
    )


def show_accepted(preview: ImportPreview, unit: str) -> None:
    """What will be stored; `unit` stands where a row names none."""
    if not preview.entries:
        say.show_empty("inbox", "没有可入库的行", "改好有误的行再传；已在库中的问题不会再入一次。")
        return
    shown, entries = preview.rows[:MOST], preview.entries[:MOST]
    _table(
        {
            "行": [row.row for row in shown],
            "单位": [row.unit or unit for row in shown],
            "问题": [row.text for row in shown],
            "分类": [NAMES.get(row.subcategory or row.category or "", "未分类") for row in shown],
            "期限": [row.due_on for row in shown],
            "完成情况": [_state(entry) for entry in entries],
            "金额": [numbers.money(row.amount_yuan) for row in shown],
        },
        len(preview.rows),
    )


def how_matched(column: ColumnMatch) -> str:
    """How a column found its field, as Markdown."""
    return HOW[column.how]


def _state(entry: LedgerEntry) -> str:
    """What a row is stored as when the ledger says nothing: under way if it reports progress."""
    return (entry.status or (Status.IN_PROGRESS if entry.progress else Status.NOT_STARTED)).term


def _first(row: RejectedRow) -> AlsoWrong:
    return AlsoWrong(row.column, row.letter, row.value, row.reason, row.fix)


def _table(columns: dict[str, Any], total: int) -> None:
    frame = pd.DataFrame(columns)
    config = {name: st.column_config.Column(width=WIDTHS[name]) for name in frame.columns if name in WIDTHS}
    config["期限"] = st.column_config.DateColumn(width=96, format="YYYY-MM-DD")
    st.dataframe(
        frame,
        hide_index=True,
        row_height=30,
        height=TABLE_HEIGHT if len(frame) > MOST_WITHOUT_SCROLLING else "content",
        placeholder="",
        column_config=config,
    )
    if total > MOST:
        st.markdown(f":small[:gray[共 {numbers.count(total)} 行，这里列前 {MOST} 行。]]")
