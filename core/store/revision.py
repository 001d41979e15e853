"""Number of the newest change of business data; cached reads are keyed by it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.store.models.trail import ChainHead
from core.store.trail import AUDIT


def revision(session: Session) -> int:
    """Id of the newest audit event, 0 in an empty database."""
    return session.scalars(select(ChainHead.last_id).where(ChainHead.name == AUDIT)).one()
