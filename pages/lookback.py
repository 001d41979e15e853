"""回头看: whom to look back at, and why; the leading group decides."""

import streamlit as st

from core.queries.lookback import LookbackRow, list_lookback
from dashboard import numbers
from dashboard.components import evaluation, export, lookback, say
from dashboard.shell import open_page

ctx = open_page("lookback")
rows: tuple[LookbackRow, ...] = ctx.read(list_lookback, evaluation.show_filters(ctx))
say.show_sentence(lookback.sentence(rows, numbers.month_day(ctx.as_of)))
if not rows:
    say.show_empty(
        "history", "没有候选，也没有提示", "评估等次为差的列为候选；大面积逾期、自评虚高、反弹、屡改屡犯列为提示。"
    )
    st.stop()
lookback.show_candidates(lookback.candidates(rows))
st.space("small")
lookback.show_hints(lookback.hinted(rows))
export.show_list_export(ctx, lookback.listing(rows))
