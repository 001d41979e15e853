"""Which findings can be drawn, what speaks for each, and which earlier draws a new one would repeat (docs/rules.md §6.2)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria, counted, is_overdue
from core.queries.draw_record import CHECKED, repeated
from core.queries.evaluation import adopted_scores
from core.rules.draw import RiskFacts, factors_of, probabilities, weight_of
from core.rules.draw_repeats import Repeat
from core.store.models import Finding, FindingPeriod, Inspection, Unit
from core.vocabulary import RiskFactor, ScoreFlag, Status


@dataclass(frozen=True, kw_only=True)
class FrameCriteria:
    """Which findings are in the frame: codes, empty means all."""

    rounds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    handlings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One finding that can be drawn."""

    finding_id: int
    inspection_id: int
    code: str
    title: str
    unit_code: str
    unit_name: str
    unit_place: tuple[int, int]
    """Where the unit stands in every list."""
    status: Status
    factors: tuple[RiskFactor, ...]


@dataclass(frozen=True, kw_only=True)
class UnitShare:
    """How many of a unit's findings are in the frame, and how many of them a draw takes on average."""

    unit_name: str
    candidates: int
    expected: Fraction


@dataclass(frozen=True, kw_only=True)
class FramePreview:
    """What would be sealed: nothing in it says who will be drawn."""

    size: int
    frame: int
    weights: tuple[int, ...]
    units: tuple[UnitShare, ...]
    by_factor: Mapping[RiskFactor, int]
    lowest: Fraction | None
    """Smallest and largest chance of a candidate; None when fewer are in the frame than are to be drawn."""
    highest: Fraction | None
    repeats: tuple[Repeat, ...]


@query
def preview_frame(
    reading: Reading, criteria: FrameCriteria, size: int, weights: tuple[tuple[RiskFactor, int], ...]
) -> FramePreview:
    """The frame of today with the chances that these weights give."""
    found = candidates(reading, criteria)
    given = [weight_of(one.factors, dict(weights)) for one in found]
    fits = 0 < size <= len(found)
    chances = probabilities(given, size) if fits else ()
    return FramePreview(
        size=size,
        frame=len(found),
        weights=tuple(given),
        units=_units(found, chances),
        by_factor=Counter(factor for one in found for factor in one.factors),
        lowest=min(chances, default=None),
        highest=max(chances, default=None),
        repeats=repeated(reading, [one.code for one in found]),
    )


def candidates(reading: Reading, criteria: FrameCriteria) -> tuple[Candidate, ...]:
    """Findings of the day that the criteria give, with their risk factors, in the order of their numbers."""
    rows = reading.session.execute(_select(reading, criteria)).all()
    scores = {number: found[-1].score for number, found in adopted_scores(reading).items()}
    checked = set(reading.session.scalars(CHECKED))
    overdue = _overdue_by_unit(reading)

    def facts(row: Any) -> RiskFacts:
        score = scores.get(row.inspection_id)
        return RiskFacts(
            grade=score.grade if score else None,
            has_inflated_self=score is not None and ScoreFlag.INFLATED_SELF in score.flags,
            is_cleared=row.status is Status.CLEARED,
            was_checked=row.id in checked,
            is_overdue=bool(row.is_overdue),
            overdue_in_unit=overdue[row.unit_id],
            amount_yuan=row.amount_yuan,
        )

    found = (
        Candidate(
            finding_id=row.id,
            inspection_id=row.inspection_id,
            code=row.code,
            title=row.title,
            unit_code=row.unit_code,
            unit_name=row.short_name,
            unit_place=(row.sort_order, row.unit_id),
            status=row.status,
            factors=factors_of(facts(row)),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: one.code))


def _select(reading: Reading, criteria: FrameCriteria) -> sa.Select[Any]:
    narrowed = FindingCriteria(
        rounds=criteria.rounds, units=criteria.units, unit_kinds=criteria.unit_kinds, categories=criteria.categories
    )
    select = counted(
        reading,
        narrowed,
        Finding.id,
        Finding.inspection_id,
        Finding.code,
        Finding.title,
        Finding.amount_yuan,
        FindingPeriod.status,
        is_overdue(reading).label("is_overdue"),
        Unit.id.label("unit_id"),
        Unit.code.label("unit_code"),
        Unit.short_name,
        Unit.sort_order,
    )
    if criteria.statuses:
        select = select.where(sa.cast(FindingPeriod.status, sa.Text).in_(criteria.statuses))
    if criteria.handlings:
        select = select.where(sa.cast(Finding.handling, sa.Text).in_(criteria.handlings))
    return select


def _overdue_by_unit(reading: Reading) -> Counter[int]:
    """Overdue findings of each unit, whatever the frame leaves out."""
    select = counted(reading, FindingCriteria(), Inspection.unit_id, sa.func.count())
    rows = reading.session.execute(select.where(is_overdue(reading)).group_by(Inspection.unit_id))
    return Counter({row[0]: row[1] for row in rows})


def _units(found: Sequence[Candidate], chances: Sequence[Fraction]) -> tuple[UnitShare, ...]:
    """Units in their fixed order; the expected number is the sum of the chances."""
    ordered = sorted(found, key=lambda one: one.unit_place)
    number: Counter[str] = Counter(one.unit_name for one in ordered)
    expected: dict[str, Fraction] = dict.fromkeys(number, Fraction(0))
    for one, chance in zip(found, chances, strict=False):
        expected[one.unit_name] += chance
    return tuple(UnitShare(unit_name=name, candidates=number[name], expected=expected[name]) for name in number)
