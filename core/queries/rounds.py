"""Rounds with their plans."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from core.queries.base import Reading, query
from core.rules.plan import RoundPlan
from core.store.models import InspectionRound
from core.vocabulary import RoundKind


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """One round."""

    id: int
    code: str
    name: str
    term_no: int
    round_no: int
    kind: RoundKind
    plan: RoundPlan
    version: int


@query
def list_rounds(reading: Reading) -> tuple[RoundRow, ...]:
    """All rounds, oldest first."""
    rows = reading.session.scalars(
        select(InspectionRound).order_by(InspectionRound.term_no, InspectionRound.round_no, InspectionRound.id)
    )
    return tuple(
        RoundRow(
            id=row.id,
            code=row.code,
            name=row.name,
            term_no=row.term_no,
            round_no=row.round_no,
            kind=row.kind,
            plan=RoundPlan.model_validate(row.plan),
            version=row.version,
        )
        for row in rows
    )


def soon_days(reading: Reading) -> dict[int, date]:
    """For each round the last deadline that counts as due soon on the day asked for; empty without rounds."""
    return {row.id: reading.as_of + timedelta(days=row.plan.due_soon_days) for row in list_rounds(reading)}
