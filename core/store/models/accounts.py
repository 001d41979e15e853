"""Accounts, what they were granted, and their living sessions (docs/rules.md §1)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned
from core.vocabulary import Role


class Account(Identified, Versioned, Base):
    """A person who logs in; names are never used again, also not in another spelling."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("username"), UniqueConstraint("folded"))

    username: Mapped[str]
    folded: Mapped[str]
    """The name under NFKC and casefold: full-width and case variants are the same person."""
    shown: Mapped[str]
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    mail: Mapped[str] = mapped_column(default="")
    """Address for the daily digest; empty where none is wanted."""


class AccountGrant(Identified, Base):
    """A role given to an account, with the unit or body it holds for."""

    __tablename__ = "account_grant"
    __table_args__ = (
        UniqueConstraint("account_id", "role", "unit_id", "body_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("(role IN ('unit', 'unit_head')) = (unit_id IS NOT NULL)", name="unit_roles_have_a_unit"),
        CheckConstraint(
            "(role IN ('team', 'discipline_office', 'resident_team', 'panel', 'charge_leader', 'department')) = (body_id IS NOT NULL)",
            name="body_roles_have_a_body",
        ),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Role]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), default=None, index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), default=None, index=True)


class LoginSession(Identified, Base):
    """A living login; the browser holds the secret, the table its fingerprint."""

    __tablename__ = "login_session"
    __table_args__ = (UniqueConstraint("secret_sha256"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    secret_sha256: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class LoginTicket(Identified, Base):
    """One-time ticket between a right password and the cookie; bound to the browser that asked."""

    __tablename__ = "login_ticket"
    __table_args__ = (UniqueConstraint("ticket_sha256"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ticket_sha256: Mapped[str]
    browser_sha256: Mapped[str]
    expires_at: Mapped[datetime]


class LoginAttempt(Identified, Base):
    """A failed login; enough of them in a short time lock the name."""

    __tablename__ = "login_attempt"
    __table_args__ = (Index("ix_login_attempt_folded_at", "folded", "at"),)

    folded: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]
