"""What the panels of a portrait add to its facts: how the findings of an inspection are made up, amounts, close-out (docs/rules.md §9)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria, counted
from core.queries.scope import visible_evaluations
from core.store.models import Finding, FindingPeriod, Inspection, InspectionRound, Outcome, Unit
from core.vocabulary import Category, Commonality, Handling, Status


@dataclass(frozen=True, kw_only=True)
class PortraitFigures:
    """Figures of one inspection on the day asked for; findings are counted (问题数), amounts are None when none is known."""

    round_code: str
    feedback_on: date | None
    closed_on: date | None
    findings: int = 0
    by_category: tuple[tuple[Category | None, int], ...] = ()
    """In the order of the categories, those without one last; categories without findings are left out."""
    common: int = 0
    persons: int = 0
    """Findings that involve persons and matters (涉及人和事)."""
    immediate: int = 0
    """Findings to be put right at once (即知即改，又称立行立改)."""
    immediate_cleared: int = 0
    amount_yuan: Decimal | None = None
    recovered_yuan: Decimal | None = None


@query
def get_portrait_figures(reading: Reading, inspection_code: str) -> PortraitFigures | None:
    """Figures of an inspection; None when it is not one's own to see: a portrait spans more than that."""
    found = reading.session.execute(
        sa.select(InspectionRound.code, Inspection.feedback_on, Inspection.closed_on)
        .select_from(Inspection)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Inspection.code == inspection_code, visible_evaluations(reading.scope))
    ).first()
    if found is None:
        return None
    round_code, feedback_on, closed_on = found
    rows = reading.session.execute(
        counted(reading, FindingCriteria(inspection=inspection_code), *COLUMNS).outerjoin(
            Outcome, Outcome.finding_id == Finding.id
        )
    ).all()
    categories = Counter(row.category for row in rows)
    immediate = [row for row in rows if row.handling is Handling.IMMEDIATE]
    return PortraitFigures(
        round_code=round_code,
        feedback_on=feedback_on,
        closed_on=closed_on if closed_on is not None and closed_on <= reading.as_of else None,
        findings=len(rows),
        by_category=tuple((one, categories[one]) for one in (*Category, None) if categories[one]),
        common=sum(row.commonality is Commonality.COMMON for row in rows),
        persons=sum(row.involves_persons for row in rows),
        immediate=len(immediate),
        immediate_cleared=sum(row.status is Status.CLEARED for row in immediate),
        amount_yuan=_sum(row.amount_yuan for row in rows),
        recovered_yuan=_sum(row.recovered_yuan for row in rows),
    )


COLUMNS = (
    FindingPeriod.status,
    Finding.category,
    Finding.commonality,
    Finding.involves_persons,
    Finding.handling,
    Finding.amount_yuan,
    Outcome.recovered_yuan,
)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
