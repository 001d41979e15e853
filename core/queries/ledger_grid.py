"""What the entry page of the five ledgers needs beside the rows: the inspection, names, counts and recent changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core.errors import NotFound
from core.ledgers.cells import Names
from core.queries.base import Reading, query
from core.queries.ledger_rows import ledger_names
from core.queries.scope import visible_findings, visible_inspections
from core.store.models import (
    Account,
    ArchiveItem,
    Finding,
    Inspection,
    InspectionRound,
    LedgerCell,
    LedgerChange,
    Measure,
    Outcome,
    Responsibility,
    Task,
    Unit,
)
from core.vocabulary import ChangeKind, Ledger, Status

RECENT = 20


@dataclass(frozen=True, kw_only=True)
class LedgerGrid:
    """One inspection whose ledgers are filled; `counts` are rows that hold something."""

    inspection_id: int
    code: str
    unit_name: str
    round_name: str
    names: Names
    finding_codes: tuple[str, ...]
    counts: Mapping[Ledger, int]


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One save as it can be shown and undone."""

    id: int
    kind: ChangeKind
    by: str
    account_id: int | None
    at: datetime
    cells: int
    findings: int
    reason: str
    is_undone: bool


@query
def get_ledger_grid(reading: Reading, code: str) -> LedgerGrid:
    """The inspection with this code; raises NotFound when it is not there or not for this person."""
    found = reading.session.execute(
        sa.select(Inspection.id, Unit.short_name, InspectionRound.name)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(Inspection.code == code, visible_inspections(reading.scope))
    ).first()
    if found is None:
        raise NotFound(what="inspection", id=code)
    number, unit, inspection_round = found
    codes = reading.session.scalars(_findings(reading, number, Finding.code).order_by(Finding.seq)).all()
    return LedgerGrid(
        inspection_id=number,
        code=code,
        unit_name=unit,
        round_name=inspection_round,
        names=ledger_names(reading),
        finding_codes=tuple(codes),
        counts={Ledger.FINDINGS: len(codes), **_counts(reading, number)},
    )


@query
def list_ledger_changes(reading: Reading, inspection_id: int) -> tuple[ChangeRow, ...]:
    """The last saves of an inspection's ledgers, newest first, as far as their findings may be seen."""
    undoing = sa.select(LedgerChange.undoes_id).where(LedgerChange.undoes_id.is_not(None))
    count, findings = sa.func.count(), sa.func.count(LedgerCell.finding_id.distinct())
    rows = reading.session.execute(
        sa.select(LedgerChange, Account.shown, count, findings, LedgerChange.id.in_(undoing))
        .join(LedgerCell, LedgerCell.change_id == LedgerChange.id)
        .join(Finding, Finding.id == LedgerCell.finding_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .outerjoin(Account, Account.id == LedgerChange.account_id)
        .where(Inspection.id == inspection_id, visible_findings(reading.scope))
        .group_by(LedgerChange.id, Account.shown)
        .order_by(LedgerChange.id.desc())
        .limit(RECENT)
    )
    return tuple(
        ChangeRow(
            id=change.id,
            kind=change.kind,
            by=shown or "命令行操作员",
            account_id=change.account_id,
            at=change.changed_at,
            cells=cells,
            findings=number,
            reason=change.reason,
            is_undone=bool(undone),
        )
        for change, shown, cells, number, undone in rows
    )


def _findings(reading: Reading, inspection_id: int, column: object) -> sa.Select[str]:
    return (
        sa.select(column)  # type: ignore[call-overload]
        .select_from(Finding)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(
            Finding.inspection_id == inspection_id,
            Finding.status.in_(Status.counted()),
            visible_findings(reading.scope),
        )
    )


def _counts(reading: Reading, inspection_id: int) -> dict[Ledger, int]:
    count = sa.func.count()
    of = {
        Ledger.TASKS: _findings(reading, inspection_id, count).join(Task, Task.finding_id == Finding.id),
        Ledger.MEASURES: _findings(reading, inspection_id, count)
        .join(Task, Task.finding_id == Finding.id)
        .join(Measure, Measure.task_id == Task.id),
        Ledger.RESPONSIBILITIES: _findings(reading, inspection_id, count).join(
            Responsibility, Responsibility.finding_id == Finding.id
        ),
        Ledger.OUTCOMES: _findings(reading, inspection_id, count).join(Outcome, Outcome.finding_id == Finding.id),
        Ledger.ARCHIVE: _findings(reading, inspection_id, count).join(
            ArchiveItem, ArchiveItem.finding_id == Finding.id
        ),
    }
    return {ledger: int(reading.session.scalar(select) or 0) for ledger, select in of.items()}
