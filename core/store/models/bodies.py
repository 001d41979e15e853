"""Inspected units with their heads, and the bodies and posts that supervise them (docs/rules.md §1, §2)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned
from core.vocabulary import BodyKind, UnitKind


class Body(Identified, Versioned, Base):
    """A team, office, resident team, panel, charge leader's post or lead department."""

    __tablename__ = "body"
    __table_args__ = (UniqueConstraint("code"), UniqueConstraint("kind", "name"))

    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[BodyKind]
    leader_post: Mapped[str] = mapped_column(default="")
    """Who leads it, as a post (组长、主任)."""
    is_active: Mapped[bool] = mapped_column(default=True)


class Unit(Identified, Versioned, Base):
    """An inspected party organisation (被巡察单位)."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("code"), UniqueConstraint("name"), UniqueConstraint("short_name"))

    code: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    kind: Mapped[UnitKind]
    sort_order: Mapped[int] = mapped_column(default=0)
    """Fixed place in every list and chart."""
    charge_leader_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), default=None, index=True)
    discipline_office_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), default=None, index=True)
    resident_team_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), default=None, index=True)
    is_active: Mapped[bool] = mapped_column(default=True)


class UnitHead(Identified, Base):
    """One person's tenure as head of a unit (一把手任职区间); the last day is still in office."""

    __tablename__ = "unit_head"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="tenure_order"),
        UniqueConstraint("unit_id", "from_on"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    post: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
