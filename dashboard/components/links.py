"""Where figures and names lead: the addresses of other pages as codes, with the day that is shown."""

import streamlit as st

from dashboard.navigation import BY_KEY

LISTS = ("findings", "overdue", "cross_check", "spot_check", "risk_signals")
LEFT = "links.left"
"""The list somebody came from: its page and its address, for the way back."""


def dated(**query: str) -> dict[str, str]:
    """An address without what is empty; a day that was chosen holds on the page it leads to."""
    day = st.query_params.get("date", "")
    return {name: value for name, value in (*query.items(), ("date", day)) if value}


def findings_of(unit: str, round_code: str = "", **more: str) -> dict[str, str]:
    """Findings of a unit, in one round or in all."""
    return dated(unit=unit, round=round_code, **more)


def sheet_of(inspection: str, cycle: int | None) -> dict[str, str]:
    """The score sheet of an evaluation."""
    return {"inspection": inspection, "cycle": str(cycle)} if cycle else {"inspection": inspection}


def leave_list(page: str) -> None:
    """Before a finding is opened from a list: remember filters, words and place in it."""
    if page in LISTS:
        st.session_state[LEFT] = (
            page,
            [(name, code) for name in st.query_params for code in st.query_params.get_all(name)],
        )


def show_way_back() -> None:
    """A link to the list somebody came from, as it was left."""
    page, query = st.session_state.get(LEFT, ("findings", []))
    st.page_link(BY_KEY[page].file, label="返回列表", icon=":material/arrow_back:", query_params=query)
