"""The days on which a unit met its milestones (docs/rules.md §3.1)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Version
from core.commands.load import load_inspection, require_version
from core.errors import InvalidInput, RuleViolated
from core.rules.lifecycle import Missing
from core.store.models import Inspection, MilestoneRecord
from core.store.trail import Happening
from core.vocabulary import Milestone


class RecordMilestones(Command):
    """Enter or correct when milestones were met; None takes a wrong day back, what is not named stays."""

    inspection_id: int
    version: Version
    met: Mapping[Milestone, Day | None]


@handles(RecordMilestones)
def record_milestones(work: Work, command: RecordMilestones) -> Done:
    """Store the days that changed."""
    inspection, _unit, _plan = load_inspection(work, command.inspection_id)
    require_version(inspection, command.version)
    _require_possible(work, inspection, command)
    known = {
        row.milestone: row
        for row in work.session.scalars(select(MilestoneRecord).where(MilestoneRecord.inspection_id == inspection.id))
    }
    before: dict[str, date | None] = {}
    after: dict[str, date | None] = {}
    for milestone, met_on in command.met.items():
        row = known.get(milestone)
        if row is None:
            row = MilestoneRecord(inspection_id=inspection.id, milestone=milestone, met_on=None, event_id=work.event_id)
            work.session.add(row)
        if met_on is None:
            row.due_on = None
        if row.met_on != met_on:
            before[milestone], after[milestone] = row.met_on, met_on
            row.met_on, row.event_id = met_on, work.event_id
    return Done(
        Happening(
            action="milestones.recorded",
            subject_type="inspection",
            subject_id=inspection.id,
            before=before,
            after=after,
        )
    )


def _require_possible(work: Work, inspection: Inspection, command: RecordMilestones) -> None:
    """Not before the feedback day and not ahead of today."""
    if inspection.feedback_on is None:
        raise RuleViolated(missing=(Missing(code="no_feedback_day", where="master_data.inspections"),))
    problems = [
        (milestone.value, "not_entered", "", {"milestone": milestone.term})
        for milestone in command.met
        if milestone not in Milestone.entered()
    ] + [
        (milestone.value, "out_of_range", "", {"read": met_on, "least": inspection.feedback_on, "most": work.today})
        for milestone, met_on in command.met.items()
        if met_on is not None and not inspection.feedback_on <= met_on <= work.today
    ]
    if problems:
        raise InvalidInput(problems=problems)
