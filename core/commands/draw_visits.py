"""Visits to the findings that a draw picked, one for each inspection (回马枪, docs/rules.md §6.2)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from core.commands.base import Work
from core.commands.visit_opening import Opening, open_visit
from core.store.models import Finding, Inspection, SpotDraw, Unit
from core.vocabulary import VisitKind

VISIT_DAYS = 15
"""Drawn findings are to be visited within so many natural days of the draw."""
DRAWN = "drawn"
"""Why a paper was opened: a draw chose the finding."""


def open_visits(work: Work, draw: SpotDraw, codes: Sequence[str]) -> None:
    """Open a planned visit for each inspection, with a paper for each of its findings that were drawn."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for finding in work.session.scalars(select(Finding).where(Finding.code.in_(codes)).order_by(Finding.code)):
        found[finding.inspection_id][finding.id] = DRAWN
    for inspection_id, reasons in found.items():
        open_visit(
            work,
            Opening(
                inspection_id=inspection_id,
                kind=VisitKind.SPOT_CHECK,
                from_on=work.today,
                to_on=work.today + timedelta(days=VISIT_DAYS),
                reasons=reasons,
                lead_body_id=_discipline_office(work, inspection_id),
                draw_id=draw.id,
            ),
        )


def _discipline_office(work: Work, inspection_id: int) -> int | None:
    """Who leads from the second visit on in any case; the inspection office where the unit has none."""
    return work.session.scalar(
        select(Unit.discipline_office_id)
        .join(Inspection, Inspection.unit_id == Unit.id)
        .where(Inspection.id == inspection_id)
    )
