"""评估得分: each round's units by score within their kind, each opening to its sheet."""

import streamlit as st

from core.queries.evaluation import EvaluationRow, list_evaluations
from dashboard import numbers
from dashboard.components import evaluation, export, say
from dashboard.shell import open_page

ctx = open_page("evaluation")
rows: tuple[EvaluationRow, ...] = ctx.read(list_evaluations, evaluation.show_filters(ctx))
say.show_sentence(evaluation.sentence(rows, numbers.month_day(ctx.as_of)))
if not rows:
    say.show_empty("leaderboard", "还没有评估", "巡察反馈后，在“评分录入”填写得分表并采用，这里就会显示。")
    st.stop()
evaluation.show_legend()
evaluation.show_by_kind(rows)
say.section("全部巡察", "点一行看得分表；较上次为与上一次评估总分之差")
evaluation.show_table(rows)
export.show_list_export(ctx, evaluation.listing(rows))
