"""Who is evaluated when in the demo county: every grade, veto and end of a sheet has its place (docs/rules.md §7)."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from core.demo.county_plan import CountyPlan, PlannedInspection
from core.demo.days import after, chance
from core.demo.fates import Character, Fate
from core.demo.sheets import GOOD, POOR, SOUND, End, PlannedSheet, Survey, first_sheet, usual_sheet
from core.demo.waves import Intake, Wave
from core.vocabulary import Veto

LEDGER_ENTERED_AFTER, LEDGER_AGAIN_AFTER = 437, 300
"""Evaluations on paper are entered once the old ledger is in; the second was made so many days after feedback."""
RELAPSED_TWICE_BY, NEVER_STARTED_FOR = 275, 95
"""Days after feedback by which it is known; days past due at which it is found."""
FALSE_ITEMS, SOME_FALSE = 6, 3
"""Five and more are a veto."""
ENOUGH = 10
"""Findings of an inspection in which so many can be found untrue."""
WAITING = 1
"""Place of the inspection of the third round that waits for its evaluation."""
WEAKEST_FIRST = (Character.SHAM, Character.SLOW, Character.AVERAGE, Character.DILIGENT)

Member = tuple[int, PlannedInspection]
"""An inspection with its place in the plan."""


def plan_sheets(plan: CountyPlan, seed: int) -> list[PlannedSheet]:
    """All evaluations that are known beforehand; those that follow on a weak result arise as the story goes."""
    by_wave: dict[Wave, list[Member]] = {}
    for number, inspection in enumerate(plan.inspections):
        by_wave.setdefault(inspection.wave, []).append((number, inspection))
    sheets: list[PlannedSheet] = []
    for wave, members in by_wave.items():
        rng = chance(seed, "sheets", wave)
        if wave in (Wave.FIRST_CLOSED, Wave.FIRST_LEDGER, Wave.SECOND_CLOSED):
            sheets += _closed(members, rng)
        elif wave is Wave.FIRST_OPEN:
            sheets += _open_for_long(members, rng)
        elif wave is Wave.SECOND_OPEN:
            sheets += _second_open(_weakest_first(members, rng), _later(plan), plan.until, rng)
        elif wave is Wave.THIRD_EARLY:
            sheets += _third_early(_weakest_first(members, rng), rng)
    return sheets


def _closed(members: list[Member], rng: random.Random) -> Iterator[PlannedSheet]:
    """Two cycles before close-out, the last one good enough for it."""
    for number, inspection in members:
        first, feedback_on = first_sheet(number, inspection, rng), inspection.feedback_on
        if inspection.closed_on is None:
            raise ValueError(inspection.wave)
        if inspection.intake is Intake.PAST_LEDGER:
            entered_on = after(feedback_on, LEDGER_ENTERED_AFTER)
            second = usual_sheet(number, inspection, 2, after(feedback_on, LEDGER_AGAIN_AFTER))
            yield replace(first, entered_on=entered_on)
            yield replace(second, entered_on=after(entered_on, 14), least=SOUND)
        else:
            on = after(inspection.closed_on, -rng.randint(30, 40))
            yield first
            yield replace(usual_sheet(number, inspection, 2, on), least=SOUND)


def _open_for_long(members: list[Member], rng: random.Random) -> Iterator[PlannedSheet]:
    for number, inspection in members:
        yield first_sheet(number, inspection, rng)
        yield usual_sheet(number, inspection, 2, after(inspection.feedback_on, rng.randint(275, 390)))


def _second_open(members: list[Member], later: set[int], until: date, rng: random.Random) -> Iterator[PlannedSheet]:
    """The weakest are found out, the best need nothing more; every third of the rest is evaluated again."""
    twice = [one for one in members if _has(one[1], Fate.RELAPSED_TWICE)]
    for number, inspection in twice:
        yield first_sheet(number, inspection, rng)
        yield usual_sheet(number, inspection, 2, after(inspection.feedback_on, RELAPSED_TWICE_BY))
    rest = [one for one in members if one not in twice]
    false = next((one for one in rest if len(one[1].findings) >= ENOUGH and one[0] not in later), None)
    if false is not None:
        rest.remove(false)
        yield from _found_false(*false, until, rng)
    yield from _dealt(rest, rng)


def _found_false(number: int, inspection: PlannedInspection, until: date, rng: random.Random) -> Iterator[PlannedSheet]:
    """What looked well is found untrue shortly before the last day."""
    yield first_sheet(number, inspection, rng)
    yield replace(
        usual_sheet(number, inspection, 2, after(until, -16)),
        entered_on=after(until, -6),
        false_items=FALSE_ITEMS,
        vetoes=(Veto.FALSE_RECTIFICATION,),
        survey=Survey.USUAL,
    )


def _dealt(members: list[Member], rng: random.Random) -> Iterator[PlannedSheet]:
    """What is particular, by place from the weakest."""
    particular: Mapping[int, Mapping[str, object]] = {
        len(members) - 2: {"end": End.CORRECTED, "survey": Survey.USUAL},
        len(members) - 1: {"least": GOOD},
        0: {"vetoes": (Veto.ACCOUNTABILITY_CASE,)},
        1: {"most": POOR, "false_items": SOME_FALSE},
        2: {"most": POOR, "false_items": SOME_FALSE, "again": True},
    }
    for place, (number, inspection) in enumerate(members):
        first = first_sheet(number, inspection, rng)
        yield replace(first, **particular.get(place, {"again": place % 3 == 0}))  # type: ignore[arg-type]


def _third_early(members: list[Member], rng: random.Random) -> Iterator[PlannedSheet]:
    """What nobody has touched for long is found; some sheets are still under way, one inspection waits for its own."""
    never = [one for one in members if _has(one[1], Fate.NEVER_STARTED)]
    for number, inspection in never:
        target = max(f.target for f in inspection.findings if f.fate is Fate.NEVER_STARTED and f.target)
        yield usual_sheet(number, inspection, 1, after(target, NEVER_STARTED_FOR))
    ends = {2: End.UNFINISHED, 3: End.PENDING}
    for place, (number, inspection) in enumerate(one for one in members if one not in never):
        sheet = replace(first_sheet(number, inspection, rng), end=ends.get(place, End.ADOPTED))
        if place == 0:
            yield replace(sheet, vetoes=(Veto.MASS_INCIDENT,))
        elif place != WAITING:
            yield sheet


def _weakest_first(members: list[Member], rng: random.Random) -> list[Member]:
    draw = {number: rng.random() for number, _ in members}
    return sorted(members, key=lambda one: (WEAKEST_FIRST.index(one[1].character), draw[one[0]]))


def _has(inspection: PlannedInspection, fate: Fate) -> bool:
    return any(finding.fate is fate for finding in inspection.findings)


def _later(plan: CountyPlan) -> set[int]:
    """Places of inspections whose unit had feedback once more afterwards: its portrait of today is drawn from that."""
    told = [(number, one.unit.code) for number, one in enumerate(plan.inspections) if one.intake is not Intake.NONE]
    last = {code: number for number, code in told}
    return {number for number, code in told if last[code] != number}
