"""Keeps a scheme word for word the first time it is used, so that what was computed stays bound to it."""

from sqlalchemy import select

from core.commands.base import Work
from core.schemes import SchemeText
from core.store.models import EvaluationScheme


def keep_scheme(work: Work, current: SchemeText) -> int:
    """The number under which these very words are kept."""
    number = work.session.scalars(select(EvaluationScheme.id).where(EvaluationScheme.sha256 == current.sha256)).first()
    if number is not None:
        return number
    row = EvaluationScheme(
        code=current.scheme.code,
        scheme_version=current.scheme.version,
        name=current.scheme.name,
        text=current.text,
        sha256=current.sha256,
        event_id=work.event_id,
    )
    work.session.add(row)
    work.session.flush()
    return row.id
