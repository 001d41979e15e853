"""Where figures and names lead: the addresses of other pages as codes, with the day that is shown."""

import streamlit as st


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
