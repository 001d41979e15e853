"""Issuing the warnings of the day from the page; the daily digest does the same by itself."""

from collections.abc import Sequence

import streamlit as st

from core.commands.warning_letters import DraftWarningLetters
from core.commands.warnings import IssueWarnings
from core.queries.warnings import DueWarning
from dashboard.shell import PageContext, attempt


def show_letters(ctx: PageContext) -> None:
    """Letters are drafted from what holds now; they wait as drafts until the office sends them."""
    pressed = st.button("按未解除的预警拟函、单", icon=":material/mail:", key="warnings.letters")
    if pressed and attempt(
        lambda: ctx.write(DraftWarningLetters()), lambda drafts: f"已拟 {len(drafts)} 份，在“督办文书”里核对后发出。"
    ):
        st.rerun()


def show_issue(ctx: PageContext, due: Sequence[DueWarning]) -> None:
    """One button for everything that is due; without any there is none."""
    pressed = due and st.button(
        f"发出今天的预警 {len(due)} 条", type="primary", icon=":material/notifications:", key="warnings.issue"
    )
    if pressed and attempt(lambda: ctx.write(IssueWarnings()), lambda number: f"已发出预警 {number} 条。"):
        st.rerun()
