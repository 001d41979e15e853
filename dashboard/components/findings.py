"""Words and choices of the list of findings."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from core.identity import Actor
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingCounts, FindingPage, FindingRow, Window, list_findings
from core.vocabulary import Status
from dashboard import numbers, runtime
from dashboard.components.export import MOST, Listing
from dashboard.components.tables import finding_frame
from dashboard.shell import PageContext


def narrowed(criteria: FindingCriteria, statuses: tuple[str, ...], only: str) -> FindingCriteria:
    """The criteria with the pills applied."""
    if only == "under_way":
        statuses = tuple(dict.fromkeys((*statuses, *(status.value for status in Status.under_way()))))
    return replace(criteria, statuses=statuses, overdue=only == "overdue", due_soon=only == "due_soon")


def sentence(page: FindingPage, counts: FindingCounts) -> str:
    """How many are shown of how many."""
    overdue = f"，其中 :red[**逾期 {numbers.count(counts.overdue)} 个**]" if counts.overdue else ""
    if page.total == counts.total:
        return f"共 **{numbers.count(counts.total)}** 个问题{overdue}。"
    return f"{numbers.count(counts.total)} 个问题{overdue}；当前筛出 **{numbers.count(page.total)}** 个。"


def basis(page: FindingPage) -> str:
    """What the table shows."""
    return f":small[:gray[口径：问题数，本页 {len(page.rows)} 个。点任一格看详情；点表头排序，Ctrl+F 表内查找。]]"


def printed_frame(rows: Sequence[FindingRow]) -> pd.DataFrame:
    """The list with what a sheet of paper has room for and a screen has not."""
    frame = finding_frame(rows)
    for place, name, values in (
        (1, "轮次", [row.round_name for row in rows]),
        (3, "单位类别", [row.unit_kind.term for row in rows]),
        (5, "反馈原文", [row.text for row in rows]),
        (7, "整改类别", [row.handling.term for row in rows]),
        (9, "进度%", [row.percent for row in rows]),
    ):
        frame.insert(place, name, values)
    frame["涉及金额（元）"] = [row.amount_yuan for row in rows]
    return frame


def listing(ctx: PageContext, criteria: FindingCriteria, total: int) -> Listing:
    """All pages of the list as they are narrowed now, read anew for whoever exports."""

    def read(actor: Actor) -> pd.DataFrame:
        page: FindingPage = runtime.answer(actor, ctx.as_of, list_findings, criteria, Window(limit=MOST))
        return printed_frame(page.rows)

    return Listing(key="findings", title="问题台账", basis=f"问题数，共{total}个", total=total, frame=read)
