"""One unit or a whole round at once: each becomes an inspection of its own, refused ones stay chosen with the reason."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core import clock
from core.commands.inspections import CreateInspection
from core.errors import CoreError
from core.identity import Actor
from core.messages import sentence
from core.vocabulary import BodyKind
from dashboard import gate, runtime
from dashboard.components.master_data import MasterData
from dashboard.forms.record import Fields
from dashboard.shell import flash, plain

NAME, REFUSED = "inspections.add", "inspections.add.refused"
NEEDED = "先建轮次、单位和巡察组，再登记巡察"


@dataclass(frozen=True)
class Choices:
    """What may be chosen, by number."""

    rounds: dict[int, str]
    units: dict[int, str]
    teams: dict[int, str]


def show_add(data: MasterData) -> None:
    """The button with its form; it is closed while there is nothing to choose from."""
    choices = Choices(
        rounds={row.id: row.name for row in reversed(data.rounds)},
        units={row.id: row.short_name for row in data.units if row.is_active},
        teams=data.bodies_of(BodyKind.TEAM),
    )
    ready = bool(choices.rounds and choices.units and choices.teams)
    fields = Fields(NAME)
    with st.popover(
        "登记巡察",
        icon=":material/add:",
        type="primary",
        disabled=not ready,
        help=None if ready else NEEDED,
        key=fields.key("popover"),
    ):
        if ready:
            _show_form(fields, choices)


def _show_form(fields: Fields, choices: Choices) -> None:
    with st.container(width=520), st.form(fields.key("form"), border=False):
        st.selectbox("轮次", list(choices.rounds), format_func=choices.rounds.__getitem__, key=fields.key("round_id"))
        st.multiselect(
            "单位（可选多个，也可全选）",
            list(choices.units),
            format_func=choices.units.__getitem__,
            placeholder="选一个或多个单位",
            key=fields.key("units"),
        )
        st.selectbox("巡察组", list(choices.teams), format_func=choices.teams.__getitem__, key=fields.key("team_id"))
        st.date_input(
            "反馈日（还没有反馈的不填）",
            None,
            max_value=clock.today(),
            format="YYYY-MM-DD",
            key=fields.key("feedback_on"),
        )
        st.form_submit_button(
            "登记巡察",
            type="primary",
            on_click=gate.guarded(_save),
            args=(fields, choices.units),
            key=fields.key("send"),
        )
    if text := st.session_state.pop(REFUSED, ""):
        st.error(plain(text), icon=":material/block:")


def _save(actor: Actor, fields: Fields, units: dict[int, str]) -> None:
    chosen: list[int] = st.session_state.get(fields.key("units"), [])
    if not chosen:
        st.session_state[REFUSED] = "还没有选单位。"
        return
    refused = {number: reason for number in chosen if (reason := _save_one(actor, fields, number))}
    if done := len(chosen) - len(refused):
        flash(f"已登记 {done} 次巡察。" + (f"还有 {len(refused)} 个单位没有登记。" if refused else ""))
    if refused:
        st.session_state[REFUSED] = "\n".join(f"{units[number]}：{reason}" for number, reason in refused.items())
        st.session_state[fields.key("units")] = list(refused)
    else:
        fields.clear()


def _save_one(actor: Actor, fields: Fields, unit_id: int) -> str:
    """Why this unit was refused, empty when it was not."""
    chosen: dict[str, Any] = {
        name: st.session_state.get(fields.key(name)) or None for name in ("round_id", "team_id", "feedback_on")
    }
    try:
        runtime.carry_out(actor, CreateInspection(unit_id=unit_id, **chosen), clock.today())
    except CoreError as error:
        return sentence(error)
    return ""
