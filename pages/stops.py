"""卡在哪里: where things stop, by body and by person, and what lies with nobody."""

import streamlit as st

from core.queries.items import WaitingRow, list_items, list_unheld, where_things_stop
from dashboard.components import export, items, say, stops
from dashboard.shell import open_page

ctx = open_page("stops", dated=False)
rows: tuple[WaitingRow, ...] = ctx.read_now(list_items)
unheld: tuple[WaitingRow, ...] = ctx.read_now(list_unheld)
bodies = where_things_stop(rows, by_person=False)
say.show_sentence(stops.sentence(rows, bodies, unheld, ctx.today))
if not rows:
    say.show_empty("inbox", "没有在办事项", "有问题移交、方案报送、文书发出时，这里会显示在谁手里、几天了。")
    st.stop()
people = where_things_stop(rows, by_person=True)
body_tab, person_tab, unheld_tab = st.tabs(
    [f"按单位和部门 {len(bodies)}", f"按责任人 {len(people)}", f"无人负责 {len(unheld)}"]
)
with body_tab:
    say.section("在谁手里", f"事项 {len(rows)} 件；在手为工作日，超期为自然日；点一行看是哪几件")
    holder = stops.show_stops(bodies, by_person=False)
    if holder:
        stops.show_lying(rows, holder)
    frame = items.item_frame(rows, with_holder=True)
    export.show_list_export(
        ctx, export.as_shown("stops", "在办事项", f"事项{len(rows)}件；剩余为自然日，在手为工作日", frame)
    )
with person_tab:
    say.section("在谁手里", "责任人取责任清单、在任一把手和监督主体负责人职务；没有登记的单列")
    stops.show_stops(people, by_person=True)
with unheld_tab:
    say.section("无人负责", "应由某个岗位办、而岗位上现在没有人的事项")
    stops.show_unheld(unheld)
