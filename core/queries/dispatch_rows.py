"""Official papers as lists and items read them: what each says of itself on the day asked for (docs/rules.md §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.identity import Place
from core.queries.base import Reading
from core.queries.scope import place_of, visible_dispatches
from core.rules.dispatch import Answer, Chase, Paper, Turn, chase, draft_due_on, turn
from core.rules.dispatch_names import paper_number, receiving_role
from core.rules.plan import RoundPlan
from core.store.models import Body, Dispatch, DispatchFinding, DispatchReply, Inspection, InspectionRound, Unit
from core.vocabulary import BodyKind, DispatchKind, DispatchState, Role

OFFICE = "巡察办"


@dataclass(frozen=True, kw_only=True)
class DispatchRow:
    """One paper; `version` is what a form carries, days are natural days up to the day asked for."""

    id: int
    version: int
    kind: DispatchKind
    title: str
    number: str
    """文号; empty before it is sent."""
    inspection_id: int
    inspection_code: str
    round_code: str
    round_name: str
    unit_id: int
    unit_code: str
    unit_name: str
    body_id: int | None
    body_kind: BodyKind | None
    receiver: str
    receiver_is_active: bool
    findings: int
    paper: Paper
    turn: Turn | None
    chase: Chase | None
    days: int
    """Since it has been this turn."""
    overdue_days: int
    place: Place

    @property
    def state(self) -> DispatchState:
        """Where it stood on the day asked for."""
        return self.paper.state

    @property
    def name(self) -> str:
        """How people call it: its number, or its title while it has none."""
        return self.number or self.title

    @property
    def role(self) -> Role | None:
        """Who must act; None when nobody must."""
        if self.turn is None:
            return None
        if not self.turn.is_receivers:
            return Role.OFFICE
        return receiving_role(self.kind, self.body_kind, self.turn.kind)

    @property
    def holder(self) -> str:
        """Who must act, in words; empty when nobody must."""
        if self.turn is None:
            return ""
        return self.receiver if self.turn.is_receivers else OFFICE

    @property
    def replied_on(self) -> date | None:
        """Day of the last answer."""
        return self.paper.answers[-1].replied_on if self.paper.answers else None


def dispatch_rows(reading: Reading, *conditions: sa.ColumnElement[bool]) -> tuple[DispatchRow, ...]:
    """Papers that may be seen and were drafted by the day asked for, the newest first."""
    counted = sa.select(sa.func.count()).where(DispatchFinding.dispatch_id == Dispatch.id).correlate(Dispatch)
    select = (
        sa.select(Dispatch, Inspection, Unit, InspectionRound, Body, counted.scalar_subquery().label("findings"))
        .join(Inspection, Inspection.id == Dispatch.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .outerjoin(Body, Body.id == Dispatch.body_id)
        .where(visible_dispatches(reading.scope), Dispatch.drafted_on <= reading.as_of, *conditions)
        .order_by(Dispatch.id.desc())
    )
    rows = reading.session.execute(select).all()
    answers = _answers(reading, [row[0].id for row in rows])
    made = (_row(reading, row, answers.get(row[0].id, ())) for row in rows)
    # Who is not the office sees a paper from the day it was sent.
    return tuple(row for row in made if reading.scope.everything or row.paper.sent_on is not None)


def _row(reading: Reading, row: Any, answers: Sequence[Answer]) -> DispatchRow:
    dispatch, inspection, unit, made, body, findings = row
    whole = Paper(
        drafted_on=dispatch.drafted_on,
        sent_on=dispatch.sent_on,
        signed_on=dispatch.signed_on,
        reply_by_on=dispatch.reply_by_on,
        withdrawn_on=dispatch.withdrawn_on,
        answers=tuple(answers),
    )
    paper, plan = whole.at(reading.as_of), RoundPlan.model_validate(made.plan)
    now = turn(paper, draft_due_on(dispatch.kind, inspection.feedback_on, plan, reading.calendar))
    return DispatchRow(
        id=dispatch.id,
        version=dispatch.version,
        kind=dispatch.kind,
        title=dispatch.title,
        number=paper_number(dispatch.kind, dispatch.year, dispatch.no) if paper.sent_on else "",
        inspection_id=inspection.id,
        inspection_code=inspection.code,
        round_code=made.code,
        round_name=made.name,
        unit_id=unit.id,
        unit_code=unit.code,
        unit_name=unit.short_name,
        body_id=dispatch.body_id,
        body_kind=body.kind if body else None,
        receiver=body.name if body else unit.short_name,
        receiver_is_active=body.is_active if body else True,
        findings=findings,
        paper=paper,
        turn=now,
        chase=chase(paper, reading.as_of),
        days=(reading.as_of - now.since_on).days if now else 0,
        overdue_days=now.overdue_days(reading.as_of) if now else 0,
        place=place_of(inspection, unit),
    )


def _answers(reading: Reading, ids: Sequence[int]) -> dict[int, list[Answer]]:
    reply = DispatchReply
    columns = (reply.dispatch_id, reply.replied_on, reply.decided_on, reply.is_accepted, reply.amend_by_on)
    found: dict[int, list[Answer]] = {}
    for number, replied_on, decided_on, is_accepted, amend_by_on in reading.session.execute(
        sa.select(*columns).where(reply.dispatch_id.in_(ids)).order_by(reply.id)
    ):
        one = Answer(replied_on=replied_on, decided_on=decided_on, is_accepted=is_accepted, amend_by_on=amend_by_on)
        found.setdefault(number, []).append(one)
    return found
