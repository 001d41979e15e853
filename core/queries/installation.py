"""Facts about this database that are no business record: for the system administrator."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.store.models import Account, Installation, LoginSession
from core.store.revision import revision

DEMO = "demo"


@dataclass(frozen=True, kw_only=True)
class InstallationFacts:
    """What runs here."""

    database: str
    revision: int
    is_demo: bool
    accounts: int
    open_sessions: int


@query
def describe_installation(reading: Reading) -> InstallationFacts:
    """Kind of database, its revision, how many accounts and open sessions."""
    session = reading.session
    return InstallationFacts(
        database=session.get_bind().dialect.name,
        revision=revision(session),
        is_demo=session.get(Installation, DEMO) is not None,
        accounts=session.scalar(sa.select(sa.func.count()).select_from(Account)) or 0,
        open_sessions=session.scalar(
            sa.select(sa.func.count()).select_from(LoginSession).where(LoginSession.ended_at.is_(None))
        )
        or 0,
    )
