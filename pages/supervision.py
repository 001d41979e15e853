"""滚动督查: what is due in this interval, visits that are planned and recorded, one visit with its papers."""

import streamlit as st

from core.queries.visits import VisitDetail, VisitRow, get_visit, list_visits
from core.queries.visits_due import DueInspection, list_due_for_visit
from core.vocabulary import Role, VisitState
from dashboard.components import export, say, supervision, working_paper
from dashboard.components.chosen import choose_one
from dashboard.forms import supervision as forms
from dashboard.forms.visit_print import show_print
from dashboard.navigation import BY_KEY
from dashboard.shell import open_page

ctx = open_page("supervision", dated=False)
rows: tuple[VisitRow, ...] = ctx.read_now(list_visits)
visits = {str(row.id): f"{row.unit_name} {row.kind.term}" + (f"第{row.no}次" if row.no else "") for row in rows}
chosen = choose_one(ctx, "id", visits, "全部督查")
if chosen:
    detail: VisitDetail = ctx.read_now(get_visit, int(chosen))
    say.show_sentence(supervision.one_sentence(detail))
    forms.show_steps(ctx, detail)
    supervision.show_team(detail)
    if (paper := supervision.show_papers(detail)) is not None and ctx.actor.has(*BY_KEY["working_paper"].roles):
        st.switch_page(BY_KEY["working_paper"].file, query_params={"visit": chosen, "paper": str(paper.id)})
    for one in detail.papers:
        working_paper.show_file(one)
    show_print(ctx, detail)
    st.stop()
sees_due = ctx.actor.has(Role.LEADER, Role.OFFICE, Role.TEAM, Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM)
due: tuple[DueInspection, ...] = ctx.read_now(list_due_for_visit) if sees_due else ()
say.show_sentence(supervision.sentence(due, rows, ctx.today) if sees_due else supervision.unit_sentence(rows))
planned = [row for row in rows if row.state is VisitState.PLANNED]
past = [row for row in rows if row.state is not VisitState.PLANNED]
names = [*([f"应督 {len(due)} 家"] if sees_due else []), f"已安排 {len(planned)}", f"已登记、已取消 {len(past)}"]
*due_tab, planned_tab, past_tab = st.tabs(names)
for tab in due_tab:
    with tab:
        say.section("应督清单", "问题数；上轮的即知即改、上上轮的持续整改、退回和反弹的；勾选后一并安排")
        if due:
            forms.show_due(ctx, due)
        else:
            say.show_empty("task_alt", "没有应督的问题", "本轮间歇期该督查的都已安排或查过。")
for tab, listed, key in ((planned_tab, planned, "planned"), (past_tab, past, "past")):
    with tab:
        picked = supervision.show_visits(listed, key)
        if picked is not None:
            st.query_params["id"] = str(picked.id)
            st.rerun()
if rows:
    frame = supervision.visit_frame(rows)
    export.show_list_export(
        ctx, export.as_shown("supervision", "督查登记", f"督查{len(frame)}次；底稿、已核、不符为问题数", frame)
    )
