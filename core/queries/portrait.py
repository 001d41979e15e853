"""Portraits of units on any day, each among those of its own kind (docs/rules.md §9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.queries.base import Reading, query
from core.queries.evaluation import AdoptedScore, adopted_scores
from core.queries.inspection_facts import inspection_facts
from core.queries.portrait_events import PortraitEvent, portrait_events
from core.queries.scope import visible_evaluations, visible_units
from core.rules.deadlines import is_overdue
from core.schemes import current_portrait_scheme
from core.scoring.facts import FindingFacts
from core.scoring.peers import Standing, standing
from core.scoring.portrait import Portrait, portray
from core.scoring.portrait_items import UnitFacts
from core.scoring.portrait_words import PortraitSubject, describe
from core.store.models import Inspection, InspectionRound, Unit
from core.vocabulary import Status, UnitKind


@dataclass(frozen=True, kw_only=True)
class PortraitRow:
    """One unit with its portrait and its place among its kind."""

    unit_id: int
    unit_code: str
    unit_name: str
    unit_kind: UnitKind
    portrait: Portrait
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class LastInspection:
    """The last inspection of a unit that was fed back, with its evaluations, oldest first."""

    id: int
    code: str
    round_name: str
    scores: tuple[AdoptedScore, ...]


@dataclass(frozen=True, kw_only=True)
class UnitPortraitDetail:
    """Everything the page of one unit is drawn from."""

    row: PortraitRow
    inspection: LastInspection | None
    findings: Mapping[int, FindingFacts]
    """Findings of the last inspection, by number."""
    words: str
    events: tuple[PortraitEvent, ...]

    @property
    def cleared(self) -> int:
        """Findings cleared (问题数)."""
        return sum(finding.status is Status.CLEARED for finding in self.findings.values())


@dataclass(frozen=True)
class Known:
    """What is known of one unit."""

    unit: Any
    inspection: LastInspection | None
    facts: UnitFacts
    portrait: Portrait


@query
def list_portraits(reading: Reading, unit_kinds: tuple[str, ...]) -> tuple[PortraitRow, ...]:
    """Portraits of the units one may see, by kind in fixed order; those that were never inspected among them."""
    known = _known(reading, unit_kinds)
    seen = set(reading.session.scalars(sa.select(Unit.id).where(visible_units(reading.scope))))
    open_ones = _visible_inspections(reading)
    return tuple(_row(one, known) for one in known if one.unit.id in seen and _may_open(one, open_ones))


@query
def get_portrait(reading: Reading, unit_code: str) -> UnitPortraitDetail:
    """One unit's portrait; peers enter with their medians only. Raises NotFound."""
    visible = sa.select(Unit.kind).where(Unit.code == unit_code, visible_units(reading.scope))
    kind = reading.session.scalars(visible).first()
    if kind is None:
        raise NotFound(what="unit", id=unit_code)
    known = _known(reading, (kind.value,))
    one = next(found for found in known if found.unit.code == unit_code)
    if not _may_open(one, _visible_inspections(reading)):
        raise NotFound(what="unit", id=unit_code)
    row = _row(one, known)
    findings = one.facts.findings or ()
    return UnitPortraitDetail(
        row=row,
        inspection=one.inspection,
        findings={finding.id: finding for finding in findings},
        words=describe(_subject(reading, one), row.portrait, row.standing),
        events=portrait_events(reading, one.unit.id),
    )


def _visible_inspections(reading: Reading) -> set[int]:
    select = sa.select(Inspection.id).join(Unit, Unit.id == Inspection.unit_id)
    return set(reading.session.scalars(select.where(visible_evaluations(reading.scope))))


def _may_open(one: Known, visible: set[int]) -> bool:
    """A portrait rests on the last inspection: whoever does not see that one, such as an earlier team, sees no portrait."""
    return one.inspection is None or one.inspection.id in visible


def _known(reading: Reading, unit_kinds: tuple[str, ...]) -> list[Known]:
    """All units of these kinds, whoever asks: a place among peers needs the peers."""
    units = _units(reading, unit_kinds)
    inspections = _last_inspections(reading, [unit.id for unit in units])
    facts = inspection_facts(reading, [inspection.id for inspection in inspections.values()])
    scheme = current_portrait_scheme()
    found = []
    for unit in units:
        inspection = inspections.get(unit.id)
        told = UnitFacts(
            as_of=reading.as_of,
            kind=unit.kind,
            # Nothing handed over yet is unknown, not without fault.
            findings=(facts[inspection.id].findings or None) if inspection else None,
            score=inspection.scores[-1].score if inspection and inspection.scores else None,
        )
        found.append(Known(unit, inspection, told, portray(scheme, told)))
    return found


def _units(reading: Reading, unit_kinds: tuple[str, ...]) -> list[Any]:
    place = sa.case({kind: number for number, kind in enumerate(UnitKind)}, value=sa.cast(Unit.kind, sa.Text))
    select: Any = sa.select(Unit.id, Unit.code, Unit.short_name, Unit.kind).where(Unit.is_active)
    if unit_kinds:
        select = select.where(sa.cast(Unit.kind, sa.Text).in_(unit_kinds))
    return list(reading.session.execute(select.order_by(place, Unit.sort_order, Unit.id)))


def _last_inspections(reading: Reading, unit_ids: list[int]) -> dict[int, LastInspection]:
    scores = adopted_scores(reading)
    rows = reading.session.execute(
        sa.select(Inspection.unit_id, Inspection.id, Inspection.code, InspectionRound.name)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .where(Inspection.unit_id.in_(unit_ids), Inspection.feedback_on <= reading.as_of)
        .order_by(Inspection.feedback_on, Inspection.id)
    )
    return {
        unit_id: LastInspection(id=number, code=code, round_name=name, scores=tuple(scores.get(number, ())))
        for unit_id, number, code, name in rows
    }


def _row(one: Known, known: list[Known]) -> PortraitRow:
    same_kind = [other.portrait for other in known if other.unit.kind is one.unit.kind]
    return PortraitRow(
        unit_id=one.unit.id,
        unit_code=one.unit.code,
        unit_name=one.unit.short_name,
        unit_kind=one.unit.kind,
        portrait=one.portrait,
        standing=standing(one.portrait, same_kind),
    )


def _subject(reading: Reading, one: Known) -> PortraitSubject:
    findings = one.facts.findings or ()
    last = one.inspection.scores[-1] if one.inspection and one.inspection.scores else None
    return PortraitSubject(
        unit_name=one.unit.short_name,
        kind=one.unit.kind.term,
        round_name=one.inspection.round_name if one.inspection else "",
        findings=len(findings),
        cleared=sum(finding.status is Status.CLEARED for finding in findings),
        overdue=sum(is_overdue(finding.status, finding.due_on, reading.as_of) for finding in findings),
        score=last.score if last else None,
        cycle=last.cycle if last else None,
    )
