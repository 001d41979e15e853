"""总览: ten seconds for leaders – sentence, figures, shape, what is late, who scores low."""

import streamlit as st

from core.queries.findings import Window, list_overdue
from core.queries.progress import Progress, summarise_progress
from dashboard.components import filters, overview, overview_scores, say, tables
from dashboard.navigation import is_on_top
from dashboard.shell import open_page

ctx = open_page("overview")
criteria = filters.show_finding_filters(ctx)
progress: Progress = ctx.read(summarise_progress, criteria)
scores = overview_scores.read_scores(ctx, criteria)
say.show_sentence(overview.sentence(progress) + overview_scores.sentence(scores))
overview.show_figures(progress)
if progress.now.findings == 0:
    say.show_empty("inbox", "还没有问题", "导入台账或拆分反馈意见后，这里会显示进度；也可以换一个统计日或放宽筛选。")
    st.stop()
say.show_legend(overview.basis(progress))
full_width = is_on_top(ctx.actor)
left, middle, *beside = st.columns([37, 39, 24] if full_width and scores.rows else [2, 3], gap="medium")
with left:
    overview.show_rounds(progress)
    say.section("逾期事项", f"{progress.now.overdue} 个，列前 10；在手=自转到当前责任人起的工作日")
    late = ctx.read(list_overdue, criteria, Window(limit=10)).rows
    tables.show_overdue(late, key="overview.overdue", wide=full_width)
with middle:
    overview.show_units(progress)
with beside[0] if beside else left:
    overview_scores.show(scores)
