"""评估得分表: one evaluation with every point, where it comes from and what would lift the grade."""

import streamlit as st

from core.queries.score_sheet import ScoreSheet, get_score_sheet
from dashboard.components import say, score_sheet
from dashboard.components.sheet_choice import choose_sheet
from dashboard.shell import open_page

ctx = open_page("score_sheet", dated=False)
chosen = choose_sheet(ctx, evaluated=True)
if chosen is None:
    say.show_empty("grid_on", "还没有评估结果", "巡察办在“评分录入”填好得分表并采用后，这里就能看到每一分的来处。")
    st.stop()
sheet: ScoreSheet = ctx.read_now(get_score_sheet, *chosen)
say.show_sentence(score_sheet.sentence(sheet))
left, right = st.columns([13, 7], gap="medium")
with left:
    score_sheet.show_lines(sheet)
with right:
    score_sheet.show_sources(sheet)
    score_sheet.show_grade(sheet)
    score_sheet.show_lift(sheet)
