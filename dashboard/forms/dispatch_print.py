"""Papers as Word files: made when asked for, for whoever is signed in then, written down in the access trail."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.access.log import Access, log_access
from core.documents.dispatch import dispatches_document
from core.identity import Actor
from core.queries.dispatch_rows import DispatchRow
from core.queries.dispatches import get_dispatch
from dashboard import gate, runtime
from dashboard.shell import PageContext, offer_download

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_print(ctx: PageContext, rows: Sequence[DispatchRow]) -> None:
    """A button for what is open or ticked."""
    st.button(
        f"打印 {len(rows)} 份" if len(rows) > 1 else "打印",
        icon=":material/print:",
        key="dispatch.print",
        disabled=not rows,
        on_click=gate.guarded(_print),
        args=(tuple(row.id for row in rows), ctx.today),
    )


def _print(actor: Actor, ids: tuple[int, ...], today: date) -> None:
    details = [runtime.answer(actor, today, get_dispatch, number) for number in ids]
    name = details[0].row.name if len(details) == 1 else f"文书{len(details)}份_{today}"
    offer_download(actor, f"{name}.docx", DOCX, dispatches_document(details))
    subject = ", ".join(f"dispatch={number}" for number in ids)
    log_access(runtime.store(), Access.by(actor, "dispatches.printed", subject), runtime.now())
