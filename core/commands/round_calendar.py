"""What a changed calendar of a round leaves alone: due days of what is done (docs/rules.md §3.1)."""

from datetime import date

from sqlalchemy import select

from core.almanac import work_calendar
from core.commands.base import Work
from core.queries.chain import chain_facts
from core.rules.milestones import stop_due_on, stops
from core.rules.plan import RoundPlan
from core.store.models import Inspection, MilestoneRecord
from core.vocabulary import Milestone


def hold_what_is_done(work: Work, round_id: int, old: RoundPlan) -> None:
    """Keep the due days of stations that were reached by today with their inspections, before another calendar holds."""
    inspections = {
        row.id: row for row in work.session.scalars(select(Inspection).where(Inspection.round_id == round_id))
    }
    for number, facts in chain_facts(work.session, list(inspections)).items():
        done = [stop.milestone for stop in stops(facts, work.today, old, work_calendar()) if stop.state == "done"]
        for milestone in done:
            due_on = stop_due_on(milestone, facts, old, work_calendar())
            if milestone is Milestone.INTENSIVE_END:
                inspections[number].intensive_ended_on = due_on
            elif milestone is not Milestone.FEEDBACK:
                _hold(work, number, milestone, due_on)


def _hold(work: Work, inspection_id: int, milestone: Milestone, due_on: date | None) -> None:
    of_it = (MilestoneRecord.inspection_id == inspection_id, MilestoneRecord.milestone == milestone)
    row = work.session.scalars(select(MilestoneRecord).where(*of_it)).first()
    if row is None:
        row = MilestoneRecord(inspection_id=inspection_id, milestone=milestone, met_on=None, event_id=work.event_id)
        work.session.add(row)
    row.due_on = due_on
