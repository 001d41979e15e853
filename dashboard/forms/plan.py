"""The plan of one finding: its task with measures, and who answers for it."""

from datetime import date

import streamlit as st

from core.commands.base import Command
from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan
from core.queries.finding_rows import FindingDetail
from dashboard.shell import PageContext

ANSWERING = {
    "owner_leader": "责任领导（职务）",
    "lead_office": "牵头部门",
    "co_offices": "配合部门",
    "handler": "经办人",
}


def plan_form(_ctx: PageContext, detail: FindingDetail) -> Command | None:
    """Goal, day and measures of the task; posts and offices that answer."""
    known = detail.tasks[0] if detail.tasks else None
    with st.form("plan", border=False):
        goal = st.text_area(
            "整改目标", known.goal if known else "", max_chars=4000, placeholder="可量化，如 12 个村全部补公示"
        )
        mark = st.text_input("完成标志", known.completion_mark if known else "", max_chars=200)
        day = st.date_input("完成时限", (known.due_on if known else None) or detail.row.due_on, format="YYYY-MM-DD")
        measures = st.text_area(
            "整改措施（一行一条）", "\n".join(measure.text for measure in detail.measures), height=120
        )
        left, right = st.columns(2)
        answers = {
            name: (left, right)[place % 2].text_input(label, getattr(detail.responsibility, name), max_chars=200)
            for place, (name, label) in enumerate(ANSWERING.items())
        }
        if not st.form_submit_button("保存任务和责任", type="primary"):
            return None
    task = PlannedTask(
        goal=goal,
        completion_mark=mark,
        start_on=known.start_on if known else None,
        due_on=day if isinstance(day, date) else None,
        measures=tuple(line.strip() for line in measures.splitlines() if line.strip()),
    )
    plan = FindingPlan(finding_id=detail.row.id, version=detail.row.version, tasks=(task,), **answers)
    return RecordPlan(plans=(plan,))
