"""One value for many rows of a ledger, with one reason."""

import re
from typing import Any

import streamlit as st

from core.commands.ledger_bulk import BulkChanged, BulkChangeLedgers
from core.ledgers.fields import FIELDS, LedgerField, Writer
from core.queries.ledger_rows import LedgerRow
from core.vocabulary import Ledger
from dashboard.forms.ledger_grid import options_of
from dashboard.forms.ledger_work import LedgerWork
from dashboard.shell import attempt

ALL, EMPTY = "全部行", "只改空着的"
NUMBERS = re.compile(r"(\d+)\s*(?:[-—~至到]\s*(\d+))?")
NAMED = 3


def show_bulk(work: LedgerWork, ledger: Ledger) -> None:
    """Column, value, rows and reason; saved at once, and undone as one."""
    rows = list(work.rows(ledger).values())
    fields = [f for f in FIELDS[ledger] if _is_open(work, f)]
    if not rows or not fields:
        return
    with st.popover("批量修改", icon=":material/format_paint:", width="content"):
        if len(work.pending):
            st.warning("先保存或放弃表格里的修改，再批量修改。")
            return
        field = st.selectbox("改哪一栏", fields, format_func=lambda one: one.label, key=f"ledgers.bulk.field.{ledger}")
        value = _value(work, field)
        which = st.segmented_control("哪些行", [ALL, EMPTY], default=ALL, key="ledgers.bulk.which") or ALL
        numbers = st.text_input("只改这些问题（序号，如 1、3-8；空着不限）", key="ledgers.bulk.numbers")
        wanted = [row.row_id for row in rows if _is_wanted(row, field, which, numbers)]
        reason = st.text_input("理由", key="ledgers.bulk.reason", placeholder="一次写明，记在每个问题的办理记录里")
        st.markdown(f"将改 **{len(wanted)}** 行")
        if not st.button("批量修改", type="primary", disabled=not wanted, key="ledgers.bulk.go"):
            return
        command: dict[str, Any] = {
            "ledger": ledger,
            "row_ids": tuple(wanted),
            "field": field.key,
            "value": value,
            "reason": reason,
        }
        if attempt(lambda: work.ctx.write(BulkChangeLedgers(**command)), _done):
            work.read_anew()
            st.rerun()


def _is_open(work: LedgerWork, field: LedgerField) -> bool:
    return field.is_open and not field.is_set_once and (work.is_office or field.writer is not Writer.OFFICE)


def _value(work: LedgerWork, field: LedgerField) -> str:
    options = options_of(work, field)
    key = f"ledgers.bulk.value.{field.key}"
    if options is not None:
        return st.selectbox("改成", options, key=key) or ""
    return st.text_input("改成（空着即清空）", key=key)


def _is_wanted(row: LedgerRow, field: LedgerField, which: str, numbers: str) -> bool:
    if which == EMPTY and row.cells[field.key]:
        return False
    spans = [(int(a), int(b or a)) for a, b in NUMBERS.findall(numbers)]
    seq = int(row.finding_code.rsplit("-", 1)[-1])
    return not spans or any(first <= seq <= last for first, last in spans)


def _done(result: BulkChanged) -> str:
    left = "；".join(f"{code} {why}" for code, why in result.left[:NAMED])
    more = f"等 {len(result.left)} 行" if len(result.left) > NAMED else ""
    kept = f"　没有改 {len(result.left)} 行：{left}{more}。" if result.left else ""
    return f"已改 {result.changed} 行。{kept}可在“最近修改”整体撤销。"
