"""Hand-over sheets of the demo county: long done, signed by one side, or not even drawn up (docs/rules.md §3.2)."""

import random
from datetime import date, timedelta
from functools import partial

from core.almanac import work_calendar
from core.commands.handovers import DrawUpHandover, SignHandover
from core.demo.county_plan import PLAN, PlannedInspection
from core.demo.days import MORNING, chance, next_workday
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.demo.waves import Intake, Wave
from core.store.models import Handover
from core.vocabulary import Phase

NOTES = (
    "两项长期坚持事项每季度看一次台账，防止松劲。",
    "单位主要负责人刚到任，需当面再交代一次。",
    "资金清退已完成九成，余款按协议分期收回。",
    "",
)
WAITING_DAYS = 45
"""Changes of phase within so many days before the last are partly not handed over."""


def plan_handovers(story: Story, inspection: PlannedInspection, number: int) -> None:
    """Schedule both changes of phase as far as they have come."""
    if inspection.intake in (Intake.NONE, Intake.DRAFTS):
        return
    rng = chance(story.seed, "handovers", number)
    middle_on = PLAN.day_after(inspection.feedback_on, PLAN.intensive_days, work_calendar()) + timedelta(days=1)
    stored_on = inspection.feedback_on
    if inspection.intake is Intake.PAST_LEDGER and inspection.closed_on is not None:
        stored_on = inspection.closed_on
    if middle_on < story.until:
        _plan(story, inspection, Phase.MIDDLE, max(middle_on, stored_on), rng)
    if inspection.closed_on is not None:
        _plan(story, inspection, Phase.LONG_RUN, inspection.closed_on, rng)


def _plan(story: Story, inspection: PlannedInspection, to_phase: Phase, changed_on: date, rng: random.Random) -> None:
    is_new = changed_on > story.until - timedelta(days=WAITING_DAYS)
    steps = rng.choice((0, 1, 2, 3, 3)) if is_new and inspection.wave is not Wave.FIRST_LEDGER else 3
    giver, taker = _sides(inspection, to_phase)
    day = next_workday(changed_on + timedelta(days=rng.randint(3, 5)))
    note = rng.choice(NOTES)
    deeds = (
        partial(_draw_up, story, inspection, to_phase, note, giver),
        partial(_sign, story, inspection, to_phase, giver),
        partial(_sign, story, inspection, to_phase, taker),
    )
    for deed in deeds[:steps]:
        if day < story.until:
            story.schedule.add(day, MORNING + 200, deed)
        day = next_workday(day + timedelta(days=1))


def _sides(inspection: PlannedInspection, to_phase: Phase) -> tuple[str, str]:
    if to_phase is Phase.MIDDLE:
        return f"team{inspection.team[1:]}", OFFICE
    return OFFICE, f"resident{inspection.unit.resident_team[1:]}"


def _draw_up(story: Story, inspection: PlannedInspection, to_phase: Phase, note: str, who: str, moment: Moment) -> None:
    story.do(DrawUpHandover(inspection_id=inspection.id, to_phase=to_phase, note=note), who, moment)


def _sign(story: Story, inspection: PlannedInspection, to_phase: Phase, who: str, moment: Moment) -> None:
    with story.store.read() as session:
        row = session.query(Handover).filter_by(inspection_id=inspection.id, to_phase=to_phase).one()
        command = SignHandover(handover_id=row.id, version=row.version)
    story.do(command, who, moment)
