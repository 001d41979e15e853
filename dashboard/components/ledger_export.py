"""The five ledgers of an inspection as one Excel, ready to print."""

from datetime import date

import streamlit as st

from core.access.log import Access, log_access
from core.identity import Actor
from core.intake.workbook import write_workbook
from core.ledgers.sheets import ledger_sheets
from core.queries.ledger_grid import LedgerGrid
from core.queries.ledger_rows import list_ledger_rows
from core.vocabulary import Ledger
from dashboard import gate, runtime
from dashboard.components.export import XLSX
from dashboard.shell import PageContext, offer_download


def show_ledger_export(ctx: PageContext, grid: LedgerGrid) -> None:
    """A button that exports what is saved, all five ledgers."""
    st.button(
        "导出五份清单",
        icon=":material/download:",
        key="ledgers.export",
        on_click=gate.guarded(_export),
        args=(grid, ctx.today),
    )


def _export(actor: Actor, grid: LedgerGrid, today: date) -> None:
    rows = {ledger: runtime.answer(actor, today, list_ledger_rows, grid.inspection_id, ledger) for ledger in Ledger}
    note = f"{grid.round_name}　截至{today}　导出人：{actor.shown}"
    data = write_workbook(ledger_sheets(f"{grid.unit_name}整改", note, rows))
    offer_download(actor, f"五份清单_{grid.unit_name}_{today}.xlsx", XLSX, data)
    log_access(runtime.store(), Access.by(actor, "ledgers.exported", f"inspection={grid.inspection_id}"), runtime.now())
