"""One step behind a button: its form opens, and once it is sent its command is given."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

import streamlit as st

from dashboard.shell import PageContext, attempt


class Step(Protocol):
    """A step as people see it; `draw` shows its form for a subject and returns the command once it is sent."""

    @property
    def label(self) -> str:
        """Word on the button."""

    @property
    def icon(self) -> str:
        """Mark on the button."""

    @property
    def done(self) -> str:
        """What is said afterwards."""

    @property
    def primary(self) -> bool:
        """Whether it is the step that is waited for."""

    @property
    def draw(self) -> Callable[[PageContext, Any], Any]:
        """Draws the form."""


class NotSent(Exception):
    """The form is on the screen and was not sent in this run."""


def show_step(ctx: PageContext, subject: Any, step: Step) -> None:
    """The button; a refusal is said beside the form and keeps what was entered."""
    with st.popover(step.label, icon=step.icon, type="primary" if step.primary else "secondary", width="content"):

        def save() -> object:
            command = step.draw(ctx, subject)
            if command is None:
                raise NotSent
            return ctx.write(command)

        with suppress(NotSent):
            if attempt(save, step.done):
                st.rerun()
