"""One of many, chosen at the head of a page and kept in the address, so that it can be linked and reloaded."""

from collections.abc import Mapping

import streamlit as st

from dashboard import address
from dashboard.shell import PageContext

NONE = ""


def choose_one(
    ctx: PageContext, name: str, names: Mapping[str, str], nothing: str, *, aliases: Mapping[str, str] | None = None
) -> str:
    """The code that was chosen, empty for none; a link may name it by another code of `aliases`."""
    asked = st.query_params.get(name, "")
    if aliases and asked in aliases:
        st.query_params[name] = aliases[asked]
    codes = [NONE, *names]
    address.take(name, codes, NONE)
    if st.session_state.get(name) not in codes:
        st.session_state[name] = NONE
    with ctx.tools:
        chosen: str = st.selectbox(
            nothing,
            codes,
            format_func=lambda code: names.get(code, nothing),
            key=name,
            label_visibility="collapsed",
            width=240,
        )
    address.give(name, chosen)
    return chosen
