"""Giving a unit its ledgers as a workbook, and taking in what came back (docs/rules.md §4.5)."""

import secrets
from dataclasses import replace
from typing import Any

from pydantic import Field

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Passage
from core.commands.ledger_additions import NewRow
from core.commands.ledger_changes import CellChange, Saved, SaveLedgers, save_ledgers
from core.commands.load import load, load_inspection, require_version
from core.errors import RuleViolated
from core.ledgers.travelling import SHOWN
from core.queries.base import Reading
from core.queries.ledger_rows import ledger_rows
from core.rules.lifecycle import Missing
from core.store.models import UnitWorkbook
from core.store.trail import Happening
from core.vocabulary import ChangeKind, Ledger


class IssueWorkbook(Command):
    """Give out the ledgers of an inspection as they stand now."""

    inspection_id: int


class ReturnWorkbook(Command):
    """Take in the chosen cells and the new rows of a workbook that came back; none of them is right when nothing changed."""

    workbook_id: int
    version: int
    cells: tuple[CellChange, ...] = Field(default=(), max_length=200_000)
    rows: tuple[NewRow, ...] = Field(default=(), max_length=20_000)
    reason: Passage = ""


@handles(IssueWorkbook)
def issue_workbook(work: Work, command: IssueWorkbook) -> Done:
    """Keep every cell as it leaves under a mark nobody can guess; returns the number of the workbook."""
    inspection, _unit, _plan = load_inspection(work, command.inspection_id)
    reading = Reading(work.session, work.actor.scope, work.today, work_calendar())
    cells: dict[str, Any] = {
        ledger.value: {str(row.row_id): row.cells for row in ledger_rows(reading, inspection.id, ledger)}
        for ledger in SHOWN
    }
    if not cells[Ledger.FINDINGS.value]:
        raise RuleViolated(missing=(Missing(code="workbook_without_findings", where="ledgers"),))
    workbook = UnitWorkbook(
        inspection_id=inspection.id,
        token=secrets.token_hex(16),
        issued_on=work.today,
        issued_at=work.now,
        account_id=work.actor.account_id,
        cells=cells,
        event_id=work.event_id,
    )
    work.session.add(workbook)
    work.session.flush()
    after = {"inspection": inspection.code, **{f"{ledger}_rows": len(rows) for ledger, rows in cells.items()}}
    happening = Happening(action="workbook.issued", subject_type="unit_workbook", subject_id=workbook.id, after=after)
    return Done(happening, workbook.id)


@handles(ReturnWorkbook)
def return_workbook(work: Work, command: ReturnWorkbook) -> Done:
    """Save as any block of cells, all or nothing, and note the day; returns `Saved`, None when nothing was to be saved.

    A workbook may come back again: what is in the ledgers already is no change. Raises what `save_ledgers` raises.
    """
    workbook: UnitWorkbook = load(work, UnitWorkbook, command.workbook_id, "workbook")
    load_inspection(work, workbook.inspection_id)
    require_version(workbook, command.version)
    workbook.returned_on = work.today
    if not command.cells and not command.rows:
        nothing = Happening(
            action="workbook.returned", subject_type="unit_workbook", subject_id=workbook.id, after={"cells": 0}
        )
        return Done(nothing)
    block = SaveLedgers(
        inspection_id=workbook.inspection_id,
        cells=command.cells,
        rows=command.rows,
        reason=command.reason,
        kind=ChangeKind.WORKBOOK,
    )
    done = save_ledgers(work, block)
    saved: Saved = done.result
    after = {**(done.happening.after or {}), "change": saved.change_id}
    happening = replace(
        done.happening, action="workbook.returned", subject_type="unit_workbook", subject_id=workbook.id, after=after
    )
    return Done(happening, saved)
