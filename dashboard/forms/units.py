"""单位: inspected units, their supervisors and their heads."""

from datetime import date
from typing import Any

import streamlit as st

from core.commands.master_data import SUPERVISORS, AppointUnitHead, ChangeUnit, CreateUnit
from core.messages import field_name
from core.queries.master_data import UnitRow
from core.vocabulary import UnitKind
from dashboard.components import say
from dashboard.components.master_data import UNIT_COLUMNS, MasterData, show_heads, unit_line
from dashboard.components.records import choose_record, show_records
from dashboard.forms import unit_batch
from dashboard.forms.record import Fields, RecordForm, Values, show_form
from dashboard.shell import PageContext, plain

TABLE, BATCH, HEADS = "单位表", "批量新增", "任职记录"
FORM_WIDTH = 520
EARLIEST = date(1990, 1, 1)


def show_units(ctx: PageContext, data: MasterData) -> None:
    """One of three views: the table, many new units at once, the tenures."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = st.segmented_control(
            "看什么",
            [TABLE, BATCH, HEADS],
            default=TABLE,
            required=True,
            key="units.view",
            label_visibility="collapsed",
        )
        if view == TABLE:
            _show_buttons(ctx, data)
    if view == BATCH:
        unit_batch.show_batch(ctx)
    elif view == HEADS:
        _show_tenures(data)
    elif not data.units:
        say.show_empty("apartment", "还没有单位", "单位多时用“批量新增”，可从 Excel 整块粘贴。")
    else:
        lines = [unit_line(row) for row in data.units]
        show_records(lines, [row.id for row in data.units], chooser="units.chosen", columns=UNIT_COLUMNS)


def _show_buttons(ctx: PageContext, data: MasterData) -> None:
    show_form(ctx, add_form(data))
    names = {row.id: f"{row.short_name}（{row.code}）" for row in data.units}
    chosen = choose_record(data.units, names, key="units.chosen", hint="点表中一行，或在此找单位")
    if chosen:
        show_form(ctx, change_form(data, chosen))
        show_form(ctx, head_form(chosen))


def _show_tenures(data: MasterData) -> None:
    if not data.heads:
        say.show_empty(
            "badge", "还没有任职记录", "在“单位表”里选一个单位，用“一把手任职”登记；没有在任的一把手就不能签字。"
        )
        return
    show_heads(data.heads)
    st.markdown(":small[:gray[按单位排列，同一单位新的在前。签字按签字当日在任的人核对。]]")


def add_form(data: MasterData) -> RecordForm:
    """A new unit."""

    def draw(fields: Fields, _row: Any) -> Values:
        code = st.text_input("编号", max_chars=32, placeholder="如 LZZ，不能有空格", key=fields.key("code"))
        return {"code": code} | _unit_fields(data, fields, None)

    return RecordForm(
        name="units.add",
        label="新增单位",
        icon=":material/add:",
        send="新增单位",
        done="单位已新增。",
        command=CreateUnit,
        draw=draw,
        kind="primary",
        width=FORM_WIDTH,
    )


def change_form(data: MasterData, row: UnitRow) -> RecordForm:
    """What is known of a unit; one that is out of use keeps its past."""

    def draw(fields: Fields, opened: UnitRow) -> Values:
        values = _unit_fields(data, fields, opened)
        active = st.checkbox(
            "启用（停用后不再参加新的巡察，过去的记录保留）", key=fields.start("is_active", opened.is_active)
        )
        return values | {"unit_id": opened.id, "version": opened.version, "is_active": active}

    return RecordForm(
        name="units.change",
        label=f"修改 {plain(row.short_name)}",
        icon=":material/edit:",
        send="保存单位",
        done="单位已保存。",
        command=ChangeUnit,
        draw=draw,
        row=row,
        line=unit_line,
        width=FORM_WIDTH,
    )


def head_form(row: UnitRow) -> RecordForm:
    """Who takes office, and what that means for the one before."""

    def draw(fields: Fields, opened: UnitRow) -> Values:
        st.markdown(f"现任：{plain(opened.head or '未登记')}")
        st.markdown(
            ":small[:gray[换届：前任任期到新任任职前一天为止，其账号的一把手权限和登录随即失效；"
            "新任的账号由安全保密管理员另行授权。]]"
        )
        values = {
            "unit_id": opened.id,
            "post": st.text_input("职务", max_chars=80, placeholder="如 党组书记、局长", key=fields.key("post")),
            "name": st.text_input("姓名（可只写岗位）", max_chars=80, key=fields.key("name")),
        }
        left, right = st.columns(2)
        started = left.date_input("起始日期", None, min_value=EARLIEST, format="YYYY-MM-DD", key=fields.key("from_on"))
        ended = right.date_input(
            "终止日期（在任不填）", None, min_value=EARLIEST, format="YYYY-MM-DD", key=fields.key("to_on")
        )
        return values | {"from_on": started, "to_on": ended}

    return RecordForm(
        name="units.head",
        label="一把手任职",
        icon=":material/badge:",
        send="登记任职",
        done="任职已登记。",
        command=AppointUnitHead,
        draw=draw,
        row=row,
        width=FORM_WIDTH,
    )


def _unit_fields(data: MasterData, fields: Fields, row: UnitRow | None) -> Values:
    left, right = st.columns(2)
    values: Values = {
        "name": left.text_input("名称", max_chars=80, key=fields.start("name", row.name if row else "")),
        "short_name": right.text_input(
            "简称", max_chars=80, key=fields.start("short_name", row.short_name if row else "")
        ),
        "kind": left.selectbox(
            "类别", list(UnitKind), format_func=_term, key=fields.start("kind", row.kind if row else UnitKind.AGENCY)
        ),
        "sort_order": right.number_input(
            "排序（同类中从小到大）", 0, 100_000, step=1, key=fields.start("sort_order", row.sort_order if row else 0)
        ),
    }
    return values | {name: _supervisor_field(data, fields, row, name) for name in SUPERVISORS}


def _supervisor_field(data: MasterData, fields: Fields, row: UnitRow | None, name: str) -> int | None:
    present = getattr(row, name) if row else None
    bodies = data.bodies_of(SUPERVISORS[name], keep=present)
    return st.selectbox(
        field_name(name),
        list(bodies),
        index=None,
        format_func=lambda number: bodies.get(number, ""),
        placeholder="未定",
        key=fields.start(name, present),
    )


def _term(kind: UnitKind) -> str:
    return kind.term
