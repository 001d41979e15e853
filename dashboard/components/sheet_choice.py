"""Which evaluation a page shows: inspection and cycle in the address, as codes."""

import streamlit as st

from core.queries.evaluation import EvaluationCriteria, EvaluationRow, list_evaluations
from core.queries.score_sheet import DraftSheetRow, list_draft_sheets
from dashboard import address
from dashboard.shell import PageContext, plain

CYCLES = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


def choose_sheet(ctx: PageContext, *, evaluated: bool) -> tuple[str, int] | None:
    """Inspection and cycle; `evaluated` offers adopted evaluations only. None when there is nothing to choose."""
    rows: tuple[EvaluationRow, ...] = ctx.read_now(list_evaluations, EvaluationCriteria())
    offered = {row.inspection_code: row for row in rows if row.cycle or not evaluated}
    if not offered:
        return None
    with ctx.tools:
        inspection = _choose("inspection", list(offered), {code: _name(row) for code, row in offered.items()}, 208)
        done = offered[inspection].cycle or 0
        most = done if evaluated else min(done + 1, len(CYCLES))
        cycles = list(CYCLES[:most])
        cycle = _choose("cycle", cycles, {one: f"第{one}次评估" for one in cycles}, 118, default=cycles[-1])
    return inspection, int(cycle)


def _name(row: EvaluationRow) -> str:
    return f"{row.unit_name}（{row.round_name}）"


def _choose(name: str, codes: list[str], words: dict[str, str], width: int, default: str | None = None) -> str:
    first = default or codes[0]
    address.take(name, codes, first)
    if st.session_state.get(name) not in codes:
        st.session_state[name] = first
    chosen = st.selectbox(
        name, codes, format_func=words.__getitem__, key=name, label_visibility="collapsed", width=width
    )
    address.give(name, chosen)
    return chosen


def show_drafts(ctx: PageContext) -> None:
    """Sheets that are begun and not adopted, so that none is forgotten; each opens from here."""
    drafts: tuple[DraftSheetRow, ...] = ctx.read_now(list_draft_sheets)
    with st.popover(f"未采用 {len(drafts)} 张", disabled=not drafts):
        for draft in drafts:
            label = f"{draft.unit_name}（{draft.round_name}）第{draft.cycle}次：已填 {draft.given}/{draft.needed} 项"
            st.button(
                plain(label),
                type="tertiary",
                on_click=_open,
                args=(draft,),
                key=f"sheet_choice.{draft.inspection_code}.{draft.cycle}",
            )


def _open(draft: DraftSheetRow) -> None:
    st.session_state["inspection"], st.session_state["cycle"] = draft.inspection_code, str(draft.cycle)
