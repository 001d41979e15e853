"""The rows of one ledger of one inspection with every cell as it is shown (docs/rules.md §4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.ledgers.cells import Names, show
from core.ledgers.fields import BY_KEY, FIELDS
from core.ledgers.policies import Policy
from core.queries.base import Reading, query
from core.queries.scope import visible_findings
from core.store.models import (
    ArchiveItem,
    Body,
    FeedbackDocument,
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
from core.vocabulary import BodyKind, Ledger, MeasureStatus, Status

Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """One row: the number of what it shows, the finding it belongs to, and its cells by field as shown."""

    row_id: int
    finding_id: int
    finding_code: str
    title: str
    status: Status
    cells: dict[str, str]


def ledger_rows(reading: Reading, inspection_id: int, ledger: Ledger) -> tuple[LedgerRow, ...]:
    """All rows as they stand now, in the order of the findings; withdrawn and unconfirmed findings have none."""
    names = ledger_names(reading)
    return tuple(
        LedgerRow(
            row_id=number,
            finding_id=finding.id,
            finding_code=finding.code,
            title=finding.title,
            status=finding.status,
            cells=_cells(ledger, finding, values, names),
        )
        for number, finding, values in _READERS[ledger](reading, inspection_id)
    )


@query
def list_ledger_rows(reading: Reading, inspection_id: int, ledger: Ledger) -> tuple[LedgerRow, ...]:
    """The rows of a ledger for a grid; empty for an inspection that is not for this person."""
    return ledger_rows(reading, inspection_id, ledger)


def ledger_names(reading: Reading) -> Names:
    """Lead departments by name; dates without a year belong to the year that is asked for."""
    rows = reading.session.execute(
        sa.select(Body.name, Body.id).where(Body.kind == BodyKind.DEPARTMENT).order_by(Body.id)
    )
    return Names(dict(rows.all()), reading.as_of.year)


def _cells(ledger: Ledger, finding: Finding, values: Values, names: Names) -> dict[str, str]:
    known = {"finding": finding.code, "title": finding.title, **values}
    return {field.key: show(field, known.get(field.key), names) for field in FIELDS[ledger]}


def _of(reading: Reading, inspection_id: int, *columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(Finding)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(
            Finding.inspection_id == inspection_id,
            Finding.status.in_(Status.counted()),
            visible_findings(reading.scope),
        )
        .order_by(Finding.seq)
    )


Read = Iterable[tuple[int, Finding, Values]]


def _findings(reading: Reading, inspection_id: int) -> Read:
    tags: dict[int, list[str]] = {}
    for number, tag in reading.session.execute(
        _of(reading, inspection_id, FindingTag.finding_id, FindingTag.tag)
        .join(FindingTag, FindingTag.finding_id == Finding.id)
        .order_by(FindingTag.id)
    ):
        tags.setdefault(number, []).append(tag)
    rows = reading.session.execute(
        _of(reading, inspection_id, Finding, FeedbackDocument.title).outerjoin(
            FeedbackDocument, FeedbackDocument.id == Finding.document_id
        )
    )
    for finding, document in rows:
        place = f"{document} 第 {finding.source_start}—{finding.source_end} 字" if document else ""
        named = {
            "category": finding.subcategory or finding.category,
            "lead_department": finding.lead_department_id,
            "tags": tags.get(finding.id, []),
            "place": place,
        }
        yield finding.id, finding, {**_same(Ledger.FINDINGS, finding), **named}


def _tasks(reading: Reading, inspection_id: int) -> Read:
    rows = reading.session.execute(
        _of(reading, inspection_id, Finding, Task).join(Task, Task.finding_id == Finding.id).order_by(Task.seq)
    )
    for finding, task in rows:
        yield task.id, finding, _same(Ledger.TASKS, task)


def _measures(reading: Reading, inspection_id: int) -> Read:
    shown = sa.select(sa.func.count()).where(ArchiveItem.measure_id == Measure.id).correlate(Measure).scalar_subquery()
    rows = reading.session.execute(
        _of(reading, inspection_id, Finding, Task.seq, Measure, shown)
        .join(Task, Task.finding_id == Finding.id)
        .join(Measure, Measure.task_id == Task.id)
        .order_by(Task.seq, Measure.seq)
    )
    for finding, task_seq, measure, evidence in rows:
        yield measure.id, finding, {**_same(Ledger.MEASURES, measure), "task": task_seq, "evidence": evidence}


def _responsibilities(reading: Reading, inspection_id: int) -> Read:
    watching = _watching(reading, inspection_id)
    rows = reading.session.execute(
        _of(reading, inspection_id, Finding, Responsibility).outerjoin(
            Responsibility, Responsibility.finding_id == Finding.id
        )
    )
    for finding, row in rows:
        yield finding.id, finding, {**_same(Ledger.RESPONSIBILITIES, row), **watching}


def _watching(reading: Reading, inspection_id: int) -> Values:
    """Who supervises in each phase and which leader is in charge: it follows from the unit, nobody fills it in."""
    found = reading.session.execute(
        sa.select(Unit.charge_leader_id, Unit.discipline_office_id, Unit.resident_team_id, Inspection.team_id)
        .join(Inspection, Inspection.unit_id == Unit.id)
        .where(Inspection.id == inspection_id)
    ).one()
    bodies = reading.session.execute(sa.select(Body.id, Body.name).where(Body.id.in_([n for n in found if n])))
    named = dict(bodies.all())
    charge, discipline, resident, team = (named.get(number, "") for number in found)
    late = "、".join(name for name in (discipline, resident) if name)
    return {"charge_leader": charge, "early": team, "middle": "巡察办", "long_run": late}


def _outcomes(reading: Reading, inspection_id: int) -> Read:
    policies: dict[int, list[Policy]] = {}
    for document in reading.session.scalars(
        _of(reading, inspection_id, PolicyDocument)
        .join(PolicyDocument, PolicyDocument.finding_id == Finding.id)
        .order_by(PolicyDocument.id)
    ):
        policies.setdefault(document.finding_id, []).append(Policy(document.name, document.number, document.issued_on))
    done = _measures_done(reading, inspection_id)
    ended = FindingPeriod.status.in_((Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM))
    rows = reading.session.execute(
        _of(reading, inspection_id, Finding, Outcome, FindingPeriod.valid_from)
        .outerjoin(Outcome, Outcome.finding_id == Finding.id)
        .outerjoin(
            FindingPeriod, sa.and_(FindingPeriod.finding_id == Finding.id, FindingPeriod.valid_to.is_(None), ended)
        )
    )
    for finding, outcome, ended_on in rows:
        given = {"status": finding.status, "ended_on": ended_on, "measures": done.get(finding.id, "")}
        values = {**_same(Ledger.OUTCOMES, outcome), **given, "policies": policies.get(finding.id, [])}
        yield finding.id, finding, values


def _measures_done(reading: Reading, inspection_id: int) -> dict[int, str]:
    done = sa.func.sum(sa.case((Measure.status == MeasureStatus.DONE, 1), else_=0))
    rows = reading.session.execute(
        _of(reading, inspection_id, Finding.id, done, sa.func.count())
        .join(Task, Task.finding_id == Finding.id)
        .join(Measure, Measure.task_id == Task.id)
        .group_by(Finding.id, Finding.seq)
    )
    return {number: f"{finished}/{total} 条" for number, finished, total in rows}


def _archive(reading: Reading, inspection_id: int) -> Read:
    rows = reading.session.execute(
        _of(reading, inspection_id, Finding, ArchiveItem, StoredFile.sha256, Task.seq, Measure.seq)
        .join(ArchiveItem, ArchiveItem.finding_id == Finding.id)
        .outerjoin(StoredFile, StoredFile.id == ArchiveItem.file_id)
        .outerjoin(Measure, Measure.id == ArchiveItem.measure_id)
        .outerjoin(Task, Task.id == Measure.task_id)
        .order_by(ArchiveItem.seq)
    )
    for finding, item, sha256, task_seq, measure_seq in rows:
        measure = f"{task_seq}.{measure_seq}" if measure_seq else ""
        given = {"name": item.title, "measure": measure, "sha256": (sha256 or "")[:12]}
        yield item.id, finding, {**_same(Ledger.ARCHIVE, item), **given}


def _same(ledger: Ledger, row: Any) -> Values:
    """The columns that stand in the table under the same name."""
    return {key: getattr(row, key, None) for key in BY_KEY[ledger] if key not in ("finding", "title")}


_READERS: dict[Ledger, Callable[[Reading, int], Read]] = {
    Ledger.FINDINGS: _findings,
    Ledger.TASKS: _tasks,
    Ledger.MEASURES: _measures,
    Ledger.RESPONSIBILITIES: _responsibilities,
    Ledger.OUTCOMES: _outcomes,
    Ledger.ARCHIVE: _archive,
}
