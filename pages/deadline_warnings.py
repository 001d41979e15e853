"""预警: what holds now and whom it reached, what is still to be issued, and the ladder by which warnings rise."""

import streamlit as st

from core.queries.rounds import RoundRow, list_rounds
from core.queries.warnings import DueWarning, WarningRow, list_due_warnings, list_warnings
from core.vocabulary import Role
from dashboard.components import export, say, warnings
from dashboard.forms import round_calendar
from dashboard.forms.warnings import show_issue, show_letters
from dashboard.shell import open_page

ctx = open_page("deadline_warnings", dated=False)
is_office = ctx.actor.has(Role.OFFICE)
rows: tuple[WarningRow, ...] = ctx.read_now(list_warnings, False)
due: tuple[DueWarning, ...] | None = ctx.read_now(list_due_warnings) if is_office else None
rounds: tuple[RoundRow, ...] = ctx.read_now(list_rounds)
say.show_sentence(warnings.sentence(rows, due))
holding = [row for row in rows if row.is_open]
open_tab, past_tab, ladder_tab = st.tabs([f"未解除 {len(holding)}", f"已解除 {len(rows) - len(holding)}", "预警设置"])
with open_tab:
    if due is not None:
        with st.container(horizontal=True, gap="small"):
            show_issue(ctx, due)
            show_letters(ctx)
    warnings.show_warnings(holding)
    frame = warnings.warning_frame(holding)
    export.show_list_export(ctx, export.as_shown("deadline_warnings", "预警", f"未解除预警{len(holding)}条", frame))
with past_tab:
    say.section("已解除", "事项已办完，或者期限改了")
    st.dataframe(
        warnings.warning_frame([row for row in rows if not row.is_open]),
        key="warnings.past",
        hide_index=True,
        height=360,
        row_height=30,
    )
with ladder_tab:
    names = {made.code: made.name for made in reversed(rounds)}
    if names:
        code = st.selectbox("轮次", list(names), format_func=names.__getitem__, key="warnings.round", width=240)
        made = next(one for one in rounds if one.code == code)
        warnings.show_ladder(made)
        if is_office:
            round_calendar.show_ladder_form(ctx, made)
