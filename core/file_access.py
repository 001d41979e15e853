"""Who may open a stored file: whoever may see what it belongs to (docs/trust.md V7)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.identity import Actor
from core.queries.scope import visible_findings, visible_visits
from core.store.models import ArchiveItem, Finding, Inspection, StoredFile, SupervisionVisit, Unit, WorkingPaper
from core.store.models.material import FilePurpose


def may_open(session: Session, actor: Actor, row: StoredFile) -> bool:
    """Evidence opens to those who see its finding or its working paper, everything else to whoever put it there."""
    if row.purpose is not FilePurpose.EVIDENCE:
        return row.account_id is not None and row.account_id == actor.account_id
    seen = (
        select(Finding.id)
        .join(ArchiveItem, ArchiveItem.finding_id == Finding.id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(ArchiveItem.file_id == row.id, visible_findings(actor.scope))
    )
    return session.scalars(seen).first() is not None or _is_on_a_paper(session, actor, row)


def _is_on_a_paper(session: Session, actor: Actor, row: StoredFile) -> bool:
    """Whether a working paper of a visit he may see leads to it; who is visited sees none before it is recorded."""
    papers = (
        select(WorkingPaper.id)
        .join(SupervisionVisit, SupervisionVisit.id == WorkingPaper.visit_id)
        .join(Inspection, Inspection.id == SupervisionVisit.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(WorkingPaper.file_id == row.id, visible_visits(actor.scope))
    )
    return session.scalars(papers).first() is not None
