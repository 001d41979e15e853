"""Cells that somebody else changed since they were opened: both versions side by side (docs/rules.md §4.4)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from core.commands.ledger_sheet import Sheet
from core.ledgers.fields import field_of
from core.queries.ledger_rows import LedgerRow
from core.store.models import Account, Finding, LedgerCell, LedgerChange
from core.vocabulary import Ledger


@dataclass(frozen=True, kw_only=True)
class CellConflict:
    """One cell: as it was opened, as it was typed, as it stands, and who put it so."""

    ledger: Ledger
    row_id: int
    field: str
    label: str
    finding_code: str
    was: str
    mine: str
    theirs: str
    is_gone: bool = False
    """The row itself was removed."""
    by: str = ""
    at: datetime | None = None

    @classmethod
    def of(cls, row: LedgerRow, ledger: Ledger, key: str, *, was: str, mine: str) -> "CellConflict":
        """A cell that shows something else by now."""
        column = field_of(ledger, key)
        return cls(
            ledger=ledger,
            row_id=row.row_id,
            field=key,
            label=column.label if column else key,
            finding_code=row.finding_code,
            was=was,
            mine=mine,
            theirs=row.cells[key],
        )

    @classmethod
    def gone(cls, ledger: Ledger, row_id: int, key: str, was: str, mine: str) -> "CellConflict":
        """A cell whose row is not there any more."""
        column = field_of(ledger, key)
        label = column.label if column else key
        return cls(
            ledger=ledger,
            row_id=row_id,
            field=key,
            label=label,
            finding_code="",
            was=was,
            mine=mine,
            theirs="",
            is_gone=True,
        )


def conflicts_of(sheet: Sheet, stale: list[CellConflict]) -> tuple[CellConflict, ...]:
    """The conflicts with who changed the cell last and when; of rows of another inspection nothing is told, nor by whom."""
    rows = sheet.work.session.execute(
        select(LedgerCell.ledger, LedgerCell.row_id, LedgerCell.field, Account.shown, LedgerChange.changed_at)
        .join(LedgerChange, LedgerChange.id == LedgerCell.change_id)
        .join(Finding, Finding.id == LedgerCell.finding_id)
        .outerjoin(Account, Account.id == LedgerChange.account_id)
        .where(
            Finding.inspection_id == sheet.inspection_id,
            LedgerCell.row_id.in_({one.row_id for one in stale}),
        )
        .order_by(LedgerCell.id)
    )
    last = {(ledger, number, key): (shown or "命令行操作员", at) for ledger, number, key, shown, at in rows}
    return tuple(_named(one, last) for one in stale)


def _named(one: CellConflict, last: dict[tuple[Ledger, int, str], tuple[str, datetime]]) -> CellConflict:
    by, at = last.get((one.ledger, one.row_id, "" if one.is_gone else one.field), ("", None))
    return replace(one, by=by, at=at)
