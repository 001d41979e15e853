"""Planning, changing, recording and cancelling visits; a 督办单 after them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from core.abilities import COMMANDS, may
from core.commands.dispatch_drafting import DraftLetter
from core.commands.visits import CancelVisit, ChangeVisit, PlannedVisit, PlanVisits, RecordVisit, TeamMember
from core.queries.master_data import BodyRow, UnitRow, list_bodies, list_units
from core.queries.visits import VisitDetail
from core.queries.visits_due import DueInspection
from core.visit_offers import FOUND_WRONG, offered_on_visit
from core.vocabulary import BodyKind, DispatchKind, TeamSide, VisitMethod
from dashboard.components import supervision
from dashboard.shell import PageContext, attempt

LEADS = (BodyKind.TEAM, BodyKind.DISCIPLINE_OFFICE, BodyKind.PANEL)
OFFICE = "巡察办"
EACH_ITS_OWN = -1
"""In place of a body: every unit is visited under its own discipline office."""
ORDER_DAYS = 15


def show_due(ctx: PageContext, due: Sequence[DueInspection]) -> None:
    """The due list; ticked lines are planned at once by one team."""
    event: Any = st.dataframe(
        supervision.due_frame(due),
        key="supervision.due",
        hide_index=True,
        height=280,
        row_height=30,
        on_select="rerun",
        selection_mode="multi-row",
    )
    chosen = [due[place] for place in event.selection.rows]
    if not may(ctx.actor, COMMANDS["plan_visits"]):
        return
    with st.form("supervision.plan", border=False):
        from_on, to_on, lead = _period_and_lead(ctx, ctx.today, ctx.today + timedelta(days=10), EACH_ITS_OWN)
        members = _members(ctx, "plan", ())
        words = f"安排督查 {len(chosen)} 家" if chosen else "先在上面勾选单位"
        sent = st.form_submit_button(words, type="primary", disabled=not chosen)
    if not sent:
        return
    inspections = tuple(
        PlannedVisit(
            inspection_id=row.inspection_id, lead_body_id=row.discipline_office_id if lead == EACH_ITS_OWN else lead
        )
        for row in chosen
    )

    def save() -> Any:
        team = _team(members)
        return ctx.write(PlanVisits(inspections=inspections, from_on=from_on, to_on=to_on, members=team))

    if attempt(save, lambda ids: f"已安排督查 {len(ids)} 次，底稿已按应督问题开好；登记前单位看不到。"):
        st.rerun()


def show_steps(ctx: PageContext, detail: VisitDetail) -> None:
    """What may be done with one visit now."""
    offered = offered_on_visit(ctx.actor, detail)
    with st.container(horizontal=True, gap="small"):
        if "record_visit" in offered:
            with st.popover("登记督查", icon=":material/task_alt:", type="primary"):
                _record_form(ctx, detail)
        if "change_visit" in offered:
            with st.popover("修改安排", icon=":material/edit_calendar:"):
                _change_form(ctx, detail)
        if "cancel_visit" in offered:
            with st.popover("取消督查", icon=":material/event_busy:"):
                _cancel_form(ctx, detail)
        if "draft_letter" in offered:
            with st.popover("拟督办单", icon=":material/mail:", type="primary"):
                _order_form(ctx, detail)


def _record_form(ctx: PageContext, detail: VisitDetail) -> None:
    with st.form(f"supervision.record.{detail.row.id}", border=False):
        visited_on = st.date_input("督查日期", ctx.today, max_value=ctx.today, format="YYYY-MM-DD")
        methods = st.multiselect("督查方式", list(VisitMethod), format_func=_term)
        conclusion = st.text_area("总体情况", max_chars=4000)
        signer = st.text_input("单位签字人", max_chars=80)
        if not st.form_submit_button("登记督查", type="primary"):
            return
    row = detail.row

    def save() -> Any:
        return ctx.write(
            RecordVisit(
                visit_id=row.id,
                version=row.version,
                visited_on=visited_on,
                methods=tuple(methods),
                conclusion=conclusion,
                unit_signer=signer,
            )
        )

    if attempt(save, lambda back: f"督查已登记；反弹重开问题 {len(back)} 个。"):
        st.rerun()


def _change_form(ctx: PageContext, detail: VisitDetail) -> None:
    row = detail.row
    with st.form(f"supervision.change.{row.id}.{row.version}", border=False):
        from_on, to_on, lead = _period_and_lead(ctx, row.planned_from_on, row.planned_to_on, row.lead_body_id)
        members = _members(ctx, f"change.{row.id}.{row.version}", detail.members)
        if not st.form_submit_button("保存安排", type="primary"):
            return

    def save() -> Any:
        team = _team(members)
        return ctx.write(
            ChangeVisit(
                visit_id=row.id, version=row.version, from_on=from_on, to_on=to_on, lead_body_id=lead, members=team
            )
        )

    if attempt(save, "督查安排已保存。"):
        st.rerun()


def _cancel_form(ctx: PageContext, detail: VisitDetail) -> None:
    with st.form(f"supervision.cancel.{detail.row.id}", border=False):
        reason = st.text_area("取消理由", max_chars=4000)
        if not st.form_submit_button("取消督查"):
            return
    if attempt(
        lambda: ctx.write(CancelVisit(visit_id=detail.row.id, version=detail.row.version, reason=reason)),
        "督查已取消，应督问题回到应督清单。",
    ):
        st.rerun()


def _order_form(ctx: PageContext, detail: VisitDetail) -> None:
    """A 督办单 about everything that was found wrong, to be read and sent in 督办文书."""
    wrong = [paper for paper in detail.papers if paper.verdict in FOUND_WRONG]
    text = "\n".join(f"{n}. {p.code} {p.title}：{p.verdict.term}。{p.fact}" for n, p in enumerate(wrong, 1))
    with st.form(f"supervision.order.{detail.row.id}", border=False):
        summary = st.text_area("督查发现", text, max_chars=4000, height=160)
        advice = st.text_area(
            "督办要求", "\n".join(dict.fromkeys(p.handling for p in wrong if p.handling)), max_chars=4000
        )
        reply_by_on = st.date_input("反馈时限", ctx.today + timedelta(days=ORDER_DAYS), format="YYYY-MM-DD")
        if not st.form_submit_button("拟督办单", type="primary"):
            return

    def save() -> Any:
        return ctx.write(
            DraftLetter(
                inspection_id=detail.row.inspection_id,
                kind=DispatchKind.SUPERVISION_ORDER,
                finding_ids=tuple(paper.finding_id for paper in wrong),
                summary=summary,
                advice=advice,
                reply_by_on=reply_by_on if isinstance(reply_by_on, date) else None,
                visit_id=detail.row.id,
            )
        )

    if attempt(save, "督办单已拟好，在“督办文书”里核对后发出。"):
        st.rerun()


def _period_and_lead(ctx: PageContext, start: date, end: date, lead: int | None) -> tuple[Any, Any, int | None]:
    bodies: tuple[BodyRow, ...] = ctx.read_now(list_bodies)
    names = {row.id: row.name for row in bodies if row.is_active and row.kind in LEADS}
    first, second, third = st.columns([1, 1, 2])
    from_on = first.date_input("自", start, format="YYYY-MM-DD")
    to_on = second.date_input("至", end, format="YYYY-MM-DD")
    if lead == EACH_ITS_OWN:
        names = {EACH_ITS_OWN: "联系的执纪监督室（各单位各自的）"} | names
    choices = [None, *names]
    chosen = third.selectbox(
        "带队（第二次起须为联系的执纪监督室）",
        choices,
        index=choices.index(lead) if lead in choices else 0,
        format_func=lambda number: OFFICE if number is None else names[number],
    )
    return from_on, to_on, chosen


def _members(ctx: PageContext, key: str, members: Sequence[Any]) -> pd.DataFrame:
    """The team as a table: one line for each member, of four sides."""
    units: tuple[UnitRow, ...] = ctx.read_now(list_units)
    names = {row.id: row.short_name for row in units}
    sides = {side.term: side for side in TeamSide}
    lines = [
        (m.side.term, m.name, m.post, names.get(m.home_unit_id or 0, ""), m.tie, m.is_leader) for m in members
    ] or [(side.term, "", "", "", "", False) for side in TeamSide]
    frame = pd.DataFrame(lines, columns=["来自", "姓名", "职务", "所在单位", "其他关联", "组长"])
    st.markdown(":small[:gray[联合督查组：四方各有人员；没有姓名的行不算。]]")
    return st.data_editor(
        frame,
        key=f"supervision.members.{key}",
        hide_index=True,
        num_rows="dynamic",
        placeholder="",
        row_height=30,
        column_config={
            "来自": st.column_config.SelectboxColumn(options=list(sides), required=True, width=90),
            "所在单位": st.column_config.SelectboxColumn(options=["", *names.values()], width=120),
            "组长": st.column_config.CheckboxColumn(width=60),
        },
    ).assign(unit_id=lambda made: made["所在单位"].map({name: number for number, name in names.items()}))


def _team(frame: pd.DataFrame) -> tuple[TeamMember, ...]:
    """Lines with a name; raises InvalidInput for what does not fit."""
    named = frame[frame["姓名"].fillna("").str.strip() != ""]
    return tuple(
        TeamMember(
            side=TeamSide.from_term(line["来自"]) or TeamSide.INSPECTION,
            name=line["姓名"],
            post=line["职务"] or "",
            home_unit_id=None if pd.isna(line["unit_id"]) else int(line["unit_id"]),
            tie=line["其他关联"] or "",
            is_leader=bool(line["组长"]),
        )
        for line in named.to_dict("records")
    )


def _term(member: Any) -> str:
    return str(member.term)
