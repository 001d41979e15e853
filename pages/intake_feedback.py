"""反馈拆分: a feedback text becomes drafts; the office corrects and confirms them."""

import streamlit as st

from core.queries.intake import DraftRow, list_drafts
from dashboard.components import say
from dashboard.forms import drafts, intake_feedback
from dashboard.shell import open_page

ctx = open_page("intake_feedback", dated=False)
with ctx.tools:
    inspection = intake_feedback.choose_inspection(ctx)
if inspection is None:
    say.show_empty("event_busy", "还没有巡察", "先在“基础数据”登记轮次、单位和巡察，再来拆分反馈意见。")
    st.stop()
waiting: tuple[DraftRow, ...] = drafts.in_order(ctx.read_now(list_drafts, inspection.id))
with ctx.tools:
    mode = intake_feedback.choose_mode(len(waiting))
intake_feedback.show_missing_day(ctx, inspection)
intake_feedback.show_refusal()
work = intake_feedback.current_work()
if mode == intake_feedback.SPLIT and work is None:
    intake_feedback.show_source()
elif mode == intake_feedback.SPLIT and work is not None:
    table = intake_feedback.show_split(work)
    with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
        intake_feedback.show_split_actions(work, table, inspection)
elif not waiting:
    say.show_empty("task_alt", "没有待确认的草稿", "这次巡察的草稿都已确认或撤销；新的反馈意见在“拆分新的”里拆分。")
else:
    say.show_sentence(drafts.waiting_sentence(waiting, inspection))
    table = drafts.show_waiting(ctx, waiting)
    with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
        drafts.show_waiting_actions(ctx, waiting, table)
