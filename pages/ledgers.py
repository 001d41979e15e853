"""五份清单: one inspection's ledgers as grids to type and paste into, saved with one key, undone as one."""

import streamlit as st

from core.queries.inspections import list_inspections
from core.queries.ledger_grid import LedgerGrid, get_ledger_grid
from dashboard.components import ledger_export, ledgers, say
from dashboard.forms import ledger_bulk, ledger_grid, ledger_paste, ledger_save, ledger_undo
from dashboard.forms.ledger_work import LedgerWork
from dashboard.shell import open_page

ctx = open_page("ledgers", dated=False)
with ctx.tools:
    code = ledgers.choose_inspection(ctx.read_now(list_inspections))
if code is None:
    say.show_empty("domain_disabled", "还没有可填的清单", "登记巡察和反馈日、录入或导入问题后，清单在这里填写。")
    st.stop()
grid: LedgerGrid = ctx.read_now(get_ledger_grid, code)
work = LedgerWork(ctx, grid)
with ctx.tools:
    ledger_undo.show_undo(work)
say.show_sentence(ledgers.sentence(grid))
ledger_save.show_refusal()
if ledger_save.show_conflicts(work):
    st.stop()
with st.container(horizontal=True, vertical_alignment="center", key="ledger-bar"):
    ledger = ledgers.choose_ledger(grid)
    ledger_grid.follow_choice(work, ledger)
    ledger_paste.show_paste(work, ledger)
    ledger_bulk.show_bulk(work, ledger)
ledger_grid.show_grid(work, ledger)
work.keep()
lines = work.lines()
if lines:
    ledger_save.show_pending(work, lines)
st.markdown(ledgers.GUIDE)
faulty = ledger_save.problems(lines)
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    st.markdown(ledgers.waiting(len(lines), faulty), width="stretch")
    if ledger_save.needs_reason(lines) or work.reason:
        ledger_save.show_reason()
    ledger_export.show_ledger_export(work.ctx, grid)
    st.button("放弃修改", on_click=work.clear, disabled=not lines, key="ledgers.discard")
    blocked = not lines or bool(faulty) or ledger_save.needs_reason(lines)
    if st.button(f"保存 {len(lines)} 处", type="primary", shortcut="Ctrl+S", disabled=blocked, key="ledgers.save"):
        ledger_save.save(work)
        st.rerun()
