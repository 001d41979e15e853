"""Which part of a long list is on the screen."""

import streamlit as st

from core.queries.findings import PAGE, Window


def window(key: str) -> Window:
    """The window of the page chosen before."""
    number = st.session_state.get(key) or 1
    return Window(offset=(int(number) - 1) * PAGE)


def show_pager(total: int, key: str) -> None:
    """Page numbers, when one page does not hold everything."""
    pages = -(-total // PAGE)
    if pages > 1:
        st.pagination(pages, key=key)
