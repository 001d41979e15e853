"""里程碑: every inspection's stations with their days; one inspection's way; and the calendar of a round."""

import streamlit as st

from core.queries.calendar import ChainRow, list_chains
from core.queries.rounds import RoundRow, list_rounds
from core.vocabulary import Role
from dashboard.components import export, milestones, say
from dashboard.components.chosen import choose_one
from dashboard.forms import milestones as met
from dashboard.forms import round_calendar
from dashboard.forms.calendar_file import show_calendar_file
from dashboard.shell import open_page

ctx = open_page("milestones")
rows: tuple[ChainRow, ...] = ctx.read(list_chains, ())
rounds: tuple[RoundRow, ...] = ctx.read_now(list_rounds)
chosen = choose_one(
    ctx, "inspection", {row.inspection_code: f"{row.unit_name}（{row.round_name}）" for row in rows}, "全部单位"
)
row = next((one for one in rows if one.inspection_code == chosen), None)
say.show_sentence(milestones.one_sentence(row) if row else milestones.sentence(rows, ctx.as_of))
is_office = ctx.actor.has(Role.OFFICE)
if row is not None:
    milestones.show_way(row)
    with st.container(horizontal=True, gap="small"):
        if is_office and ctx.as_of == ctx.today:
            met.show_met_form(ctx, row)
        show_calendar_file(ctx, (row,))
    st.stop()
if not rows:
    say.show_empty("event", "还没有反馈的巡察", "登记反馈日后，这里按轮次的期限列出每家单位的节点。")
names = {made.code: made.name for made in reversed(rounds)} if is_office else {}
chain_tab, *calendar_tab = st.tabs([f"各单位 {len(rows)}", *(["修改里程碑"] if names else [])])
with chain_tab:
    say.section("各单位节点", "● 已完成　◇ 正在办　！超期　○ 未到；剩余为自然日；点一行看一家的日期")
    if (picked := milestones.show_chains(rows)) is not None:
        st.query_params["inspection"] = picked.inspection_code
        st.rerun()
    with st.container(horizontal=True, gap="small"):
        frame = milestones.chain_frame(rows)
        export.show_list_export(ctx, export.as_shown("milestones", "里程碑", f"巡察{len(rows)}家；剩余为自然日", frame))
        show_calendar_file(ctx, rows)
for tab in calendar_tab:
    with tab:
        code = st.selectbox("轮次", list(names), format_func=names.__getitem__, key="milestones.round", width=240)
        made = next(one for one in rounds if one.code == code)
        round_calendar.show_calendar_form(ctx, made)
