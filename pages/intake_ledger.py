"""台账导入: an Excel ledger in three steps – file, units, result – and the batches that came in before."""

import streamlit as st

from core.commands.import_preview import unit_names
from dashboard.components import import_result, say
from dashboard.forms import batches, intake_ledger, ledger_desk, ledger_file, ledger_target, ledger_units
from dashboard.shell import open_page, plain

ctx = open_page("intake_ledger", dated=False)
with ctx.tools:
    intake_ledger.show_template_button()
choices = ledger_target.targets(ctx)
if not choices:
    say.show_empty("event_busy", "还没有巡察轮次", "先在“基础数据”登记轮次，再来导入台账；空白模板现在就可以下载。")
    st.stop()
work = ledger_desk.current_work()
steps = st.container()
ledger_desk.show_refusal()
if work is None:
    with steps:
        ledger_desk.show_steps(None, None)
    ledger_desk.show_result()
    target = ledger_target.choose_target(choices)
    ledger_file.take_file(ctx)
    batches.show_batches(ctx)
    st.stop()
above = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    target = ledger_target.choose_target(choices)
    names = ledger_units.read_choices(ctx, work.check, unit_names(work.check), target)
    preview = intake_ledger.preview_of(ctx, work, target, names.resolved())
    feedback_on, counted_on = ledger_target.choose_days(ctx, target, new=target.new_inspections(preview) > 0)
    intake_ledger.show_notes(preview)
if preview.doubt:
    st.warning(plain(preview.doubt), icon=":material/help:")
with steps:
    ledger_desk.show_steps(work, preview)
with above:
    say.show_sentence(import_result.sentence(preview))
    import_result.show_figures(preview, work.seconds)
ledger_units.show_choices(names, preview.unknown_units)
order = intake_ledger.Order(
    work=work, target=target, preview=preview, choices=names, feedback_on=feedback_on, counted_on=counted_on
)
corrected = intake_ledger.show_tabs(order)
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    intake_ledger.show_actions(order)
if corrected is not None:
    ledger_file.check_again(ctx, work, corrected)
