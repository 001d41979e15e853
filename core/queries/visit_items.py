"""Visits that wait to be carried out (docs/rules.md §3.4, §6.1)."""

from collections.abc import Iterator

import sqlalchemy as sa

from core.queries.base import Reading
from core.queries.posts import read_cases
from core.queries.scope import visible_visits
from core.rules.items import BodyFacts, Holder, Item, Posts, body_holder, holder_of
from core.store.models import Body, Inspection, SupervisionVisit, Unit
from core.vocabulary import BodyKind, ItemKind, Role, VisitState

ROLES = {
    BodyKind.TEAM: Role.TEAM,
    BodyKind.DISCIPLINE_OFFICE: Role.DISCIPLINE_OFFICE,
    BodyKind.PANEL: Role.PANEL,
}


def items(reading: Reading) -> Iterator[Item]:
    """One for each planned visit; it waits on whoever leads it. The unit sees none of them."""
    rows = reading.session.execute(
        sa.select(SupervisionVisit, Body)
        .join(Inspection, Inspection.id == SupervisionVisit.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .outerjoin(Body, Body.id == SupervisionVisit.lead_body_id)
        .where(SupervisionVisit.state == VisitState.PLANNED, visible_visits(reading.scope))
        .order_by(SupervisionVisit.id)
    ).all()
    cases = read_cases(reading, Inspection.id.in_({visit.inspection_id for visit, _ in rows}))
    for visit, lead in rows:
        case = cases[visit.inspection_id]
        yield Item(
            kind=ItemKind.CARRY_OUT_VISIT,
            subject_id=visit.id,
            code=case.inspection.code,
            title=f"{visit.kind.term}（{visit.planned_from_on} 至 {visit.planned_to_on}）",
            holder=_holder(lead, case.posts),
            since_on=visit.planned_on,
            due_on=visit.planned_to_on,
            **case.about(),
        )


def _holder(lead: Body | None, posts: Posts) -> Holder:
    if lead is None:
        return holder_of(Role.OFFICE, posts)
    return body_holder(ROLES[lead.kind], BodyFacts(id=lead.id, name=lead.name, is_active=lead.is_active))
