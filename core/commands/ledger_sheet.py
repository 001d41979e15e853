"""The ledgers a command works on: what stands in them, what may be written, and what was done to them cell by cell."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select

from core.almanac import work_calendar
from core.commands.base import Work
from core.commands.ledger_tables import put_value, table_rows
from core.errors import InvalidInput, NotPermitted
from core.intake.ledger.model import CellFault
from core.ledgers.cells import Names, read_cell, stored
from core.ledgers.fields import FIELDS, LedgerField, Writer, field_of
from core.ledgers.rows import row_faults
from core.queries.base import Reading
from core.queries.ledger_rows import LedgerRow, ledger_names, ledger_rows
from core.rules.ledger_locks import locked
from core.store.models import Finding, LedgerCell
from core.vocabulary import Ledger, Role, Status

Problem = tuple[str, str, str, dict[str, Any]]
WHOLE_ROW = ""
"""Field of a cell record that stands for a whole row added or removed."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One cell with what it showed before and shows afterwards."""

    ledger: Ledger
    row_id: int
    finding_id: int
    field: str
    before: str
    after: str


@dataclass
class Sheet:
    """The ledgers of one inspection within one command; what is written shows in them at once."""

    work: Work
    inspection_id: int
    reason: str = ""
    """Why something cleared is corrected."""
    edits: list[Edit] = field(default_factory=list)
    _rows: dict[Ledger, dict[int, LedgerRow]] = field(default_factory=dict)

    def rows(self, ledger: Ledger) -> dict[int, LedgerRow]:
        """Rows by number as they stand now."""
        if ledger not in self._rows:
            self._rows[ledger] = {r.row_id: r for r in ledger_rows(self.reading, self.inspection_id, ledger)}
        return self._rows[ledger]

    def forget(self, ledger: Ledger) -> None:
        """Rows were added by other ways: read them anew."""
        self.work.session.flush()
        self._rows.pop(ledger, None)

    @cached_property
    def reading(self) -> Reading:
        """How a query of this command's actor looks at the day."""
        return Reading(self.work.session, self.work.actor.scope, self.work.today, work_calendar())

    @cached_property
    def names(self) -> Names:
        """Names that cells refer to."""
        return ledger_names(self.reading)

    def read(self, ledger: Ledger, key: str, raw: str, *, is_new: bool = False) -> tuple[LedgerField, str]:
        """The column and the cell as shown; raises CellFault, or NotPermitted for a column of the office."""
        column = field_of(ledger, key)
        if column is None or not column.is_open:
            raise CellFault(f"没有“{key}”这一栏，或不能填写", "删去这一栏再试")
        if column.is_set_once and not is_new:
            raise CellFault(f"{column.label}登记后不在这里改", "期限请走“申请延期”，其他的删去这一处修改")
        if column.writer is Writer.OFFICE and not self.work.actor.has(Role.OFFICE):
            raise NotPermitted(reason="office_column", column=column.label)
        return column, read_cell(column, raw, self.names)

    def lock(self, ledger: Ledger, row: LedgerRow) -> str | None:
        """Code of why this row cannot be changed now."""
        is_office = self.work.actor.has(Role.OFFICE)
        return locked(ledger, row.status, is_office=is_office, has_reason=bool(self.reason))

    def write(self, edits: Iterable[Edit]) -> None:
        """Put checked cells into their tables and remember them; one cell once."""
        by_ledger: dict[Ledger, list[Edit]] = {}
        for edit in edits:
            by_ledger.setdefault(edit.ledger, []).append(edit)
        for ledger, mine in by_ledger.items():
            targets = table_rows(self.work, ledger, (edit.row_id for edit in mine))
            for edit in mine:
                self._write(ledger, targets[edit.row_id], edit)
            for target in targets.values():
                target.version = (target.version or 0) + 1
        self.edits += [edit for mine in by_ledger.values() for edit in mine]

    def touch_findings(self) -> None:
        """Forms that are open on these findings become stale."""
        done = {edit.row_id for edit in self.edits if edit.ledger is Ledger.FINDINGS}
        for number, finding in table_rows(self.work, Ledger.FINDINGS, (edit.finding_id for edit in self.edits)).items():
            if number not in done:
                finding.version += 1

    def fill(self, ledger: Ledger, target: Any, shown: dict[str, str]) -> None:
        """Put every open column of a row that is made again."""
        for column in FIELDS[ledger]:
            if column.is_open and not column.is_set_once and column.key in shown:
                put_value(self.work, ledger, target, column.key, stored(column, shown[column.key], self.names))

    def cells(self, change_id: int) -> list[LedgerCell]:
        """What was done, for the record."""
        return [
            LedgerCell(
                change_id=change_id,
                finding_id=edit.finding_id,
                ledger=edit.ledger,
                row_id=edit.row_id,
                field=edit.field,
                before=edit.before,
                after=edit.after,
            )
            for edit in self.edits
        ]

    def _write(self, ledger: Ledger, target: Any, edit: Edit) -> None:
        column = field_of(ledger, edit.field)
        assert column is not None  # noqa: S101 - `read` has found it
        put_value(self.work, ledger, target, edit.field, stored(column, edit.after, self.names))
        row = self.rows(ledger).get(edit.row_id)
        if row is not None:
            row.cells[edit.field] = edit.after


def require_whole(sheet: Sheet, touched: Iterable[tuple[Ledger, int]]) -> None:
    """Refuse rows whose cells do not fit together; raises InvalidInput with every fault."""
    problems = [
        problem(sheet.rows(ledger)[number], *fault, ledger=ledger)
        for ledger, number in dict.fromkeys(touched)
        for fault in row_faults(ledger, sheet.rows(ledger)[number].cells, sheet.work.today)
    ]
    if problems:
        raise InvalidInput(problems=problems)


def problem(row: LedgerRow | str, key: str, reason: str, fix: str, *, ledger: Ledger) -> Problem:
    """One faulty cell for the person in front of the screen: which finding, which column, what is wrong, how to mend it."""
    column = field_of(ledger, key)
    code = row if isinstance(row, str) else row.finding_code
    facts = {"finding": code, "reason": reason, "fix": fix, "ledger": ledger, "key": key}
    return (column.label if column else key, "ledger_cell", "", facts)


def row_as_text(values: dict[str, Any]) -> str:
    """A whole row for the record; the order of its columns does not matter."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)


def findings_by_code(work: Work, inspection_id: int) -> dict[str, Finding]:
    """The findings of the inspection that rows can be added to."""
    rows = work.session.scalars(
        select(Finding).where(Finding.inspection_id == inspection_id, Finding.status.in_(Status.counted()))
    )
    return {row.code: row for row in rows}
