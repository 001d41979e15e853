"""Pills that narrow a list to states, with the number behind each; chosen ones live in the address."""

import streamlit as st

from core.queries.findings import FindingCounts
from core.vocabulary import Status
from dashboard import address, numbers
from dashboard.theme import OVERDUE, palette

ONLY = {"overdue": "逾期", "due_soon": "临期", "under_way": "办理中"}
"""Choices that cut across states; addresses of figures use them."""


def show_status_pills(counts: FindingCounts) -> tuple[tuple[str, ...], str]:
    """Draw the pills; returns the states chosen and one of `ONLY` or nothing."""
    by_status = dict(counts.by_status)
    cross = {
        "overdue": counts.overdue,
        "due_soon": counts.due_soon,
        "under_way": sum(by_status[s] for s in Status.under_way()),
    }
    codes = [status.value for status in Status.counted()]
    address.take_many("status", codes)
    address.take("only", ONLY, None)
    with st.container(horizontal=True, gap="small", key="pills"):
        chosen = st.pills(
            "状态",
            codes,
            format_func=lambda code: _label(Status.from_code(code), by_status),
            selection_mode="multi",
            key="status",
            label_visibility="collapsed",
        )
        only = st.pills(
            "其中",
            list(ONLY),
            format_func=lambda code: (
                f"{palette().tone(OVERDUE).mark if code == 'overdue' else ''} {ONLY[code]} {cross[code]}".strip()
            ),
            key="only",
            label_visibility="collapsed",
        )
    address.give("status", *(chosen or ()))
    address.give("only", only or "")
    return tuple(chosen or ()), only or ""


def _label(status: Status, numbers_of: dict[Status, int]) -> str:
    return f"{palette().tone(status).mark} {status.term} {numbers.count(numbers_of[status])}"
