"""Visits to the findings that a draw picked, one for each inspection (回马枪, docs/rules.md §6.2)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from core.almanac import work_calendar
from core.commands.base import Work
from core.identity import Scope
from core.queries.base import Reading
from core.queries.ledger_record import ledger_records
from core.store.models import Finding, Inspection, InspectionRound, SpotDraw, SupervisionVisit, WorkingPaper
from core.vocabulary import VisitKind

VISIT_DAYS = 15
"""Drawn findings are to be visited within so many natural days of the draw."""
DRAWN = "drawn"
"""Why a paper was opened: a draw chose the finding."""


def open_visits(work: Work, draw: SpotDraw, codes: Sequence[str]) -> None:
    """Open a planned visit for each inspection, with a paper for each of its findings that were drawn."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in work.session.scalars(select(Finding).where(Finding.code.in_(codes)).order_by(Finding.code)):
        found[finding.inspection_id].append(finding)
    interval = _interval_round(work)
    reading = Reading(work.session, Scope(everything=True), work.today, work_calendar())
    for inspection_id, findings in found.items():
        visit = SupervisionVisit(
            inspection_id=inspection_id,
            kind=VisitKind.SPOT_CHECK,
            interval_round_id=interval,
            planned_from_on=work.today,
            planned_to_on=work.today + timedelta(days=VISIT_DAYS),
            planned_on=work.today,
            event_id=work.event_id,
            draw_id=draw.id,
        )
        work.session.add(visit)
        work.session.flush()
        records = ledger_records(reading, inspection_id)
        work.session.add_all(
            WorkingPaper(
                visit_id=visit.id,
                finding_id=one.id,
                reason=DRAWN,
                ledger_record=records.get(one.code, {}),
                event_id=work.event_id,
            )
            for one in findings
        )


def _interval_round(work: Work) -> int:
    """The newest round that was fed back: it is in its interval that the visit falls."""
    fed_back = (
        select(InspectionRound.id)
        .join(Inspection, Inspection.round_id == InspectionRound.id)
        .where(Inspection.feedback_on <= work.today)
        .group_by(InspectionRound.id)
        .order_by(func.min(Inspection.feedback_on).desc(), InspectionRound.id.desc())
    )
    return work.session.scalars(fed_back.limit(1)).one()
