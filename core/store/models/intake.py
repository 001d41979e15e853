"""Batches of findings that came in together and can be undone together (docs/rules.md §13)."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key


class IntakeBatch(Identified, Versioned, Base):
    """One import of a ledger."""

    __tablename__ = "intake_batch"

    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    imported_on: Mapped[date]
    accepted: Mapped[int]
    rejected: Mapped[int]
    duplicates: Mapped[int]
    event_id: Mapped[int] = event_key()
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), default=None)
    undone_on: Mapped[date | None] = mapped_column(default=None)
