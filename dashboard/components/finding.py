"""Parts of one finding's page."""

from collections.abc import Sequence

import streamlit as st

from core.queries.finding_rows import DecisionRow, FindingDetail
from core.queries.timeline import TimelineRow
from core.vocabulary import ClearanceStep, Decision, Handling, Phase, Station, Status
from dashboard import numbers
from dashboard.components.archive import show_archive
from dashboard.components.say import section
from dashboard.components.similar import show_ties
from dashboard.components.tables import category_words
from dashboard.shell import PageContext, plain
from dashboard.theme import OVERDUE, badge, status_badge

NEXT = {
    Station.OFFICE_CONFIRMS: "确认或撤销",
    Station.HEAD_SIGNS: "一把手签字或退回",
    Station.FIRST_REVIEW: "初审通过或退回",
    Station.APPROVAL: "核准或退回",
}


def show_title(detail: FindingDetail) -> None:
    """Number and name, state, and what kind of finding it is."""
    row = detail.row
    st.markdown(f"#### {plain(row.code)}　{plain(row.title)}")
    marks = [status_badge(row.status)]
    if row.overdue_days:
        marks.append(badge(OVERDUE, f"逾期 {row.overdue_days} 日"))
    words = [row.handling.term, f"{detail.commonality.term}问题"]
    words += ["涉及具体人和事"] if detail.involves_persons else []
    words += ["涉及群众切身利益"] if detail.concerns_public else []
    words += ["可公开" if detail.is_publishable else "不公开"]
    words += [f"曾延期 {row.extension_count} 次"] if row.extension_count else []
    words += [f"第 {detail.segment} 次整改"] if detail.segment > 1 else []
    facts = [
        row.unit_name,
        row.round_name,
        category_words(row),
        numbers.money(row.amount_yuan) and f"涉及 {numbers.money(row.amount_yuan)}",
    ]
    st.markdown(
        "　".join([*marks, *(f":gray-background[{word}]" for word in words)])
        + "　　"
        + plain(" · ".join(f for f in facts if f))
    )


def sentence(detail: FindingDetail) -> str:
    """Where it is, since when, what comes next; a deadline that was moved keeps the first one beside it."""
    row = detail.row
    if not row.holder:
        return f"**{row.status.term}**，期限 {row.due_on or '—'}{_first_due(detail)}。"
    late = (
        f"，:red[逾期 **{row.overdue_days}** 日]"
        if row.overdue_days
        else f"，剩余 {row.days_left} 日"
        if row.days_left is not None
        else ""
    )
    step = NEXT.get(detail.station, "报告进展、补佐证，整改到位后申请销号")
    return f"现在在 **{plain(row.holder)}** 手里，已 **{row.held_workdays}** 个工作日；期限 {row.due_on or '未定'}{_first_due(detail)}{late}；下一步：{step}。"


def _first_due(detail: FindingDetail) -> str:
    return f"（原期限 {detail.extensions[0].old_due_on}）" if detail.row.extension_count and detail.extensions else ""


def show_stations(detail: FindingDetail) -> None:
    """The chain from hand-over to clearance, with who and when."""
    stations = _stations(detail)
    with st.grid(len(stations), gap="xxsmall", min_column_width=110):
        for number, (state, name, who, when) in enumerate(stations):
            icon = {"done": "check_circle", "todo": "radio_button_unchecked"}.get(state, "radio_button_checked")
            with st.container(key=f"hop-{state}-{number}", gap=None):
                st.markdown(f":material/{icon}: **{name}**  \n{plain(who)}  \n:small[:gray[{plain(when)}]]")


def show_ledgers(ctx: PageContext, detail: FindingDetail) -> None:
    """The five ledgers of this finding."""
    gap = "　:orange[缺处置]" if detail.involves_persons and not detail.outcome.disposal else ""
    names = {
        "text": "问题清单",
        "tasks": f"任务清单 {len(detail.measures)}",
        "responsibility": "责任清单",
        "outcome": f"成效清单{gap}",
        "evidence": f"档案清单 {len(detail.archive)}",
    }
    tabs = st.tabs(list(names.values()), default=names.get(st.query_params.get("tab", "")))
    for tab, draw in zip(tabs[:-1], (_show_text, _show_tasks, _show_responsibility, _show_outcome), strict=True):
        with tab:
            draw(detail)
    with tabs[-1]:
        show_archive(ctx, detail)


def show_timeline(rows: Sequence[TimelineRow]) -> None:
    """What was done, newest first."""
    section("办理记录", "新的在上")
    with st.container(height=470):
        for row in rows:
            text = f"  \n{plain(row.text)}" if row.text else ""
            st.markdown(f"**{row.at:%Y-%m-%d}**　{plain(row.who)}  \n{row.what}{text}")


def show_warning(detail: FindingDetail) -> None:
    """Why it was returned, what was asked for, or which extension waits."""
    if returned := detail.last_return:
        st.warning(
            f"{returned.step.term}退回：{plain(returned.reason)}（{returned.amend_by_on} 前补正）",
            icon=":material/undo:",
        )
    if request := detail.open_request:
        goal = f"；{request.next_due_on} 前：{plain(request.stage_goal or '—')}" if request.next_due_on else ""
        st.info(
            f"{request.requested_on} 申请“{request.wanted.term}”：{plain(request.statement)}{goal}",
            icon=":material/send:",
        )
    if asked := detail.extension:
        st.info(
            f"{asked.requested_on} 申请延期至 {asked.new_due_on}：{plain(asked.reason)}", icon=":material/event_repeat:"
        )


