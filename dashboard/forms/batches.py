"""Past imports, each of which can be taken back as a whole."""

import streamlit as st

from core import clock
from core.commands.intake import UndoBatch
from core.errors import CoreError
from core.identity import Actor
from core.messages import sentence
from core.queries.intake import BatchRow, list_batches
from dashboard import gate, numbers, runtime
from dashboard.components import say
from dashboard.shell import PageContext, flash, plain

REASON, REFUSED, DONE = "intake_ledger.reason", "intake_ledger.undo_refused", "intake_ledger.undone"
FIRST = 10
"""Batches shown before somebody asks for older ones."""


def show_batches(ctx: PageContext) -> None:
    """Imports, the newest first, with the way back."""
    rows: tuple[BatchRow, ...] = ctx.read_now(list_batches)
    say.section("已导入的批次", "没有办理过的批次可以整批撤销")
    if not rows:
        st.markdown(":gray[还没有导入过台账。]")
        return
    everything = len(rows) <= FIRST or st.toggle(f"看全部 {len(rows)} 批", key="intake_ledger.all_batches")
    for row in rows if everything else rows[:FIRST]:
        _show_batch(row)


def _show_batch(row: BatchRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"gate-batch-{row.id}"):
        rest = f"有误 {row.rejected}　重复 {row.duplicates}"
        st.markdown(
            f"**{row.imported_on}**　{plain(row.file_name)}　入库 **{numbers.count(row.accepted)}** 行　:small[:gray[{rest}]]",
            width="stretch",
        )
        if row.undone_on:
            st.markdown(f":gray[{row.undone_on} 已撤销]")
        elif st.button("撤销", key=f"intake_ledger.undo.{row.id}", icon=":material/undo:"):
            _ask(row)


@st.dialog("撤销这一批")
def _ask(row: BatchRow) -> None:
    gate.require()
    if st.session_state.pop(DONE, False):
        st.rerun()
    st.markdown(
        f"{plain(row.file_name)}，{row.imported_on} 入库 {numbers.count(row.accepted)} 行。"
        "撤销后这些问题不再计入任何数字，记录留存备查；单位和巡察不会删去。"
    )
    st.text_area("撤销理由", key=REASON, max_chars=4000, height=96)
    if text := st.session_state.pop(REFUSED, ""):
        st.error(plain(text), icon=":material/block:")
    st.button(
        f"撤销 {numbers.count(row.accepted)} 个问题",
        on_click=gate.guarded(_undo),
        args=(row.id, row.version),
        type="primary",
        key="intake_ledger.undo_confirmed",
    )


def _undo(actor: Actor, batch_id: int, version: int) -> None:
    try:
        command = UndoBatch(batch_id=batch_id, version=version, reason=st.session_state.get(REASON) or "")
        withdrawn = runtime.carry_out(actor, command, clock.today())
    except CoreError as error:
        st.session_state[REFUSED] = sentence(error)
        return
    st.session_state[DONE] = True
    flash(f"已撤销这一批，{numbers.count(withdrawn)} 个问题不再计入。")
