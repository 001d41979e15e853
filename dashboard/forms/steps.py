"""The steps a finding offers, each a button that opens its form."""

from contextlib import suppress

import streamlit as st

from core.offers import offered
from core.queries.finding_rows import FindingDetail
from dashboard.forms.evidence import show_evidence_form
from dashboard.forms.finding import ACTIONS, ActionForm
from dashboard.shell import PageContext, attempt


def show_steps(ctx: PageContext, detail: FindingDetail) -> None:
    """Buttons in one row; who may do nothing sees none."""
    may = offered(ctx.actor, detail)
    if not may:
        return
    with st.container(horizontal=True, gap="small", key="steps"):
        for action in ACTIONS:
            if action.name in may:
                _show(ctx, detail, action)
        if "attach_evidence" in may:
            with st.popover("上传佐证", icon=":material/attach_file:"):
                show_evidence_form(ctx, detail)


def _show(ctx: PageContext, detail: FindingDetail, action: ActionForm) -> None:
    with st.popover(action.label, icon=action.icon, type="primary" if action.primary else "secondary", width="content"):

        def save() -> object:
            command = action.draw(ctx, detail)
            if command is None:
                raise NotSent
            return ctx.write(command)

        with suppress(NotSent):
            if attempt(save, action.done):
                st.rerun()


class NotSent(Exception):
    """The form is on the screen and was not sent in this run."""
