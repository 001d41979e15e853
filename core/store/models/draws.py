"""Draws for unannounced checks, each kept with everything that decided it (回马枪, docs/rules.md §6)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import DrawState


class SpotDraw(Identified, Versioned, Base):
    """One draw of findings for unannounced checks: sealed first, held later, never repeated unseen (回马枪)."""

    __tablename__ = "spot_draw"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("(state = 'held') = (drawn_on IS NOT NULL)", name="held_has_day"),
        CheckConstraint("(state = 'abandoned') = (abandoned_on IS NOT NULL)", name="abandoned_has_day"),
        CheckConstraint("state <> 'held' OR (length(sheet_sha256) = 64 AND length(seed) = 64)", name="held_is_sealed"),
        CheckConstraint("state <> 'abandoned' OR length(trim(abandon_reason)) > 0", name="abandoned_says_why"),
        Index("uq_spot_draw_open", "state", unique=True, sqlite_where=text("state = 'sealed'"),
              postgresql_where=text("state = 'sealed'")),
    )  # fmt: skip

    sealed_on: Mapped[date]
    size: Mapped[int]
    purpose: Mapped[str]
    """Why it is held, for the sheet."""
    criteria: Mapped[dict[str, Any]]
    """Which findings are in the frame, and the weight of each risk factor."""
    frame: Mapped[dict[str, Any]]
    """`candidates`: findings with weight and risk factors, in the order of their numbers; `repeats`: earlier draws."""
    frame_sha256: Mapped[str]
    secret: Mapped[str]
    """Drawn by the machine; shown on the sheet after the draw."""
    commitment: Mapped[str]
    """SHA-256 of the secret, shown before the draw."""
    event_id: Mapped[int] = event_key()
    state: Mapped[DrawState] = mapped_column(default=DrawState.SEALED)
    drawn_on: Mapped[date | None] = mapped_column(default=None)
    seed: Mapped[str] = mapped_column(default="")
    sheet: Mapped[str] = mapped_column(default="")
    """The draw sheet word for word: frame, weights, how the seed came about, and the result."""
    sheet_sha256: Mapped[str] = mapped_column(default="")
    abandoned_on: Mapped[date | None] = mapped_column(default=None)
    abandon_reason: Mapped[str] = mapped_column(default="")
