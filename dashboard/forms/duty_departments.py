"""The table of kinds of findings and the departments that answer for them; changed lines are saved as one."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.commands.duty_departments import DutyLine, SetDutyDepartments
from core.queries.dispatches import DutyRow, list_duty_departments
from core.queries.master_data import BodyRow, list_bodies
from core.vocabulary import BodyKind
from dashboard.shell import PageContext, attempt

SAVES = "duty.saves"
COLUMN = "主责部门"


def show_duty_departments(ctx: PageContext) -> None:
    """Choose a department in each line; what is empty has none."""
    rows: tuple[DutyRow, ...] = ctx.read_now(list_duty_departments)
    bodies: tuple[BodyRow, ...] = ctx.read_now(list_bodies)
    ids = {row.name: row.id for row in bodies if row.kind is BodyKind.DEPARTMENT and row.is_active}
    empty = sum(row.body_id is None for row in rows)
    st.markdown(f":small[:gray[问题上填了主责部门的以问题为准，没有填的按本表。还有 {empty} 类没有指定。]]")
    frame = pd.DataFrame(
        {
            "分类": [f"{row.subcategory.value} {row.subcategory.term}" for row in rows],
            COLUMN: [row.name or None for row in rows],
        }
    )
    edited = st.data_editor(
        frame,
        key=f"duty.table.{st.session_state.get(SAVES, 0)}",
        hide_index=True,
        height=420,
        row_height=32,
        width=560,
        disabled=["分类"],
        column_config={
            "分类": st.column_config.TextColumn(width=200),
            COLUMN: st.column_config.SelectboxColumn(width=320, options=list(ids)),
        },
    )
    lines = changed_lines(rows, list(edited[COLUMN]), ids)
    label = f"保存 {len(lines)} 类" if lines else "保存"
    if st.button(label, type="primary", disabled=not lines, key="duty.save") and (
        attempt(lambda: ctx.write(SetDutyDepartments(lines=lines)), lambda count: f"已保存 {count} 类。")
    ):
        st.session_state[SAVES] = st.session_state.get(SAVES, 0) + 1
        st.rerun()


def changed_lines(rows: Sequence[DutyRow], names: Sequence[object], ids: dict[str, int]) -> tuple[DutyLine, ...]:
    """Lines whose department is another than the one stored."""
    wanted = [ids.get(name) if isinstance(name, str) else None for name in names]
    return tuple(
        DutyLine(subcategory=row.subcategory, body_id=body_id, version=row.version)
        for row, body_id, name in zip(rows, wanted, names, strict=True)
        if body_id != row.body_id and name != (row.name or None)
    )
