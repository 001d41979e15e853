"""Words and choices around the five ledgers."""

from collections.abc import Sequence

import streamlit as st

from core.ledgers.checking import PendingLine
from core.queries.inspections import InspectionRow
from core.queries.ledger_grid import LedgerGrid
from core.vocabulary import Ledger
from dashboard import address
from dashboard.shell import plain

GUIDE = ":small[:gray[栏名前有笔形标记的可填：表下空行直接加新行，Enter 进入和确认、Tab 下一栏，选中几格按 Ctrl+D 向下填充；日期写 2026.3.31、3月底都认得。随打随存草稿，按 Ctrl+S 才入库。]]"
NAMED = 2


def choose_inspection(rows: Sequence[InspectionRow]) -> str | None:
    """The inspection whose ledgers are open; fixed for people with one."""
    newest = sorted(rows, key=lambda row: row.round_id, reverse=True)
    names = {row.code: f"{row.unit_name}　{row.round_name}" for row in newest if row.feedback_on is not None}
    if not names:
        return None
    address.take("inspection", names, next(iter(names)))
    chosen = st.selectbox(
        "单位", list(names), format_func=names.__getitem__, key="inspection", width=230, label_visibility="collapsed"
    )
    address.give("inspection", chosen or "")
    return chosen


def choose_ledger(grid: LedgerGrid) -> Ledger:
    """Which of the ledgers; the number behind it counts its rows."""
    codes = [ledger.value for ledger in Ledger]
    address.take("ledger", codes, Ledger.FINDINGS.value)
    chosen = st.segmented_control(
        "清单",
        codes,
        format_func=lambda code: f"{Ledger.from_code(code).term} {grid.counts[Ledger.from_code(code)]}",
        key="ledger",
        label_visibility="collapsed",
    )
    address.give("ledger", chosen if chosen and chosen != Ledger.FINDINGS.value else "")
    return Ledger.from_code(chosen or Ledger.FINDINGS.value)


def sentence(grid: LedgerGrid) -> str:
    """What the ledgers of this inspection hold."""
    of = grid.counts
    return (
        f"{plain(grid.unit_name)}（{plain(grid.round_name)}）问题 **{of[Ledger.FINDINGS]}** 个，任务 **{of[Ledger.TASKS]}** 项，"
        f"措施 **{of[Ledger.MEASURES]}** 条；责任已填 **{of[Ledger.RESPONSIBILITIES]}** 个问题，"
        f"成效已填 **{of[Ledger.OUTCOMES]}** 个问题，档案 **{of[Ledger.ARCHIVE]}** 件。"
    )


def waiting(count: int, faulty: Sequence[PendingLine]) -> str:
    """What would be saved, and what stands in the way."""
    if not count:
        return ":gray[没有未保存的修改]"
    if not faulty:
        return f"待保存 **{count}** 处，草稿已自动存好"
    named = "；".join(f"{line.finding_code} {line.label}：{line.fault or '已锁定'}" for line in faulty[:NAMED])
    more = f"等 {len(faulty)} 处" if len(faulty) > NAMED else ""
    return f"待保存 **{count}** 处　:red[:material/error: {plain(named)}{more}]"
