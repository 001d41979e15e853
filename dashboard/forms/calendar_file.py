"""A button that hands out due days as a calendar file."""

from collections.abc import Sequence

import streamlit as st

from core.access.log import Access, log_access
from core.documents.calendar_file import CONTENT_TYPE, calendar_file
from core.identity import Actor
from core.queries.calendar import ChainRow
from dashboard import gate, runtime
from dashboard.shell import PageContext, offer_download


def show_calendar_file(ctx: PageContext, rows: Sequence[ChainRow]) -> None:
    """Everything that is still to come, for phones and mail programs."""
    st.button(
        "导出日历（.ics）",
        icon=":material/calendar_add_on:",
        key="milestones.ics",
        on_click=gate.guarded(_export),
        args=(tuple(rows),),
        disabled=not rows,
    )


def _export(actor: Actor, rows: Sequence[ChainRow]) -> None:
    offer_download(actor, "里程碑.ics", CONTENT_TYPE, calendar_file(rows, runtime.now()))
    log_access(runtime.store(), Access.by(actor, "list.exported", f"list=里程碑日历, rows={len(rows)}"), runtime.now())
