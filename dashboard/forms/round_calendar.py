"""A round's calendar and ladder of warnings: what a change would move is shown before it moves (docs/rules.md §3.1, §3.5)."""

from typing import Any

import streamlit as st

from core.commands.master_data import ChangeRound
from core.queries.calendar import MovedStop, preview_calendar
from core.queries.rounds import RoundRow
from core.rules.plan import DayCount, RoundPlan
from core.vocabulary import DispatchKind, WarningLevel, WarningReceiver
from dashboard.components import milestones
from dashboard.forms.plan_fields import PRESETS, SETTINGS, fields_frame, read_plan
from dashboard.shell import PageContext, attempt, plain

LEVELS = (WarningLevel.GREEN, WarningLevel.YELLOW, WarningLevel.RED, WarningLevel.ESCALATED)


def show_calendar_form(ctx: PageContext, made: RoundRow) -> None:
    """Presets, a table of day counts, kinds of copy notices; then what would move, then the button."""
    key = f"round_calendar.{made.id}.{made.version}"
    preset = _choose_preset(key, made.plan)
    left, right = st.columns([5, 4], gap="medium")
    with left:
        counts = [*DayCount]
        day_count = st.segmented_control(
            "计日方式",
            counts,
            format_func=DAY_COUNTS.__getitem__,
            default=preset.day_count,
            required=True,
            key=f"{key}.count.{preset.intensive_days}",
        )
        typed = st.data_editor(
            fields_frame(preset, SETTINGS),
            key=f"{key}.days.{preset.intensive_days}",
            hide_index=True,
            height=420,
            row_height=30,
            disabled=["设置", "说明"],
            column_config={"天数": st.column_config.NumberColumn(width=70, step=1, required=True)},
        )
        kinds = st.multiselect(
            "抄告对象", DispatchKind.copy_notices(), preset.notice_kinds, format_func=_term, key=f"{key}.kinds"
        )
    with right:
        plan = read_plan(made.plan, typed, day_count=day_count or preset.day_count, notice_kinds=tuple(kinds))
        if plan is None:
            return
        found: tuple[MovedStop, ...] = ctx.read_now(preview_calendar, made.code, plan)
        milestones.show_moves(found)
        if st.button(
            f"按此改 {plain(made.name)} 的里程碑", type="primary", disabled=plan == made.plan, key=f"{key}.save"
        ):
            _save(ctx, made, plan)


def show_ladder_form(ctx: PageContext, made: RoundRow) -> None:
    """From which day each level holds and whom it reaches; a higher level reaches everybody the one below does."""
    with st.form(f"ladder.{made.id}.{made.version}", border=False):
        columns = st.columns(3)
        days = {
            "due_soon_days": columns[0].number_input("绿色：剩余不超过/日", 1, 90, made.plan.due_soon_days),
            "yellow_days": columns[1].number_input("黄色：剩余不超过/日", 0, 90, made.plan.yellow_days),
            "escalate_after_days": columns[2].number_input(
                "转告诫：超期多于/日", 1, 365, made.plan.escalate_after_days
            ),
        }
        reached = {
            level: st.multiselect(
                f"{level.term} 送达", list(WarningReceiver), made.plan.receivers[level], format_func=_term
            )
            for level in LEVELS
        }
        if not st.form_submit_button("保存预警设置", type="primary"):
            return
    receivers = {level: tuple(sorted(found, key=list(WarningReceiver).index)) for level, found in reached.items()}
    plan = read_plan(made.plan, None, **days, receivers=receivers)
    if plan is not None:
        _save(ctx, made, plan)


def _save(ctx: PageContext, made: RoundRow, plan: RoundPlan) -> None:
    command = ChangeRound(round_id=made.id, version=made.version, name=made.name, plan=plan)
    if attempt(lambda: ctx.write(command), "已保存；已完成的节点和已移交问题的期限不变。"):
        st.rerun()


def _choose_preset(key: str, now: RoundPlan) -> RoundPlan:
    """The calendar as it is, or one of the two systems in its place; other settings stay."""
    chosen = st.segmented_control(
        "期限按", ["现在的设置", *PRESETS], default="现在的设置", required=True, key=f"{key}.preset"
    )
    if chosen in PRESETS:
        usual = PRESETS[chosen]
        spans = ("intensive_days", "second_evaluation_days", "close_out_days")
        return now.model_copy(update={name: getattr(usual, name) for name in spans})
    return now


DAY_COUNTS = {DayCount.NATURAL: "自然日", DayCount.WORKDAYS: "工作日（含调休）"}


def _term(member: Any) -> str:
    return str(member.term)
