"""Hand-over sheets that wait to be drawn up or signed (docs/rules.md §3.2, §3.4)."""

from collections.abc import Iterator

import sqlalchemy as sa

from core.queries.base import Reading
from core.queries.posts import Case, read_cases
from core.queries.scope import visible_handovers
from core.rules.handovers import HandoverTurn, SheetFacts, due_handovers, handover_turn
from core.rules.items import Item, holder_of
from core.store.models import Handover, Inspection
from core.vocabulary import ItemKind, Phase


def items(reading: Reading) -> Iterator[Item]:
    """One item for each change of phase that is not handed over."""
    cases = read_cases(reading, visible_handovers(reading.scope), Inspection.feedback_on.is_not(None))
    for case, now, _sheet in open_turns(reading, cases):
        yield Item(
            kind=ItemKind.SIGN_HANDOVER if now.is_drawn_up else ItemKind.DRAW_UP_HANDOVER,
            subject_id=case.inspection.id,
            part=now.to_phase.value,
            code=case.inspection.code,
            title=f"转{now.to_phase.term}交接单",
            holder=holder_of(now.role, case.posts),
            since_on=now.since_on,
            due_on=now.due_on,
            **case.about(),
        )


def open_turns(reading: Reading, cases: dict[int, Case]) -> Iterator[tuple[Case, HandoverTurn, Handover | None]]:
    """Every change of phase that is not handed over, with its sheet as far as there is one."""
    sheets = {
        (row.inspection_id, row.to_phase): row
        for row in reading.session.scalars(sa.select(Handover).where(Handover.inspection_id.in_(cases)))
    }
    for number, case in cases.items():
        for to_phase in due_handovers(case.inspection, reading.as_of, case.plan, reading.calendar):
            sheet = sheets.get((number, to_phase))
            now = turn_of(reading, case, to_phase, sheet)
            if now is not None:
                yield case, now, sheet


def turn_of(reading: Reading, case: Case, to_phase: Phase, sheet: Handover | None) -> HandoverTurn | None:
    """Whose turn a change of phase is."""
    facts = None
    if sheet is not None:
        facts = SheetFacts(drawn_up_on=sheet.drawn_up_on, given_on=sheet.given_on, received_on=sheet.received_on)
    has_resident = case.posts.resident_team is not None
    return handover_turn(to_phase, facts, case.inspection, case.plan, reading.calendar, has_resident)
