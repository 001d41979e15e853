"""The last saves of an inspection's ledgers, each undone in one step."""

import streamlit as st

from core.clock import local
from core.commands.ledger_undo import UndoLedgerChange
from core.queries.ledger_grid import ChangeRow, list_ledger_changes
from dashboard.forms.ledger_work import LedgerWork
from dashboard.shell import attempt, plain


def show_undo(work: LedgerWork) -> None:
    """Who saved what and when; one's own saves (the office: all) can be taken back."""
    changes: tuple[ChangeRow, ...] = work.ctx.read_now(list_ledger_changes, work.grid.inspection_id)
    with st.popover("最近修改", icon=":material/history:", width="content"):
        if not changes:
            st.markdown(":gray[还没有在这里保存过修改。]")
        for change in changes:
            _show(work, change)


def _show(work: LedgerWork, change: ChangeRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        about = f"{local(change.at):%m-%d %H:%M}　{change.by}　{change.kind.term}　{change.cells} 处，{change.findings} 个问题"
        st.markdown(plain(f"{about}　{change.reason}"), width="stretch")
        if change.is_undone:
            st.markdown(":gray[已撤销]", width="content")
        elif _may_undo(work, change) and st.button("撤销", key=f"ledgers.undo.{change.id}"):
            command = UndoLedgerChange(change_id=change.id)
            if attempt(lambda: work.ctx.write(command), lambda number: f"已撤销，{number} 处恢复原样。"):
                work.read_anew()
                st.rerun()


def _may_undo(work: LedgerWork, change: ChangeRow) -> bool:
    return work.is_office or change.account_id == work.ctx.actor.account_id
