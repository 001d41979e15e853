"""Which part of a long list is on the screen; another choice of filters begins at the first page again."""

import streamlit as st

from core.queries.findings import PAGE, Window


def window(asked: object) -> Window:
    """The window of the page chosen before."""
    number = st.session_state.get(_key(asked)) or 1
    return Window(offset=(int(number) - 1) * PAGE)


def show_pager(total: int, asked: object) -> None:
    """Page numbers, when one page does not hold everything."""
    pages = -(-total // PAGE)
    if pages > 1:
        st.pagination(pages, key=_key(asked))


def _key(asked: object) -> str:
    return f"pager.{asked!r}"
