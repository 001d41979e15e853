"""Who is evaluated when, and what is particular about it: every grade, veto and end of a sheet has its place (docs/rules.md §7)."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from core.demo.county_plan import CountyPlan, PlannedInspection
from core.demo.days import after, chance, next_workday
from core.demo.fates import Character, Fate
from core.demo.waves import Intake, Wave
from core.vocabulary import Veto

FIRST_AFTER = 120
"""The first evaluation is about thirty days after the intensive stage ends."""
AGAIN_AFTER = (75, 110)
"""Days until those that were fair or poor are evaluated again."""
SOUND, GOOD, POOR = Decimal(80), Decimal(90), Decimal(60)
LEDGER_ENTERED_AFTER = 437
"""Evaluations on paper are entered once the old ledger is in."""
NEVER_STARTED_FOR = 95
FALSE_ITEMS, SOME_FALSE = 6, 3
"""Five and more are a veto."""
WEAKEST_FIRST = (Character.SHAM, Character.SLOW, Character.AVERAGE, Character.DILIGENT)
ENOUGH = 10
"""Findings of an inspection in which so many can be found untrue."""


class Survey(StrEnum):
    """How many people answered."""

    USUAL = "usual"
    FEW = "few"
    NONE = "none"


class End(StrEnum):
    """What becomes of a sheet."""

    ADOPTED = "adopted"
    CORRECTED = "corrected"
    """Adopted, taken back, corrected and adopted again."""
    PENDING = "pending"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, kw_only=True)
class PlannedSheet:
    """One evaluation; the panel's total lies from `least` up and below `most`."""

    inspection: PlannedInspection
    number: int
    """Place of the inspection in the plan."""
    cycle: int
    on: date
    entered_on: date
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(101)
    survey: Survey = Survey.USUAL
    end: End = End.ADOPTED
    false_items: int = 0
    vetoes: tuple[Veto, ...] = ()
    again: bool = False
    """Fair or poor, it is put right and evaluated once more."""

    @property
    def is_poor(self) -> bool:
        """Poor by its points alone."""
        return self.most <= POOR

    @property
    def adopted_on(self) -> date:
        """The day on which the leading group has seen it."""
        return next_workday(self.entered_on + timedelta(days=5 + self.number % 3))


Members = list[tuple[int, PlannedInspection]]


def plan_sheets(plan: CountyPlan, seed: int) -> list[PlannedSheet]:
    """All evaluations that are known beforehand, in the order of the plan."""
    by_wave: dict[Wave, Members] = {}
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
            sheets += _second_open(_weakest_first(members, rng), plan.until, rng)
        elif wave is Wave.THIRD_EARLY:
            sheets += _third_early(_weakest_first(members, rng), rng)
    return sheets


def once_more(sheet: PlannedSheet, until: date, rng: random.Random) -> PlannedSheet | None:
    """The evaluation after re-rectification; None when the story ends before."""
    again = _sheet(sheet.number, sheet.inspection, sheet.cycle + 1, after(sheet.on, rng.randint(*AGAIN_AFTER)))
    least = POOR if sheet.is_poor else Decimal(0)
    return replace(again, least=least) if again.adopted_on < until else None


def _sheet(number: int, inspection: PlannedInspection, cycle: int, on: date) -> PlannedSheet:
    surveys = {3: Survey.FEW, 6: Survey.NONE}
    return PlannedSheet(
        inspection=inspection,
        number=number,
        cycle=cycle,
        on=on,
        entered_on=next_workday(on + timedelta(days=2 + number % 4)),
        survey=surveys.get((number + 4 * cycle) % 9, Survey.USUAL),
    )


def _first(number: int, inspection: PlannedInspection, rng: random.Random) -> PlannedSheet:
    return _sheet(number, inspection, 1, after(inspection.feedback_on, FIRST_AFTER + rng.randint(0, 8)))


def _closed(members: Members, rng: random.Random) -> Iterator[PlannedSheet]:
    """Two cycles before close-out, the last one good enough for it."""
    for number, inspection in members:
        if inspection.closed_on is None:
            raise ValueError(inspection.wave)
        first = _first(number, inspection, rng)
        if inspection.intake is Intake.PAST_LEDGER:
            entered_on = after(inspection.feedback_on, LEDGER_ENTERED_AFTER)
            second = _sheet(number, inspection, 2, after(inspection.feedback_on, 300))
            yield replace(first, entered_on=entered_on)
            yield replace(second, entered_on=after(entered_on, 14), least=SOUND)
        else:
            yield first
            yield replace(_sheet(number, inspection, 2, after(inspection.closed_on, -rng.randint(30, 40))), least=SOUND)


def _open_for_long(members: Members, rng: random.Random) -> Iterator[PlannedSheet]:
    for number, inspection in members:
        yield _first(number, inspection, rng)
        yield _sheet(number, inspection, 2, after(inspection.feedback_on, rng.randint(275, 390)))


def _second_open(members: Members, until: date, rng: random.Random) -> Iterator[PlannedSheet]:
    """The weakest are found out, the best need nothing more; every other one of the rest is evaluated again."""
    particular: Mapping[int, Mapping[str, object]] = {
        len(members) - 2: {"end": End.CORRECTED, "survey": Survey.USUAL},
        len(members) - 1: {"least": GOOD},
        3: {"most": POOR, "false_items": SOME_FALSE},
        2: {"most": POOR, "false_items": SOME_FALSE, "again": True},
        1: {"vetoes": (Veto.ACCOUNTABILITY_CASE,)},
        0: {},
    }
    for place, (number, inspection) in enumerate(members):
        first = _first(number, inspection, rng)
        yield replace(first, **particular.get(place, {"again": place % 2 == 0}))  # type: ignore[arg-type]
        if place == 0:
            yield replace(
                _sheet(number, inspection, 2, after(until, -16)),
                entered_on=after(until, -12),
                false_items=FALSE_ITEMS,
                vetoes=(Veto.FALSE_RECTIFICATION,),
                survey=Survey.USUAL,
            )


def _third_early(members: Members, rng: random.Random) -> Iterator[PlannedSheet]:
    """What nobody has touched for long is found; some sheets are still under way, one inspection waits for its own."""
    never = [one for one in members if any(f.fate is Fate.NEVER_STARTED for f in one[1].findings)]
    others = [one for one in members if one not in never]
    for number, inspection in never:
        target = max(f.target for f in inspection.findings if f.fate is Fate.NEVER_STARTED and f.target)
        yield _sheet(number, inspection, 1, after(target, NEVER_STARTED_FOR))
    ends = (End.ADOPTED, End.ADOPTED, End.UNFINISHED, End.PENDING)
    for place, (number, inspection) in enumerate(others[:1] + others[2:]):
        sheet = replace(_first(number, inspection, rng), end=ends[place] if place < len(ends) else End.ADOPTED)
        yield replace(sheet, vetoes=(Veto.MASS_INCIDENT,)) if place == 0 else sheet


def _weakest_first(members: Iterable[tuple[int, PlannedInspection]], rng: random.Random) -> Members:
    """By character, those with enough findings before small ones."""
    draw = {number: rng.random() for number, _ in members}
    return sorted(
        members,
        key=lambda one: (len(one[1].findings) < ENOUGH, WEAKEST_FIRST.index(one[1].character), draw[one[0]]),
    )
