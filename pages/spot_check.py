"""回马枪: findings drawn by chance weighted by risk, sealed first, held before everybody, kept for good."""

import streamlit as st

from core.draw_offers import may_seal, sees_draws
from core.queries.drawn_findings import DrawnRow, list_drawn
from core.queries.draws import DrawDetail, DrawRow, get_draw, list_draws, verify_draw
from dashboard.components import draw_choice, export, say, spot_check, spot_draw
from dashboard.forms import spot_check as forms
from dashboard.shell import open_page

ctx = open_page("spot_check", dated=False)
if not sees_draws(ctx.actor):
    drawn: tuple[DrawnRow, ...] = ctx.read_now(list_drawn)
    if not drawn:
        say.show_empty("shuffle", "没有抽中的问题", "抽取以后，抽中的、在您监督范围内的问题列在这里。")
        st.stop()
    say.show_sentence(spot_check.drawn_sentence(drawn))
    spot_check.show_drawn(drawn)
    st.stop()
rows: tuple[DrawRow, ...] = ctx.read_now(list_draws)
chosen = draw_choice.choose_draw(ctx, rows)
if chosen is None:
    may_draw = may_seal(ctx.actor, rows)
    if not rows and not may_draw:
        say.show_empty("shuffle", "还没有抽取过", "巡察办封存候选名单以后，抽取和结果列在这里。")
        st.stop()
    say.show_sentence(spot_check.list_sentence(rows))
    names = [f"抽取记录 {len(rows)}"] * bool(rows) + ["新的抽取"] * may_draw
    for name, tab in zip(names, st.tabs(names), strict=True):
        with tab:
            if name == "新的抽取":
                forms.show_new_draw(ctx)
            else:
                spot_check.show_list(rows)
                export.show_list_export(
                    ctx,
                    export.as_shown("spot_check", "回马枪抽取", f"次，共{len(rows)}次", spot_check.draw_frame(rows)),
                )
    st.stop()
detail: DrawDetail = ctx.read_now(get_draw, chosen)
say.show_sentence(spot_draw.sentence(detail))
spot_check.show_repeats(detail.row.repeats)
with st.container(horizontal=True, gap="small", key="steps"):
    forms.show_steps(ctx, detail.row)
    spot_draw.show_downloads(detail)
if detail.sheet:
    spot_draw.show_result(detail)
    with st.expander("核验：刚刚逐项复算"):
        spot_draw.show_checks(ctx.read_now(verify_draw, chosen))
else:
    spot_draw.show_commitment(detail)
with st.expander(f"候选名单 {detail.row.frame_size}", expanded=detail.sheet is None):
    spot_draw.show_frame(detail)
    frame = spot_draw.candidate_frame(detail.candidates)
    export.show_list_export(ctx, export.as_shown("spot_check.frame", "回马枪候选名单", f"问题{len(frame)}个", frame))
