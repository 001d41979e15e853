"""对账: where the five ledgers do not hold each other, by unit and kind, each one click from the place that mends it."""

import streamlit as st

from core.queries.cross_check import BreakList, list_breaks
from dashboard.components import cross_check, filters, saved_views, say
from dashboard.shell import open_page

ctx = open_page("cross_check", dated=False)
found: BreakList = ctx.read_now(list_breaks, filters.show_finding_filters(ctx, "round", "unit"))
saved_views.show_saved_views(ctx, "cross_check")
say.show_sentence(cross_check.sentence(found))
if not found.rows:
    say.show_empty(*cross_check.nothing(found))
    st.stop()
kind = cross_check.show_kinds(found)
rows = cross_check.of_kind(found, kind)
list_tab, unit_tab = st.tabs([f"逐条 {len(rows)}", f"按单位 {len(found.units)}"])
with list_tab:
    cross_check.show_list(rows)
with unit_tab:
    cross_check.show_matrix(found.units)
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    st.markdown(cross_check.basis(found))
    cross_check.show_export(ctx, rows, found)
