"""What is done with one paper: edited, sent, withdrawn, signed for, answered, decided, printed; each a button with its form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from core.commands.base import Command
from core.commands.dispatch_answers import ReplyDispatch, SignDispatch
from core.commands.dispatches import ChangeDispatch, DecideReply, SendDispatches, WithdrawDispatch
from core.dispatch_offers import offered_on_dispatch
from core.queries.dispatches import DispatchDetail
from core.vocabulary import DispatchKind
from dashboard.forms.dispatch_print import show_print
from dashboard.forms.popover import show_step
from dashboard.shell import PageContext

Draw = Callable[[PageContext, DispatchDetail], Command | None]
LONGEST = 4000


@dataclass(frozen=True)
class DispatchAction:
    """One step as people see it."""

    name: str
    label: str
    icon: str
    done: str
    draw: Draw
    primary: bool = False


def show_steps(ctx: PageContext, detail: DispatchDetail) -> None:
    """Buttons in one row; everybody who reads a paper may print it."""
    may = offered_on_dispatch(ctx.actor, detail.row)
    with st.container(horizontal=True, gap="small", key="steps"):
        for action in ACTIONS:
            if action.name in may:
                show_step(ctx, detail, action)
        show_print(ctx, [detail.row])


def edit_form(ctx: PageContext, detail: DispatchDetail) -> Command | None:
    """All words of a draft; departments are told of more than leaders, a unit of less."""
    row = detail.row
    is_department = row.kind is DispatchKind.COPY_TO_DEPARTMENT
    is_notice = row.kind in DispatchKind.copy_notices()
    with st.form(f"dispatch.edit.{row.id}.{row.version}", border=False), st.container(width=660):
        title = st.text_input("标题", row.title, max_chars=80)
        summary = st.text_area("主要问题" if is_notice else "主要事项", detail.summary, max_chars=LONGEST, height=150)
        words = {}
        for field, label, value in (
            ("causes", "成因与性质", detail.causes),
            ("advice", "履责建议" if is_notice else "整改要求", detail.advice),
            ("authority", "监管职责依据", detail.authority),
            ("demands", "行业监管要求", detail.demands),
            ("self_check", "自查范围（再监督）", detail.self_check),
        ):
            is_asked = is_department or field == "advice"
            words[field] = st.text_area(label, value, max_chars=LONGEST, height=100) if is_asked else value
        day = st.date_input(
            "反馈时限（空着按轮次天数算）" if is_notice else "反馈时限（空着只要求签收）",
            row.paper.reply_by_on,
            min_value=ctx.today,
            format="YYYY-MM-DD",
        )
        if not st.form_submit_button("保存草稿", type="primary"):
            return None
    return ChangeDispatch(
        dispatch_id=row.id,
        version=row.version,
        title=title,
        summary=summary,
        reply_by_on=day if isinstance(day, date) else None,
        **words,
    )


def send_form(_ctx: PageContext, detail: DispatchDetail) -> Command | None:
    """One press: it gets its number and goes out."""
    with st.form("dispatch.send", border=False):
        st.markdown(f":small[:gray[发出后编号，对象 {detail.row.receiver} 即可看到；签收前可以撤回。]]")
        if not st.form_submit_button("确认发出", type="primary"):
            return None
    return SendDispatches(dispatch_ids=(detail.row.id,))


def sign_form(_ctx: PageContext, detail: DispatchDetail) -> Command | None:
    """One press: receipt is signed for."""
    with st.form("dispatch.sign", border=False):
        st.markdown(":small[:gray[签收日记为今天。]]")
        if not st.form_submit_button("确认签收", type="primary"):
            return None
    return SignDispatch(dispatch_id=detail.row.id, version=detail.row.version)


def reply_form(_ctx: PageContext, detail: DispatchDetail) -> Command | None:
    """What was done, with the numbers that are counted."""
    with st.form("dispatch.reply", border=False), st.container(width=560):
        text = st.text_area(
            "反馈情况", max_chars=LONGEST, height=140, placeholder="会商、约谈、督办、检查等做了什么，效果如何"
        )
        visits_place, cases_place = st.columns(2)
        visits = visits_place.number_input("督查指导次数", 0, 9999, 0)
        cases = cases_place.number_input("查处数（件）", 0, 9999, 0)
        policies = st.text_area("建立制度（可不填）", max_chars=LONGEST, height=80)
        if not st.form_submit_button("提交反馈", type="primary"):
            return None
    return ReplyDispatch(
        dispatch_id=detail.row.id,
        version=detail.row.version,
        text=text,
        visits=int(visits),
        cases=int(cases),
        policies=policies,
    )


def accept_form(_ctx: PageContext, detail: DispatchDetail) -> Command | None:
    """A remark, if any."""
    with st.form("dispatch.accept", border=False):
        reason = st.text_area("阅处意见（可不填）", max_chars=LONGEST)
        if not st.form_submit_button("采纳反馈", type="primary"):
            return None
    return DecideReply(dispatch_id=detail.row.id, version=detail.row.version, accept=True, reason=reason)


def return_form(ctx: PageContext, detail: DispatchDetail) -> Command | None:
    """What is lacking, until when."""
    with st.form("dispatch.return", border=False):
        reason = st.text_area("退回理由", max_chars=LONGEST, placeholder="缺什么、要补充到什么程度")
        day = st.date_input("补充时限", ctx.today + timedelta(days=7), min_value=ctx.today, format="YYYY-MM-DD")
        if not st.form_submit_button("退回补充", type="primary"):
            return None
    amend_by_on = day if isinstance(day, date) else None
    return DecideReply(
        dispatch_id=detail.row.id, version=detail.row.version, accept=False, reason=reason, amend_by_on=amend_by_on
    )


def withdraw_form(_ctx: PageContext, detail: DispatchDetail) -> Command | None:
    """One press, said twice."""
    with st.form("dispatch.withdraw", border=False):
        st.markdown(":small[:gray[撤回后对象看不到；已编的文号不再给别的文书。]]")
        if not st.form_submit_button("确认撤回", type="primary"):
            return None
    return WithdrawDispatch(dispatch_id=detail.row.id, version=detail.row.version)


ACTIONS = (
    DispatchAction("send_dispatches", "发出", ":material/send:", "已发出并编号。", send_form, primary=True),
    DispatchAction("change_dispatch", "修改", ":material/edit:", "草稿已保存。", edit_form),
    DispatchAction("sign_dispatch", "签收", ":material/approval:", "已签收。", sign_form, primary=True),
    DispatchAction(
        "reply_dispatch", "反馈", ":material/reply:", "反馈已提交，待巡察办阅处。", reply_form, primary=True
    ),
    DispatchAction("decide_reply", "采纳", ":material/task_alt:", "已采纳。", accept_form, primary=True),
    DispatchAction("decide_reply", "退回补充", ":material/undo:", "已退回补充。", return_form),
    DispatchAction("withdraw_dispatch", "撤回", ":material/delete:", "已撤回。", withdraw_form),
)
