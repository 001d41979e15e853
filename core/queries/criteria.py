"""What a reader asks for, and the select that every figure and list of findings starts from."""

from dataclasses import dataclass
from string import punctuation
from typing import Any

import sqlalchemy as sa

from core.queries.base import Reading
from core.queries.rounds import soon_days
from core.queries.scope import visible_findings
from core.store.models import Finding, FindingPeriod, Inspection, InspectionRound, Measure, Outcome, Task, Unit
from core.vocabulary import Status


@dataclass(frozen=True, kw_only=True)
class FindingCriteria:
    """Filters that can be sent in an address: codes and ids only, empty means all."""

    rounds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """First level (A) or second level (B5)."""
    statuses: tuple[str, ...] = ()
    inspection: str = ""
    overdue: bool = False
    due_soon: bool = False
    text: str = ""


def joined(*columns: Any) -> sa.Select[Any]:
    """Columns of findings in the state of the day, with their inspection, unit and round."""
    return (
        sa.select(*columns)
        .select_from(FindingPeriod)
        .join(Finding, Finding.id == FindingPeriod.finding_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
    )


def counted(reading: Reading, criteria: FindingCriteria, *columns: Any) -> sa.Select[Any]:
    """Findings that enter the figures of `reading.as_of`, as far as they may be seen and are asked for."""
    day = reading.as_of
    return joined(*columns).where(
        FindingPeriod.valid_from <= day,
        sa.or_(FindingPeriod.valid_to.is_(None), FindingPeriod.valid_to > day),
        FindingPeriod.status.in_(Status.counted()),
        visible_findings(reading.scope),
        *_conditions(criteria),
    )


def is_overdue(reading: Reading) -> sa.ColumnElement[bool]:
    """The pure rule `core.rules.deadlines.is_overdue` as SQL over the period of the day."""
    return sa.and_(FindingPeriod.status.in_(Status.not_cleared()), FindingPeriod.due_on < reading.as_of)


def is_due_soon(reading: Reading) -> sa.ColumnElement[bool]:
    """The pure rule `core.rules.deadlines.is_due_soon` as SQL; `last_soon_day` differs by round."""
    return sa.and_(
        FindingPeriod.status.in_(Status.not_cleared()),
        FindingPeriod.due_on >= reading.as_of,
        FindingPeriod.due_on <= last_soon_day(reading),
    )


def last_soon_day(reading: Reading) -> sa.ColumnElement[Any]:
    """Last deadline that still counts as due soon, by the plan of each round."""
    days = soon_days(reading)
    if not days:
        return sa.literal(reading.as_of, sa.Date)
    return sa.case({number: sa.literal(day, sa.Date) for number, day in days.items()}, value=InspectionRound.id)


def _conditions(criteria: FindingCriteria) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if criteria.rounds:
        found.append(InspectionRound.code.in_(criteria.rounds))
    if criteria.units:
        found.append(Unit.code.in_(criteria.units))
    if criteria.unit_kinds:
        found.append(sa.cast(Unit.kind, sa.Text).in_(criteria.unit_kinds))
    if criteria.inspection:
        found.append(Inspection.code == criteria.inspection)
    if criteria.categories:
        levels = sa.cast(Finding.category, sa.Text), sa.cast(Finding.subcategory, sa.Text)
        found.append(sa.or_(*(level.in_(criteria.categories) for level in levels)))
    if criteria.text.strip():
        found.append(_mentions(criteria.text))
    return found


def _mentions(text: str) -> sa.ColumnElement[bool]:
    """Every word occurs somewhere in the finding or in what its ledgers say of it (docs/rules.md §4.7)."""
    return sa.and_(*(_says(word) for word in text.split()))


def _says(word: str) -> sa.ColumnElement[bool]:
    """Number, unit, finding, task, measure or outcome; the ledgers are looked at only when a text is asked for."""
    measures = sa.select(Measure.id).join(Task, Task.id == Measure.task_id).where(Task.finding_id == Finding.id)
    tasks = sa.select(Task.id).where(Task.finding_id == Finding.id)
    outcomes = sa.select(Outcome.id).where(Outcome.finding_id == Finding.id)
    return sa.or_(
        *(_holds(place, word) for place in (Finding.code, Finding.text, Finding.title, Unit.name, Unit.short_name)),
        tasks.where(_holds(Task.goal, word)).exists(),
        measures.where(sa.or_(_holds(Measure.text, word), _holds(Measure.result, word))).exists(),
        outcomes.where(sa.or_(_holds(Outcome.summary, word), _holds(Outcome.disposal, word))).exists(),
    )


VARIANTS = {mark: chr(ord(mark) + 0xFEE0) for mark in punctuation} | {
    '"': "＂“”",
    "'": "＇‘’",
    "[": "［【",
    "]": "］】",
    "<": "＜〈《",
    ">": "＞〉》",
}
"""Marks of half width with those that are taken for the same."""


def _holds(place: Any, word: str) -> sa.ColumnElement[bool]:
    """Marks of any width are the same, letters of any case; % and _ are characters like others (docs/trust.md V2).

    Only marks that occur in the word are folded in the text: for all others it makes no difference.
    """
    for mark, variants in VARIANTS.items():
        folded = word
        for variant in variants:
            folded = folded.replace(variant, mark)
        word = folded
        if mark in word:
            for variant in variants:
                place = sa.func.replace(place, variant, mark, type_=sa.Text)
    return place.icontains(word, autoescape=True)
