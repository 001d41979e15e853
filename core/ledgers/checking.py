"""Checking what was typed before it is saved: the same readings and rules as the save itself (docs/rules.md §4.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.intake.ledger.model import CellFault
from core.ledgers.cells import Names, read_cell
from core.ledgers.fields import FIELDS, LedgerField, field_of
from core.ledgers.pending import CELL, DROP, ROW, Pending
from core.ledgers.rows import row_faults
from core.rules.ledger_locks import locked
from core.vocabulary import Ledger, Source, Status

NEW_ROW = "新行"


class Row(Protocol):
    """A row of a ledger as it was opened."""

    @property
    def finding_code(self) -> str:
        """Number of its finding."""

    @property
    def status(self) -> Status:
        """State of its finding."""

    @property
    def cells(self) -> dict[str, str]:
        """What it shows by column."""


Rows = Mapping[Ledger, Mapping[int, Row]]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Under what a check is made: names, the day, and who saves with which reason."""

    names: Names
    today: date
    is_office: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class PendingLine:
    """One thing that waits to be saved; `fault` says why it cannot be yet, or is empty."""

    key: str
    ledger: Ledger
    finding_code: str
    label: str
    was: str
    now: str
    fault: str = ""
    lock: str = ""
    """Code of why the row is locked."""


def check(pending: Pending, rows: Rows, desk: Desk) -> tuple[PendingLine, ...]:
    """Every pending thing with what is wrong with it, in the order of the ledgers."""
    lines = [*_cells(pending, rows, desk), *_rows(pending, desk), *_drops(pending, rows, desk)]
    order = list(Ledger)
    return tuple(sorted(lines, key=lambda line: (order.index(line.ledger), line.finding_code or "~")))


def _cells(pending: Pending, rows: Rows, desk: Desk) -> list[PendingLine]:
    whole = _read_rows(pending, rows, desk)
    lines = []
    for (ledger, number, key), (was, typed) in pending.cells.items():
        row, column = rows.get(ledger, {}).get(number), field_of(ledger, key)
        now, fault = _read(column, typed, desk.names)
        if row is None:
            fault = "这一行已被别人删去，请撤回这一处"
        elif not fault:
            fault = "；".join(f"{why}，{fix}" for _, why, fix in row_faults(ledger, whole[ledger, number], desk.today))
        lines.append(
            PendingLine(
                key=f"{CELL}|{ledger}|{number}|{key}",
                ledger=ledger,
                finding_code=row.finding_code if row else "",
                label=column.label if column else key,
                was=was,
                now=now,
                fault=fault,
                lock=_lock(ledger, row, desk),
            )
        )
    return lines


def _read(column: LedgerField | None, typed: str, names: Names) -> tuple[str, str]:
    """The cell as it will be shown, and what is wrong with it."""
    if column is None or column.is_set_once:
        return typed, "登记后不在这里改，撤回这一处"
    try:
        return read_cell(column, typed, names), ""
    except CellFault as wrong:
        return typed, f"{wrong.reason}，{wrong.fix}"


def _lock(ledger: Ledger, row: Row | None, desk: Desk) -> str:
    if row is None:
        return ""
    return locked(ledger, row.status, is_office=desk.is_office, has_reason=bool(desk.reason)) or ""


def _read_rows(pending: Pending, rows: Rows, desk: Desk) -> dict[tuple[Ledger, int], dict[str, str]]:
    """Rows with what was typed in them, for what must hold between their cells."""
    whole: dict[tuple[Ledger, int], dict[str, str]] = {}
    for (ledger, number, key), (_was, now) in pending.cells.items():
        row, column = rows.get(ledger, {}).get(number), field_of(ledger, key)
        if row is None or column is None:
            continue
        cells = whole.setdefault((ledger, number), dict(row.cells))
        try:
            cells[key] = read_cell(column, now, desk.names)
        except CellFault:
            continue
    return whole


def _rows(pending: Pending, desk: Desk) -> list[PendingLine]:
    return [
        PendingLine(
            key=f"{ROW}|{key}",
            ledger=ledger,
            finding_code=cells.get("finding", ""),
            label=NEW_ROW,
            was="",
            now=_summary(ledger, cells),
            fault=_row_fault(ledger, cells, desk),
        )
        for key, (ledger, cells) in pending.rows.items()
    ]


def _row_fault(ledger: Ledger, typed: Mapping[str, str], desk: Desk) -> str:
    faults, read = [], {}
    for column in FIELDS[ledger]:
        raw = typed.get(column.key, "")
        if column.key == "source" and not raw:
            raw = Source.FEEDBACK.term
        if column.is_open and (raw or column.is_required):
            try:
                read[column.key] = read_cell(column, raw, desk.names)
            except CellFault as wrong:
                faults.append(f"{column.label}{wrong.reason}，{wrong.fix}")
    if ledger is not Ledger.FINDINGS and not typed.get("finding"):
        faults.insert(0, "问题编号必须填写，如 01")
    faults += [f"{reason}，{fix}" for _, reason, fix in row_faults(ledger, read, desk.today)]
    return "；".join(faults)


def _summary(ledger: Ledger, cells: Mapping[str, str]) -> str:
    shown = [cells[column.key] for column in FIELDS[ledger] if column.key != "finding" and cells.get(column.key)]
    return " / ".join(shown)


def _drops(pending: Pending, rows: Rows, desk: Desk) -> list[PendingLine]:
    lines = []
    for ledger, number in pending.drops:
        row = rows.get(ledger, {}).get(number)
        lines.append(
            PendingLine(
                key=f"{DROP}|{ledger}|{number}",
                ledger=ledger,
                finding_code=row.finding_code if row else "",
                label="删去这一行",
                was=_summary(ledger, row.cells) if row else "",
                now="",
                lock=_lock(ledger, row, desk),
            )
        )
    return lines
