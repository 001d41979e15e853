"""Which draw is shown: in the address, so that it can be sent to somebody."""

from collections.abc import Sequence

import streamlit as st

from core.queries.draws import DrawRow
from dashboard import address
from dashboard.shell import PageContext

ALL = ""


def choose_draw(ctx: PageContext, rows: Sequence[DrawRow]) -> int | None:
    """The draw that is shown; None for the list."""
    names = {str(row.id): f"第 {row.id} 号 {row.drawn_on or row.sealed_on} {row.state.term}" for row in rows}
    codes = [ALL, *names]
    address.take("draw", codes)
    if st.session_state.get("draw") not in codes:
        st.session_state["draw"] = ALL
    with ctx.tools:
        chosen = st.selectbox(
            "抽取",
            codes,
            format_func=lambda code: names.get(code, "全部抽取"),
            key="draw",
            label_visibility="collapsed",
            width=240,
        )
    address.give("draw", chosen)
    return int(chosen) if chosen else None
