"""What lies on somebody's desk: unsaved entries and saved views; working state, not business data (docs/adr/0010)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified


class EntryDraft(Identified, Base):
    """What somebody typed into one form on one subject and has not saved."""

    __tablename__ = "entry_draft"
    __table_args__ = (UniqueConstraint("account_id", "form", "subject"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    form: Mapped[str]
    subject: Mapped[str]
    content: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]


class SavedView(Identified, Base):
    """A list as somebody wants to see it again: a page with its filters, under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("account_id", "page", "name"),
        CheckConstraint("length(trim(name)) > 0", name="name_present"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
    saved_at: Mapped[datetime]
