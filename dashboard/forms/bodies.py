"""监督主体: teams, offices, panels, posts and departments that supervise units."""

from typing import Any

import streamlit as st

from core.commands.master_data import ChangeBody, CreateBody
from core.queries.master_data import BodyRow
from core.vocabulary import BodyKind
from dashboard.components import say
from dashboard.components.master_data import BODY_COLUMNS, MasterData, body_line
from dashboard.components.records import choose_record, show_records
from dashboard.forms.record import Fields, RecordForm, Values, show_form
from dashboard.shell import PageContext, plain

FORM_WIDTH = 420
ALL = ""


def show_bodies(ctx: PageContext, data: MasterData) -> None:
    """The buttons, then the table of one kind or of all."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_form(ctx, add_form())
        rows = _rows_of_kind(data)
        names = {row.id: row.name for row in rows}
        chosen = choose_record(rows, names, key="bodies.chosen", hint="点表中一行，或在此选监督主体")
        if chosen:
            show_form(ctx, change_form(chosen))
    if not data.bodies:
        say.show_empty(
            "groups", "还没有监督主体", "巡察组、执纪监督室、派驻组、督查组、分管领导、主责部门都在这里登记。"
        )
        return
    lines = [body_line(row) for row in rows]
    show_records(lines, [row.id for row in rows], chooser="bodies.chosen", columns=BODY_COLUMNS)
    st.markdown(":small[:gray[停用后不能再选，过去的记录保留。]]")


def add_form() -> RecordForm:
    """A new body."""

    def draw(fields: Fields, _row: Any) -> Values:
        return {
            "kind": st.selectbox("类别", list(BodyKind), format_func=_term, key=fields.key("kind")),
            "code": st.text_input("编号", max_chars=32, placeholder="如 XC1，不能有空格", key=fields.key("code")),
            "name": st.text_input("名称", max_chars=80, placeholder="如 第一巡察组", key=fields.key("name")),
            "leader_post": st.text_input(
                "负责人职务（可不填）", max_chars=200, placeholder="如 组长", key=fields.key("leader_post")
            ),
        }

    return RecordForm(
        name="bodies.add",
        label="新增监督主体",
        icon=":material/add:",
        send="新增监督主体",
        done="监督主体已新增。",
        command=CreateBody,
        draw=draw,
        kind="primary",
        width=FORM_WIDTH,
    )


def change_form(row: BodyRow) -> RecordForm:
    """Name, post and whether it is in use."""

    def draw(fields: Fields, opened: BodyRow) -> Values:
        return {
            "body_id": opened.id,
            "version": opened.version,
            "name": st.text_input("名称", max_chars=80, key=fields.start("name", opened.name)),
            "leader_post": st.text_input(
                "负责人职务（可不填）", max_chars=200, key=fields.start("leader_post", opened.leader_post)
            ),
            "is_active": st.checkbox("启用", key=fields.start("is_active", opened.is_active)),
        }

    return RecordForm(
        name="bodies.change",
        label=f"修改 {plain(row.name)}",
        icon=":material/edit:",
        send="保存监督主体",
        done="监督主体已保存。",
        command=ChangeBody,
        draw=draw,
        row=row,
        line=body_line,
        width=FORM_WIDTH,
    )


def _rows_of_kind(data: MasterData) -> tuple[BodyRow, ...]:
    names = {kind.value: kind.term for kind in BodyKind}
    chosen = st.selectbox(
        "类别",
        [ALL, *names],
        format_func=lambda code: names.get(code, "全部类别"),
        key="bodies.kind",
        label_visibility="collapsed",
        width=170,
    )
    return tuple(row for row in data.bodies if chosen in (ALL, row.kind.value))


def _term(kind: BodyKind) -> str:
    return kind.term
