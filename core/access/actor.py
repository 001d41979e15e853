"""Who is calling: loaded from the database in the very call, so that a withdrawn right is gone at once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from core.errors import NotFound, NotSignedIn
from core.identity import OPERATOR, Actor, Grant
from core.store.models.accounts import Account, AccountGrant, LoginSession
from core.store.models.inspections import PanelAssignment
from core.vocabulary import Role

SESSION_LIFE = timedelta(hours=10)
"""A login ends after this time in any case."""


@dataclass(frozen=True)
class BySession:
    """The caller is whoever this login session belongs to."""

    session_id: int


@dataclass(frozen=True)
class ByUsername:
    """The command line acts as this account."""

    username: str


@dataclass(frozen=True)
class ByOperator:
    """The command line itself, with the rights of one role."""

    role: Role = Role.OFFICE


BY_NAME = select(Account).where(Account.username == bindparam("username"), Account.is_active.is_(True))
GRANTS = select(AccountGrant).where(AccountGrant.account_id == bindparam("account_id")).order_by(AccountGrant.id)
"""Every call asks these two: written once, because building a statement costs more than running it."""

Caller = BySession | ByUsername | ByOperator


def load_actor(session: Session, caller: Caller, now: datetime, today: date) -> Actor:
    """The person behind the call with today's roles; raises NotSignedIn when there is nobody."""
    if isinstance(caller, ByOperator):
        return OPERATOR if caller.role is Role.OFFICE else _operator_as(caller.role)
    if isinstance(caller, ByUsername):
        return _by_username(session, caller.username, today)
    found = session.execute(
        select(LoginSession, Account)
        .join(Account, Account.id == LoginSession.account_id)
        .where(
            LoginSession.id == caller.session_id,
            LoginSession.ended_at.is_(None),
            LoginSession.started_at > now - SESSION_LIFE,
            Account.is_active.is_(True),
        )
    ).first()
    if found is None:
        raise NotSignedIn
    login, account = found
    return _actor(session, account, today, session_id=login.id, address=login.address)


def _operator_as(role: Role) -> Actor:
    return Actor(
        account_id=None, session_id=None, username=OPERATOR.username, shown=OPERATOR.shown, grants=(Grant(role=role),)
    )


def _by_username(session: Session, username: str, today: date) -> Actor:
    account = session.scalars(BY_NAME, {"username": username}).first()
    if account is None:
        raise NotFound(what="account", name=username)
    return _actor(session, account, today)


def _actor(
    session: Session, account: Account, today: date, *, session_id: int | None = None, address: str = ""
) -> Actor:
    rows = session.scalars(GRANTS, {"account_id": account.id}).all()
    grants = tuple(
        Grant(role=row.role, unit_id=row.unit_id, body_id=row.body_id, inspection_ids=_assigned(session, row, today))
        for row in rows
    )
    return Actor(
        account_id=account.id,
        session_id=session_id,
        username=account.username,
        shown=account.shown,
        grants=grants,
        must_change_password=account.must_change_password,
        address=address,
    )


def _assigned(session: Session, grant: AccountGrant, today: date) -> frozenset[int]:
    """Inspections a panel may see today (指派期内)."""
    if grant.role is not Role.PANEL:
        return frozenset()
    chosen = select(PanelAssignment.inspection_id).where(
        PanelAssignment.panel_id == grant.body_id, PanelAssignment.from_on <= today, PanelAssignment.to_on >= today
    )
    return frozenset(session.scalars(chosen))
