"""What else is done with a sheet: an adoption taken back, milestones entered."""

from typing import Any

import streamlit as st

from core.commands.evaluation import WithdrawAdoption
from core.commands.milestones import RecordMilestones
from core.queries.score_sheet import ScoreSheet
from core.vocabulary import Milestone
from dashboard.forms.open_sheet import reopen
from dashboard.shell import PageContext, attempt


def show_withdrawal(ctx: PageContext, sheet: ScoreSheet) -> None:
    """An adopted sheet is taken back with a reason."""
    if sheet.evaluation_id is None or sheet.version is None:
        return
    reason = st.text_input("撤回理由", placeholder="如 测评票数登记有误", max_chars=400, key="score_entry.reason")
    if st.button("撤回采用", disabled=not reason.strip(), key="score_entry.withdraw"):
        number, version = sheet.evaluation_id, sheet.version
        command = WithdrawAdoption(evaluation_id=number, version=version, reason=reason)
        if attempt(lambda: ctx.write(command), "已撤回，可以更正后重新采用。"):
            reopen()
            st.rerun()


def show_milestones(ctx: PageContext, sheet: ScoreSheet) -> None:
    """Days on which milestones were met; evidence follows from them."""
    with st.form("score_entry.milestones", border=False):
        met: dict[Milestone, Any] = {}
        for place, (milestone, known) in zip(st.columns(5), sheet.milestones.items(), strict=False):
            met[milestone] = place.date_input(
                f"{milestone.term}（{known.due_on:%m-%d} 前）",
                known.met_on,
                min_value=sheet.head.feedback_on,
                max_value=ctx.today,
                format="YYYY-MM-DD",
                key=f"score_entry.{sheet.head.inspection_code}.{milestone}",
            )
        if st.form_submit_button("保存节点日期"):
            command = RecordMilestones(
                inspection_id=sheet.head.inspection_id, version=sheet.head.inspection_version, met=met
            )
            if attempt(lambda: ctx.write(command), "已保存节点日期，证据分已重算。"):
                reopen()
                st.rerun()
