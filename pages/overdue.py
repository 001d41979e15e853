"""逾期与临期: what is late, at whom it lies and since when, what falls due next."""

import streamlit as st

from core.queries.findings import FindingPage, Window, list_due_soon, list_overdue
from core.queries.holders import summarise_holders
from dashboard import numbers
from dashboard.components import filters, overdue, saved_views, say
from dashboard.shell import open_page

ctx = open_page("overdue")
criteria = filters.show_finding_filters(ctx)
saved_views.show_saved_views(ctx, "overdue")
late: FindingPage = ctx.read(list_overdue, criteria, Window())
soon: FindingPage = ctx.read(list_due_soon, criteria, Window())
holders = ctx.read(summarise_holders, criteria)
say.show_sentence(overdue.sentence(late, soon, holders, numbers.month_day(ctx.as_of)))
late_tab, soon_tab, holder_tab = st.tabs([f"逾期 {late.total}", f"临期 {soon.total}", f"在谁手里 {len(holders)}"])
note = "口径：问题数；逾期、剩余为自然日，在手为自转到当前责任人起的工作日；点任一格看详情"
with late_tab:
    say.section("逾期", note)
    overdue.show_late(ctx, late, criteria)
with soon_tab:
    say.section("临期", note)
    overdue.show_soon(ctx, soon, criteria)
with holder_tab:
    say.section("逾期问题现在谁手里", "在手为工作日")
    overdue.show_holders(holders)
