"""The plan a unit hands in some weeks after its feedback: tasks of every finding and who answers (docs/rules.md §3.1, §4)."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan
from core.demo.county_plan import PlannedFinding, PlannedInspection
from core.demo.days import MORNING, after, chance
from core.demo.entries import due_on
from core.demo.fates import Character, Fate
from core.demo.schedule import Moment
from core.demo.story import Story
from core.demo.waves import Intake
from core.vocabulary import Source

HANDED_IN_AFTER: Mapping[Character, tuple[int, int]] = {
    Character.DILIGENT: (20, 25),
    Character.AVERAGE: (24, 31),
    Character.SLOW: (32, 38),
    Character.SHAM: (28, 31),
}
"""Days from feedback until the plan is there; it is due after thirty."""
BREAKING = frozenset({"task", "owner", "handler", "late"})
"""What the cross-check does not let pass."""
TOO_LONG = timedelta(days=40)
LATER = 10
"""Days after which a finding that came up later has its plan."""
BATCH = 400
MEASURES = 3
IN_TWO_TASKS = 0.2


@dataclass(frozen=True)
class Gaps:
    """How often an element of the plan is left out, or runs past the deadline."""

    task: float = 0.0
    goal: float = 0.0
    due: float = 0.0
    owner: float = 0.0
    handler: float = 0.0
    late: float = 0.0


GAPS: Mapping[Character, Gaps] = {
    Character.DILIGENT: Gaps(),
    Character.AVERAGE: Gaps(task=0.02, goal=0.06, due=0.06, owner=0.05, handler=0.02, late=0.02),
    Character.SLOW: Gaps(task=0.09, goal=0.15, due=0.18, owner=0.15, handler=0.06, late=0.06),
    Character.SHAM: Gaps(task=0.03, goal=0.15, due=0.05, owner=0.08, handler=0.03, late=0.03),
}


def handed_in_on(story: Story, inspection: PlannedInspection, number: int) -> date:
    """The working day on which the unit hands in its plan and the three ledgers."""
    rng = chance(story.seed, "handed in", number)
    return after(inspection.feedback_on, rng.randint(*HANDED_IN_AFTER[inspection.character]))


def plan_plans(story: Story, inspection: PlannedInspection, number: int) -> None:
    """Schedule the plan of an inspection whose findings came by feedback; a ledger brings its own."""
    if inspection.intake is not Intake.FEEDBACK or inspection.by_ledger:
        return
    rng = chance(story.seed, "plan", number)
    findings = [finding for finding in inspection.findings if finding.fate is not Fate.WITHDRAWN]
    at_first = [finding for finding in findings if finding.source in (Source.FEEDBACK, Source.IMMEDIATE)]
    _schedule(story, at_first, handed_in_on(story, inspection, number), rng)
    if inspection.character is not Character.SLOW:
        for finding in findings:
            if finding not in at_first:
                _schedule(story, [finding], after(finding.known_on, LATER), rng)


def _schedule(story: Story, findings: Sequence[PlannedFinding], day: date, rng: random.Random) -> None:
    def hand_in(moment: Moment) -> None:
        """What was quick enough to be asked for before has its plan already."""
        lacking = [finding for finding in findings if not finding.has_whole_plan]
        for first in range(0, len(lacking), BATCH):
            chosen = lacking[first : first + BATCH]
            plans = tuple(_plan_of(story, finding, rng) for finding in chosen)
            story.do(RecordPlan(plans=plans), chosen[0].inspection.clerk, moment)

    if findings and day <= story.until:
        story.schedule.add(day, MORNING - 15, hand_in)


def _plan_of(story: Story, finding: PlannedFinding, rng: random.Random) -> FindingPlan:
    """As the unit first hands it in: how much is left out goes by its character."""
    gaps = GAPS[finding.inspection.character]
    lacks = frozenset(part.name for part in fields(Gaps) if rng.random() < getattr(gaps, part.name))
    finding.has_whole_plan = not lacks & BREAKING
    return finding_plan(story, finding, rng, lacks)


def finding_plan(
    story: Story, finding: PlannedFinding, rng: random.Random, lacks: frozenset[str] = frozenset()
) -> FindingPlan:
    """Tasks of a finding and who answers for them, without what is lacking."""
    unit = finding.inspection.unit
    office = rng.choice(unit.offices)
    tasks = _tasks(finding, rng)
    return FindingPlan(
        finding_id=finding.id,
        version=story.version(finding.id),
        tasks=() if "task" in lacks else tuple(_with_gaps(task, lacks) for task in tasks),
        owner_leader="" if "owner" in lacks else rng.choice(unit.owner_leaders),
        lead_office="" if "handler" in lacks else office,
        co_offices=unit.general_office if office != unit.general_office else unit.finance_office,
        handler="" if "handler" in lacks else unit.handler_post,
    )


def _tasks(finding: PlannedFinding, rng: random.Random) -> list[PlannedTask]:
    """One task as a rule; what takes more than two measures is sometimes done in two steps."""
    composed = finding.composed
    measures = composed.measures[:MEASURES]
    parts = [measures[:-1], measures[-1:]] if len(measures) > 2 and rng.random() < IN_TWO_TASKS else [measures]
    ends_on = max(due_on(finding), finding.known_on + timedelta(days=5))
    return [
        PlannedTask(
            goal=composed.goal,
            completion_mark=f"形成{piece.title}并归档",
            start_on=finding.known_on,
            due_on=ends_on,
            measures=part,
        )
        for part, piece in zip(parts, composed.evidence, strict=False)
    ]


def _with_gaps(task: PlannedTask, lacks: frozenset[str]) -> PlannedTask:
    update: dict[str, object] = {"goal": ""} if "goal" in lacks else {}
    if "late" in lacks and task.due_on is not None:
        update["due_on"] = task.due_on + TOO_LONG
    return task.model_copy(update=update | ({"due_on": None} if "due" in lacks else {}))
