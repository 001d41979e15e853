"""三期交接: changes of phase, whose signature is lacking, and the sheets."""

import streamlit as st

from core.queries.handovers import HandoverRow, list_handovers
from dashboard.components import export, handovers, say
from dashboard.components.chosen import choose_one
from dashboard.forms.handovers import show_steps
from dashboard.shell import open_page

ctx = open_page("handovers", dated=False)
rows: tuple[HandoverRow, ...] = ctx.read_now(list_handovers)
say.show_sentence(handovers.sentence(rows, ctx.today))
if not rows:
    say.show_empty(
        "swap_horiz", "还没有要交接的", "集中整改期满转中期、报结转长期时，在这里填交接单，移交方和接收方都签字。"
    )
    st.stop()
names = {f"{row.inspection_code}.{row.to_phase.value}": f"{row.unit_name} 转{row.to_phase.term}" for row in rows}
by_inspection = {row.inspection_code: f"{row.inspection_code}.{row.to_phase.value}" for row in reversed(rows)}
chosen = choose_one(ctx, "inspection", names, "选一次交接", aliases=by_inspection)
picked = handovers.show_list(rows)
if picked is not None:
    chosen = f"{picked.inspection_code}.{picked.to_phase.value}"
row = next((one for one in rows if f"{one.inspection_code}.{one.to_phase.value}" == chosen), None)
if row is not None:
    show_steps(ctx, row)
    if row.id:
        handovers.show_sheet(row)
frame = handovers.handover_frame(rows)
export.show_list_export(ctx, export.as_shown("handovers", "三期交接", f"换期{len(rows)}次；超期为自然日", frame))
