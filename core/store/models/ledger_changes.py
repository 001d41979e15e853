"""Every save of the ledgers cell by cell, so that it can be undone as a whole, and workbooks that travel (docs/rules.md §4)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import ChangeKind, Ledger


class LedgerChange(Identified, Versioned, Base):
    """One save, bulk change or return of a workbook."""

    __tablename__ = "ledger_change"

    kind: Mapped[ChangeKind]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """None is the operator at the command line."""
    changed_on: Mapped[date]
    changed_at: Mapped[datetime]
    event_id: Mapped[int] = event_key()
    reason: Mapped[str] = mapped_column(default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_change.id"), default=None, index=True)
    """The change that this one took back."""
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"), default=None, index=True)
    """None where one change went through several inspections."""


class LedgerCell(Identified, Base):
    """What one change did to one cell; an added or removed row has no field and carries the whole row."""

    __tablename__ = "ledger_cell"
    __table_args__ = (CheckConstraint("before <> after", name="differs"),)

    change_id: Mapped[int] = mapped_column(ForeignKey("ledger_change.id"), index=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    ledger: Mapped[Ledger]
    row_id: Mapped[int]
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]


class UnitWorkbook(Identified, Versioned, Base):
    """An Excel given to a unit off the network, with the cells as they were when it left."""

    __tablename__ = "unit_workbook"

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    token: Mapped[str] = mapped_column(unique=True)
    """Stands in the hidden sheet; a workbook with another one is not ours."""
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    cells: Mapped[dict[str, Any]]
    """ledger → row id → field → value as text."""
    event_id: Mapped[int] = event_key()
    returned_on: Mapped[date | None] = mapped_column(default=None)
