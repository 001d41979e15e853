"""整改进度: by round, by unit, each number leading to its rows."""

import streamlit as st

from core.queries.progress import Progress, summarise_progress
from dashboard.components import export, filters, overview, say
from dashboard.components import progress as parts
from dashboard.shell import open_page

ctx = open_page("progress")
criteria = filters.show_finding_filters(ctx)
progress: Progress = ctx.read(summarise_progress, criteria)
say.show_sentence(parts.sentence(progress))
if progress.now.findings == 0 and not progress.units:
    say.show_empty("inbox", "还没有问题", "导入台账或拆分反馈意见后，这里会显示进度；也可以换一个统计日或放宽筛选。")
    st.stop()
say.section("各轮次", overview.basis(progress))
parts.show_lines(parts.round_lines(progress.rounds), key="progress.rounds", name="round")
say.section("各单位", f"{len(progress.units)} 家，固定次序；各状态相加等于问题数，逾期、临期与状态重叠")
parts.show_lines(parts.unit_lines(progress.units), key="progress.units", name="unit")
export.show_list_export(ctx, parts.listing(progress))
