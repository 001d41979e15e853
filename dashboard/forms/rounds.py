"""轮次: rounds with their deadlines, counted from the feedback day."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.commands.master_data import ChangeRound, CreateRound
from core.queries.rounds import RoundRow
from core.rules.plan import DayCount, RoundPlan
from core.vocabulary import RoundKind
from dashboard.components import say
from dashboard.components.master_data import DAY_COUNTS, ROUND_COLUMNS, MasterData, round_line
from dashboard.components.records import choose_record, show_records
from dashboard.forms.record import WIDE, Fields, RecordForm, Values, show_form
from dashboard.shell import PageContext, plain

PRESETS = {"三月制": RoundPlan(), "六月制": RoundPlan.six_months()}
NUMBERS = {
    "immediate_days": ("即知即改", 1, 730, "反馈日起多少日内改完；“即知即改”问题的期限"),
    "intensive_days": ("集中整改", 1, 730, "反馈日起多少日期满；“限期整改”问题的期限，此后转入中期监督"),
    "close_out_days": ("报结", 1, 1460, "反馈日起多少日内报结；“长期坚持”问题的首个阶段目标日"),
    "relay_days": ("传达学习", 1, 90, "反馈日起多少日内党委（党组）会传达"),
    "ledgers_days": ("三清单报送", 1, 180, "反馈日起多少日内报整改方案和三清单"),
    "joint_review_days": ("方案联审", 1, 90, "收到整改方案后多少日内联审同意或退改"),
    "democratic_life_days": ("民主生活会", 1, 365, "反馈日起多少日内召开专题民主生活会"),
    "report_days": ("整改进展报告", 1, 90, "集中整改期满后多少日内报告"),
    "publication_days": ("双公开", 1, 365, "集中整改期满后多少日内党内通报、社会公开"),
    "due_soon_days": ("临期", 1, 90, "期限前多少日起列为临期（绿色预警）"),
    "yellow_days": ("黄色预警", 0, 90, "期限前多少日起转黄色预警，不多于临期天数"),
    "escalate_after_days": ("转告诫", 1, 365, "逾期超过多少日转告诫、问责建议"),
    "extension_limit": ("延期次数", 0, 5, "一个问题最多可以延期几次"),
}
"""Fields of a plan: name, least, most, and what it means."""


def show_rounds(ctx: PageContext, data: MasterData) -> None:
    """The buttons, then the table."""
    names = {row.id: row.name for row in data.rounds}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show_form(ctx, add_form(data.rounds))
        chosen = choose_record(data.rounds, names, key="rounds.chosen", hint="点表中一行，或在此选轮次")
        if chosen:
            show_form(ctx, change_form(chosen))
    if not data.rounds:
        say.show_empty("event_repeat", "还没有轮次", "用“新增轮次”建第一个；期限默认三月制，可改。")
        return
    lines = [round_line(row) for row in data.rounds]
    show_records(lines, [row.id for row in data.rounds], chooser="rounds.chosen", columns=ROUND_COLUMNS)
    st.markdown(":small[:gray[天数都从反馈日起算。改期限只影响以后移交的问题，已移交的问题期限不变。]]")


def add_form(rounds: tuple[RoundRow, ...]) -> RecordForm:
    """A new round; term and number follow the last one."""

    def draw(fields: Fields, _row: Any) -> Values:
        term, number = (rounds[-1].term_no, rounds[-1].round_no + 1) if rounds else (1, 1)
        left, middle, right = st.columns(3)
        narrow, wide = st.columns([1, 2])
        values = {
            "term_no": left.number_input("届", 1, 99, step=1, key=fields.start("term_no", term)),
            "round_no": middle.number_input("轮", 1, 99, step=1, key=fields.start("round_no", number)),
            "kind": right.selectbox("类别", list(RoundKind), format_func=_term, key=fields.key("kind")),
            "code": narrow.text_input("编号", max_chars=32, placeholder="如 R3，不能有空格", key=fields.key("code")),
            "name": wide.text_input("名称", max_chars=80, placeholder="如 第十五届第三轮", key=fields.key("name")),
        }
        return values | {"plan": _plan_fields(fields, RoundPlan())}

    return RecordForm(
        name="rounds.add",
        label="新增轮次",
        icon=":material/add:",
        send="新增轮次",
        done="轮次已新增。",
        command=CreateRound,
        draw=draw,
        before=_show_presets,
        kind="primary",
        width=WIDE,
    )


def change_form(row: RoundRow) -> RecordForm:
    """Name and deadlines of a round."""

    def draw(fields: Fields, opened: RoundRow) -> Values:
        name = st.text_input("名称", max_chars=80, key=fields.start("name", opened.name))
        plan = _plan_fields(fields, opened.plan)
        return {"round_id": opened.id, "version": opened.version, "name": name, "plan": plan}

    return RecordForm(
        name="rounds.change",
        label=f"修改 {plain(row.name)}",
        icon=":material/edit:",
        send="保存轮次",
        done="轮次已保存；已移交的问题期限不变。",
        command=ChangeRound,
        draw=draw,
        row=row,
        line=round_line,
        before=_show_presets,
        width=WIDE,
    )


def _show_presets(fields: Fields, _row: Any) -> None:
    """Buttons that fill the two days by which the systems differ; everything else that was typed stays."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("期限按", width="content")
        for number, (name, plan) in enumerate(PRESETS.items()):
            text = f"{name}（{plan.intensive_days}日期满，{plan.close_out_days}日报结）"
            st.button(text, on_click=_fill, args=(fields, plan), key=fields.key(f"preset{number}"))


def _fill(fields: Fields, plan: RoundPlan) -> None:
    for name in ("intensive_days", "close_out_days"):
        st.session_state[fields.key(name)] = getattr(plan, name)


def _plan_fields(fields: Fields, plan: RoundPlan) -> dict[str, Any]:
    with st.container(gap="xxsmall"):
        return {"day_count": _day_count_field(fields, plan)} | {
            name: _number_field(fields, plan, name) for name in NUMBERS
        }


def _day_count_field(fields: Fields, plan: RoundPlan) -> DayCount:
    counts = list(DayCount)
    return _place("计日方式", "工作日扣除周末和法定节假日；尚未公布安排的年份按周末推算").selectbox(
        "计日方式",
        counts,
        format_func=DAY_COUNTS.__getitem__,
        key=fields.start("day_count", plan.day_count),
        label_visibility="collapsed",
    )


def _number_field(fields: Fields, plan: RoundPlan, name: str) -> int:
    label, least, most, meaning = NUMBERS[name]
    key = fields.start(name, getattr(plan, name))
    return _place(label, meaning).number_input(label, least, most, step=1, key=key, label_visibility="collapsed")


def _place(label: str, meaning: str) -> DeltaGenerator:
    """Where a field goes: its name to the left, what it means to the right."""
    name, field, note = st.columns([2, 3, 9], vertical_alignment="center", gap="small")
    name.markdown(f":small[{label}]")
    note.markdown(f":small[:gray[{meaning}]]")
    return field


def _term(kind: RoundKind) -> str:
    return kind.term
