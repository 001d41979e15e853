"""Working papers of a visit with the findings they are about."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.store.models import Finding, WorkingPaper


def papers_of(session: Session, visit_id: int) -> list[tuple[WorkingPaper, Finding]]:
    """In the order of the findings' numbers; who may see them is for the caller to decide."""
    rows = session.execute(
        sa.select(WorkingPaper, Finding)
        .join(Finding, Finding.id == WorkingPaper.finding_id)
        .where(WorkingPaper.visit_id == visit_id)
        .order_by(Finding.code)
    )
    return [(paper, finding) for paper, finding in rows]
