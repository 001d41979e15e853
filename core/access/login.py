"""From name and password to a living session: counted tries, one-time tickets, revocable sessions (docs/trust.md A4, A6, V12)."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.access.actor import BySession, load_actor
from core.access.log import Access, log_access
from core.access.passwords import fold, hash_password, is_password
from core.clock import local
from core.errors import NotSignedIn
from core.identity import Actor
from core.store.engine import Store
from core.store.models import Account, LoginAttempt, LoginSession, LoginTicket

TRIES = 5
WINDOW = timedelta(minutes=15)
"""So many failures within this time, for one name from one address, lock both for as long."""
TRIES_ANYWHERE = 20
WINDOW_ANYWHERE = timedelta(hours=1)
"""The same for one name from all addresses together; never for good, so that nobody can be shut out."""
TICKET_LIFE = timedelta(seconds=30)
KEPT = timedelta(days=2)
"""Failed tries older than this are of no use any more."""


def check_password(store: Store, username: str, password: str, *, address: str, now: datetime) -> bool:
    """Whether this is the right password of an open, unlocked account; a failure is counted, every try is logged."""
    folded = fold(username)
    with store.read() as session:
        locked = _is_locked(session, folded, address, now)
        account = session.scalars(select(Account).where(Account.folded == folded, Account.is_active.is_(True))).first()
        hashed = account.password_hash if account else _nobodys_hash()
    right = is_password(password, hashed) and account is not None
    result = "locked" if locked else "ok" if right else "failed"
    if result == "failed":
        _count_failure(store, folded, address, now)
    elif result == "ok":
        _forget_failures(store, folded, address)
    log_access(store, Access(action="login", result=result, username=folded, address=address), now)
    return result == "ok"


def issue_ticket(store: Store, username: str, browser: str, now: datetime) -> str:
    """A one-time ticket for somebody whose password was right, good for this browser and half a minute only."""
    ticket = secrets.token_urlsafe(32)
    with store.write() as session:
        session.execute(delete(LoginTicket).where(LoginTicket.expires_at <= now))
        account = session.scalars(
            select(Account).where(Account.folded == fold(username), Account.is_active.is_(True))
        ).one()
        session.add(
            LoginTicket(
                account_id=account.id,
                ticket_sha256=fingerprint(ticket),
                browser_sha256=fingerprint(browser),
                expires_at=now + TICKET_LIFE,
            )
        )
    return ticket


def redeem_ticket(store: Store, ticket: str, browser: str, *, address: str, now: datetime) -> str | None:
    """Turn a ticket into a session and return its secret for the cookie; None when it is used, foreign or too old."""
    with store.write() as session:
        row = session.scalars(
            select(LoginTicket).where(LoginTicket.ticket_sha256 == fingerprint(ticket)).with_for_update()
        ).first()
        if row is None:
            return None
        session.delete(row)
        if row.browser_sha256 != fingerprint(browser) or row.expires_at <= now:
            return None
        secret = secrets.token_urlsafe(32)
        login = LoginSession(
            account_id=row.account_id, secret_sha256=fingerprint(secret), started_at=now, seen_at=now, address=address
        )
        session.add(login)
    return secret


def actor_by_cookie(store: Store, secret: str, now: datetime) -> Actor | None:
    """Who this cookie belongs to; None when the session ended, in whatever process."""
    if not secret:
        return None
    with store.read() as session:
        number = session.scalars(
            select(LoginSession.id).where(LoginSession.secret_sha256 == fingerprint(secret))
        ).first()
    return actor_by_session(store, number, now) if number is not None else None


def actor_by_session(store: Store, session_id: int, now: datetime) -> Actor | None:
    """Who this session belongs to, with the roles of this very moment; None when it ended."""
    try:
        with store.read() as session:
            return load_actor(session, BySession(session_id), now, local(now).date())
    except NotSignedIn:
        return None


def end_session(store: Store, actor: Actor, now: datetime) -> None:
    """Log out: the cookie is worthless from now on, also a copy of it."""
    with store.write() as session:
        session.execute(
            update(LoginSession)
            .where(LoginSession.id == actor.session_id, LoginSession.ended_at.is_(None))
            .values(ended_at=now)
        )
    log_access(store, Access.by(actor, "logout"), now)


def fingerprint(secret: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _is_locked(session: Session, folded: str, address: str, now: datetime) -> bool:
    here = _failures(
        session, LoginAttempt.folded == folded, LoginAttempt.address == address, LoginAttempt.at > now - WINDOW
    )
    anywhere = _failures(session, LoginAttempt.folded == folded, LoginAttempt.at > now - WINDOW_ANYWHERE)
    return here >= TRIES or anywhere >= TRIES_ANYWHERE


def _failures(session: Session, *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(LoginAttempt).where(*which)) or 0


def _count_failure(store: Store, folded: str, address: str, now: datetime) -> None:
    with store.write() as session:
        session.execute(delete(LoginAttempt).where(LoginAttempt.at <= now - KEPT))
        session.add(LoginAttempt(folded=folded, address=address, at=now))


def _forget_failures(store: Store, folded: str, address: str) -> None:
    with store.write() as session:
        session.execute(delete(LoginAttempt).where(LoginAttempt.folded == folded, LoginAttempt.address == address))


@cache
def _nobodys_hash() -> str:
    """A hash to compare with when there is no such account, so that the answer takes as long."""
    return hash_password(secrets.token_urlsafe(16))
