"""Workbooks that were issued to units, and one that came back against what stands now (docs/rules.md §4.5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.intake.travelling import Returned
from core.ledgers.differences import Comparison, compare
from core.ledgers.travelling import FILLED, Snapshot
from core.queries.base import Reading, query
from core.queries.ledger_rows import ledger_names, ledger_rows
from core.queries.scope import visible_workbooks
from core.store.models import Account, Inspection, InspectionRound, Unit, UnitWorkbook


@dataclass(frozen=True, kw_only=True)
class WorkbookRow:
    """One workbook that was issued; `returned_on` is None while it is away."""

    id: int
    by: str
    issued_on: date
    issued_at: datetime
    returned_on: date | None


@dataclass(frozen=True, kw_only=True)
class IssuedWorkbook:
    """Everything that goes into the file: it can be made again as it left."""

    id: int
    unit_name: str
    round_name: str
    issued_on: date
    token: str
    cells: Snapshot


@dataclass(frozen=True, kw_only=True)
class ReturnedWorkbook:
    """A workbook that came back; `version` is what its command carries."""

    id: int
    version: int
    inspection_id: int
    unit_name: str
    round_name: str
    issued_on: date
    returned_on: date | None
    comparison: Comparison


@query
def list_workbooks(reading: Reading, inspection_id: int) -> tuple[WorkbookRow, ...]:
    """The workbooks of an inspection, newest first."""
    rows = reading.session.execute(
        _seen(reading, UnitWorkbook.id, Account.shown, UnitWorkbook.issued_on, UnitWorkbook.issued_at,
              UnitWorkbook.returned_on)
        .outerjoin(Account, Account.id == UnitWorkbook.account_id)
        .where(UnitWorkbook.inspection_id == inspection_id)
        .order_by(UnitWorkbook.id.desc())
    )  # fmt: skip
    return tuple(
        WorkbookRow(id=number, by=by or "命令行操作员", issued_on=on, issued_at=at, returned_on=back)
        for number, by, on, at, back in rows
    )


@query
def get_workbook(reading: Reading, workbook_id: int) -> IssuedWorkbook:
    """One issued workbook; raises NotFound when it is not there or not for this person."""
    found = reading.session.execute(
        _seen(reading, UnitWorkbook, Unit.short_name, InspectionRound.name).where(UnitWorkbook.id == workbook_id)
    ).first()
    if found is None:
        raise NotFound(what="workbook", id=workbook_id)
    workbook, unit, inspection_round = found
    return IssuedWorkbook(
        id=workbook.id,
        unit_name=unit,
        round_name=inspection_round,
        issued_on=workbook.issued_on,
        token=workbook.token,
        cells=workbook.cells,
    )


@query
def compare_workbook(reading: Reading, returned: Returned) -> ReturnedWorkbook:
    """What came back against what left and what stands now; NotFound for a mark that is not ours or not for this person."""
    found = reading.session.execute(
        _seen(reading, UnitWorkbook, Unit.short_name, InspectionRound.name).where(UnitWorkbook.token == returned.token)
    ).first()
    if found is None:
        raise NotFound(what="workbook", id=0)
    workbook, unit, inspection_round = found
    now = {
        ledger: {row.row_id: row for row in ledger_rows(reading, workbook.inspection_id, ledger)} for ledger in FILLED
    }
    return ReturnedWorkbook(
        id=workbook.id,
        version=workbook.version,
        inspection_id=workbook.inspection_id,
        unit_name=unit,
        round_name=inspection_round,
        issued_on=workbook.issued_on,
        returned_on=workbook.returned_on,
        comparison=compare(workbook.cells, returned, now, ledger_names(reading)),
    )


def _seen(reading: Reading, *columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(UnitWorkbook)
        .join(Inspection, Inspection.id == UnitWorkbook.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(visible_workbooks(reading.scope))
    )
