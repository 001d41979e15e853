"""One evaluation as it is planned: which day it is for, when it is entered, what is particular about it (docs/rules.md §7)."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from core.demo.county_plan import PlannedInspection
from core.demo.days import after, next_workday
from core.vocabulary import Veto

FIRST_AFTER = 120
"""The first evaluation is about thirty days after the intensive stage ends."""
AGAIN_AFTER = (75, 110)
"""Days until those that were fair or poor are evaluated again."""
SOUND, GOOD, POOR = Decimal(80), Decimal(90), Decimal(60)
"""Bounds of grades that the story aims at."""


class Survey(StrEnum):
    """How many people answered."""

    USUAL = "usual"
    FEW = "few"
    NONE = "none"


SURVEYS = {3: Survey.FEW, 6: Survey.NONE}
"""Two of nine evaluations have too few ballots, or none."""


class End(StrEnum):
    """What becomes of a sheet."""

    ADOPTED = "adopted"
    CORRECTED = "corrected"
    """Adopted, taken back, corrected and adopted again."""
    PENDING = "pending"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, kw_only=True)
class PlannedSheet:
    """One evaluation; the total lies from `least` up and below `most`."""

    inspection: PlannedInspection
    number: int
    """Place of the inspection in the plan."""
    cycle: int
    on: date
    entered_on: date
    """Day on which the leading group has it before it: entered and adopted in one morning, before anything else changes."""
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


def usual_sheet(number: int, inspection: PlannedInspection, cycle: int, on: date) -> PlannedSheet:
    """A sheet with nothing particular about it."""
    return PlannedSheet(
        inspection=inspection,
        number=number,
        cycle=cycle,
        on=on,
        entered_on=next_workday(on + timedelta(days=7 + number % 6)),
        survey=SURVEYS.get((number + 4 * cycle) % 9, Survey.USUAL),
    )


def first_sheet(number: int, inspection: PlannedInspection, rng: random.Random) -> PlannedSheet:
    """The first cycle at its usual time."""
    return usual_sheet(number, inspection, 1, after(inspection.feedback_on, FIRST_AFTER + rng.randint(0, 8)))


def once_more(sheet: PlannedSheet, until: date, rng: random.Random) -> PlannedSheet | None:
    """The evaluation after re-rectification; None when the story ends before."""
    again = usual_sheet(sheet.number, sheet.inspection, sheet.cycle + 1, after(sheet.on, rng.randint(*AGAIN_AFTER)))
    least = POOR if sheet.is_poor else Decimal(0)
    return replace(again, least=least) if again.entered_on < until else None
