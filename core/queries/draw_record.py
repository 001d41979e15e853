"""What a kept draw says: its sealed part, whom it drew, and what earlier ones a new one repeats (docs/rules.md §6.2)."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.queries.base import Reading
from core.rules.draw_repeats import EarlierDraw, Repeat, repeats
from core.rules.draw_sheet import DrawSheet, SealedPart
from core.store.models import Finding, SpotDraw, SupervisionVisit, WorkingPaper
from core.vocabulary import DrawState, Verdict, VisitState

CHECKED = (
    sa.select(WorkingPaper.finding_id)
    .join(SupervisionVisit, SupervisionVisit.id == WorkingPaper.visit_id)
    .where(SupervisionVisit.state == VisitState.RECORDED, WorkingPaper.verdict != Verdict.UNVERIFIED)
)
"""Findings that a recorded visit has looked at, of whatever kind."""


def sealed_part(draw: SpotDraw) -> SealedPart:
    """What was fixed when the draw was sealed, put together from its row."""
    return SealedPart(purpose=draw.purpose, sealed_on=draw.sealed_on, size=draw.size, **draw.criteria, **draw.frame)


def sheet_of(draw: SpotDraw) -> DrawSheet | None:
    """The sheet of a draw that was held."""
    return DrawSheet.model_validate_json(draw.sheet) if draw.sheet else None


def drawn_codes(draw: SpotDraw) -> tuple[str, ...]:
    """Numbers of the findings that were drawn; none before it is held."""
    sheet = sheet_of(draw)
    return sheet.drawn if sheet else ()


def repeated(reading: Reading, codes: Iterable[str]) -> tuple[Repeat, ...]:
    """Earlier draws that a draw over these findings on this day would repeat."""
    ended = sa.select(SpotDraw).where(SpotDraw.state != DrawState.SEALED).order_by(SpotDraw.id)
    earlier = [_earlier(reading.session, draw) for draw in reading.session.scalars(ended)]
    return repeats(frozenset(codes), reading.as_of, earlier)


def _earlier(session: Session, draw: SpotDraw) -> EarlierDraw:
    return EarlierDraw(
        id=draw.id,
        state=draw.state,
        ended_on=draw.drawn_on or draw.abandoned_on or draw.sealed_on,
        frame=frozenset(one["code"] for one in draw.frame["candidates"]),
        not_visited=frozenset(drawn_codes(draw)) - _visited(session, draw.id),
    )


def _visited(session: Session, draw_id: int) -> set[str]:
    """Numbers of drawn findings that a recorded visit of this draw has looked at."""
    of_this_draw = CHECKED.join(Finding, Finding.id == WorkingPaper.finding_id).where(
        SupervisionVisit.draw_id == draw_id
    )
    return set(session.scalars(of_this_draw.with_only_columns(Finding.code)))
