"""The five ledgers of one inspection (docs/rules.md §4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria, counted
from core.queries.scope import visible_inspections
from core.store.models import (
    ArchiveItem,
    Body,
    Finding,
    FindingPeriod,
    FindingTag,
    Inspection,
    Measure,
    Outcome,
    PolicyDocument,
    Responsibility,
    StoredFile,
    Task,
    Unit,
)


@dataclass(frozen=True, kw_only=True)
class Ledgers:
    """Rows of the five ledgers by the finding's number; a row is a mapping from field to value."""

    inspection: str
    as_of: date
    findings: tuple[dict[str, Any], ...]
    tasks: tuple[dict[str, Any], ...]
    responsibilities: tuple[dict[str, Any], ...]
    outcomes: tuple[dict[str, Any], ...]
    archive: tuple[dict[str, Any], ...]


@query
def get_ledgers(reading: Reading, inspection_code: str) -> Ledgers:
    """The five ledgers; raises NotFound when the inspection is not there or not for this person."""
    seen = sa.select(Inspection.id).join(Unit, Unit.id == Inspection.unit_id)
    if (
        reading.session.scalar(seen.where(Inspection.code == inspection_code, visible_inspections(reading.scope)))
        is None
    ):
        raise NotFound(what="inspection", id=inspection_code)
    criteria = FindingCriteria(inspection=inspection_code)
    return Ledgers(
        inspection=inspection_code,
        as_of=reading.as_of,
        findings=_rows(reading, _findings(reading, criteria)),
        tasks=_rows(reading, _tasks(reading, criteria)),
        responsibilities=_rows(reading, _responsibilities(reading, criteria)),
        outcomes=_rows(reading, _outcomes(reading, criteria)),
        archive=_rows(reading, _archive(reading, criteria)),
    )


def _rows(reading: Reading, select: sa.Select[Any]) -> tuple[dict[str, Any], ...]:
    return tuple(_plain(dict(row)) for row in reading.session.execute(select.order_by(Finding.seq)).mappings())


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}


def _findings(reading: Reading, criteria: FindingCriteria) -> sa.Select[Any]:
    names = ("code", "source", "title", "text", "category", "subcategory", "cause", "nature", "concerns_public",
             "commonality", "involves_persons", "amount_yuan", "severity", "handling", "is_publishable", "note",
             "source_start", "source_end")  # fmt: skip
    columns = [getattr(Finding, name) for name in names]
    department = sa.select(Body.name).where(Body.id == Finding.lead_department_id).correlate(Finding)
    return counted(
        reading,
        criteria,
        *columns,
        FindingPeriod.status,
        FindingPeriod.due_on,
        department.scalar_subquery().label("lead_department"),
        _joined(FindingTag.tag, FindingTag.finding_id, FindingTag.id).label("tags"),
    )


def _tasks(reading: Reading, criteria: FindingCriteria) -> sa.Select[Any]:
    return (
        counted(reading, criteria, Finding.code, Task.seq, Task.goal, Measure.seq.label("measure_seq"), Measure.text.label("measure"),
                Task.completion_mark, Task.start_on, Task.due_on, Measure.status.label("measure_status"), Measure.done_on,
                Measure.result)
        .join(Task, Task.finding_id == Finding.id)
        .outerjoin(Measure, Measure.task_id == Task.id)
    )  # fmt: skip


def _responsibilities(reading: Reading, criteria: FindingCriteria) -> sa.Select[Any]:
    names = ("owner_leader", "lead_office", "co_offices", "handler", "phone")
    columns = [getattr(Responsibility, name) for name in names]
    watching = {
        "charge_leader": Unit.charge_leader_id,
        "early": Inspection.team_id,
        "long_run_discipline": Unit.discipline_office_id,
        "long_run_resident": Unit.resident_team_id,
    }
    named = [
        sa.select(Body.name).where(Body.id == column).correlate(Unit, Inspection).scalar_subquery().label(label)
        for label, column in watching.items()
    ]
    return counted(reading, criteria, Finding.code, *columns, *named).join(
        Responsibility, Responsibility.finding_id == Finding.id
    )


def _outcomes(reading: Reading, criteria: FindingCriteria) -> sa.Select[Any]:
    names = ("summary", "disposal", "disciplined", "reassigned", "admonished", "talked_to", "transferred", "refunded_yuan",
             "recovered_yuan", "averted_yuan", "wider_review", "benefit", "remaining")  # fmt: skip
    columns = [getattr(Outcome, name) for name in names]
    policies = _joined(PolicyDocument.name, PolicyDocument.finding_id, PolicyDocument.id).label("policies")
    return counted(reading, criteria, Finding.code, FindingPeriod.status, *columns, policies).join(
        Outcome, Outcome.finding_id == Finding.id
    )


def _joined(text: Any, finding_id: Any, order: Any) -> sa.ScalarSelect[Any]:
    """Several texts of one finding in one cell, in the order they were entered."""
    mine = sa.select(text.label("text")).where(finding_id == Finding.id).order_by(order).correlate(Finding).subquery()
    return sa.select(sa.func.aggregate_strings(mine.c.text, "、")).scalar_subquery()


def _archive(reading: Reading, criteria: FindingCriteria) -> sa.Select[Any]:
    names = (
        "seq",
        "title",
        "kind",
        "formed_on",
        "keeper",
        "pages",
        "secrecy",
        "retention",
        "verdict",
        "verdict_note",
        "paper_no",
    )
    columns = [getattr(ArchiveItem, name) for name in names]
    measure = (Task.seq.label("task_seq"), Measure.seq.label("measure_seq"))
    return (
        counted(reading, criteria, Finding.code, *columns, *measure, StoredFile.sha256)
        .join(ArchiveItem, ArchiveItem.finding_id == Finding.id)
        .outerjoin(StoredFile, StoredFile.id == ArchiveItem.file_id)
        .outerjoin(Measure, Measure.id == ArchiveItem.measure_id)
        .outerjoin(Task, Task.id == Measure.task_id)
    )
