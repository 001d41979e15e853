"""A button that hands out the working papers of a visit as one Word file."""

import streamlit as st

from core.access.log import Access, log_access
from core.documents.working_paper import working_papers
from core.identity import Actor
from core.queries.visits import VisitDetail
from dashboard import gate, runtime
from dashboard.shell import PageContext, offer_download

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_print(ctx: PageContext, detail: VisitDetail) -> None:
    """All papers, with room for signatures."""
    st.button(
        f"打印底稿（Word，{len(detail.papers)} 份）",
        icon=":material/print:",
        key="supervision.print",
        on_click=gate.guarded(_export),
        args=(detail,),
        disabled=not detail.papers,
    )


def _export(actor: Actor, detail: VisitDetail) -> None:
    offer_download(actor, f"督查底稿_{detail.row.unit_name}.docx", DOCX, working_papers(detail))
    subject = f"list=督查底稿, rows={len(detail.papers)}"
    log_access(runtime.store(), Access.by(actor, "list.exported", subject), runtime.now())
