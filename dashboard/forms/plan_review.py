"""What is done with a plan: submitted, commented on, decided, reviewers invited; each a button that opens its form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from core.commands.base import Command
from core.commands.plan_review import PLACES, DecidePlan, InviteReviewers, RemarkOnPlan, SubmitPlan
from core.plan_offers import offered_on_plan
from core.queries.master_data import BodyRow, list_bodies
from core.queries.plan_review import PlanDossier, PlanVersionDetail, get_plan_version
from core.vocabulary import PlanAspect, PlanMark
from dashboard.forms.popover import show_step
from dashboard.shell import PageContext

ASPECTS: tuple[PlanAspect, ...] = tuple(PlanAspect)
Draw = Callable[[PageContext, PlanDossier], Command | None]


@dataclass(frozen=True)
class PlanAction:
    """One step as people see it."""

    name: str
    label: str
    icon: str
    done: str
    draw: Draw
    primary: bool = False


def show_steps(ctx: PageContext, dossier: PlanDossier) -> None:
    """Buttons in one row; who may do nothing sees none."""
    may = offered_on_plan(ctx.actor, dossier)
    with st.container(horizontal=True, gap="small", key="steps"):
        for action in ACTIONS:
            if action.name in may:
                show_step(ctx, dossier, action)


def submit_form(_ctx: PageContext, dossier: PlanDossier) -> Command | None:
    """What the unit says; the ledgers go along as they are."""
    with st.form("plan.submit", border=False):
        st.markdown(":small[:gray[问题、任务（措施）、责任三份清单按现在的内容一并报送，此后各版都留存。]]")
        statement = st.text_area("情况说明", max_chars=4000, placeholder="如 经党委会审议通过，现报送整改方案")
        if not st.form_submit_button("报送方案", type="primary"):
            return None
    return SubmitPlan(inspection_id=dossier.review.inspection_id, statement=statement)


def remark_form(ctx: PageContext, dossier: PlanDossier) -> Command | None:
    """Aspect, what is amiss, a mark if one is given, and the finding it is about."""
    last = dossier.review.last
    if last is None:
        return None
    detail: PlanVersionDetail = ctx.read_now(get_plan_version, last.id)
    with st.form("plan.remark", border=False, clear_on_submit=False):
        aspect = st.selectbox("方面", ASPECTS, format_func=_term)
        text = st.text_area("意见", max_chars=4000, placeholder="哪一条、缺什么、怎么改")
        mark = st.segmented_control("评价（可不选）", list(PlanMark), format_func=_term)
        codes: list[str | None] = [None, *detail.finding_ids]
        code = st.selectbox("针对的问题", codes, format_func=lambda one: one or "整个方案")
        if not st.form_submit_button("提交意见", type="primary"):
            return None
    finding_id = detail.finding_ids[code] if code else None
    return RemarkOnPlan(plan_version_id=last.id, aspect=aspect, text=text, mark=mark, finding_id=finding_id)


def agree_form(_ctx: PageContext, dossier: PlanDossier) -> Command | None:
    """A remark, if any."""
    last = dossier.review.last
    with st.form("plan.agree", border=False):
        reason = st.text_area("联审意见（可不填）", max_chars=4000)
        if not st.form_submit_button("同意方案", type="primary") or last is None:
            return None
    return DecidePlan(plan_version_id=last.id, version=last.version, agree=True, reason=reason)


def return_form(ctx: PageContext, dossier: PlanDossier) -> Command | None:
    """What is to be amended, until when."""
    last = dossier.review.last
    with st.form("plan.return", border=False):
        reason = st.text_area("退改理由", max_chars=4000, placeholder="归纳各方意见：哪几条要改、怎么改")
        day = st.date_input("再报时限", ctx.today + timedelta(days=10), min_value=ctx.today, format="YYYY-MM-DD")
        if not st.form_submit_button("退回修改", type="primary") or last is None:
            return None
    amend_by_on = day if isinstance(day, date) else None
    return DecidePlan(
        plan_version_id=last.id, version=last.version, agree=False, reason=reason, amend_by_on=amend_by_on
    )


def invite_form(ctx: PageContext, dossier: PlanDossier) -> Command | None:
    """Bodies that read and comment on this plan only."""
    rows: tuple[BodyRow, ...] = ctx.read_now(list_bodies)
    names = {row.id: row.name for row in rows if row.is_active and row.kind in PLACES}
    with st.form("plan.invite", border=False):
        invited = [row.body_id for row in dossier.reviewers if row.body_id in names]
        chosen = st.multiselect(
            "邀请谁参加联审", list(names), invited, format_func=names.__getitem__, placeholder="选择监督主体或主责部门"
        )
        st.markdown(":small[:gray[被邀请的只能看到并评议这份方案，看不到该单位的其他内容。]]")
        if not st.form_submit_button("保存名单", type="primary"):
            return None
    return InviteReviewers(inspection_id=dossier.review.inspection_id, body_ids=tuple(chosen))


ACTIONS = (
    PlanAction("submit_plan", "报送方案", ":material/send:", "已报送，待联审。", submit_form, primary=True),
    PlanAction("remark_on_plan", "提意见", ":material/add_comment:", "意见已提交。", remark_form),
    PlanAction("decide_plan", "同意", ":material/task_alt:", "联审同意。", agree_form, primary=True),
    PlanAction("decide_plan", "退回修改", ":material/undo:", "已退回单位修改。", return_form),
    PlanAction("invite_reviewers", "邀请联审", ":material/group_add:", "联审名单已保存。", invite_form),
)


def _term(member: Any) -> str:
    return str(member.term)
