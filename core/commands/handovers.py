"""Hand-over sheets are drawn up and signed by both sides (三期交接, docs/rules.md §3.2)."""

from sqlalchemy import select

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Passage, Version
from core.commands.load import load_inspection, require_version
from core.errors import AlreadyExists, NotFound, NotPermitted, RuleViolated
from core.queries.base import Reading
from core.queries.handover_content import handover_content
from core.rules.handovers import GIVERS, due_handovers, receiver
from core.rules.lifecycle import Missing
from core.store.models import Handover, Inspection, Unit
from core.store.trail import Happening
from core.vocabulary import Phase


class DrawUpHandover(Command):
    """Write down what is handed over, as it stands now; whoever hands over may add a note."""

    inspection_id: int
    to_phase: Phase
    note: Passage = ""


class SignHandover(Command):
    """The giving side signs first, then the receiving side."""

    handover_id: int
    version: Version


@handles(DrawUpHandover)
def draw_up_handover(work: Work, command: DrawUpHandover) -> Done:
    """Store the sheet; the giving side or the office draws it up, once the phase has changed. Returns its id."""
    inspection, _unit, plan = load_inspection(work, command.inspection_id)
    if command.to_phase not in due_handovers(inspection, work.today, plan, work_calendar()):
        raise RuleViolated(missing=(Missing(code="phase_not_reached", where="handovers"),), phase=command.to_phase.term)
    known = select(Handover.id).where(Handover.inspection_id == inspection.id, Handover.to_phase == command.to_phase)
    if work.session.scalars(known).first() is not None:
        raise AlreadyExists(what="handover", fields={"to_phase": command.to_phase})
    content = handover_content(Reading(work.session, work.actor.scope, work.today, work_calendar()), inspection.id)
    row = Handover(
        inspection_id=inspection.id,
        to_phase=command.to_phase,
        drawn_up_on=work.today,
        content=content,
        event_id=work.event_id,
        note=command.note,
    )
    work.session.add(row)
    work.session.flush()
    after = {"phase": row.to_phase.term, "note": row.note, **{name: len(lines) for name, lines in content.items()}}
    return Done(_about(inspection, action="handover.drawn_up", after=after), row.id)


@handles(SignHandover)
def sign_handover(work: Work, command: SignHandover) -> Done:
    """Keep the signature of the side whose turn it is; only those of that side sign."""
    row = work.session.get(Handover, command.handover_id)
    if row is None:
        raise NotFound(what="handover", id=command.handover_id)
    inspection, unit, _plan = load_inspection(work, row.inspection_id)
    require_version(row, command.version)
    if row.received_on is not None:
        raise RuleViolated(missing=(Missing(code="handover_signed", where="handovers"),))
    gives = row.given_on is None
    _require_side(work, row, unit, gives=gives)
    if gives:
        row.given_on, row.given_by_id = work.today, work.actor.account_id
    else:
        row.received_on, row.received_by_id = work.today, work.actor.account_id
    after = {"phase": row.to_phase.term, "side": "移交方" if gives else "接收方"}
    return Done(_about(inspection, action="handover.signed", after=after))


def _require_side(work: Work, row: Handover, unit: Unit, *, gives: bool) -> None:
    """After close-out either supervisor may receive; nobody signs for both sides."""
    side = GIVERS[row.to_phase] if gives else receiver(row.to_phase, unit.resident_team_id is not None)
    if not work.actor.has(side):
        raise NotPermitted(reason="other_side", side=side.term)
    if not gives and row.given_by_id is not None and row.given_by_id == work.actor.account_id:
        raise NotPermitted(reason="both_sides")


def _about(inspection: Inspection, **facts: object) -> Happening:
    return Happening(subject_type="inspection", subject_id=inspection.id, **facts)  # type: ignore[arg-type]
