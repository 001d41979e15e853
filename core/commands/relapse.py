"""What comes back lives again: the same finding before close-out, one of its own after it (反弹重开, docs/rules.md §4.1)."""

from datetime import date

from core.commands.base import Work
from core.commands.findings import numbering
from core.commands.transit import move
from core.rules.lifecycle import Action
from core.store.finding_state import State, begin
from core.store.models import Finding, Inspection
from core.vocabulary import Source, Station, Status


def bring_back(work: Work, finding: Finding, inspection: Inspection, found_on: date, due_on: date) -> Finding:
    """Open the next run of the finding, or a tied one after close-out; gives the finding that lives on."""
    if inspection.closed_on is not None and inspection.closed_on <= found_on:
        return tied_finding(work, finding, inspection, found_on, due_on)
    move(work, finding, Action.REOPEN, found_on, due_on=due_on)
    finding.percent = 0
    return finding


def tied_finding(work: Work, origin: Finding, inspection: Inspection, found_on: date, due_on: date) -> Finding:
    """Store the relapse with the origin's content; the origin stays as it was closed."""
    numbers = numbering(work, inspection)
    state = State(status=Status.RELAPSED, station=Station.UNIT, due_on=due_on, held_since_on=found_on, segment=1)
    relapse = Finding(
        inspection_id=inspection.id,
        code=numbers.code(0),
        seq=numbers.first,
        title=origin.title,
        text=origin.text,
        source=Source.SUPERVISION,
        handling=origin.handling,
        status=state.status,
        station=state.station,
        held_since_on=found_on,
        category=origin.category,
        subcategory=origin.subcategory,
        involves_persons=origin.involves_persons,
        concerns_public=origin.concerns_public,
        severity=origin.severity,
        amount_yuan=origin.amount_yuan,
        is_publishable=origin.is_publishable,
        lead_department_id=origin.lead_department_id,
        relapse_of_id=origin.id,
    )
    begin(work.session, [(relapse, [(found_on, state)])], work.stamp)
    return relapse
