"""方案联审: where every unit's plan stands; one plan with its versions, remarks, ledgers and what changed."""

import streamlit as st

from core.queries.plan_review import (
    NOW,
    PlanDossier,
    PlanReviewRow,
    PlanVersionDetail,
    compare_plan_versions,
    get_plan_version,
    list_plan_reviews,
    list_plan_versions,
)
from dashboard.components import export, plan_choice, plan_review, say
from dashboard.forms.plan_review import show_steps
from dashboard.shell import open_page

ctx = open_page("plan_review", dated=False)
rows: tuple[PlanReviewRow, ...] = ctx.read_now(list_plan_reviews)
if not rows:
    say.show_empty("rate_review", "还没有要联审的方案", "巡察反馈后，单位在这里报送整改方案和三清单。")
    st.stop()
chosen = plan_choice.choose_plan(ctx, rows)
if chosen is None:
    say.show_sentence(plan_review.list_sentence(rows))
    with st.container(key="fill", height=400, border=False):
        plan_choice.open_plan(plan_review.show_list(rows))
    with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
        listed = plan_review.review_frame(rows)
        export.show_list_export(
            ctx, export.as_shown("plan_review", "方案联审", f"方案{len(rows)}份；已等、超期为自然日", listed)
        )
    st.stop()
dossier: PlanDossier = ctx.read_now(list_plan_versions, chosen)
say.show_sentence(plan_review.sentence(dossier))
show_steps(ctx, dossier)
plan_review.show_reviewers(dossier)
version = plan_choice.choose_version(dossier)
if version is None:
    st.stop()
plan_review.show_decision(version)
detail: PlanVersionDetail = ctx.read_now(get_plan_version, version.id)
older = plan_choice.choose_view(dossier, version)
if older is None:
    content, beside = st.columns([9, 4], gap="medium")
    with content:
        plan_review.show_content(detail)
else:
    sides = (version.no, older) if older == NOW else (older, version.no)
    plan_review.show_changes(ctx.read_now(compare_plan_versions, chosen, *sides), *sides)
    beside = st.container()
with beside:
    say.section("联审意见", f"第 {version.no} 版，{len(detail.remarks)} 条")
    plan_review.show_remarks(detail.remarks)
