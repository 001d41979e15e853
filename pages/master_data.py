"""基础数据: rounds, units, inspections and the bodies that supervise them, kept by the office."""

import streamlit as st

from dashboard.components import say
from dashboard.components.master_data import TABS, read_master_data, sentence
from dashboard.forms.bodies import show_bodies
from dashboard.forms.inspections import show_inspections
from dashboard.forms.rounds import show_rounds
from dashboard.forms.units import show_units
from dashboard.shell import open_page

ctx = open_page("master_data", dated=False)
data = read_master_data(ctx)
say.show_sentence(sentence(data))
tabs = st.tabs(TABS, key="part", on_change="rerun", bind="query-params")
for tab, show in zip(tabs, (show_rounds, show_units, show_inspections, show_bodies), strict=True):
    with tab:
        show(ctx, data)
