"""Taking a whole save or bulk change back in one step, unless somebody built on it (docs/rules.md §4.4)."""

import json
from collections.abc import Sequence

from sqlalchemy import func, select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Passage
from core.commands.ledger_changes import happening, record
from core.commands.ledger_drops import put_back, take_out, worked_on
from core.commands.ledger_sheet import WHOLE_ROW, Edit, Sheet, row_as_text
from core.commands.load import load_inspection
from core.commands.transit import move
from core.errors import NotFound, RuleViolated
from core.ledgers.fields import field_of
from core.queries.ledger_rows import LedgerRow
from core.rules.lifecycle import Action, Missing
from core.store.models import ArchiveItem, Finding, FindingPeriod, LedgerCell, LedgerChange, Task
from core.vocabulary import ChangeKind, Ledger, Role


class UndoLedgerChange(Command):
    """Take back everything one save or bulk change did."""

    change_id: int
    reason: Passage = ""


MOST_NAMED = 5


@handles(UndoLedgerChange)
def undo_ledger_change(work: Work, command: UndoLedgerChange) -> Done:
    """Put every cell back as it was, all or none; returns how many cells and rows.

    Whoever made the change may, and the office. Refused when a cell was changed again since, when an added row was
    worked on, or when it was taken back already.
    """
    change = work.session.get(LedgerChange, command.change_id)
    if change is None:
        raise NotFound(what="ledger_change", id=command.change_id)
    cells = work.session.scalars(
        select(LedgerCell).where(LedgerCell.change_id == change.id).order_by(LedgerCell.id)
    ).all()
    sheets = _sheets(work, cells, command.reason or change.reason)
    _require_own(work, change)
    _require_untouched(sheets, cells)
    for cell in reversed(cells):
        if not cell.field and cell.after:
            _take_out(sheets[cell.finding_id], cell)
    _restore_cells(sheets, cells)
    for cell in reversed(cells):
        if not cell.field and cell.before:
            _put_back(sheets[cell.finding_id], cell)
    whole = Sheet(work, 0, edits=[edit for sheet in _apart(sheets) for edit in sheet.edits])
    done = record(whole, ChangeKind.UNDO, command.reason, change.inspection_id, undoes_id=change.id)
    return Done(happening(done, whole, action="ledgers.undone"), len(whole.edits))


def _sheets(work: Work, cells: Sequence[LedgerCell], reason: str) -> dict[int, Sheet]:
    """The sheet each finding stands on, one for each inspection; every one of them is asked for permission."""
    numbers = {cell.finding_id for cell in cells}
    rows = work.session.execute(select(Finding.id, Finding.inspection_id).where(Finding.id.in_(numbers)))
    placed = dict(rows.all())
    sheets = {number: Sheet(work, number, reason) for number in sorted(set(placed.values()))}
    for number in sheets:
        load_inspection(work, number)
    return {number: sheets[inspection_id] for number, inspection_id in placed.items()}


def _require_own(work: Work, change: LedgerChange) -> None:
    if change.account_id != work.actor.account_id and not work.actor.has(Role.OFFICE):
        raise RuleViolated(missing=(Missing(code="not_your_change", where="ledgers"),))
    if work.session.scalar(select(LedgerChange.id).where(LedgerChange.undoes_id == change.id)) is not None:
        raise RuleViolated(missing=(Missing(code="undone_already", where="ledgers"),))


def _require_untouched(sheets: dict[int, Sheet], cells: Sequence[LedgerCell]) -> None:
    """Refuse when what the change left behind is not what stands there now, or is locked."""
    again = []
    for cell in cells:
        row = sheets[cell.finding_id].rows(cell.ledger).get(cell.row_id)
        if row is not None and (code := sheets[cell.finding_id].lock(cell.ledger, row)):
            raise RuleViolated(missing=(Missing(code=code, where="ledgers"),), finding=row.finding_code)
        if cell.field and (row is None or row.cells[cell.field] != cell.after):
            column = field_of(cell.ledger, cell.field)
            again.append(f"{row.finding_code if row else ''}“{column.label if column else cell.field}”")
        elif not cell.field and cell.after and row is not None and _was_changed(cell, row):
            again.append(f"{row.finding_code}{cell.ledger.term}新加的一行")
    if again:
        named = "、".join(again[:MOST_NAMED])
        raise RuleViolated(
            missing=(Missing(code="undo_changed_since", where="ledgers", count=len(again)),), cells=named
        )


def _was_changed(cell: LedgerCell, row: LedgerRow) -> bool:
    """Whether an added row shows something else than when it was added; its finding's name may have been corrected."""
    loose = frozenset() if cell.ledger is Ledger.FINDINGS else frozenset({"title"})
    added = json.loads(cell.after)
    return any(row.cells.get(key) != shown for key, shown in added.items() if key not in loose)


def _restore_cells(sheets: dict[int, Sheet], cells: Sequence[LedgerCell]) -> None:
    """What the cells showed before, all of one inspection at once."""
    for sheet in _apart(sheets):
        mine = [cell for cell in cells if cell.field and sheets[cell.finding_id] is sheet]
        sheet.write(
            Edit(
                ledger=cell.ledger,
                row_id=cell.row_id,
                finding_id=cell.finding_id,
                field=cell.field,
                before=cell.after,
                after=cell.before,
            )
            for cell in mine
        )


def _apart(sheets: dict[int, Sheet]) -> list[Sheet]:
    return list({sheet.inspection_id: sheet for sheet in sheets.values()}.values())


def _put_back(sheet: Sheet, cell: LedgerCell) -> None:
    if cell.ledger is Ledger.FINDINGS:
        raise RuleViolated(missing=(Missing(code="withdrawn_stays", where="ledgers"),))
    put_back(sheet, cell.ledger, cell.row_id, cell.finding_id, json.loads(cell.before))


def _take_out(sheet: Sheet, cell: LedgerCell) -> None:
    """Remove an added row; an added finding is withdrawn, as long as nothing happened to it."""
    row = sheet.rows(cell.ledger).get(cell.row_id)
    if row is None:
        return
    if cell.ledger is not Ledger.FINDINGS:
        if worked_on(sheet.work, cell.ledger, cell.row_id):
            raise RuleViolated(missing=(Missing(code="undo_worked_on", where="ledgers"),), finding=row.finding_code)
        take_out(sheet, cell.ledger, row)
        return
    finding = sheet.work.session.get_one(Finding, cell.row_id)
    if _has_begun(sheet.work, finding):
        raise RuleViolated(missing=(Missing(code="undo_worked_on", where="ledgers"),), finding=finding.code)
    move(sheet.work, finding, Action.WITHDRAW, sheet.work.today)
    text = row_as_text(row.cells)
    sheet.rows(cell.ledger).pop(cell.row_id)
    sheet.edits.append(
        Edit(ledger=cell.ledger, row_id=cell.row_id, finding_id=cell.row_id, field=WHOLE_ROW, before=text, after="")
    )


def _has_begun(work: Work, finding: Finding) -> bool:
    """Whether anything beyond its entry was recorded on a finding."""
    periods = select(func.count()).where(FindingPeriod.finding_id == finding.id)
    tasks = select(func.count()).where(Task.finding_id == finding.id)
    material = select(func.count()).where(ArchiveItem.finding_id == finding.id)
    return (work.session.scalar(periods) or 0) > 1 or bool(work.session.scalar(tasks) or work.session.scalar(material))
