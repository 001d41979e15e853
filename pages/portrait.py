"""单位画像: one unit among its kind, or all units to choose from."""

import streamlit as st

from core.queries.portrait import list_portraits
from dashboard import numbers
from dashboard.components import (
    export,
    filters,
    portrait,
    portrait_cards,
    portrait_list,
    portrait_losses,
    portrait_panels,
    portrait_view,
    say,
)
from dashboard.shell import open_page

ctx = open_page("portrait")
unit = portrait_view.choose_unit(ctx)
if not unit:
    kinds = filters.show_finding_filters(ctx, "kind").unit_kinds
    portrait_list.show_archive_button(ctx)
    rows = ctx.read(list_portraits, kinds)
    if not rows:
        say.show_empty("account_balance", "还没有单位", "在“基础数据”登记单位、巡察反馈并移交问题后，这里会显示画像。")
        st.stop()
    say.show_sentence(portrait_list.sentence(rows, numbers.month_day(ctx.as_of)))
    portrait_list.show_kinds(rows)
    export.show_list_export(ctx, portrait_list.listing(rows))
    st.stop()
view = portrait_view.read_unit(ctx, unit)
say.show_sentence(portrait.sentence(view))
portrait_cards.show_figures(view)
left, right = st.columns([5, 4], gap="medium")
with left:
    portrait.show_dimensions(view)
    portrait.show_timeline(view)
with right:
    portrait.show_words(view)
    portrait_losses.show_losses(view)
portrait_panels.show_panels(view)
