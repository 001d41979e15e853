"""评分录入: the office fills one score sheet, with evidence proposed, and adopts its figures."""

import streamlit as st

from dashboard.components import say, score_sheet, sheet_choice
from dashboard.forms import open_sheet, score_entry, sheet_steps
from dashboard.shell import open_page

ctx = open_page("score_entry", dated=False)
chosen = sheet_choice.choose_sheet(ctx, evaluated=False)
if chosen is None:
    say.show_empty("edit_square", "还没有可评估的巡察", "先在“基础数据—巡察”登记反馈日，再来评分。")
    st.stop()
sheet = open_sheet.open_sheet(ctx, *chosen)
say.show_sentence(score_sheet.sentence(sheet))
with ctx.tools:
    sheet_choice.show_drafts(ctx)
if sheet.adopted_on is not None:
    st.info(f"这次评估已于 {sheet.adopted_on} 采用，不能再改；确需更正，先写明理由撤回。", icon=":material/lock:")
    sheet_steps.show_withdrawal(ctx, sheet)
    st.stop()
entry = score_entry.ScoreEntry(ctx, sheet)
grid, survey, facts, milestones = st.tabs(["指标评分", "群众测评", "否决与不符事项", "节点日期"])
with grid:
    entry.show_table()
    below = st.container()
with survey:
    entry.show_survey()
with facts:
    entry.show_facts()
with milestones:
    sheet_steps.show_milestones(ctx, sheet)
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="bottom"):
    entry.show_day()
    st.markdown(score_entry.words(entry), width="stretch")
    save = st.button(
        "保存得分表", type="primary", shortcut="Ctrl+S", disabled=bool(entry.problems), key="score_entry.save"
    )
    unready = bool(entry.problems or entry.preview().missing)
    adopt = st.button("保存并采用", disabled=unready, key="score_entry.adopt")
if save:
    entry.save()
if adopt:
    entry.adopt()
with below:
    entry.show_theirs()
