"""问题台账: every finding, narrowed by what is asked, each one click from its history."""

from dataclasses import replace

import streamlit as st

from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingCounts, FindingPage, count_findings
from dashboard.components import export, filters, findings, pager, saved_views, say, status_pills, tables
from dashboard.shell import open_page

ctx = open_page("findings")
text = filters.show_search(ctx)
criteria: FindingCriteria = replace(filters.show_finding_filters(ctx), text=text)
counts: FindingCounts = ctx.read(count_findings, criteria)
statuses, only = status_pills.show_status_pills(counts)
criteria = findings.narrowed(criteria, statuses, only)
page: FindingPage = pager.read(ctx, criteria)
row = st.container(horizontal=True, vertical_alignment="center")
with row:
    say.show_sentence(findings.sentence(page, counts))
saved_views.show_saved_views(ctx, "findings", row)
if not page.rows:
    say.show_empty(
        "search_off", "没有符合条件的问题", "放宽筛选或换一个统计日；还没有数据时，请先导入台账或拆分反馈意见。"
    )
    st.stop()
with st.container(key="fill", height=400, border=False):
    tables.show_findings(page.rows, key="findings.table")
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    st.markdown(findings.basis(page))
    pager.show_pager(page.total)
    export.show_list_export(ctx, findings.listing(ctx, criteria, page.total))
