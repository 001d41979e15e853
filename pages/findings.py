"""问题台账: every finding, narrowed by what is asked, each one click from its history."""

from dataclasses import replace

import streamlit as st

from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingCounts, FindingPage, count_findings, list_findings
from dashboard.components import export, filters, findings, pager, say, status_pills, tables
from dashboard.shell import open_page

ctx = open_page("findings")
with ctx.tools:
    text = st.text_input(
        "查找", placeholder="编号、单位、问题文字", key="find", type="search", width=160, label_visibility="collapsed"
    )
criteria: FindingCriteria = replace(filters.show_finding_filters(ctx), text=text)
counts: FindingCounts = ctx.read(count_findings, criteria)
statuses, only = status_pills.show_status_pills(counts)
criteria = findings.narrowed(criteria, statuses, only)
page: FindingPage = ctx.read(list_findings, criteria, pager.window(criteria))
say.show_sentence(findings.sentence(page, counts))
if not page.rows:
    say.show_empty(
        "search_off", "没有符合条件的问题", "放宽筛选或换一个统计日；还没有数据时，请先导入台账或拆分反馈意见。"
    )
    st.stop()
with st.container(key="fill", height=400, border=False):
    tables.show_findings(page.rows, key="findings.table")
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    st.markdown(findings.basis(page))
    pager.show_pager(page.total, criteria)
    export.show_findings_export(ctx, criteria, page.total)
