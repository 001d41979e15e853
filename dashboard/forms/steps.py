"""The steps a finding offers, each a button that opens its form."""

import streamlit as st

from core.offers import offered
from core.queries.finding_rows import FindingDetail
from dashboard.forms.evidence import show_evidence_form
from dashboard.forms.finding import ACTIONS
from dashboard.forms.popover import show_step
from dashboard.shell import PageContext


def show_steps(ctx: PageContext, detail: FindingDetail) -> None:
    """Buttons in one row; who may do nothing sees none."""
    may = offered(ctx.actor, detail)
    if not may:
        return
    with st.container(horizontal=True, gap="small", key="steps"):
        for action in ACTIONS:
            if action.name in may:
                show_step(ctx, detail, action)
        if "attach_evidence" in may:
            with st.popover("上传佐证", icon=":material/attach_file:"):
                show_evidence_form(ctx, detail)
