"""进展录入: one unit's open findings as a table to fill in, saved all at once."""

import streamlit as st

from core.queries.master_data import Options, list_options
from dashboard.components import entry as parts
from dashboard.components import say
from dashboard.forms import entry
from dashboard.shell import open_page

ctx = open_page("entry", dated=False)
options: Options = ctx.read_now(list_options)
with ctx.tools:
    unit = parts.choose_unit(options)
if unit is None:
    say.show_empty("domain_disabled", "还没有单位", "先在“基础数据”登记单位和巡察，再来录入进展。")
    st.stop()
rows = entry.open_rows(ctx, unit)
say.show_sentence(parts.sentence(rows))
entry.show_refusal()
if not rows:
    say.show_empty("task_alt", "没有要报进展的问题", "这个单位的问题都已销号或在审核中，见“问题台账”。")
    st.stop()
st.markdown(parts.GUIDE)
table = entry.EntryTable(ctx, unit, rows)
table.show()
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    st.markdown(parts.changes(len(table.typed), table.problems), width="stretch")
    st.button("放弃修改", on_click=entry.discard, args=(ctx, unit), disabled=not table.typed, key="entry.discard")
    save = st.button(
        f"保存 {len(table.typed)} 行",
        type="primary",
        shortcut="Ctrl+S",
        disabled=not table.typed or bool(table.problems),
        key="entry.save",
    )
if save:
    table.save()
    st.rerun()
