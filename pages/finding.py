"""问题详情: one finding – where it is, its five ledgers, its history, and the steps it offers."""

import streamlit as st

from core.queries.cross_check import get_finding_breaks
from core.queries.finding import get_finding
from core.queries.finding_rows import FindingDetail
from core.queries.timeline import list_timeline
from dashboard.components import episodes, finding, finding_choice, links, say
from dashboard.forms import cross_check, steps, ties
from dashboard.shell import open_page

ctx = open_page("finding", dated=False)
number = finding_choice.chosen()
if number is None:
    finding_choice.show_choice(ctx)
    st.stop()
detail: FindingDetail = ctx.read_now(get_finding, number)
with ctx.tools:
    links.show_way_back()
    finding_choice.show_neighbours(ctx, detail)
finding.show_title(detail)
say.show_sentence(finding.sentence(detail))
finding.show_stations(detail)
finding.show_warning(detail)
cross_check.show_check(ctx, detail, ctx.read_now(get_finding_breaks, number))
steps.show_steps(ctx, detail)
left, right = st.columns([9, 4], gap="medium")
with left:
    finding.show_ledgers(ctx, detail)
    episodes.show_episodes(detail)
    ties.show_tie_desk(ctx, detail)
with right:
    finding.show_timeline(ctx.read_now(list_timeline, number))
