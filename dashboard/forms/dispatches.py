"""What the office does with many papers: draft the notices of an inspection, draft a letter, send what is ticked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from core.abilities import COMMANDS, may
from core.commands.dispatch_drafting import DraftCopyNotices, Drafted, DraftLetter
from core.commands.dispatches import SendDispatches
from core.queries.criteria import FindingCriteria
from core.queries.dispatch_rows import DispatchRow
from core.queries.findings import Window, list_findings
from core.queries.inspections import InspectionRow, list_inspections
from core.vocabulary import DispatchKind, DispatchState
from dashboard.shell import PageContext, attempt

MOST = 500
NAMED = 8
HELP = "按分管关系、问题分类给每个对象各拟一份；已拟、已发的不重复，只补缺的。"


def show_drafting(ctx: PageContext) -> None:
    """Choose an inspection that had its feedback, press once."""
    if not may(ctx.actor, COMMANDS["draft_copy_notices"]):
        return
    names = _names(ctx)
    with ctx.tools:
        number = st.selectbox(
            "巡察",
            list(names),
            format_func=names.__getitem__,
            key="dispatches.inspection",
            width=280,
            label_visibility="collapsed",
        )
        pressed = st.button(
            "自动拟稿", icon=":material/note_add:", key="dispatches.draft", disabled=number is None, help=HELP
        )
    # A refusal needs the width of the page: it names what is lacking and where to mend it.
    if pressed and attempt(lambda: ctx.write(DraftCopyNotices(inspection_id=number)), drafted_words):
        st.rerun()


def drafted_words(drafted: Drafted) -> str:
    """How many were drafted, and what hindered that there are more."""
    said = f"已拟稿 {len(drafted.dispatch_ids)} 份。"
    if drafted.without_leader:
        said += "这家单位没有在任的分管领导，请在“基础数据—单位”中指定。"
    if codes := drafted.without_department:
        more = f"等{len(codes)}个" if len(codes) > NAMED else ""
        said += f"找不到主责部门的问题：{'、'.join(codes[:NAMED])}{more}，请在“分类与主责部门”中指定。"
    return said


def show_sending(ctx: PageContext, chosen: Sequence[DispatchRow]) -> None:
    """Send the drafts among what is ticked."""
    drafts = tuple(row.id for row in chosen if row.state is DispatchState.DRAFT)
    if not may(ctx.actor, COMMANDS["send_dispatches"]):
        return
    label = f"发出 {len(drafts)} 份" if drafts else "发出"
    if st.button(label, type="primary", icon=":material/send:", disabled=not drafts, key="dispatches.send") and (
        attempt(lambda: ctx.write(SendDispatches(dispatch_ids=drafts)), sent_words)
    ):
        st.rerun()


def sent_words(numbers: Sequence[str]) -> str:
    """First and last number that was given."""
    return f"已发出 {len(numbers)} 份：{numbers[0]}{f' 至 {numbers[-1]}' if len(numbers) > 1 else ''}。"


def show_letter_form(ctx: PageContext) -> None:
    """A letter to a unit: kind, what it is about, what is asked for, and the day to answer by."""
    if not may(ctx.actor, COMMANDS["send_dispatches"]):
        return
    with st.popover("起草文书", icon=":material/edit_document:", type="primary"), st.container(width=560):
        names = _names(ctx)
        number = st.selectbox("巡察", list(names), format_func=names.__getitem__, key="letters.inspection")
        findings = _findings(ctx, number)
        with st.form("letters.draft", border=False):
            kind = st.segmented_control(
                "类别", DispatchKind.letters(), default=DispatchKind.WARNING_LETTER, format_func=_term, required=True
            )
            chosen = st.multiselect(
                "涉及问题（可不选）", list(findings), format_func=findings.__getitem__, placeholder="选择问题"
            )
            summary = st.text_area("主要事项", max_chars=4000, placeholder="如 3个问题逾期未销号")
            advice = st.text_area("整改要求", max_chars=4000, placeholder="做到什么、何时做到")
            day = st.date_input("反馈时限（空着只要求签收）", None, min_value=ctx.today, format="YYYY-MM-DD")
            if not st.form_submit_button("存为草稿", type="primary") or number is None:
                return
        letter: dict[str, Any] = {
            "inspection_id": number,
            "kind": kind,
            "finding_ids": tuple(chosen),
            "summary": summary,
            "advice": advice,
            "reply_by_on": day if isinstance(day, date) else None,
        }
        if attempt(
            lambda: ctx.write(DraftLetter(**letter)),
            "草稿已保存，可在列表中修改、发出。",
        ):
            st.rerun()


def _names(ctx: PageContext) -> dict[int, str]:
    """Inspections that had their feedback, the newest round first."""
    rows: tuple[InspectionRow, ...] = ctx.read_now(list_inspections)
    return {row.id: f"{row.unit_name}（{row.round_name}）" for row in reversed(rows) if row.feedback_on}


def _findings(ctx: PageContext, number: int | None) -> dict[int, str]:
    rows: tuple[InspectionRow, ...] = ctx.read_now(list_inspections)
    code = next((row.code for row in rows if row.id == number), None)
    if code is None:
        return {}
    found = ctx.read_now(list_findings, FindingCriteria(inspection=code), Window(limit=MOST))
    return {row.id: f"{row.code}　{row.title}" for row in found.rows}


def _term(member: DispatchKind) -> str:
    return member.term
