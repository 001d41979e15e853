"""Which units are inspected when and by whom, with how many findings: the plan that the story is told from."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from core.almanac import work_calendar
from core.demo.composition import ComposedFinding
from core.demo.content import DemoContent
from core.demo.days import after, chance, on_workday
from core.demo.fates import CHARACTERS, Character, Fate
from core.demo.units import DemoUnit
from core.demo.waves import DEFAULT_FINDINGS, WAVES, Intake, Wave, WaveFacts, inspections_of
from core.rules.plan import RoundPlan
from core.vocabulary import BodyKind, Handling, Source, UnitKind

PLAN = RoundPlan()
NEVER_INSPECTED = 3
"""Agencies that no round has reached yet."""
LEAST, MOST = 0.55, 1.7
"""Bounds of an inspection's findings against the average."""


@dataclass
class PlannedInspection:
    """One inspection; `id` and `code` are known once it is stored."""

    unit: DemoUnit
    character: Character
    wave: Wave
    team: str
    feedback_on: date
    closed_on: date | None
    intake: Intake
    by_ledger: bool
    last_day: date
    """Day on which its story ends: before close-out, or with the county's."""
    size: int = 0
    findings: list["PlannedFinding"] = field(default_factory=list)
    id: int = 0
    code: str = ""

    @property
    def clerk(self) -> str:
        """Account of the unit's clerk."""
        return self.unit.code.lower()


@dataclass
class PlannedFinding:
    """One finding with its fate; `id` is known once it is stored."""

    inspection: PlannedInspection
    composed: ComposedFinding
    fate: Fate = Fate.CLEARED
    handling: Handling = Handling.TIME_LIMITED
    source: Source = Source.FEEDBACK
    target: date | None = None
    """Deadline on the last day, for what is not cleared by then."""
    known_on: date = date.min
    """Day from which the unit can work on it."""
    id: int = 0
    has_whole_plan: bool = False
    """Whether tasks and those who answer are all there; what is lacking is filled in before clearance is asked for."""

    @property
    def usual_due_on(self) -> date:
        """Deadline by the rules of the round."""
        return PLAN.due_on(self.handling, self.inspection.feedback_on, work_calendar())


@dataclass(frozen=True)
class CountyPlan:
    """Everything that will be told."""

    until: date
    starts_on: date
    characters: dict[str, Character]
    inspections: tuple[PlannedInspection, ...]


def plan_county(content: DemoContent, until: date, seed: int, findings: int) -> CountyPlan:
    """Choose units, days and sizes; the same seed and day give the same plan."""
    rng = chance(seed, "county")
    characters = _characters(content, rng)
    inspections = _inspections(content, characters, until, findings, rng)
    for planned, size in zip(inspections, _sizes(inspections, findings, rng), strict=True):
        planned.size = size
    starts_on = on_workday(until - timedelta(days=3 * 365))
    return CountyPlan(until=until, starts_on=starts_on, characters=characters, inspections=tuple(inspections))


def _characters(content: DemoContent, rng: random.Random) -> dict[str, Character]:
    codes = rng.sample([unit.code for unit in content.units], len(content.units))
    found: dict[str, Character] = {}
    for character, share in CHARACTERS.items():
        taken = [codes.pop() for _ in range(round(share * len(content.units)))]
        found |= dict.fromkeys(taken, character)
    return found | dict.fromkeys(codes, Character.AVERAGE)


def _inspections(
    content: DemoContent, characters: dict[str, Character], until: date, findings: int, rng: random.Random
) -> list[PlannedInspection]:
    units = _units_by_round(content, findings, rng)
    teams = cycle(body.code for body in content.bodies_of(BodyKind.TEAM))
    planned = []
    for wave, facts in WAVES.items():
        count = inspections_of(wave, findings)
        for number in range(count):
            unit = units[facts.round_index].pop(0)
            made = _inspection(wave, facts, unit, until, rng)
            made.character, made.team, made.by_ledger = (
                characters[unit.code],
                next(teams),
                number < min(facts.ledgers, count - 1),
            )
            planned.append(made)
    return planned


def _inspection(wave: Wave, facts: WaveFacts, unit: DemoUnit, until: date, rng: random.Random) -> PlannedInspection:
    earliest, latest = facts.feedback_days_ago
    feedback_on = on_workday(until - timedelta(days=rng.randint(latest, earliest)))
    closed_on = after(feedback_on, rng.randint(*facts.close_out_after)) if facts.close_out_after else None
    return PlannedInspection(
        unit=unit,
        character=Character.AVERAGE,
        wave=wave,
        team="",
        feedback_on=feedback_on,
        closed_on=closed_on,
        intake=facts.intake,
        by_ledger=False,
        last_day=closed_on - timedelta(days=5) if closed_on else until,
    )


def _units_by_round(content: DemoContent, findings: int, rng: random.Random) -> list[list[DemoUnit]]:
    """No unit more than twice; the third round is a special one for townships, firms and parks."""
    numbers = [sum(inspections_of(w, findings) for w, f in WAVES.items() if f.round_index == i) for i in range(3)]
    mixed = rng.sample(content.units, len(content.units))
    agencies = [unit for unit in mixed if unit.kind is UnitKind.AGENCY]
    others = [
        unit for kind in (UnitKind.TOWNSHIP, UnitKind.STATE_FIRM, UnitKind.PARK) for unit in mixed if unit.kind is kind
    ]
    third, rest = others[: numbers[2]], [*agencies[NEVER_INSPECTED:], *others[numbers[2] :]]
    borrowed = max(0, numbers[0] - len(rest))
    second = [*third[borrowed:], *rest]
    return [rng.sample(chosen, len(chosen)) for chosen in ([*rest, *third][: numbers[0]], second[: numbers[1]], third)]


def _sizes(inspections: list[PlannedInspection], findings: int, rng: random.Random) -> list[int]:
    """Uneven shares that add up to `findings`; each inspection that had its feedback gets at least one."""
    weights = [
        WAVES[planned.wave].weight * min(max(rng.lognormvariate(0, 0.35), LEAST), MOST) for planned in inspections
    ]
    shares = [findings * weight / sum(weights) for weight in weights]
    sizes = [max(1, int(share)) if share else 0 for share in shares]
    by_remainder = sorted(
        range(len(shares)), key=lambda n: shares[n] - int(shares[n]) if shares[n] else -1, reverse=True
    )
    for number in by_remainder[: max(0, findings - sum(sizes))]:
        sizes[number] += 1
    return sizes


__all__ = ["DEFAULT_FINDINGS", "CountyPlan", "PlannedFinding", "PlannedInspection", "plan_county"]
