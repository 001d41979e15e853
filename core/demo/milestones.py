"""When the units of the demo county met their milestones, and when the office entered it (docs/rules.md §3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from core.almanac import work_calendar
from core.commands.milestones import RecordMilestones
from core.demo.county_plan import PLAN, PlannedInspection
from core.demo.days import MORNING, after, chance, on_workday
from core.demo.fates import Character
from core.demo.plans import handed_in_on
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.demo.waves import Intake
from core.queries.calendar import ChainRow, get_chain
from core.rules.milestones import milestone_due_on
from core.store.models import Inspection
from core.vocabulary import Milestone

ENTERED_AFTER = (112, 150)
"""Days from feedback on which the office enters what was met by then."""


SECOND_RECTIFICATION_AFTER = (172, 200)
FOLLOW_UP_EVERY = (84, 92)
LEFT_ALONE = (0, 0, 0, 0, 110)
"""Days before the last one in which nobody looked: for most none, so that only few quarters are missed."""


@dataclass(frozen=True)
class Pace:
    """Days from the due day, and how often nothing is recorded at all."""

    days: tuple[int, int]
    unrecorded: float


PACES: Mapping[Character, Pace] = {
    Character.DILIGENT: Pace((-5, -1), 0.0),
    Character.AVERAGE: Pace((-4, 4), 0.03),
    Character.SLOW: Pace((0, 13), 0.15),
    Character.SHAM: Pace((-1, 0), 0.08),
}


def plan_milestones(story: Story, inspection: PlannedInspection, number: int) -> None:
    """Schedule what the office enters of an inspection that had its feedback."""
    if inspection.intake is Intake.NONE:
        return
    by_entry: dict[date, dict[Milestone, date]] = {}
    for milestone, met_on in met_days(story, inspection, number).items():
        entered_on = _entered_on(inspection, met_on, story.until)
        if entered_on is not None:
            by_entry.setdefault(entered_on, {})[milestone] = met_on
    for day, met in by_entry.items():
        story.schedule.add(day, MORNING + 30, partial(_enter, story, inspection, met))
    _plan_what_follows(story, inspection, number)


def _plan_what_follows(story: Story, inspection: PlannedInspection, number: int) -> None:
    """The second rectification is entered where the first evaluation was; what goes on after close-out every quarter or so."""
    rng = chance(story.seed, "follow-up", number)
    again_on = after(inspection.feedback_on, rng.randint(*SECOND_RECTIFICATION_AFTER))
    if again_on < inspection.last_day and inspection.intake is Intake.FEEDBACK:
        story.schedule.add(again_on, MORNING + 50, partial(_enter_second_rectification, story, inspection))
    if inspection.closed_on is None:
        return
    day = after(inspection.closed_on, rng.randint(*FOLLOW_UP_EVERY))
    while day < story.until - timedelta(days=rng.choice(LEFT_ALONE)):
        story.schedule.add(day, MORNING + 55, partial(_enter_follow_up, story, inspection))
        day = after(day, rng.randint(*FOLLOW_UP_EVERY))


def _enter_second_rectification(story: Story, inspection: PlannedInspection, moment: Moment) -> None:
    chain: ChainRow = story.ask(get_chain, inspection.code, moment=moment)
    if chain.stop(Milestone.FIRST_EVALUATION).state == "done":
        _enter(story, inspection, {Milestone.SECOND_RECTIFICATION: moment.day}, moment)


def _enter_follow_up(story: Story, inspection: PlannedInspection, moment: Moment) -> None:
    _enter(story, inspection, {Milestone.FOLLOW_UP: moment.day}, moment)


def met_days(story: Story, inspection: PlannedInspection, number: int) -> dict[Milestone, date]:
    """Days on which milestones are met, also those still to come; what nobody records is absent."""
    rng = chance(story.seed, "milestones", number)
    pace = PACES[inspection.character]
    found = {}
    for milestone in Milestone.scored():
        due = milestone_due_on(milestone, inspection.feedback_on, PLAN, work_calendar())
        met_on = on_workday(due + timedelta(days=rng.randint(*pace.days)))
        if milestone is Milestone.LEDGERS:
            met_on = handed_in_on(story, inspection, number)
        if rng.random() >= pace.unrecorded:
            found[milestone] = max(met_on, inspection.feedback_on)
    return found


def _entered_on(inspection: PlannedInspection, met_on: date, until: date) -> date | None:
    """The next day of entry; what was met lately is entered by the last day of the story."""
    days = (min(after(inspection.feedback_on, days), on_workday(until)) for days in ENTERED_AFTER)
    return next((day for day in days if met_on <= day), None)


def _enter(story: Story, inspection: PlannedInspection, met: Mapping[Milestone, date], moment: Moment) -> None:
    version = story.version(inspection.id, Inspection)
    story.do(RecordMilestones(inspection_id=inspection.id, version=version, met=met), OFFICE, moment)
