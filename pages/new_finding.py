"""录入问题: one finding after the other, with similar earlier ones beside it."""

import streamlit as st

from dashboard.components import say, similar
from dashboard.forms.new_finding import NewFinding, added, choose_inspection
from dashboard.shell import open_page, plain

ctx = open_page("new_finding", dated=False)
inspection = choose_inspection(ctx)
if inspection is None:
    say.show_empty("add_notes", "还没有可录入的巡察", "先在“基础数据—巡察”登记反馈日，再来录入问题。")
    st.stop()
where = f"{plain(inspection.unit_name)}（{plain(inspection.round_name)}）"
say.show_sentence(
    f"{where}现有 **{inspection.findings}** 个问题，本次已录入 **{added()}** 个；录入即移交单位，从反馈日起计。"
)
form = NewFinding(ctx, inspection)
left, right = st.columns([8, 5], gap="medium")
with left:
    form.show_text()
    form.show_fields()
with right:
    similar.show_similar(form.similar(), form.marks)
with st.bottom, st.container(key="foot", horizontal=True, vertical_alignment="center"):
    st.markdown(similar.marked_words(form.marks), width="stretch")
    save = st.button(
        "保存并录下一个", type="primary", shortcut="Ctrl+S", disabled=not form.text.strip(), key="new_finding.save"
    )
if save:
    form.save()
