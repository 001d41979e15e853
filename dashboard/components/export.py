"""Lists as Excel: made when asked for, handed out through the guarded file route, written down in the access trail."""

from datetime import date

import streamlit as st

from core.access.log import Access, log_access
from core.identity import Actor
from core.intake.workbook import Sheet, Value, write_workbook
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingPage, FindingRow, Window, list_findings
from dashboard import gate, numbers, runtime
from dashboard.components.tables import category_words
from dashboard.shell import PageContext, offer_download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 20_000
HEADERS = (
    "编号",
    "轮次",
    "单位",
    "单位类别",
    "问题",
    "反馈原文",
    "问题分类",
    "整改类别",
    "状态",
    "进度%",
    "期限",
    "逾期/日",
    "现在谁手里",
    "在手/工作日",
    "涉及金额（元）",
)


def show_findings_export(ctx: PageContext, criteria: FindingCriteria, total: int) -> None:
    """A button that exports what the filters leave."""
    st.button(
        f"导出 Excel（{numbers.count(min(total, MOST))} 行）",
        icon=":material/download:",
        key="findings.export",
        on_click=gate.guarded(_export),
        args=(criteria, ctx.as_of),
    )


def _export(actor: Actor, criteria: FindingCriteria, as_of: date) -> None:
    page: FindingPage = runtime.answer(actor, as_of, list_findings, criteria, Window(limit=MOST))
    note = f"截至{as_of}　口径：问题数，共{page.total}个　导出人：{actor.shown}"
    sheet = Sheet(name="问题台账", title=("问题台账", note), header=HEADERS, rows=[_line(row) for row in page.rows])
    offer_download(actor, f"问题台账_{as_of}.xlsx", XLSX, write_workbook([sheet]))
    log_access(runtime.store(), Access.by(actor, "findings.exported", f"rows={len(page.rows)}"), runtime.now())


def _line(row: FindingRow) -> tuple[Value, ...]:
    return (
        row.code,
        row.round_name,
        row.unit_name,
        row.unit_kind.term,
        row.title,
        row.text,
        category_words(row),
        row.handling.term,
        row.status.term,
        row.percent,
        row.due_on,
        row.overdue_days or None,
        row.holder,
        row.held_workdays if row.holder else None,
        row.amount_yuan,
    )
