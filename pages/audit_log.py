"""审计日志: both trails, newest first, and whether their chains hold; read by the auditor only."""

import streamlit as st

from core.queries.trail import list_access_events, list_audit_events, verify_trails
from dashboard.components import audit_log as parts
from dashboard.components import pager, say
from dashboard.live import read_live
from dashboard.shell import open_page

KINDS = {parts.CHANGES: list_audit_events, parts.ACCESSES: list_access_events}

ctx = open_page("audit_log", dated=False)
totals = {name: parts.newest(read_live(ctx, function, 1, 0)) for name, function in KINDS.items()}
say.show_sentence(parts.sentence(*totals.values()))
with ctx.tools:
    asked = st.button("校验哈希链", icon=":material/policy:", key="audit_log.verify")
if asked:
    with st.spinner("正在逐条校验…"):
        parts.show_checks(read_live(ctx, verify_trails))
for tab, (name, function) in zip(st.tabs(list(KINDS), key="audit_log.kind"), KINDS.items(), strict=True):
    with tab:
        if not totals[name]:
            say.show_empty(*parts.EMPTY[name])
            continue
        window = pager.window(f"audit_log.{name}")
        parts.show_trail(read_live(ctx, function, window.limit, window.offset), name)
        pager.show_pager(totals[name], f"audit_log.{name}")
