"""One ledger as a grid to type into (what it reports is read in `ledger_typed`)."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.commands.ledger_drops import DROPPABLE
from core.ledgers.cells import NO, YES
from core.ledgers.fields import FIELDS, GROWING, Kind, LedgerField, Writer
from core.ledgers.pending import Pending
from core.queries.ledger_rows import LedgerRow
from core.vocabulary import Category, Ledger, Status, Subcategory
from dashboard.forms.ledger_typed import BLANK_ROWS
from dashboard.forms.ledger_work import LedgerWork

STATE = "状态"
HEIGHT = 388


def show_grid(work: LedgerWork, ledger: Ledger) -> None:
    """Draw the ledger; the frame stays the same until the grid is drawn anew, else the browser would lose edits."""
    base = Pending.from_draft(work.base)
    rows = list(work.rows(ledger).values())
    new = {key: cells for key, (which, cells) in base.rows.items() if which is ledger}
    fields = FIELDS[ledger]
    st.data_editor(
        _frame(ledger, rows, base, [*new.values(), *[{}] * _blank_rows(work, ledger)]),
        key=work.grid_key(ledger),
        hide_index=True,
        height=HEIGHT,
        row_height=34,
        num_rows="delete" if ledger in DROPPABLE else "fixed",
        disabled=[STATE, *(field.label for field in fields if not _is_open(work, ledger, field))],
        placeholder="",
        column_config={STATE: st.column_config.TextColumn(width=76), **{f.label: _column(work, f) for f in fields}},
    )


def follow_choice(work: LedgerWork, ledger: Ledger) -> None:
    """Another ledger was chosen: what was typed into the last one becomes part of what the next starts from."""
    if work.drawn is not ledger:
        if work.drawn is not None:
            work.draw_anew()
        work.drawn = ledger


def _frame(ledger: Ledger, rows: Sequence[LedgerRow], base: Pending, new: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Rows as opened with what was pending before laid over them, then new rows and blank ones."""
    gone = {number for which, number in base.drops if which is ledger}
    states = ["待删去" if row.row_id in gone else _state(row.status) for row in rows]
    states += ["待保存" if cells else "" for cells in new]

    def shown(row: LedgerRow, key: str) -> str:
        return base.cells.get((ledger, row.row_id, key), ("", row.cells[key]))[1]

    columns = {
        field.label: [shown(row, field.key) for row in rows] + [cells.get(field.key, "") for cells in new]
        for field in FIELDS[ledger]
    }
    return pd.DataFrame({STATE: states, **columns}, dtype="object")


def _state(status: Status) -> str:
    """What keeps a row from being changed, or where its finding stands."""
    return {Status.APPLIED: "审核中锁定", Status.CLEARED: "已销号"}.get(status, status.term)


def _blank_rows(work: LedgerWork, ledger: Ledger) -> int:
    can_grow = ledger in GROWING and (ledger is not Ledger.FINDINGS or work.is_office)
    return BLANK_ROWS if can_grow else 0


def _is_open(work: LedgerWork, ledger: Ledger, field: LedgerField) -> bool:
    if not field.is_open or (field.is_set_once and ledger not in GROWING):
        return False
    if ledger is Ledger.FINDINGS and field.key == "finding":
        return False
    return field.writer is not Writer.OFFICE or work.is_office


def _column(work: LedgerWork, field: LedgerField) -> Any:
    """Drop-downs where there is a list; everything else is typed as people write it and read when it is checked."""
    options = options_of(work, field)
    help_text = field.help or None
    if options is not None:
        return st.column_config.SelectboxColumn(width=field.width, options=options, help=help_text)
    return st.column_config.TextColumn(width=field.width, help=help_text, max_chars=20_000)


def options_of(work: LedgerWork, field: LedgerField) -> list[str] | None:
    """What a cell can be chosen from; None where people write."""
    if field.kind is Kind.CHOICE and field.terms is not None:
        return [term.term for term in field.terms]
    if field.kind is Kind.FLAG:
        return [YES, NO]
    if field.kind is Kind.CATEGORY:
        return [f"{term.value} {term.term}" for term in (*Subcategory, *Category)]
    if field.kind is Kind.DEPARTMENT:
        return list(work.grid.names.departments)
    return None
