"""The tables behind the five ledgers: which row a cell stands in and how a value is put there."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import delete, select

from core.commands.base import Work
from core.commands.findings import first_clause
from core.ledgers.policies import Policy
from core.store.models import (
    ArchiveItem,
    Finding,
    FindingTag,
    Measure,
    Outcome,
    PolicyDocument,
    Responsibility,
    Task,
)
from core.vocabulary import Category, Ledger, Subcategory

TABLES: dict[Ledger, Any] = {
    Ledger.FINDINGS: Finding,
    Ledger.TASKS: Task,
    Ledger.MEASURES: Measure,
    Ledger.RESPONSIBILITIES: Responsibility,
    Ledger.OUTCOMES: Outcome,
    Ledger.ARCHIVE: ArchiveItem,
}
CHUNK = 500
"""Numbers in one statement; both engines take more, but not any number."""


def table_rows(work: Work, ledger: Ledger, numbers: Iterable[int]) -> dict[int, Any]:
    """The rows with these numbers, keyed as the ledger is; one that a finding does not have yet is made."""
    table: Any = TABLES[ledger]
    by_finding = ledger in (Ledger.RESPONSIBILITIES, Ledger.OUTCOMES)
    key = table.finding_id if by_finding else table.id
    wanted = list(dict.fromkeys(numbers))
    found: dict[int, Any] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = work.session.scalars(select(table).where(key.in_(wanted[start : start + CHUNK])))
        found |= {row.finding_id if by_finding else row.id: row for row in rows}
    if by_finding:
        missing = {number: _empty(ledger, number) for number in wanted if number not in found}
        work.session.add_all(missing.values())
        found |= missing
    return found


def _empty(ledger: Ledger, finding_id: int) -> Any:
    return (
        Responsibility(finding_id=finding_id) if ledger is Ledger.RESPONSIBILITIES else Outcome(finding_id=finding_id)
    )


def put_value(work: Work, ledger: Ledger, row: Any, key: str, value: Any) -> None:
    """Put a stored value into its column, or into the table of its own that holds it."""
    if ledger is Ledger.FINDINGS and key in _OF_A_FINDING:
        _OF_A_FINDING[key](work, row, value)
    elif key == "policies":
        _put_policies(work, row.finding_id, value)
    else:
        setattr(row, "title" if (ledger, key) == (Ledger.ARCHIVE, "name") else key, value)


def _put_category(_work: Work, row: Finding, value: Category | Subcategory | None) -> None:
    second = value if isinstance(value, Subcategory) else None
    row.subcategory, row.category = second, second.category if second else value  # type: ignore[assignment]


def _put_title(_work: Work, row: Finding, value: str) -> None:
    row.title = value or first_clause(row.text)


def _put_department(_work: Work, row: Finding, value: int | None) -> None:
    row.lead_department_id = value


def _put_tags(work: Work, row: Finding, value: tuple[str, ...]) -> None:
    work.session.execute(delete(FindingTag).where(FindingTag.finding_id == row.id))
    work.session.add_all(FindingTag(finding_id=row.id, tag=tag) for tag in value)


def _put_policies(work: Work, finding_id: int, value: tuple[Policy, ...]) -> None:
    work.session.execute(delete(PolicyDocument).where(PolicyDocument.finding_id == finding_id))
    work.session.add_all(
        PolicyDocument(finding_id=finding_id, name=one.name, number=one.number, issued_on=one.issued_on)
        for one in value
    )


_OF_A_FINDING: dict[str, Callable[[Work, Finding, Any], None]] = {
    "category": _put_category,
    "title": _put_title,
    "lead_department": _put_department,
    "tags": _put_tags,
}
