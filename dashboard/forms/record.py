"""A form that adds or changes one record: what was typed stays until it is saved, and nobody's save is overwritten unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from core.commands.base import Command
from dashboard.components.records import Line, differences
from dashboard.shell import PageContext, attempt, plain

WIDE = 660
"""Pixels of a form with explanations beside its fields."""


class Fields:
    """Keys of one form's fields; after each save they are new ones, so that the form starts from the record again."""

    def __init__(self, name: str, record_id: int = 0) -> None:
        self.name, self.record_id = name, record_id

    def key(self, field: str) -> str:
        """Key of a field, the same until the form is saved."""
        return f"{self.name}.{field}.{self.record_id}.{st.session_state.get(f'{self.name}.saves', 0)}"

    def start(self, field: str, value: Any) -> str:
        """Key of a field that begins with this value; what was typed afterwards stays whatever the record becomes."""
        key = self.key(field)
        if key not in st.session_state:
            st.session_state[key] = value
        return key

    def opened(self, row: Any) -> Any:
        """The record as it was when the form was opened: its version is what the save is measured against."""
        held = st.session_state.get(f"{self.name}.row")
        if row is None or (held is not None and held.id == row.id):
            return held
        st.session_state[f"{self.name}.row"] = row
        return row

    def read_anew(self) -> None:
        """Measure the next save against the record as it is now."""
        st.session_state.pop(f"{self.name}.row", None)

    def clear(self) -> None:
        """Start afresh after a save."""
        self.read_anew()
        st.session_state[f"{self.name}.saves"] = st.session_state.get(f"{self.name}.saves", 0) + 1


Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RecordForm:
    """One button with its form: `draw` gets the keys and the record as opened, and returns the fields of the command."""

    name: str
    label: str
    icon: str
    send: str
    done: str
    command: type[Command]
    draw: Callable[[Fields, Any], Values]
    row: Any = None
    line: Callable[[Any], Line] = lambda _row: {}
    """The record as people see it, to say what somebody else changed."""
    before: Callable[[Fields, Any], None] = lambda _fields, _row: None
    """What stands above the form because it fills fields of it."""
    kind: Literal["primary", "secondary"] = "secondary"
    width: int | Literal["stretch"] = "stretch"


def show_form(ctx: PageContext, form: RecordForm) -> None:
    """The button and, once it is pressed, the form."""
    fields = Fields(form.name, form.row.id if form.row else 0)
    with (
        st.popover(form.label, icon=form.icon, type=form.kind, key=fields.key("popover")),
        st.container(width=form.width),
    ):
        opened = fields.opened(form.row)
        form.before(fields, opened)
        with st.form(fields.key("form"), border=False):
            values = form.draw(fields, opened)
            sent = st.form_submit_button(form.send, type="primary", key=fields.key("send"))
        if not sent:
            return
        if attempt(lambda: ctx.write(form.command(**values)), form.done):
            fields.clear()
            st.rerun()
        _show_changes(form, fields, opened)


def _show_changes(form: RecordForm, fields: Fields, opened: Any) -> None:
    """After a refusal: what the record has become since the form was opened."""
    if form.row is None or form.row == opened:
        return
    fields.read_anew()
    if changed := differences(form.line(opened), form.line(form.row)):
        st.warning(plain(f"库里现在是：{changed}。"), icon=":material/sync_problem:")
