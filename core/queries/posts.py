"""Who holds which post for every inspection that may be seen, read once for all sources of items (docs/rules.md §3.4)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.queries.base import Reading
from core.queries.scope import place_of
from core.rules.items import BodyFacts, Posts
from core.rules.plan import RoundPlan
from core.store.models import Body, Inspection, InspectionRound, Unit, UnitHead


@dataclass(frozen=True, kw_only=True)
class Case:
    """One inspection with its unit, its round's calendar and its posts."""

    inspection: Inspection
    unit: Unit
    round_name: str
    plan: RoundPlan
    posts: Posts

    def about(self) -> dict[str, Any]:
        """What every item of the inspection says of it."""
        return {
            "inspection_id": self.inspection.id,
            "inspection_code": self.inspection.code,
            "unit_id": self.unit.id,
            "unit_name": self.unit.short_name,
            "place": place_of(self.inspection, self.unit),
        }


def read_cases(reading: Reading, *conditions: sa.ColumnElement[bool]) -> dict[int, Case]:
    """Inspections under these conditions on `inspection` joined with `unit`; who may see them is for the caller to say."""
    bodies = {row.id: _facts(row) for row in reading.session.scalars(sa.select(Body))}
    heads = _heads(reading.session, reading.as_of)
    plans: dict[int, RoundPlan] = {}
    rows = reading.session.execute(
        sa.select(Inspection, Unit, InspectionRound)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(*conditions)
        .order_by(InspectionRound.term_no.desc(), InspectionRound.round_no.desc(), Unit.sort_order, Unit.id)
    )
    found = {}
    for inspection, unit, made in rows:
        plan = plans.setdefault(made.id, RoundPlan.model_validate(made.plan))
        found[inspection.id] = Case(
            inspection=inspection,
            unit=unit,
            round_name=made.name,
            plan=plan,
            posts=_posts(inspection, unit, bodies, heads.get(unit.id, "")),
        )
    return found


def _posts(inspection: Inspection, unit: Unit, bodies: dict[int, BodyFacts], head: str) -> Posts:
    return Posts(
        unit_id=unit.id,
        unit_name=unit.short_name,
        head=head,
        team=bodies.get(inspection.team_id),
        charge_leader=bodies.get(unit.charge_leader_id or 0),
        discipline_office=bodies.get(unit.discipline_office_id or 0),
        resident_team=bodies.get(unit.resident_team_id or 0),
    )


def _facts(row: Body) -> BodyFacts:
    return BodyFacts(id=row.id, name=row.name, leader_post=row.leader_post, is_active=row.is_active)


def _heads(session: Session, day: date) -> dict[int, str]:
    """Post and name of every head in office on the day."""
    rows = session.scalars(
        sa.select(UnitHead).where(UnitHead.from_on <= day, sa.or_(UnitHead.to_on.is_(None), UnitHead.to_on >= day))
    )
    return {row.unit_id: f"{row.post} {row.name}" for row in rows}
