"""Which part of a long list is on the screen; it lives in the address, and other filters begin at the first page again."""

import streamlit as st

from core.queries.criteria import FindingCriteria
from core.queries.findings import PAGE, FindingPage, Window, list_findings
from dashboard import address
from dashboard.shell import PageContext

NUMBER, ASKED = "page", "pager.asked"
MOST = 10_000
"""No list has so many pages; a larger number in the address is none."""


def read(ctx: PageContext, criteria: FindingCriteria) -> FindingPage:
    """The part of the list that was chosen, or the first one when the list has become shorter or is another."""
    address.take_number(NUMBER, MOST)
    if st.session_state.get(ASKED, repr(criteria)) != repr(criteria):
        st.session_state[NUMBER] = 1
    st.session_state[ASKED] = repr(criteria)
    page: FindingPage = ctx.read(list_findings, criteria, _window(st.session_state[NUMBER]))
    if page.total and not page.rows:
        st.session_state[NUMBER] = 1
        page = ctx.read(list_findings, criteria, _window(1))
    address.give(NUMBER, str(st.session_state[NUMBER]) if st.session_state[NUMBER] > 1 else "")
    return page


def window(trail: str) -> Window:
    """The window chosen before in one of several lists of a page, which the address does not name."""
    return _window(int(st.session_state.get(f"pager.{trail}") or 1))


def show_pager(total: int, trail: str = "") -> None:
    """Page numbers, when one page does not hold everything."""
    pages = -(-total // PAGE)
    if pages > 1:
        st.pagination(pages, key=f"pager.{trail}" if trail else NUMBER)


def _window(number: int) -> Window:
    return Window(offset=(number - 1) * PAGE, limit=PAGE)
