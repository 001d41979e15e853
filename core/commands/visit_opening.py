"""A planned visit with a working paper for each finding that is to be checked (docs/rules.md §6.1, §6.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.almanac import work_calendar
from core.commands.base import Work
from core.errors import RuleViolated
from core.identity import Scope
from core.queries.base import Reading
from core.queries.ledger_record import ledger_records
from core.queries.visits_due import rounds_in_order
from core.rules.lifecycle import Missing
from core.store.models import Finding, SupervisionVisit, WorkingPaper
from core.vocabulary import VisitKind


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What a visit begins with; `reasons` say why each finding is checked."""

    inspection_id: int
    kind: VisitKind
    from_on: date
    to_on: date
    reasons: Mapping[int, str]
    lead_body_id: int | None = None
    draw_id: int | None = None


def open_visit(work: Work, wanted: Opening) -> SupervisionVisit:
    """Store the visit and its papers, each with what the ledgers say of its finding at this moment."""
    visit = SupervisionVisit(
        inspection_id=wanted.inspection_id,
        kind=wanted.kind,
        interval_round_id=interval_round(work),
        planned_from_on=wanted.from_on,
        planned_to_on=wanted.to_on,
        planned_on=work.today,
        event_id=work.event_id,
        lead_body_id=wanted.lead_body_id,
        draw_id=wanted.draw_id,
    )
    work.session.add(visit)
    work.session.flush()
    add_papers(work, visit, wanted.reasons)
    return visit


def add_papers(work: Work, visit: SupervisionVisit, reasons: Mapping[int, str]) -> None:
    """Open a paper for each of these findings."""
    reading = Reading(work.session, Scope(everything=True), work.today, work_calendar())
    records = ledger_records(reading, visit.inspection_id)
    findings = work.session.scalars(select(Finding).where(Finding.id.in_(reasons)).order_by(Finding.code))
    work.session.add_all(
        WorkingPaper(
            visit_id=visit.id,
            finding_id=one.id,
            reason=reasons[one.id],
            ledger_record=records.get(one.code, {}),
            event_id=work.event_id,
        )
        for one in findings
    )


def interval_round(work: Work) -> int:
    """The newest round that was fed back: it is in its interval that the visit falls."""
    order, newest = rounds_in_order(work.session, work.today)
    if newest is None:
        raise RuleViolated(missing=(Missing(code="no_feedback_day", where="master_data.inspections"),))
    return order[newest]
