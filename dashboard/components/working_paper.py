"""What the ledgers say of a finding, beside the paper on which is written what was found."""

from collections.abc import Mapping

import streamlit as st

from core.ledgers.fields import BY_KEY
from core.queries.visits import PaperRow
from core.vocabulary import Ledger
from dashboard.components import say
from dashboard.components.archive import show_download
from dashboard.components.supervision import REASONS
from dashboard.shell import plain

LEFT_OUT = ("code", "finding", "title")


def show_record(paper: PaperRow) -> None:
    """All five ledgers as they were when the paper was opened."""
    st.markdown(f"**{plain(paper.code)}　{plain(paper.title)}**　:small[:gray[{REASONS.get(paper.reason, '')}]]")
    st.markdown(plain(paper.text))
    for ledger in Ledger:
        rows = paper.record.get(ledger.value, [])
        if ledger is not Ledger.FINDINGS:
            say.section(ledger.term, f"{len(rows)} 行")
            for row in rows:
                st.markdown(_line(ledger, row))
            if not rows:
                st.markdown(":gray[没有记载。]")


def show_file(paper: PaperRow) -> None:
    """What was photographed or copied on the spot."""
    if paper.file_id is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":gray[附件] {plain(paper.code)}　{plain(paper.file_name)}", width="stretch")
            show_download(paper.file_id)


def _line(ledger: Ledger, row: Mapping[str, str]) -> str:
    """Label and text of every cell that is filled in."""
    known = BY_KEY[ledger]
    cells = ((known[key].label, text) for key, text in row.items() if key in known and key not in LEFT_OUT)
    return "　".join(f":gray[{label}] {plain(text)}" for label, text in cells) or ":gray[（空行）]"
