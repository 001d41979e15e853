"""What was photographed or copied on the spot, for a working paper: it belongs to the visit, not to the unit (docs/rules.md §6.1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core.abilities import COMMANDS, reaching_grant
from core.config import Settings
from core.errors import NotFound, NotPermitted
from core.evidence import examined
from core.files import write_file
from core.identity import Actor
from core.queries.scope import lead_place, place_of, visible_visits
from core.store.engine import Store
from core.store.models import Inspection, SupervisionVisit, Unit, WorkingPaper


@dataclass(frozen=True, kw_only=True)
class PaperFile:
    """A file as somebody sent it, for a working paper."""

    data: bytes
    name: str
    paper_id: int


def keep_paper_file(store: Store, settings: Settings, actor: Actor, received: PaperFile, now: datetime) -> int:
    """Check who sends it and what it is; keep it and return its id.

    It is filed under no inspection, so that the unit meets it in no list and cannot put its name to it.
    """
    _require_may_write(store, actor, received.paper_id)
    return write_file(store, settings.files_dir, actor, examined(settings, received.data, received.name), now)


def _require_may_write(store: Store, actor: Actor, paper_id: int) -> None:
    with store.read() as session:
        found = session.execute(
            select(SupervisionVisit.lead_body_id, Inspection, Unit)
            .join(WorkingPaper, WorkingPaper.visit_id == SupervisionVisit.id)
            .join(Inspection, Inspection.id == SupervisionVisit.inspection_id)
            .join(Unit, Unit.id == Inspection.unit_id)
            .where(WorkingPaper.id == paper_id, visible_visits(actor.scope))
        ).first()
        if found is None:
            raise NotFound(what="paper", id=paper_id)
        lead_body_id, inspection, unit = found
        places = (place_of(inspection, unit), lead_place(lead_body_id))
    if not any(reaching_grant(actor, COMMANDS["save_paper"], place) for place in places):
        raise NotPermitted(reason="not_yours")
