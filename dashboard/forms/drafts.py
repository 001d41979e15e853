"""待确认: drafts are corrected, confirmed or withdrawn by the office; others see what waits."""

from collections.abc import Sequence

import streamlit as st

from core import clock
from core.abilities import COMMANDS, may
from core.commands.findings import Confirmation, ConfirmFindings, Draft, Withdrawal, WithdrawFindings
from core.errors import CoreError
from core.identity import Actor
from core.intake.feedback import LOW_CONFIDENCE
from core.messages import sentence
from core.queries.inspections import InspectionRow
from core.queries.intake import DraftRow
from dashboard import gate, numbers, runtime
from dashboard.components import say
from dashboard.components.original import show_passage
from dashboard.forms.draft_table import DraftTable, corrected_all, line_of
from dashboard.forms.intake_feedback import REFUSED, sure_word
from dashboard.shell import PageContext, flash, plain

REASON, DIALOG_REFUSED, DONE = (f"intake_feedback.{name}" for name in ("reason", "withdrawal_refused", "withdrawn"))


def in_order(rows: Sequence[DraftRow]) -> tuple[DraftRow, ...]:
    """The doubtful ones first, each group by number."""
    return tuple(sorted(rows, key=lambda row: not _is_doubtful(row)))


def waiting_sentence(rows: Sequence[DraftRow], inspection: InspectionRow) -> str:
    """How many wait, and what becomes of them."""
    low = sum(map(_is_doubtful, rows))
    doubtful = f"，其中 :orange[**把握低 {low} 个**]" if low else ""
    feedback_on = inspection.feedback_on
    then = f"确认后自反馈日（{numbers.month_day(feedback_on)}）起交办" if feedback_on else "登记反馈日以后才能确认"
    return f"{plain(inspection.unit_name)}待确认 **{len(rows)}** 个{doubtful}；{then}。"


def show_waiting(ctx: PageContext, rows: Sequence[DraftRow]) -> DraftTable:
    """The drafts with the original of one of them below."""
    drafts = [_draft(row) for row in rows]
    lines = [
        line_of(draft, taken=False, sure=sure_word(row.confidence), 编号=row.code)
        for row, draft in zip(rows, drafts, strict=True)
    ]
    table = DraftTable("intake_feedback.waiting", [r.id for r in rows], [r.version for r in rows], lines)
    locked = not may(ctx.actor, COMMANDS["confirm_findings"])
    say.section("待确认的草稿", "由巡察办确认" if locked else "改好再确认；勾选几个就只确认这几个")
    table.show(height=min(260, 34 * len(rows) + 40), text_width=360, locked=locked)
    _show_original(rows)
    return table


def show_waiting_actions(ctx: PageContext, rows: Sequence[DraftRow], table: DraftTable) -> None:
    """Withdraw the ticked ones, confirm them, or confirm all when none is ticked."""
    if not may(ctx.actor, COMMANDS["confirm_findings"]):
        st.markdown(":small[:gray[草稿由巡察办确认后交办；需要改的请告诉巡察办。]]", width="stretch")
        return
    taken = table.taken
    st.markdown(f":small[:gray[已勾选 {len(taken)} 个。]]", width="stretch")
    if st.button(
        f"撤销勾选的 {len(taken)} 个", disabled=not taken, icon=":material/undo:", key="intake_feedback.withdraw"
    ):
        _ask([rows[place] for place in taken], table)
    st.button(
        f"确认勾选的 {len(taken)} 个" if taken else f"全部确认 {len(rows)} 个",
        on_click=gate.guarded(_confirm),
        args=(tuple(rows), table, taken or tuple(range(len(rows)))),
        type="primary",
        icon=":material/check:",
        key="intake_feedback.confirm",
    )


def _is_doubtful(row: DraftRow) -> bool:
    return row.confidence is not None and row.confidence < LOW_CONFIDENCE


def _show_original(rows: Sequence[DraftRow]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.selectbox(
            "对照原文",
            range(len(rows)),
            format_func=lambda place: f"对照原文：{rows[place].code}　{rows[place].title}",
            key="intake_feedback.waiting_place",
            label_visibility="collapsed",
            width=480,
        )
        row = rows[chosen or 0]
        source = f"{plain(row.document_title)}　方面：{plain(row.aspect or '没有写明')}"
        st.markdown(f":small[:gray[{source}]]", width="stretch")
    start = max(row.context.find(row.text), 0)
    end = start + len(row.text) if row.text in row.context else start
    show_passage(row.context or row.text, start, end, height=110)


@st.dialog("撤销草稿")
def _ask(rows: Sequence[DraftRow], table: DraftTable) -> None:
    gate.require()
    if st.session_state.pop(DONE, False):
        st.rerun()
    st.markdown(
        f"撤销 {'、'.join(plain(row.code) for row in rows[:8])}{' 等' if len(rows) > 8 else ''}，记录留存备查。"
    )
    st.text_area("撤销理由", key=REASON, max_chars=4000, height=96)
    if text := st.session_state.pop(DIALOG_REFUSED, ""):
        st.error(plain(text), icon=":material/block:")
    st.button(
        f"撤销 {len(rows)} 个草稿",
        on_click=gate.guarded(_withdraw),
        args=(tuple(rows), table),
        type="primary",
        key="intake_feedback.withdraw_confirmed",
    )


def _draft(row: DraftRow) -> Draft:
    """A stored draft as the command takes it; what is stored was checked when it came in."""
    return Draft.model_construct(
        text=row.text,
        title=row.title,
        subcategory=row.subcategory,
        category=row.category,
        handling=row.handling,
        due_on=row.due_on,
        involves_persons=row.involves_persons,
        amount_yuan=row.amount_yuan,
        aspect=row.aspect,
        confidence=row.confidence,
    )


def _confirm(actor: Actor, rows: Sequence[DraftRow], table: DraftTable, places: Sequence[int]) -> None:
    try:
        drafts = corrected_all([_draft(row) for row in rows], table.lines, places)
        confirmations = tuple(
            Confirmation(finding_id=rows[place].id, version=rows[place].version, draft=draft)
            for place, draft in zip(places, drafts, strict=True)
        )
        done = runtime.carry_out(actor, ConfirmFindings(confirmations=confirmations), clock.today())
    except CoreError as error:
        st.session_state[REFUSED] = sentence(error)
        return
    table.forget([rows[place].id for place in places])
    flash(f"已确认 {done} 个问题，自反馈日起交办。")


def _withdraw(actor: Actor, rows: Sequence[DraftRow], table: DraftTable) -> None:
    try:
        withdrawals = tuple(Withdrawal(finding_id=row.id, version=row.version) for row in rows)
        command = WithdrawFindings(withdrawals=withdrawals, reason=st.session_state.get(REASON) or "")
        done = runtime.carry_out(actor, command, clock.today())
    except CoreError as error:
        st.session_state[DIALOG_REFUSED] = sentence(error)
        return
    table.forget([row.id for row in rows])
    st.session_state[DONE] = True
    flash(f"已撤销 {done} 个草稿。")
