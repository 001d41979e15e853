"""督查底稿: one finding at a time, what the ledgers say beside what was found."""

import streamlit as st

from core.queries.visits import VisitDetail, VisitRow, get_visit, list_visits
from core.visit_offers import offered_on_visit
from core.vocabulary import VisitState
from dashboard import address
from dashboard.components import say, supervision, working_paper
from dashboard.components.chosen import choose_one
from dashboard.forms.working_paper import PaperEntry, next_of
from dashboard.shell import open_page, plain

ctx = open_page("working_paper", dated=False)
rows: tuple[VisitRow, ...] = ctx.read_now(list_visits)
visits = {str(row.id): f"{row.unit_name} {row.kind.term}" for row in rows if row.state is not VisitState.CANCELLED}
chosen = choose_one(ctx, "visit", visits, "选一次督查")
if not chosen:
    say.show_empty(
        "fact_check", "选一次督查", "在右上角选一次督查，逐题对照台账填底稿；还没有督查的，先到“滚动督查”安排。"
    )
    st.stop()
detail: VisitDetail = ctx.read_now(get_visit, int(chosen))
papers = {str(paper.id): paper for paper in detail.papers}
address.take("paper", papers, next(iter(papers), ""))
if st.session_state.get("paper") not in papers:
    st.session_state["paper"] = next(iter(papers), "")
say.show_sentence(supervision.one_sentence(detail))
code = st.pills(
    "底稿",
    list(papers),
    format_func=lambda number: f"{papers[number].code.rsplit('-', 1)[-1]} {papers[number].verdict.term}",
    key="paper",
    label_visibility="collapsed",
    required=True,
)
address.give("paper", code or "")
if not code:
    st.stop()
paper = papers[code]
supervision.show_ties(detail)
with st.container(key="paper-sides"):
    left, right = st.columns([5, 4], gap="medium")
with left, st.container(height=500, border=True, key="paper-record"):
    working_paper.show_record(paper)
with right:
    if "save_paper" in offered_on_visit(ctx.actor, detail):
        if PaperEntry(ctx, paper).draw():
            following = next_of(detail.papers, paper)
            if following is not None:
                st.query_params["paper"] = str(following.id)
            st.rerun()
    else:
        st.markdown(f"{supervision.verdict_badge(paper.verdict)}　{plain(paper.fact)}")
        st.markdown(f":gray[证据] {plain(paper.evidence)}  \n:gray[处理意见] {plain(paper.handling)}")
        working_paper.show_file(paper)
