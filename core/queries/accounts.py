"""Accounts with their grants, and what can be granted; no business record is read here."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.store.models import Account, AccountGrant, Body, LoginSession, Unit
from core.vocabulary import BodyKind, Role


@dataclass(frozen=True, kw_only=True)
class GrantRow:
    """One grant in words."""

    id: int
    role: Role
    target: str


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One account."""

    id: int
    version: int
    username: str
    shown: str
    is_active: bool
    must_change_password: bool
    open_sessions: int
    grants: tuple[GrantRow, ...]


@dataclass(frozen=True, kw_only=True)
class GrantTargets:
    """Names of units and bodies to which a role can be tied."""

    units: tuple["UnitTarget", ...]
    bodies: tuple["BodyTarget", ...]


@dataclass(frozen=True, kw_only=True)
class UnitTarget:
    """A unit that a role can be tied to."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class BodyTarget:
    """A body that a role can be tied to."""

    id: int
    kind: BodyKind
    name: str


@query
def list_accounts(reading: Reading) -> tuple[AccountRow, ...]:
    """All accounts by name."""
    grants: dict[int, list[GrantRow]] = {}
    rows = reading.session.execute(
        sa.select(AccountGrant, Unit.short_name, Body.name)
        .outerjoin(Unit, Unit.id == AccountGrant.unit_id)
        .outerjoin(Body, Body.id == AccountGrant.body_id)
        .order_by(AccountGrant.id)
    )
    for grant, unit, body in rows:
        grants.setdefault(grant.account_id, []).append(
            GrantRow(id=grant.id, role=grant.role, target=unit or body or "")
        )
    alive = (
        sa.select(LoginSession.account_id, sa.func.count())
        .where(LoginSession.ended_at.is_(None))
        .group_by(LoginSession.account_id)
    )
    sessions = {number: count for number, count in reading.session.execute(alive)}  # noqa: C416 - rows are no pairs to mypy
    return tuple(
        AccountRow(
            id=account.id,
            version=account.version,
            username=account.username,
            shown=account.shown,
            is_active=account.is_active,
            must_change_password=account.must_change_password,
            open_sessions=sessions.get(account.id, 0),
            grants=tuple(grants.get(account.id, ())),
        )
        for account in reading.session.scalars(sa.select(Account).order_by(Account.username))
    )


@query
def list_grant_targets(reading: Reading) -> GrantTargets:
    """Units and bodies in their order."""
    units = reading.session.scalars(sa.select(Unit).order_by(Unit.sort_order, Unit.id))
    bodies = reading.session.scalars(sa.select(Body).order_by(Body.code))
    return GrantTargets(
        units=tuple(UnitTarget(id=unit.id, code=unit.code, name=unit.short_name) for unit in units),
        bodies=tuple(BodyTarget(id=body.id, kind=body.kind, name=body.name) for body in bodies),
    )
