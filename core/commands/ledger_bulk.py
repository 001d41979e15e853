"""One value for many rows at once: one reason, and for each row left out why (docs/rules.md §4.4)."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field
from sqlalchemy import select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Line, Statement
from core.commands.ledger_changes import happening, record
from core.commands.ledger_sheet import Edit, Sheet, problem
from core.commands.ledger_tables import CHUNK
from core.commands.load import load_inspection
from core.errors import InvalidInput, NotFound, RuleViolated
from core.intake.ledger.model import CellFault
from core.ledgers.fields import KEYED_BY_FINDING
from core.ledgers.rows import row_faults
from core.messages import MISSING
from core.queries.ledger_rows import LedgerRow
from core.rules.lifecycle import Missing
from core.store.models import ArchiveItem, Finding, Measure, Task
from core.vocabulary import ChangeKind, Ledger


class BulkChangeLedgers(Command):
    """Set one column to one value in many rows."""

    ledger: Ledger
    row_ids: tuple[int, ...] = Field(min_length=1, max_length=5000)
    field: Line
    value: str = Field(max_length=20_000)
    reason: Statement


@dataclass(frozen=True, kw_only=True)
class BulkChanged:
    """How many rows were changed, and each other row's finding with why it was left."""

    change_id: int
    changed: int
    left: tuple[tuple[str, str], ...]


@handles(BulkChangeLedgers)
def bulk_change_ledgers(work: Work, command: BulkChangeLedgers) -> Done:
    """Change the rows that can be changed; returns `BulkChanged`. Raises RuleViolated when none could."""
    inspections = _inspections(work, command)
    if not inspections:
        raise NotFound(what="ledger_row", id=command.row_ids[0])
    sheets = []
    left: list[tuple[str, str]] = []
    for inspection_id in inspections:
        load_inspection(work, inspection_id)
        sheet = Sheet(work, inspection_id, command.reason)
        sheet.write(list(_edits(sheet, command, left)))
        sheets.append(sheet)
    whole = Sheet(work, inspections[0], edits=[edit for sheet in sheets for edit in sheet.edits])
    if not whole.edits:
        raise RuleViolated(
            missing=(Missing(code="bulk_changed_none", where="ledgers", count=len(left)),), why=_why(left)
        )
    change = record(whole, ChangeKind.BULK, command.reason, inspections[0] if len(inspections) == 1 else None)
    result = BulkChanged(change_id=change.id, changed=len(whole.edits), left=tuple(left))
    return Done(happening(change, whole, action="ledgers.bulk_changed"), result)


def _edits(sheet: Sheet, command: BulkChangeLedgers, left: list[tuple[str, str]]) -> Iterator[Edit]:
    """One edit for each row that takes the value; the others go to `left` with the reason."""
    for number in command.row_ids:
        row = sheet.rows(command.ledger).get(number)
        if row is None:
            continue
        now = _read(sheet, command, row)
        if why := _why_not(sheet, command, row, now):
            left.append((row.finding_code, why))
            continue
        yield Edit(
            ledger=command.ledger,
            row_id=number,
            finding_id=row.finding_id,
            field=command.field,
            before=row.cells[command.field],
            after=now,
        )


def _read(sheet: Sheet, command: BulkChangeLedgers, row: LedgerRow) -> str:
    """The value as shown; a value that no row can take refuses the whole."""
    try:
        return sheet.read(command.ledger, command.field, command.value)[1]
    except CellFault as fault:
        raise InvalidInput(
            problems=[problem(row, command.field, fault.reason, fault.fix, ledger=command.ledger)]
        ) from fault


def _why_not(sheet: Sheet, command: BulkChangeLedgers, row: LedgerRow, now: str) -> str:
    if row.cells[command.field] == now:
        return "已经是这个值"
    if code := sheet.lock(command.ledger, row):
        return MISSING[code].format(finding=row.finding_code)
    faults = row_faults(command.ledger, {**row.cells, command.field: now}, sheet.work.today)
    return "；".join(f"{reason}，{fix}" for _, reason, fix in faults)


def _why(left: list[tuple[str, str]]) -> str:
    return "；".join(f"{code} {why}" for code, why in left[:3])


def _inspections(work: Work, command: BulkChangeLedgers) -> list[int]:
    """The inspections these rows belong to, in the order of their numbers."""
    found: set[int] = set()
    for start in range(0, len(command.row_ids), CHUNK):
        wanted = command.row_ids[start : start + CHUNK]
        query = select(Finding.inspection_id).distinct()
        if command.ledger in KEYED_BY_FINDING:
            query = query.where(Finding.id.in_(wanted))
        elif command.ledger is Ledger.TASKS:
            query = query.join(Task, Task.finding_id == Finding.id).where(Task.id.in_(wanted))
        elif command.ledger is Ledger.MEASURES:
            query = query.join(Task, Task.finding_id == Finding.id).join(Measure, Measure.task_id == Task.id)
            query = query.where(Measure.id.in_(wanted))
        else:
            query = query.join(ArchiveItem, ArchiveItem.finding_id == Finding.id).where(ArchiveItem.id.in_(wanted))
        found |= set(work.session.scalars(query))
    return sorted(found)
