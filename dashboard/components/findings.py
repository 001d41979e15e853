"""Words and choices of the list of findings."""

from dataclasses import replace

from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingCounts, FindingPage
from core.vocabulary import Status
from dashboard import numbers


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
