"""Hand-over sheets between the bodies of two phases (三期交接单, docs/rules.md §3.2)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import Phase


class Handover(Identified, Versioned, Base):
    """What one body hands to the next when the phase changes, as it stood when the sheet was drawn up."""

    __tablename__ = "handover"
    __table_args__ = (
        UniqueConstraint("inspection_id", "to_phase"),
        CheckConstraint("received_on IS NULL OR given_on IS NOT NULL", name="given_first"),
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    to_phase: Mapped[Phase]
    drawn_up_on: Mapped[date]
    content: Mapped[dict[str, Any]]
    """Open findings, long-term matters and risks, each a list of lines."""
    event_id: Mapped[int] = event_key()
    note: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date | None] = mapped_column(default=None)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), default=None)
    received_on: Mapped[date | None] = mapped_column(default=None)
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), default=None)
