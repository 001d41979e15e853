"""Saving the ledgers as a block of cells: all of it or nothing, and nobody's save is overwritten unseen (docs/rules.md §4.4)."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Line, Passage
from core.commands.ledger_additions import NewRow, add_rows
from core.commands.ledger_conflicts import CellConflict, conflicts_of
from core.commands.ledger_drops import DroppedRow, drop_rows
from core.commands.ledger_sheet import Edit, Problem, Sheet, problem, require_whole, row_as_text
from core.commands.load import load_inspection
from core.errors import CellsChanged, InvalidInput, RuleViolated
from core.intake.ledger.model import CellFault
from core.rules.lifecycle import Missing
from core.store.models import LedgerChange
from core.store.trail import Happening
from core.vocabulary import ChangeKind, Ledger


class CellChange(Command):
    """One cell: what it showed when it was opened, and what it is to show."""

    ledger: Ledger
    row_id: int
    field: Line
    was: str = Field(max_length=20_000)
    now: str = Field(max_length=20_000)


class SaveLedgers(Command):
    """Save cells, new rows and removed rows of one inspection's ledgers together."""

    inspection_id: int
    cells: tuple[CellChange, ...] = Field(default=(), max_length=200_000)
    rows: tuple[NewRow, ...] = Field(default=(), max_length=20_000)
    drops: tuple[DroppedRow, ...] = Field(default=(), max_length=500)
    reason: Passage = ""
    kind: Literal[ChangeKind.SAVE, ChangeKind.WORKBOOK] = ChangeKind.SAVE


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What a save did: its number (by which it is undone), cells changed, rows added and removed."""

    change_id: int
    cells: int
    added: int
    dropped: int
    findings: int


@handles(SaveLedgers)
def save_ledgers(work: Work, command: SaveLedgers) -> Done:
    """Write everything or nothing; returns `Saved`.

    Raises InvalidInput with every faulty cell, CellsChanged with every cell that shows something else by now,
    RuleViolated for rows that are locked.
    """
    inspection, _unit, plan = load_inspection(work, command.inspection_id)
    sheet = Sheet(work, inspection.id, command.reason)
    edits = _edits(sheet, command)
    drop_rows(sheet, command.drops)
    sheet.write(edits)
    require_whole(sheet, ((edit.ledger, edit.row_id) for edit in edits))
    add_rows(sheet, inspection, plan, command.rows)
    if not sheet.edits:
        raise RuleViolated(missing=(Missing(code="nothing_changed", where="ledgers"),))
    change = record(sheet, command.kind, command.reason, inspection.id)
    rows = [edit for edit in sheet.edits if not edit.field]
    added = sum(not edit.before for edit in rows)
    saved = Saved(
        change_id=change.id,
        cells=len(sheet.edits) - len(rows),
        added=added,
        dropped=len(rows) - added,
        findings=len({edit.finding_id for edit in sheet.edits}),
    )
    return Done(happening(change, sheet, action="ledgers.changed"), saved)


def record(
    sheet: Sheet, kind: ChangeKind, reason: str, inspection_id: int | None, undoes_id: int | None = None
) -> LedgerChange:
    """Store what was done cell by cell, so that it can be shown and undone as one."""
    work = sheet.work
    sheet.touch_findings()
    change = LedgerChange(
        inspection_id=inspection_id,
        kind=kind,
        account_id=work.actor.account_id,
        changed_on=work.today,
        changed_at=work.now,
        reason=reason,
        undoes_id=undoes_id,
        event_id=work.event_id,
    )
    work.session.add(change)
    work.session.flush()
    work.session.add_all(sheet.cells(change.id))
    return change


def happening(change: LedgerChange, sheet: Sheet, *, action: str) -> Happening:
    """The event of a change: how much, why, and the fingerprint of its cells, which stand in a table of their own."""
    lines = sorted(row_as_text({**edit.__dict__}) for edit in sheet.edits)
    after = {
        "cells": len(sheet.edits),
        "findings": len({edit.finding_id for edit in sheet.edits}),
        "reason": change.reason,
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }
    return Happening(action=action, subject_type="ledger_change", subject_id=change.id, after=after)


def _edits(sheet: Sheet, command: SaveLedgers) -> list[Edit]:
    """The cells that differ from what stands there, each read and free of conflict."""
    problems: list[Problem] = []
    edits: dict[tuple[Ledger, int, str], Edit] = {}
    stale: list[CellConflict] = []
    for cell in command.cells:
        row = sheet.rows(cell.ledger).get(cell.row_id)
        if row is None:
            stale.append(CellConflict.gone(cell.ledger, cell.row_id, cell.field, cell.was, cell.now))
            continue
        try:
            _column, now = sheet.read(cell.ledger, cell.field, cell.now)
        except CellFault as fault:
            problems.append(problem(row, cell.field, fault.reason, fault.fix, ledger=cell.ledger))
            continue
        current = row.cells[cell.field]
        if now == current:
            continue
        if current != cell.was:
            stale.append(CellConflict.of(row, cell.ledger, cell.field, was=cell.was, mine=now))
            continue
        if code := sheet.lock(cell.ledger, row):
            raise RuleViolated(missing=(Missing(code=code, where="ledgers"),), finding=row.finding_code)
        edits[cell.ledger, cell.row_id, cell.field] = Edit(
            ledger=cell.ledger,
            row_id=cell.row_id,
            finding_id=row.finding_id,
            field=cell.field,
            before=current,
            after=now,
        )
    if problems:
        raise InvalidInput(problems=problems)
    if stale:
        raise CellsChanged(conflicts=conflicts_of(sheet, stale))
    return list(edits.values())
