"""Taking tasks and measures out of a plan before anything was done on them (docs/rules.md §4.4)."""

from typing import Any

from sqlalchemy import func, or_, select

from core.commands.base import Command, Work
from core.commands.ledger_sheet import WHOLE_ROW, Edit, Sheet, row_as_text
from core.commands.ledger_tables import TABLES
from core.errors import NotFound, RuleViolated
from core.queries.ledger_rows import LedgerRow
from core.rules.lifecycle import Missing
from core.store.models import ArchiveItem, Measure, Task
from core.vocabulary import Ledger, MeasureStatus

DROPPABLE = (Ledger.MEASURES, Ledger.TASKS)
"""Measures go before the tasks they belong to."""


class DroppedRow(Command):
    """One row to remove."""

    ledger: Ledger
    row_id: int


def drop_rows(sheet: Sheet, drops: tuple[DroppedRow, ...]) -> None:
    """Remove rows; their content stays in the record of the change. Raises RuleViolated for rows that were worked on."""
    for ledger in DROPPABLE:
        for drop in drops:
            if drop.ledger is ledger:
                _drop(sheet, ledger, drop.row_id)
    if any(drop.ledger not in DROPPABLE for drop in drops):
        raise RuleViolated(missing=(Missing(code="row_stays", where="ledgers"),))


def _drop(sheet: Sheet, ledger: Ledger, row_id: int) -> None:
    row = sheet.rows(ledger).get(row_id)
    if row is None:
        raise NotFound(what="ledger_row", id=row_id)
    if code := sheet.lock(ledger, row):
        raise RuleViolated(missing=(Missing(code=code, where="ledgers"),), finding=row.finding_code)
    if number := worked_on(sheet.work, ledger, row_id):
        raise RuleViolated(
            missing=(Missing(code="row_worked_on", where="ledgers", count=number),), finding=row.finding_code
        )
    take_out(sheet, ledger, row)


def worked_on(work: Work, ledger: Ledger, row_id: int) -> int:
    """Measures of this row that were begun or have evidence, and, for a task, those it still has."""
    begun = or_(Measure.status != MeasureStatus.NOT_STARTED, ArchiveItem.id.is_not(None))
    mine = Measure.id == row_id if ledger is Ledger.MEASURES else Measure.task_id == row_id
    query = select(func.count(Measure.id.distinct())).outerjoin(ArchiveItem, ArchiveItem.measure_id == Measure.id)
    return work.session.scalar(query.where(mine, begun) if ledger is Ledger.MEASURES else query.where(mine)) or 0


def take_out(sheet: Sheet, ledger: Ledger, row: LedgerRow) -> None:
    """Remove the row and keep its content in the record."""
    target: Any = sheet.work.session.get(TABLES[ledger], row.row_id)
    kept = {**row.cells, "task_id": target.task_id} if isinstance(target, Measure) else dict(row.cells)
    sheet.work.session.delete(target)
    sheet.work.session.flush()
    sheet.rows(ledger).pop(row.row_id, None)
    sheet.edits.append(
        Edit(
            ledger=ledger,
            row_id=row.row_id,
            finding_id=row.finding_id,
            field=WHOLE_ROW,
            before=row_as_text(kept),
            after="",
        )
    )


def put_back(sheet: Sheet, ledger: Ledger, row_id: int, finding_id: int, kept: dict[str, Any]) -> None:
    """Store a removed row again under its own number; raises RuleViolated when its place was taken meanwhile."""
    work = sheet.work
    over = Measure.task_id == kept["task_id"] if ledger is Ledger.MEASURES else Task.finding_id == finding_id
    gone = ledger is Ledger.MEASURES and work.session.get(Task, kept["task_id"]) is None
    if gone or work.session.get(TABLES[ledger], row_id) is not None:
        raise RuleViolated(missing=(Missing(code="undo_row_taken", where="ledgers"),), finding=kept["finding"])
    seq = _free_seq(work, TABLES[ledger], over, int(kept["seq"]))
    row: Any = Task(finding_id=finding_id, seq=seq)
    if ledger is Ledger.MEASURES:
        row = Measure(task_id=kept["task_id"], seq=seq, text=kept["text"])
    row.id = row_id
    sheet.fill(ledger, row, kept)
    work.session.add(row)
    work.session.flush()
    sheet.edits.append(
        Edit(ledger=ledger, row_id=row_id, finding_id=finding_id, field=WHOLE_ROW, before="", after=row_as_text(kept))
    )


def _free_seq(work: Work, table: Any, over: Any, wanted: int) -> int:
    """The number it had, or the next free one where a later row took it."""
    taken = set(work.session.scalars(select(table.seq).where(over)))
    return wanted if wanted not in taken else max(taken) + 1
