"""What waits to be saved, as a list one can see; saving it with one key; and choosing where somebody else was first."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.commands.ledger_additions import NewRow
from core.commands.ledger_changes import CellChange, Saved, SaveLedgers
from core.commands.ledger_conflicts import CellConflict
from core.commands.ledger_drops import DroppedRow
from core.errors import CellsChanged, CoreError, NotSignedIn
from core.ledgers.checking import NEW_ROW, PendingLine
from core.messages import MISSING, sentence
from dashboard.components.say import section
from dashboard.forms.ledger_work import CONFLICTS, REASON, LedgerWork
from dashboard.shell import flash, plain

REFUSED = "ledgers.refused"
MINE, THEIRS = "用我的", "用现在的"
NEEDS_REASON = "ledger_cleared_needs_reason"


def show_pending(work: LedgerWork, lines: Sequence[PendingLine]) -> None:
    """Every pending thing with its old and new value and what is wrong with it; a tick takes it back."""
    faulty = sum(bool(line.fault or _blocking(line)) for line in lines)
    title = f"待保存 {len(lines)} 处" + (f"　:red[有误 {faulty} 处]" if faulty else "")
    with st.expander(title, expanded=bool(faulty), icon=":material/pending_actions:"):
        frame = pd.DataFrame(
            {
                "撤回": [False] * len(lines),
                "清单": [line.ledger.term for line in lines],
                "编号": [line.finding_code for line in lines],
                "栏目": [line.label for line in lines],
                "原值": [line.was for line in lines],
                "新值": [line.now for line in lines],
                "检查": [line.fault or _blocking(line) or "可以保存" for line in lines],
            }
        )
        key = f"ledgers.pending.{work.round}.{len(lines)}"
        edited = st.data_editor(
            frame,
            key=key,
            hide_index=True,
            height=min(36 + 32 * len(lines), 300),
            row_height=32,
            disabled=list(frame.columns[1:]),
            column_config={
                "撤回": st.column_config.CheckboxColumn(width=52),
                "检查": st.column_config.Column(width=260),
            },
        )
        taken = [line.key for line, back in zip(lines, edited["撤回"], strict=True) if back]
        if taken:
            for one in taken:
                work.pending.forget(one)
            work.draw_anew()
            st.rerun()


def problems(lines: Sequence[PendingLine]) -> list[PendingLine]:
    """Lines that keep the whole from being saved."""
    return [line for line in lines if line.fault or _blocking(line)]


def needs_reason(lines: Sequence[PendingLine]) -> bool:
    """Whether something cleared is being corrected."""
    return any(line.lock == NEEDS_REASON for line in lines)


def save(work: LedgerWork) -> None:
    """Save all of it; after a refusal everything typed stays, and what somebody else changed is laid beside it."""
    pending = work.pending
    try:
        saved: Saved = work.ctx.write(
            SaveLedgers(
                inspection_id=work.grid.inspection_id,
                cells=tuple(
                    CellChange(ledger=ledger, row_id=number, field=key, was=was, now=now)
                    for (ledger, number, key), (was, now) in pending.cells.items()
                ),
                rows=tuple(
                    NewRow(ledger=ledger, cells=cells, place=f"{NEW_ROW}{place}")
                    for place, (ledger, cells) in enumerate(pending.rows.values(), 1)
                ),
                drops=tuple(DroppedRow(ledger=ledger, row_id=number) for ledger, number in pending.drops),
                reason=work.reason,
            )
        )
    except NotSignedIn:
        raise
    except CellsChanged as error:
        st.session_state[CONFLICTS] = error.details["conflicts"]
    except CoreError as error:
        st.session_state[REFUSED] = sentence(error)
    else:
        work.clear()
        flash(_what_was_saved(saved))


def show_refusal() -> None:
    """Why the last save was refused; what was typed is still there."""
    if text := st.session_state.pop(REFUSED, None):
        st.error(plain(text), icon=":material/block:")


def show_conflicts(work: LedgerWork) -> bool:
    """Both versions of every cell that somebody else changed first, to choose from; False when there is none."""
    conflicts: tuple[CellConflict, ...] = st.session_state.get(CONFLICTS, ())
    if not conflicts:
        return False
    section("这些格别人先改了", "没有覆盖任何一方：逐处选用哪一个，再保存")
    frame = pd.DataFrame(
        {
            "编号": [one.finding_code for one in conflicts],
            "栏目": [one.label for one in conflicts],
            "打开时": [one.was for one in conflicts],
            "我填的": [one.mine for one in conflicts],
            "现在的": ["（这一行已被删去）" if one.is_gone else one.theirs for one in conflicts],
            "谁改的": [f"{one.by or '别人'}" for one in conflicts],
            "选用": [THEIRS if one.is_gone else None for one in conflicts],
        }
    )
    edited = st.data_editor(
        frame,
        key=f"ledgers.choice.{work.round}",
        hide_index=True,
        row_height=34,
        disabled=list(frame.columns[:-1]),
        column_config={"选用": st.column_config.SelectboxColumn(options=[MINE, THEIRS], width=96)},
    )
    with st.container(horizontal=True):
        mine = st.button("全部用我的", key="ledgers.all_mine")
        theirs = st.button("全部用现在的", key="ledgers.all_theirs")
        chosen = list(edited["选用"])
        done = st.button("按所选合并", type="primary", disabled=any(pd.isna(one) for one in chosen))
    if mine or theirs or done:
        picks = [MINE if mine else THEIRS] * len(conflicts) if mine or theirs else chosen
        _merge(work, conflicts, picks)
        st.rerun()
    return True


def _merge(work: LedgerWork, conflicts: Sequence[CellConflict], picks: Sequence[str]) -> None:
    """What is chosen becomes pending against the present value, or is dropped."""
    for one, pick in zip(conflicts, picks, strict=True):
        cell = (one.ledger, one.row_id, one.field)
        if pick == MINE and not one.is_gone:
            work.pending.cells[cell] = (one.theirs, one.mine)
        else:
            work.pending.cells.pop(cell, None)
    st.session_state.pop(CONFLICTS, None)
    work.read_anew()


def show_reason() -> None:
    """The field for why something cleared is corrected."""
    st.text_input(
        "修改理由", key=REASON, placeholder="已销号的清单要写明更正理由", label_visibility="collapsed", width=260
    )


def _blocking(line: PendingLine) -> str:
    """A lock that writing a reason does not open."""
    return MISSING[line.lock].format(finding=line.finding_code) if line.lock and line.lock != NEEDS_REASON else ""


def _what_was_saved(saved: Saved) -> str:
    parts = [f"{saved.cells} 格" if saved.cells else "", f"新增 {saved.added} 行" if saved.added else ""]
    parts.append(f"删去 {saved.dropped} 行" if saved.dropped else "")
    return f"已保存：{'，'.join(part for part in parts if part)}（{saved.findings} 个问题）。可在“最近修改”整体撤销。"
