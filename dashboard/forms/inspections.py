"""巡察: which unit is inspected in which round by whom, when it was fed back, how it ended."""

from datetime import timedelta

import streamlit as st

from core.commands.inspections import AssignPanel, RecordFeedback, RegisterCloseOut
from core.queries.inspections import InspectionRow
from core.vocabulary import BodyKind
from dashboard.components import say
from dashboard.components.master_data import INSPECTION_COLUMNS, MasterData, inspection_line
from dashboard.components.records import choose_record, show_records
from dashboard.forms import inspection_batch
from dashboard.forms.record import Fields, RecordForm, Values, show_form
from dashboard.shell import PageContext

ALL = 0
PANEL_DAYS = 30


def show_inspections(ctx: PageContext, data: MasterData) -> None:
    """The buttons, then the table of one round or of all."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        inspection_batch.show_add(data)
        rows = _rows_of_round(data)
        names = {row.id: f"{row.unit_name}（{row.round_name}）" for row in rows}
        chosen = choose_record(rows, names, key="inspections.chosen", hint="点表中一行，或在此找巡察")
        if chosen:
            _show_steps(ctx, data, chosen)
    if not data.inspections:
        say.show_empty("event_busy", "还没有巡察", "一次可登记一轮的多个单位；登记后才能录入问题。")
        return
    lines = [inspection_line(row) for row in rows]
    show_records(lines, [row.id for row in rows], chooser="inspections.chosen", columns=INSPECTION_COLUMNS)
    st.markdown(":small[:gray[口径：问题数，不含待确认和已撤销。反馈日是所有期限的起算日，问题移交后不能再改。]]")


def feedback_form(ctx: PageContext, row: InspectionRow) -> RecordForm:
    """Day T."""

    def draw(fields: Fields, opened: InspectionRow) -> Values:
        day = st.date_input(
            "反馈日",
            max_value=ctx.today,
            format="YYYY-MM-DD",
            key=fields.start("feedback_on", opened.feedback_on or ctx.today),
        )
        return {"inspection_id": opened.id, "version": opened.version, "feedback_on": day or None}

    return RecordForm(
        name="inspections.feedback",
        label="登记反馈日",
        icon=":material/event_available:",
        send="登记反馈日",
        done="反馈日已登记。",
        command=RecordFeedback,
        draw=draw,
        row=row,
        line=inspection_line,
    )


def close_out_form(ctx: PageContext, row: InspectionRow) -> RecordForm:
    """A close-out decided on paper, with its document number."""

    def draw(fields: Fields, opened: InspectionRow) -> Values:
        st.markdown(":small[:gray[全部问题已销号，或已转长期坚持并有阶段目标，才能登记。]]")
        day = st.date_input(
            "报结日期", max_value=ctx.today, format="YYYY-MM-DD", key=fields.start("closed_on", ctx.today)
        )
        document = st.text_input("文号", max_chars=80, placeholder="批准报结的文件文号", key=fields.key("document"))
        return {
            "inspection_id": opened.id,
            "version": opened.version,
            "closed_on": day or None,
            "document": document,
        }

    return RecordForm(
        name="inspections.close_out",
        label="登记报结",
        icon=":material/verified:",
        send="登记报结",
        done="已登记报结，转长期监督。",
        command=RegisterCloseOut,
        draw=draw,
        row=row,
        line=inspection_line,
    )


def panel_form(ctx: PageContext, row: InspectionRow, panels: dict[int, str]) -> RecordForm:
    """A panel may see this inspection for a time."""

    def draw(fields: Fields, opened: InspectionRow) -> Values:
        st.markdown(":small[:gray[指派期内，该组成员可以查看这次巡察；期满自动收回。]]")
        panel = st.selectbox(
            "督查组",
            list(panels),
            format_func=panels.__getitem__,
            index=None,
            placeholder="请选择",
            key=fields.key("panel_id"),
        )
        left, right = st.columns(2)
        start = left.date_input("起始日期", format="YYYY-MM-DD", key=fields.start("from_on", ctx.today))
        last = ctx.today + timedelta(days=PANEL_DAYS)
        end = right.date_input("终止日期", format="YYYY-MM-DD", key=fields.start("to_on", last))
        return {"inspection_id": opened.id, "panel_id": panel, "from_on": start or None, "to_on": end or None}

    return RecordForm(
        name="inspections.panel",
        label="指派督查组",
        icon=":material/groups:",
        send="指派督查组",
        done="督查组已指派。",
        command=AssignPanel,
        draw=draw,
        row=row,
    )


def _show_steps(ctx: PageContext, data: MasterData, row: InspectionRow) -> None:
    show_form(ctx, feedback_form(ctx, row))
    show_form(ctx, close_out_form(ctx, row))
    show_form(ctx, panel_form(ctx, row, data.bodies_of(BodyKind.PANEL)))


def _rows_of_round(data: MasterData) -> tuple[InspectionRow, ...]:
    names = {row.id: row.name for row in data.rounds}
    chosen = st.selectbox(
        "轮次",
        [ALL, *names],
        format_func=lambda number: names.get(number, "全部轮次"),
        key="inspections.round",
        label_visibility="collapsed",
        width=150,
    )
    return tuple(row for row in data.inspections if chosen in (ALL, row.round_id))
