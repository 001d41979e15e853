"""双向抄告: the office drafts, sends and decides; receivers read, sign for and answer; how punctual each is."""

import streamlit as st

from core.queries.dispatch_receivers import list_charged_units, summarise_receivers
from core.queries.dispatch_rows import DispatchRow
from core.queries.dispatches import DispatchCriteria, get_dispatch, list_dispatches
from core.vocabulary import DispatchKind, Role
from dashboard.components import dispatch, dispatch_choice, dispatches, export, say
from dashboard.forms.dispatch import show_steps
from dashboard.forms.dispatch_print import show_print
from dashboard.forms.dispatches import show_drafting, show_sending
from dashboard.forms.duty_departments import show_duty_departments
from dashboard.shell import open_page

ctx = open_page("copy_notices", dated=False)
KINDS = DispatchKind.copy_notices()
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
is_office, is_above = ctx.actor.has(Role.OFFICE), ctx.actor.has(Role.OFFICE, Role.LEADER)
names = ["抄告单" if is_above else "我收到的抄告"]
names += ["签收反馈情况"] if is_above else []
names += ["分管的单位"] if is_above else ["我分管的单位"] if ctx.actor.has(Role.CHARGE_LEADER) else []
names += ["分类与主责部门"] if is_office else []
tab = st.segmented_control(
    "看什么", names, default=names[0], key="copy_notices.tab", label_visibility="collapsed", required=True
)
everything = DispatchCriteria(kinds=KINDS)
if tab == names[0]:
    show_drafting(ctx)
    criteria = dispatch_choice.show_filters(ctx, KINDS)
    rows: tuple[DispatchRow, ...] = ctx.read_now(list_dispatches, criteria)
    say.show_sentence(dispatches.list_sentence(rows, "抄告单") if is_above else dispatches.own_sentence(rows))
    if not rows:
        say.show_empty("forward_to_inbox", "还没有抄告单", "巡察反馈后由巡察办拟稿、发出；发出后在这里签收、反馈。")
        st.stop()
    with st.container(key="fill", height=400, border=False):
        opened, chosen = dispatches.show_list(rows, key="copy_notices.list", picks_many=is_above)
        dispatch.open_paper(opened)
    with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
        if is_above:
            st.markdown(f"已选 **{len(chosen)}** 份", width="stretch")
            show_print(ctx, chosen)
        frame = dispatches.dispatch_frame(rows)
        export.show_list_export(ctx, export.as_shown("copy_notices", "双向抄告", f"抄告{len(rows)}份；自然日", frame))
        show_sending(ctx, chosen)
elif tab == "签收反馈情况":
    say.section("签收反馈情况", "口径：已发出、未撤回的抄告份数；签收 3 日内、反馈按每份的时限算按时")
    dispatches.show_figures(
        dispatches.receiver_frame(ctx.read_now(summarise_receivers, everything)),
        dispatches.RECEIVER_WIDTHS,
        red="其中超期",
    )
elif tab == "分类与主责部门":
    show_duty_departments(ctx)
else:
    say.section(tab, "问题数按截至今天的状态；抄告按份数，只计致分管领导的")
    dispatches.show_figures(dispatches.unit_frame(ctx.read_now(list_charged_units)), dispatches.UNIT_WIDTHS, red="逾期")
