"""Parts of the first page of everybody who works here: what waits on me."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.queries.items import WaitingRow
from core.queries.warnings import WarningRow
from core.vocabulary import ItemKind
from dashboard import address, numbers
from dashboard.components import items, say
from dashboard.shell import plain

SOON = 10
"""Natural days within which something is named in the sentence."""


def sentence(rows: Sequence[WaitingRow], day: date) -> str:
    """How much waits on me, what is late, what comes next, what has lain longest."""
    if not rows:
        return f"截至{numbers.month_day(day)}，没有等我办的事项。"
    late = sum(row.is_late for row in rows)
    soon = sum(row.days_left is not None and 0 <= row.days_left <= SOON for row in rows)
    longest = max(rows, key=lambda row: row.held_workdays)
    said = f"截至{numbers.month_day(day)}，等我办的 **{numbers.count(len(rows))}** 件"
    said += f"，:red[超期 **{late}** 件]" if late else "，没有超期"
    said += f"，{SOON} 日内到期 **{soon}** 件"
    return f"{said}；在手最久的是 {plain(longest.item.unit_name)}“{plain(longest.item.title)}”，**{longest.held_workdays}** 个工作日。"


def choose_kinds(rows: Sequence[WaitingRow]) -> Sequence[WaitingRow]:
    """Pills with the number of each kind of thing to do; none chosen means all."""
    counts = {kind: sum(row.item.kind is kind for row in rows) for kind in ItemKind}
    kinds = {kind.value: f"{kind.term} {counts[kind]}" for kind in ItemKind if counts[kind]}
    address.take_many("kind", kinds)
    chosen = st.pills(
        "待办类别",
        list(kinds),
        format_func=kinds.__getitem__,
        selection_mode="multi",
        key="kind",
        label_visibility="collapsed",
    )
    address.give("kind", *chosen)
    return [row for row in rows if row.item.kind.value in chosen] if chosen else rows


def show(rows: Sequence[WaitingRow]) -> None:
    """The list, the most urgent first."""
    with st.container(key="fill", height=420, border=False):
        items.show_items(rows, key="todo.items", with_holder=False)


def show_nothing() -> None:
    """Nothing waits."""
    say.show_empty(
        "task_alt", "没有等我办的事项", "有事项转到手里时会出现在这里，按紧急程度排列，点一行就到要办的地方。"
    )


def show_warnings(rows: Sequence[WarningRow]) -> None:
    """Warnings that reached me and still hold, in a line that leads on."""
    if rows:
        highest = rows[0]
        st.warning(
            f"送达我的预警还有 {len(rows)} 条没有解除，最高一级：{highest.key.level.term}——{plain(highest.unit_name)} {plain(highest.title)}（期限 {highest.key.due_on}）。全部见“预警”。",
            icon=":material/notifications_active:",
        )
