"""风险信号: what may hint at sham rectification, each hint with the findings, files and days behind it."""

import streamlit as st

from core.queries.risk_signals import SignalRow, list_risk_signals
from dashboard.components import export, filters, risk_signals, say
from dashboard.shell import open_page

ctx = open_page("risk_signals", dated=False)
rows: tuple[SignalRow, ...] = ctx.read_now(
    list_risk_signals, filters.show_finding_filters(ctx, "round", "unit", "kind")
)
if not rows:
    say.show_empty(
        "task_alt", "没有提示", "期限前集中销号、佐证重复使用、成效文字雷同、自评虚高、销号后反弹的，列在这里。"
    )
    st.stop()
say.show_sentence(risk_signals.sentence(rows))
found = risk_signals.hints(rows, risk_signals.choose_kind(rows))
hint = risk_signals.show_list(found)
if hint is not None:
    risk_signals.show_traces(hint)
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    st.markdown(f":small[:gray[{risk_signals.BASIS}]]")
    export.show_list_export(
        ctx, export.as_shown("risk_signals", "风险信号", "条；提示不是结论", risk_signals.hint_frame(found))
    )
