"""Changes of phase with their hand-over sheets: which wait on whom, which are done (三期交接, docs/rules.md §3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.identity import Place
from core.queries.base import Reading, query
from core.queries.handover_items import turn_of
from core.queries.posts import Case, read_cases
from core.queries.scope import place_of, visible_handovers
from core.rules.handovers import GIVERS, HandoverTurn, due_handovers, receiver
from core.rules.items import Holder, holder_of
from core.rules.phases import began_on
from core.store.models import Handover, Inspection
from core.vocabulary import Phase


@dataclass(frozen=True, kw_only=True)
class HandoverRow:
    """One change of phase; without a sheet `id` and `version` are 0. Lateness in natural days."""

    id: int
    version: int
    inspection_id: int
    inspection_code: str
    unit_name: str
    round_name: str
    place: Place
    to_phase: Phase
    began_on: date
    giver: Holder
    receiver: Holder
    turn: HandoverTurn | None
    """None once both signed."""
    late_days: int
    drawn_up_on: date | None
    given_on: date | None
    received_on: date | None
    note: str
    content: Mapping[str, list[dict[str, Any]]]


@query
def list_handovers(reading: Reading) -> tuple[HandoverRow, ...]:
    """Changes of phase that have come, those that wait first, by due day."""
    cases = read_cases(reading, visible_handovers(reading.scope), Inspection.feedback_on.is_not(None))
    sheets = {
        (row.inspection_id, row.to_phase): row
        for row in reading.session.scalars(sa.select(Handover).where(Handover.inspection_id.in_(cases)))
    }
    rows = [
        _row(reading, case, to_phase, sheets.get((number, to_phase)))
        for number, case in cases.items()
        for to_phase in due_handovers(case.inspection, reading.as_of, case.plan, reading.calendar)
    ]
    return tuple(sorted(rows, key=lambda row: (row.turn is None, row.turn.due_on if row.turn else row.began_on)))


def _row(reading: Reading, case: Case, to_phase: Phase, sheet: Handover | None) -> HandoverRow:
    turn = turn_of(reading, case, to_phase, sheet)
    began = began_on(to_phase, case.inspection, case.plan, reading.calendar)
    return HandoverRow(
        id=sheet.id if sheet else 0,
        version=sheet.version if sheet else 0,
        inspection_id=case.inspection.id,
        inspection_code=case.inspection.code,
        unit_name=case.unit.short_name,
        round_name=case.round_name,
        place=place_of(case.inspection, case.unit),
        to_phase=to_phase,
        began_on=began or reading.as_of,
        giver=holder_of(GIVERS[to_phase], case.posts),
        receiver=holder_of(receiver(to_phase, case.posts.resident_team is not None), case.posts),
        turn=turn,
        late_days=max((reading.as_of - turn.due_on).days, 0) if turn else 0,
        drawn_up_on=sheet.drawn_up_on if sheet else None,
        given_on=sheet.given_on if sheet else None,
        received_on=sheet.received_on if sheet else None,
        note=sheet.note if sheet else "",
        content=sheet.content if sheet else {},
    )
