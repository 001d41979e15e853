"""Which finding a page shows: the one in the address, or one looked for by number; neighbours are one click away."""

import streamlit as st

from core.queries.criteria import FindingCriteria
from core.queries.finding_rows import FindingDetail
from core.queries.findings import FindingPage, Window, list_findings
from dashboard.components.say import show_empty
from dashboard.components.tables import show_findings
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext

FOUND = 50


def chosen() -> int | None:
    """The number in the address."""
    asked = st.query_params.get("id", "")
    return int(asked) if asked.isdigit() and len(asked) < 10 else None


def show_choice(ctx: PageContext) -> None:
    """Look a finding up by number, unit or words."""
    text = st.text_input("查找问题", placeholder="编号、单位、问题文字", key="finding.find", type="search")
    page: FindingPage = ctx.read_now(list_findings, FindingCriteria(text=text), Window(limit=FOUND))
    if not page.rows:
        show_empty("search_off", "没有找到", "换个编号或文字再找，或从“问题台账”里点开。")
        return
    show_findings(page.rows, key="finding.found", height=480)


def show_neighbours(ctx: PageContext, detail: FindingDetail) -> None:
    """The finding before and after in the same inspection."""
    rows = ctx.read_now(list_findings, FindingCriteria(inspection=detail.inspection_code), Window()).rows
    ids = [row.id for row in rows]
    if detail.row.id not in ids:
        return
    place = ids.index(detail.row.id)
    _link("上一个", ":material/chevron_left:", ids[place - 1] if place else None)
    _link("下一个", ":material/chevron_right:", ids[place + 1] if place + 1 < len(ids) else None)


def _link(label: str, icon: str, number: int | None) -> None:
    query = {"id": str(number)} if number else None
    st.page_link(BY_KEY["finding"].file, label=label, icon=icon, query_params=query, disabled=number is None)
