"""Days on which stations were reached, entered by the office; each form carries the version that was on the screen."""

from datetime import date

import streamlit as st

from core.commands.milestones import RecordMilestones
from core.queries.calendar import ChainRow
from core.vocabulary import Milestone
from dashboard.shell import PageContext, attempt


def show_met_form(ctx: PageContext, row: ChainRow) -> None:
    """All stations whose day is entered, with what is known; an emptied day takes a wrong entry back."""
    with (
        st.popover("登记节点完成日", icon=":material/event_available:", type="primary"),
        st.form(f"milestones.met.{row.inspection_code}.{row.version}", border=False),
    ):
        days = {
            milestone: st.date_input(
                milestone.term,
                row.stop(milestone).met_on,
                min_value=row.feedback_on,
                max_value=ctx.today,
                format="YYYY-MM-DD",
            )
            for milestone in Milestone.entered()
        }
        st.markdown(":small[:gray[三清单报送不登记的，取第一次报送方案的日子；其余节点由系统按办理情况算出。]]")
        if not st.form_submit_button("保存完成日", type="primary"):
            return
    met = {
        milestone: day if isinstance(day, date) else None
        for milestone, day in days.items()
        if day != row.stop(milestone).met_on
    }
    command = RecordMilestones(inspection_id=row.inspection_id, version=row.version, met=met)
    if attempt(lambda: ctx.write(command), "节点完成日已保存。"):
        st.rerun()
