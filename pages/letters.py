"""督办文书: warning letters, supervision orders and admonitions to units, from the draft to the answer."""

import streamlit as st

from core.queries.dispatch_rows import DispatchRow
from core.queries.dispatches import get_dispatch, list_dispatches
from core.vocabulary import DispatchKind, Role
from dashboard.components import dispatch, dispatch_choice, dispatches, export, say
from dashboard.forms.dispatch import show_steps
from dashboard.forms.dispatch_print import show_print
from dashboard.forms.dispatches import show_letter_form, show_sending
from dashboard.shell import open_page

ctx = open_page("letters", dated=False)
KINDS = DispatchKind.letters()
number = dispatch.chosen_paper()
if number is not None:
    detail = ctx.read_now(get_dispatch, number)
    dispatch.show_way_back(ctx)
    say.show_sentence(dispatch.sentence(detail.row))
    dispatch.show_way(detail.row)
    show_steps(ctx, detail)
    words, beside = st.columns([8, 5], gap="medium")
    with words:
        dispatch.show_paper(detail)
    with beside:
        dispatch.show_beside(detail)
    st.stop()
with ctx.tools:
    show_letter_form(ctx)
is_above = ctx.actor.has(Role.OFFICE, Role.LEADER)
rows: tuple[DispatchRow, ...] = ctx.read_now(list_dispatches, dispatch_choice.show_filters(ctx, KINDS))
of_unit = ctx.actor.has(*Role.of_a_unit()) and not is_above
say.show_sentence(dispatches.own_sentence(rows) if of_unit else dispatches.list_sentence(rows, "督办文书"))
if not rows:
    say.show_empty("drafts", "还没有督办文书", "预警函、督办单、告诫书由巡察办起草、发出；发出后在这里签收、反馈。")
    st.stop()
with st.container(key="fill", height=400, border=False):
    opened, chosen = dispatches.show_list(rows, key="letters.list", picks_many=is_above)
    dispatch.open_paper(opened)
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    if is_above:
        st.markdown(f"已选 **{len(chosen)}** 份", width="stretch")
        show_print(ctx, chosen)
    frame = dispatches.dispatch_frame(rows)
    export.show_list_export(ctx, export.as_shown("letters", "督办文书", f"文书{len(rows)}份；自然日", frame))
    show_sending(ctx, chosen)
