"""Which score sheet is open in a window: as it was read, until it is saved or somebody else saved first."""

from dataclasses import replace

import streamlit as st

from core.queries.score_sheet import ScoreSheet, get_draft_sheet
from dashboard.shell import PageContext

OPEN, ROUND, THEIRS = "score_entry.open", "score_entry.round", "score_entry.theirs"


def open_sheet(ctx: PageContext, inspection: str, cycle: int) -> ScoreSheet:
    """The sheet as it was when the page was opened; other people's saves do not move lines under somebody's hands."""
    opened = st.session_state.get(OPEN)
    if opened is None or opened[0] != (inspection, cycle):
        opened = ((inspection, cycle), ctx.read_now(get_draft_sheet, inspection, cycle))
        st.session_state[OPEN] = opened
    sheet: ScoreSheet = opened[1]
    return sheet


def reopen() -> None:
    """Read the sheet anew at the next run, under fresh fields."""
    st.session_state.pop(OPEN, None)
    st.session_state.pop(THEIRS, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def form_key(sheet: ScoreSheet) -> str:
    """Prefix of the fields of a sheet; what was typed stays under it until the sheet is read anew."""
    return f"score_entry.{sheet.head.inspection_code}.{sheet.cycle}.{st.session_state.get(ROUND, 0)}"


def follow(ctx: PageContext, sheet: ScoreSheet) -> None:
    """Somebody saved first: keep what was typed, show theirs beside it, and let the next save replace it knowingly."""
    theirs: ScoreSheet = ctx.read_now(get_draft_sheet, sheet.head.inspection_code, sheet.cycle)
    mine = replace(sheet, evaluation_id=theirs.evaluation_id, version=theirs.version)
    st.session_state[OPEN] = ((sheet.head.inspection_code, sheet.cycle), mine)
    st.session_state[THEIRS] = theirs


def saved_by_others() -> ScoreSheet | None:
    """The sheet that somebody else saved meanwhile."""
    theirs: ScoreSheet | None = st.session_state.get(THEIRS)
    return theirs
