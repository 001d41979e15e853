"""Drawn findings as those see them who are to check them, and only once the draw was held (回马枪, docs/rules.md §6.2)."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.criteria import joined
from core.queries.draw_record import drawn_codes
from core.queries.scope import visible_findings
from core.store.models import Finding, FindingPeriod, SpotDraw, SupervisionVisit, Unit, WorkingPaper
from core.vocabulary import DrawState, Verdict, VisitState


@dataclass(frozen=True, kw_only=True)
class DrawnRow:
    """One drawn finding for those who are to check it."""

    draw_id: int
    drawn_on: date
    finding_id: int
    code: str
    unit_name: str
    title: str
    verdict: Verdict
    visit_state: VisitState | None
    planned_to_on: date | None


@query
def list_drawn(reading: Reading) -> tuple[DrawnRow, ...]:
    """Drawn findings of held draws that lie in one's own units, the newest draw first."""
    held = reading.session.scalars(
        sa.select(SpotDraw).where(SpotDraw.state == DrawState.HELD).order_by(SpotDraw.id.desc())
    )
    return tuple(row for draw in held for row in _drawn_rows(reading, draw))


def _drawn_rows(reading: Reading, draw: SpotDraw) -> list[DrawnRow]:
    """By the sheet, not by the papers: what was drawn stays drawn, whatever becomes of its visit."""
    assert draw.drawn_on is not None  # noqa: S101 - a held draw has its day, by a constraint of the table
    papers = (
        sa.select(WorkingPaper.finding_id, WorkingPaper.verdict, SupervisionVisit.state, SupervisionVisit.planned_to_on)
        .join(SupervisionVisit, SupervisionVisit.id == WorkingPaper.visit_id)
        .where(SupervisionVisit.draw_id == draw.id)
        .subquery()
    )
    rows = reading.session.execute(
        joined(
            Finding.id,
            Finding.code,
            Finding.title,
            Unit.short_name,
            papers.c.verdict,
            papers.c.state,
            papers.c.planned_to_on,
        )
        .outerjoin(papers, papers.c.finding_id == Finding.id)
        .where(Finding.code.in_(drawn_codes(draw)), FindingPeriod.valid_to.is_(None), visible_findings(reading.scope))
        .order_by(Finding.code)
    )
    return [
        DrawnRow(
            draw_id=draw.id,
            drawn_on=draw.drawn_on,
            finding_id=number,
            code=code,
            unit_name=unit,
            title=title,
            verdict=verdict if state is VisitState.RECORDED else Verdict.UNVERIFIED,
            visit_state=state,
            planned_to_on=until,
        )
        for number, code, title, unit, verdict, state, until in rows
    ]