def _stations(detail: FindingDetail) -> list[tuple[str, str, str, str]]:
    row = detail.row
    current = {
        Station.OFFICE_CONFIRMS: 0,
        Station.UNIT: 1,
        Station.HEAD_SIGNS: 2,
        Station.FIRST_REVIEW: 3,
        Station.APPROVAL: 4,
        Station.NOBODY: 6,
    }[detail.station]
    if row.status in (Status.PARTIALLY_CLEARED, Status.LONG_TERM):
        current = 6
    request = detail.open_request or (detail.requests[-1] if detail.requests and current == 6 else None)
    passed = {d.step: d for d in request.decisions if d.decision is Decision.PASSED} if request else {}
    if row.status is Status.CLEARED and request is None:
        return _on_the_spot(detail)
    supervisor = "执纪监督室或派驻组" if detail.phase is Phase.LONG_RUN else "巡察组"
    names = [
        ("已交办", "巡察办", _first_day(detail)),
        ("整改中", row.unit_name, f"进度 {row.percent}%"),
        ("一把手签字", detail.head_in_office or "未登记", _decided(passed, ClearanceStep.HEAD_SIGNS)),
        ("监督初审", supervisor, _decided(passed, ClearanceStep.FIRST_REVIEW)),
        ("巡察办核准", "巡察办", _decided(passed, ClearanceStep.APPROVAL)),
        (row.status.term if current == 6 else "已销号", "", _last_day(detail) if current == 6 else "—"),
    ]
    late = "late" if row.overdue_days else "now"
    states = ["done" if number < current else late if number == current else "todo" for number in range(6)]
    return [(state, name, who, when) for state, (name, who, when) in zip(states, names, strict=True)]


def _on_the_spot(detail: FindingDetail) -> list[tuple[str, str, str, str]]:
    """A 即知即改 finding, or one that a ledger brought in as cleared, has not gone through the chain."""
    steps = [("已交办", "巡察办", _first_day(detail)), ("整改中", detail.row.unit_name, f"进度 {detail.row.percent}%")]
    last = ("当场核销" if detail.row.handling is Handling.IMMEDIATE else "已销号", "", _last_day(detail))
    return [("done", *step) for step in (*steps, last)]


def _decided(passed: dict[ClearanceStep, DecisionRow], step: ClearanceStep) -> str:
    decision = passed.get(step)
    return f"{decision.decided_on} 通过" if decision else "—"


def _first_day(detail: FindingDetail) -> str:
    days = [p.valid_from for p in detail.periods if p.status in Status.counted()]
    return f"{min(days)} 移交" if days else "待确认"


def _last_day(detail: FindingDetail) -> str:
    return str(detail.periods[-1].valid_from)


def _show_text(detail: FindingDetail) -> None:
    st.text(detail.row.text)
    place = (
        f"原文位置：{detail.document_title} 第 {detail.source_start}—{detail.source_end} 字"
        if detail.document_title
        else "手工录入或随台账导入"
    )
    origin = [detail.source.term, detail.aspect, place, f"反弹自 {detail.relapse_of}" if detail.relapse_of else ""]
    st.markdown(f":small[:gray[{plain('　'.join(part for part in origin if part))}]]")
    told = {"成因": detail.cause, "性质": detail.nature, "重点工作": "、".join(detail.tags), "备注": detail.note}
    if any(told.values()):
        st.markdown("　".join(f":gray[{label}]　{plain(text)}" for label, text in told.items() if text))
    show_ties(detail.ties)


def _show_tasks(detail: FindingDetail) -> None:
    if not detail.measures:
        st.markdown(":gray[还没有任务和措施。]")
        return
    for task in detail.tasks:
        if task.goal:
            st.markdown(f"**整改目标**　{plain(task.goal)}")
    st.dataframe(
        {
            "措施": [f"{m.task_seq}.{m.seq}" for m in detail.measures],
            "内容": [m.text for m in detail.measures],
            "完成情况": [m.status.term for m in detail.measures],
            "完成日期": [m.done_on for m in detail.measures],
            "成效": [m.result for m in detail.measures],
            "佐证/件": [m.evidence for m in detail.measures],
        },
        hide_index=True,
        placeholder="",
        row_height=32,
        key="finding.measures",
    )


def _show_responsibility(detail: FindingDetail) -> None:
    facts = detail.responsibility
    st.table(
        {
            "责任领导": [facts.owner_leader or "未填写"],
            "牵头部门": [facts.lead_office or "未填写"],
            "配合部门": [facts.co_offices or "—"],
            "经办人": [facts.handler or "未填写"],
        }
    )


def _show_outcome(detail: FindingDetail) -> None:
    facts = detail.outcome
    lines = {
        "整改成效": facts.summary,
        "处置结果": facts.disposal or (":red[未填写]" if detail.involves_persons else ""),
        "清退追缴挽损": numbers.money(facts.recovered_yuan),
        "举一反三范围": facts.wider_review,
        "建立修订制度": "；".join(f"《{p.name}》{p.number}" for p in detail.policies),
        "剩余事项": facts.remaining,
    }
    for label, text in lines.items():
        st.markdown(f":gray[{label}]　{text if text.startswith(':red') else plain(text or '—')}")
