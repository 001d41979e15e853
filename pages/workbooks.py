"""下发与回收: the ledgers as a workbook for a unit off the network, and what came back, taken in cell by cell."""

import streamlit as st

from core.queries.inspections import list_inspections
from core.queries.ledger_grid import LedgerGrid, get_ledger_grid
from core.queries.workbooks import WorkbookRow, list_workbooks
from dashboard.components import ledgers, say, workbooks
from dashboard.forms import workbooks as forms
from dashboard.shell import open_page

ctx = open_page("workbooks", dated=False)
with ctx.tools:
    code = ledgers.choose_inspection(ctx.read_now(list_inspections))
if code is None:
    say.show_empty("domain_disabled", "还没有可下发的清单", "登记巡察和反馈日、录入或导入问题后，清单在这里下发。")
    st.stop()
grid: LedgerGrid = ctx.read_now(get_ledger_grid, code)
issued: tuple[WorkbookRow, ...] = ctx.read_now(list_workbooks, grid.inspection_id)
say.show_sentence(workbooks.sentence(grid, issued))
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(workbooks.GUIDE, width="stretch")
    forms.show_issue(ctx, grid)
if issued:
    with st.expander(f"下发记录 {len(issued)} 份", icon=":material/history:"):
        forms.show_issued(ctx, issued)
say.section("收回", "上传交回的工作簿，逐格核对后入库")
returned = forms.take_upload()
if returned is not None:
    forms.show_returned(ctx, returned)
