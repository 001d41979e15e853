"""Drawing up and signing a hand-over sheet; pages offer what the row says, commands check it again."""

import streamlit as st

from core.abilities import COMMANDS, reaching_grant
from core.commands.handovers import DrawUpHandover, SignHandover
from core.queries.handovers import HandoverRow
from dashboard.shell import PageContext, attempt


def show_steps(ctx: PageContext, row: HandoverRow) -> None:
    """The one step that waits, for whoever may take it."""
    if row.turn is None:
        return
    name = "sign_handover" if row.turn.is_drawn_up else "draw_up_handover"
    if reaching_grant(ctx.actor, COMMANDS[name], row.place) is None:
        return
    if not row.turn.is_drawn_up:
        _draw_up(ctx, row)
    elif ctx.actor.has(row.turn.role):
        side = "接收" if row.given_on else "移交"
        if st.button(f"签字{side}", type="primary", icon=":material/draw:", key=f"handovers.sign.{row.id}"):
            command = SignHandover(handover_id=row.id, version=row.version)
            if attempt(lambda: ctx.write(command), f"已签字{side}。"):
                st.rerun()


def _draw_up(ctx: PageContext, row: HandoverRow) -> None:
    with st.form(f"handovers.draw_up.{row.inspection_id}.{row.to_phase}", border=False):
        note = st.text_area(
            "需要交代的情况",
            max_chars=4000,
            placeholder="未销号问题、长期坚持事项、风险点由系统按今天的情况列出；这里写还要交代什么",
        )
        if not st.form_submit_button("填写交接单", type="primary"):
            return
    command = DrawUpHandover(inspection_id=row.inspection_id, to_phase=row.to_phase, note=note)
    if attempt(lambda: ctx.write(command), "交接单已填写，待移交方签字。"):
        st.rerun()
