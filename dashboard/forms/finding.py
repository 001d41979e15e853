"""Forms of one finding: each draws its fields and returns the command once it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import streamlit as st

from core.commands import clearance, extension, findings, rectification
from core.commands.base import Command
from core.queries.finding_rows import FindingDetail
from core.queries.similar import list_tags
from core.vocabulary import Commonality, Handling, MeasureStatus, Severity, Status, Subcategory
from dashboard.forms.evidence import verify_form
from dashboard.forms.plan import plan_form
from dashboard.shell import PageContext, plain

OUTCOMES: tuple[clearance.Wanted, ...] = (Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM)
Draw = Callable[[PageContext, FindingDetail], Command | None]


@dataclass(frozen=True)
class ActionForm:
    """One step as people see it: the button, what it says when done, and its form."""

    name: str
    label: str
    icon: str
    done: str
    draw: Draw
    primary: bool = False


def progress_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """Percent, text and day of one line of progress."""
    with st.form("progress", border=False):
        percent = st.number_input("进度%", 0, 100, detail.row.percent, step=5)
        text = st.text_area("本次进展", max_chars=2000, placeholder="做了什么、结果如何、还差什么")
        day = st.date_input("发生日期", ctx.today, max_value=ctx.today, format="YYYY-MM-DD")
        if not st.form_submit_button("报告进展", type="primary"):
            return None
    line = rectification.ProgressLine(
        finding_id=detail.row.id, version=detail.row.version, percent=percent, text=text, happened_on=day
    )
    return rectification.ReportProgress(lines=(line,))


def request_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """What is asked for, why, and the next day where something remains."""
    with st.form("request", border=False):
        wanted = st.selectbox("申请结论", OUTCOMES, format_func=_term)
        statement = st.text_area("情况说明", max_chars=4000, placeholder="整改措施完成情况、成效、佐证")
        next_due = st.date_input(
            "剩余事项期限或阶段目标日", None, min_value=ctx.today + timedelta(days=1), format="YYYY-MM-DD"
        )
        goal = st.text_input("阶段目标（阶段性完成、长期坚持必填）", max_chars=400, placeholder="到那一天要做到什么")
        if not st.form_submit_button("申请销号", type="primary"):
            return None
    return clearance.RequestClearance(
        finding_id=detail.row.id,
        version=detail.row.version,
        wanted=wanted,
        statement=statement,
        next_due_on=_day(next_due),
        stage_goal=goal,
    )


def sign_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """Day of the signature, and the scan where it was given on paper."""
    scans = {item.file_id: f"{item.seq} {item.title}" for item in detail.archive if item.file_id}
    with st.form("sign", border=False):
        st.markdown(f"现任一把手：{plain(detail.head_in_office or '未登记')}")
        day = st.date_input("签字日期", ctx.today, max_value=ctx.today, format="YYYY-MM-DD")
        scan = st.selectbox(
            "纸质签字扫描件（电子签字不选）", [None, *scans], format_func=lambda n: scans.get(n, "电子签字")
        )
        if not st.form_submit_button("签字并送审", type="primary"):
            return None
    return clearance.SignClearance(
        finding_id=detail.row.id, version=detail.row.version, signed_on=_day(day), paper_file_id=scan
    )


def review_form(_ctx: PageContext, detail: FindingDetail) -> Command | None:
    """A remark, if any."""
    with st.form("review", border=False):
        remark = st.text_area("初审意见", max_chars=2000)
        if not st.form_submit_button("初审通过", type="primary"):
            return None
    return clearance.ReviewClearance(finding_id=detail.row.id, version=detail.row.version, remark=remark)


def approve_form(_ctx: PageContext, detail: FindingDetail) -> Command | None:
    """A remark, if any; the outcome is what was asked for."""
    request = detail.open_request
    with st.form("approve", border=False):
        st.markdown(f"申请结论：**{request.wanted.term if request else ''}**")
        if request and request.next_due_on:
            st.markdown(f"{request.next_due_on} 前：{plain(request.stage_goal or '—')}")
        remark = st.text_area("核准意见", max_chars=2000)
        if not st.form_submit_button("核准", type="primary"):
            return None
    return clearance.ApproveClearance(finding_id=detail.row.id, version=detail.row.version, remark=remark)


def return_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """Why, and until when to amend."""
    with st.form("return", border=False):
        reason = st.text_area("退回理由", max_chars=2000, placeholder="缺什么、哪里不符、怎么补")
        day = st.date_input("补正时限", ctx.today + timedelta(days=10), min_value=ctx.today, format="YYYY-MM-DD")
        if not st.form_submit_button("退回", type="primary"):
            return None
    return clearance.ReturnClearance(
        finding_id=detail.row.id, version=detail.row.version, reason=reason, amend_by_on=_day(day)
    )


def on_the_spot_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """Day and what was seen."""
    with st.form("on_the_spot", border=False):
        day = st.date_input("销号日期", ctx.today, max_value=ctx.today, format="YYYY-MM-DD")
        remark = st.text_area("现场核实情况", max_chars=2000)
        if not st.form_submit_button("当场核销", type="primary"):
            return None
    return clearance.ClearOnTheSpot(
        finding_id=detail.row.id, version=detail.row.version, cleared_on=_day(day), remark=remark
    )


def reopen_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """What was found, when, and the new deadline."""
    with st.form("reopen", border=False):
        reason = st.text_area("反弹或虚假整改的事实", max_chars=2000)
        found = st.date_input("发现日期", ctx.today, max_value=ctx.today, format="YYYY-MM-DD")
        due = st.date_input("新期限", ctx.today + timedelta(days=60), format="YYYY-MM-DD")
        if not st.form_submit_button("反弹重开", type="primary"):
            return None
    return clearance.ReopenFinding(
        finding_id=detail.row.id, version=detail.row.version, found_on=_day(found), reason=reason, due_on=_day(due)
    )


def extension_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """New deadline and reason."""
    with st.form("extension", border=False):
        start = max(detail.row.due_on or ctx.today, ctx.today)
        day = st.date_input("新期限", start + timedelta(days=30), format="YYYY-MM-DD")
        reason = st.text_area("延期理由", max_chars=2000)
        if not st.form_submit_button("申请延期", type="primary"):
            return None
    return extension.RequestExtension(
        finding_id=detail.row.id, version=detail.row.version, new_due_on=_day(day), reason=reason
    )


def decide_extension_form(_ctx: PageContext, detail: FindingDetail) -> Command | None:
    """Agree or refuse."""
    asked = detail.extension
    with st.form("decide_extension", border=False):
        if asked:
            st.markdown(f"申请由 {asked.old_due_on} 延至 **{asked.new_due_on}**")
            st.text(asked.reason)
        decision = st.radio("批复", ["同意", "不同意"], horizontal=True)
        remark = st.text_area("批复意见", max_chars=2000)
        if not st.form_submit_button("批复延期", type="primary"):
            return None
    return extension.DecideExtension(
        finding_id=detail.row.id, version=detail.row.version, approve=decision == "同意", remark=remark
    )


def outcome_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """The outcome ledger with its measures and one new policy document."""
    facts = detail.outcome
    with st.form("outcome", border=False):
        summary = st.text_area("整改成效", facts.summary, max_chars=4000)
        disposal = st.text_area(
            "处置结果" + ("（涉及具体人和事，必填）" if detail.involves_persons else ""), facts.disposal, max_chars=4000
        )
        left, right = st.columns(2)
        recovered = left.number_input(
            "清退追缴金额（元）", min_value=0.0, value=_float(facts.recovered_yuan), step=100.0, format="%.2f"
        )
        wider = right.text_input("举一反三范围", facts.wider_review, max_chars=200)
        remaining = st.text_area("剩余事项", facts.remaining, max_chars=2000)
        done = [_measure_fields(ctx, measure) for measure in detail.measures]
        policy = st.text_input("新建或修订的制度名称", max_chars=80)
        number = st.text_input("文号", max_chars=80)
        if not st.form_submit_button("保存成效", type="primary"):
            return None
    policies = (rectification.NewPolicy(name=policy, number=number, issued_on=ctx.today),) if policy.strip() else ()
    return rectification.RecordOutcome(
        finding_id=detail.row.id,
        version=detail.row.version,
        summary=summary,
        disposal=disposal,
        recovered_yuan=None if recovered is None else Decimal(str(recovered)),
        wider_review=wider,
        remaining=remaining,
        measures=tuple(done),
        policies=policies,
    )


def correct_form(ctx: PageContext, detail: FindingDetail) -> Command | None:
    """What the finding is called and how it is sorted."""
    with st.form("correct", border=False):
        title = st.text_input("问题简称", detail.row.title, max_chars=80)
        text = st.text_area("反馈原文", detail.row.text, max_chars=4000)
        options: list[Subcategory | None] = [None, *Subcategory]
        sub = st.selectbox(
            "问题分类",
            options,
            options.index(detail.row.subcategory),
            format_func=lambda s: f"{s.value} {s.term}" if s else "未分类",
        )
        handling = st.selectbox(
            "整改类别", list(Handling), list(Handling).index(detail.row.handling), format_func=_term
        )
        severity = st.selectbox("严重程度", list(Severity), list(Severity).index(detail.severity), format_func=_term)
        common = st.selectbox(
            "个性或共性", list(Commonality), list(Commonality).index(detail.commonality), format_func=_term
        )
        persons = st.checkbox("涉及具体人和事", detail.involves_persons)
        public = st.checkbox("涉及群众切身利益", detail.concerns_public)
        open_ = st.checkbox("可以公开", detail.is_publishable)
        cause = st.text_input("成因", detail.cause, max_chars=200)
        nature = st.text_input("性质", detail.nature, max_chars=200)
        offered = list(dict.fromkeys((*detail.tags, *ctx.read_now(list_tags))))
        tags = st.multiselect(
            "重点工作标签", offered, detail.tags, accept_new_options=True, max_selections=10, placeholder="选择或输入"
        )
        note = st.text_input("备注", detail.note, max_chars=200)
        if not st.form_submit_button("保存更正", type="primary"):
            return None
    return findings.CorrectFinding(
        finding_id=detail.row.id,
        version=detail.row.version,
        title=title,
        subcategory=sub,
        handling=handling,
        severity=severity,
        commonality=common,
        involves_persons=persons,
        concerns_public=public,
        is_publishable=open_,
        cause=cause,
        text=text,
        nature=nature,
        tags=tuple(tags),
        note=note,
    )


def withdraw_form(_ctx: PageContext, detail: FindingDetail) -> Command | None:
    """Why the finding leaves all figures."""
    with st.form("withdraw", border=False):
        reason = st.text_area(
            "撤销理由", max_chars=2000, placeholder="录入重复、拆分有误……撤销后不计入任何统计，记录保留"
        )
        if not st.form_submit_button("撤销问题", type="primary"):
            return None
    one = findings.Withdrawal(finding_id=detail.row.id, version=detail.row.version)
    return findings.WithdrawFindings(withdrawals=(one,), reason=reason)


ACTIONS = (
    ActionForm("sign_clearance", "签字", ":material/draw:", "已签字，送监督初审。", sign_form, primary=True),
    ActionForm(
        "review_clearance", "初审通过", ":material/task_alt:", "初审通过，送巡察办核准。", review_form, primary=True
    ),
    ActionForm("approve_clearance", "核准销号", ":material/verified:", "已核准。", approve_form, primary=True),
    ActionForm("return_clearance", "退回", ":material/undo:", "已退回单位。", return_form),
    ActionForm("report_progress", "报告进展", ":material/edit_note:", "进展已保存。", progress_form),
    ActionForm("record_plan", "填任务责任", ":material/assignment:", "任务和责任已保存。", plan_form),
    ActionForm("record_outcome", "填成效", ":material/fact_check:", "成效已保存。", outcome_form),
    ActionForm(
        "request_clearance", "申请销号", ":material/send:", "已申请销号，待一把手签字。", request_form, primary=True
    ),
    ActionForm("clear_on_the_spot", "当场核销", ":material/bolt:", "已当场核销。", on_the_spot_form),
    ActionForm(
        "request_extension", "申请延期", ":material/event_repeat:", "已申请延期，待巡察办批复。", extension_form
    ),
    ActionForm(
        "decide_extension",
        "批复延期",
        ":material/event_available:",
        "延期已批复。",
        decide_extension_form,
        primary=True,
    ),
    ActionForm("verify_material", "核验材料", ":material/rule:", "核验结论已保存。", verify_form),
    ActionForm("reopen_finding", "反弹重开", ":material/restart_alt:", "已重开，转单位整改。", reopen_form),
    ActionForm("correct_finding", "更正", ":material/edit:", "更正已保存。", correct_form),
    ActionForm("withdraw_findings", "撤销", ":material/delete:", "已撤销，不再计入统计。", withdraw_form),
)


def _measure_fields(ctx: PageContext, measure: Any) -> rectification.MeasureDone:
    st.markdown(f":small[:gray[措施 {measure.task_seq}.{measure.seq}]]")
    st.text(measure.text)
    left, right = st.columns([1, 2])
    states = list(MeasureStatus)
    status = left.selectbox(
        "完成情况", states, states.index(measure.status), format_func=_term, key=f"measure.{measure.id}.status"
    )
    result = right.text_input("成效", measure.result, max_chars=400, key=f"measure.{measure.id}.result")
    done_on = measure.done_on or (ctx.today if status is MeasureStatus.DONE else None)
    return rectification.MeasureDone(measure_id=measure.id, status=status, done_on=done_on, result=result)


def _term(member: Any) -> str:
    return str(member.term)


def _day(value: Any) -> Any:
    """A date field gives an empty tuple while only half a range is chosen; that is no day."""
    return value or None


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
