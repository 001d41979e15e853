"""Inspections: opened, fed back, closed out, and lent to a panel for a time (docs/rules.md §2, §3)."""

from datetime import date

from sqlalchemy import select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Code, Day, Name, Version
from core.commands.load import load, load_inspection, require_version
from core.commands.stages import enter_stage, open_stage
from core.errors import AlreadyExists, InvalidInput, RuleViolated
from core.rules.lifecycle import Missing
from core.store.models import Body, Finding, Inspection, InspectionRound, PanelAssignment, Unit
from core.store.trail import Happening
from core.vocabulary import BodyKind, Stage, Status


class CreateInspection(Command):
    """A unit is inspected in a round by a team."""

    round_id: int
    unit_id: int
    team_id: int
    code: Code | None = None
    """Number of the chain; round and unit unless given."""
    feedback_on: Day | None = None


class RecordFeedback(Command):
    """The feedback meeting took place: day T of all deadlines."""

    inspection_id: int
    version: Version
    feedback_on: Day


class RegisterCloseOut(Command):
    """A close-out that was decided on paper is entered with its document number (登记报结)."""

    inspection_id: int
    version: Version
    closed_on: Day
    document: Name


class AssignPanel(Command):
    """A panel may see an inspection from one day to another."""

    inspection_id: int
    panel_id: int
    from_on: Day
    to_on: Day


@handles(CreateInspection)
def create_inspection(work: Work, command: CreateInspection) -> Done:
    """Store an inspection; returns its id."""
    inspection_round = load(work, InspectionRound, command.round_id, "round")
    unit = load(work, Unit, command.unit_id, "unit")
    if load(work, Body, command.team_id, "body").kind is not BodyKind.TEAM:
        raise InvalidInput(problems=[("team_id", "wrong_kind", "", {"expected": BodyKind.TEAM.term})])
    code = command.code or f"{inspection_round.code}-{unit.short_name}"
    _require_new(work, command, code)
    _require_not_ahead(command.feedback_on, work.today, "feedback_on")
    row = Inspection(
        code=code,
        round_id=command.round_id,
        unit_id=command.unit_id,
        team_id=command.team_id,
        feedback_on=command.feedback_on,
        stage=Stage.FEEDBACK if command.feedback_on else Stage.PLANNED,
    )
    work.session.add(row)
    work.session.flush()
    open_stage(work, row, command.feedback_on or work.today)
    after = {"code": code, "team_id": command.team_id, "feedback_on": command.feedback_on}
    return Done(
        Happening(action="inspection.created", subject_type="inspection", subject_id=row.id, after=after), row.id
    )


@handles(RecordFeedback)
def record_feedback(work: Work, command: RecordFeedback) -> Done:
    """Set day T; it stays fixed once findings are assigned."""
    row, _unit, _plan = load_inspection(work, command.inspection_id)
    require_version(row, command.version)
    _require_not_ahead(command.feedback_on, work.today, "feedback_on")
    assigned = select(Finding.id).where(Finding.inspection_id == row.id, Finding.status.in_(Status.counted()))
    if row.feedback_on is not None and work.session.scalars(assigned).first() is not None:
        raise RuleViolated(missing=(Missing(code="feedback_day_fixed", where="master_data.inspections"),))
    before = {"feedback_on": row.feedback_on}
    row.feedback_on = command.feedback_on
    enter_stage(work, row, Stage.FEEDBACK, command.feedback_on)
    after = {"feedback_on": command.feedback_on}
    return Done(
        Happening(action="feedback.recorded", subject_type="inspection", subject_id=row.id, before=before, after=after)
    )


@handles(RegisterCloseOut)
def register_close_out(work: Work, command: RegisterCloseOut) -> Done:
    """Close the chain; every finding must be cleared or long-term with a stage goal (docs/rules.md §8)."""
    row, _unit, _plan = load_inspection(work, command.inspection_id)
    require_version(row, command.version)
    if row.closed_on is not None or row.feedback_on is None:
        raise RuleViolated(missing=(Missing(code="cannot_close_out_now", where="master_data.inspections"),))
    _require_not_ahead(command.closed_on, work.today, "closed_on")
    if command.closed_on < row.feedback_on:
        raise InvalidInput(problems=[("closed_on", "before_feedback", "", {"feedback_on": row.feedback_on})])
    open_codes = work.session.scalars(
        select(Finding.code).where(
            Finding.inspection_id == row.id, Finding.status.not_in((Status.CLEARED, Status.LONG_TERM, Status.WITHDRAWN))
        )
    ).all()
    if open_codes:
        raise RuleViolated(
            missing=(Missing(code="findings_not_ended", where="findings", count=len(open_codes)),), codes=open_codes
        )
    row.closed_on, row.close_out_document = command.closed_on, command.document
    enter_stage(work, row, Stage.CLOSED, command.closed_on)
    after = {"closed_on": command.closed_on, "document": command.document}
    return Done(Happening(action="close_out.registered", subject_type="inspection", subject_id=row.id, after=after))


@handles(AssignPanel)
def assign_panel(work: Work, command: AssignPanel) -> Done:
    """Let a panel see an inspection for a time; returns the id of the assignment."""
    row, _unit, _plan = load_inspection(work, command.inspection_id)
    if load(work, Body, command.panel_id, "body").kind is not BodyKind.PANEL:
        raise InvalidInput(problems=[("panel_id", "wrong_kind", "", {"expected": BodyKind.PANEL.term})])
    if command.to_on < command.from_on:
        raise InvalidInput(
            problems=[("to_on", "before_start", "", {"read": command.to_on, "from_on": command.from_on})]
        )
    assignment = PanelAssignment(**command.model_dump())
    work.session.add(assignment)
    work.session.flush()
    after = command.model_dump()
    return Done(
        Happening(action="panel.assigned", subject_type="inspection", subject_id=row.id, after=after), assignment.id
    )


def _require_new(work: Work, command: CreateInspection, code: str) -> None:
    same = (Inspection.round_id == command.round_id) & (Inspection.unit_id == command.unit_id)
    if work.session.scalars(select(Inspection.id).where(same | (Inspection.code == code))).first() is not None:
        raise AlreadyExists(what="inspection", fields={"code": code})


def _require_not_ahead(day: date | None, today: date, field: str) -> None:
    if day is not None and day > today:
        raise InvalidInput(problems=[(field, "in_the_future", "", {"read": day, "today": today})])
