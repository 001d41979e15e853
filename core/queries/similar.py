"""Similar findings of the same unit and of others, and findings that were tied to each other (查重与关联, docs/rules.md §4.6)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from core.errors import NotFound
from core.likeness import nearest
from core.queries.base import Reading, query
from core.queries.criteria import joined
from core.queries.scope import visible_findings, visible_inspections
from core.rules.ties import TieFacts, links_open
from core.store.models import Finding, FindingPeriod, FindingTag, FindingTie, Inspection, InspectionRound, Unit
from core.vocabulary import FindingLink, Status

MOST = 8
LEAST_LETTERS = 6
"""A shorter text is like too many to say anything."""
TAGS = (
    "乡村振兴",
    "民生保障",
    "生态环保",
    "安全生产",
    "营商环境",
    "债务风险",
    "工程招投标",
    "惠民资金",
    "基层减负",
    "审计移交",
)
"""Key work that a county watches as a rule; further tags are those already in use."""


@dataclass(frozen=True, kw_only=True)
class SimilarRow:
    """One similar finding; `likeness` between 0 and 1, `link` the tie that it may have with the one that is typed."""

    id: int
    code: str
    unit_name: str
    round_name: str
    title: str
    text: str
    status: Status
    likeness: float
    same_unit: bool
    same_inspection: bool
    link: FindingLink | None


@dataclass(frozen=True, kw_only=True)
class TieRow:
    """One tie of a finding; `is_earlier` says whether the other one is the earlier of the two."""

    id: int
    code: str
    unit_name: str
    round_name: str
    title: str
    status: Status
    link: FindingLink
    is_earlier: bool


@query
def list_similar(
    reading: Reading, text: str, inspection_id: int, finding_id: int | None = None, found_on: date | None = None
) -> tuple[SimilarRow, ...]:
    """At most eight findings whose text is like this one, most similar first; `found_on` where it is not of the feedback."""
    unit_id, feedback_on = _inspection(reading, inspection_id)
    if len(text.strip()) < LEAST_LETTERS:
        return ()
    rows = reading.session.execute(_texts(reading, finding_id)).all()
    near = dict(nearest(text, [row.text for row in rows], limit=MOST))
    details = _details(reading, [rows[place].id for place in near])
    day = found_on or (_found_on(reading, finding_id) if finding_id else None) or feedback_on or reading.as_of
    return tuple(_row(details[rows[place].id], score, (inspection_id, unit_id), day) for place, score in near.items())


@query
def list_tags(reading: Reading) -> tuple[str, ...]:
    """Tags to choose from: those in use, most used first, then those that a county usually has."""
    number = sa.func.count()
    used = reading.session.scalars(
        sa.select(FindingTag.tag).group_by(FindingTag.tag).order_by(number.desc(), FindingTag.tag)
    )
    return tuple(dict.fromkeys((*used, *TAGS)))


def tags_of(reading: Reading, finding_id: int) -> tuple[str, ...]:
    """Key-work tags of a finding in the order in which they were given."""
    rows = sa.select(FindingTag.tag).where(FindingTag.finding_id == finding_id).order_by(FindingTag.id)
    return tuple(reading.session.scalars(rows))


def ties_of(reading: Reading, finding_id: int) -> tuple[TieRow, ...]:
    """Ties of a finding both ways, as far as the other one may be seen; earlier ones first."""
    other = aliased(FindingTie)
    pairs = sa.union_all(
        sa.select(other.earlier_id.label("id"), other.link.label("link"), sa.literal(True).label("is_earlier")).where(
            other.finding_id == finding_id
        ),
        sa.select(other.finding_id, other.link, sa.literal(False)).where(other.earlier_id == finding_id),
    ).subquery()
    rows = reading.session.execute(
        _now(Finding, Unit.short_name, InspectionRound.name, pairs.c.link, pairs.c.is_earlier)
        .join(pairs, pairs.c.id == Finding.id)
        .where(visible_findings(reading.scope))
        .order_by(pairs.c.is_earlier.desc(), Finding.id)
    )
    return tuple(
        TieRow(
            id=finding.id,
            code=finding.code,
            unit_name=unit_name,
            round_name=round_name,
            title=finding.title,
            status=finding.status,
            link=link,
            is_earlier=bool(is_earlier),
        )
        for finding, unit_name, round_name, link, is_earlier in rows
    )


def _now(*columns: Any) -> sa.Select[Any]:
    return joined(*columns).where(FindingPeriod.valid_to.is_(None))


def _inspection(reading: Reading, inspection_id: int) -> tuple[int, date | None]:
    seen = (
        sa.select(Inspection.unit_id, Inspection.feedback_on)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Inspection.id == inspection_id, visible_inspections(reading.scope))
    )
    found = reading.session.execute(seen).first()
    if found is None:
        raise NotFound(what="inspection", id=inspection_id)
    return found.unit_id, found.feedback_on


def _texts(reading: Reading, finding_id: int | None) -> sa.Select[int, str]:
    """Texts of everything that counts; two columns only, because all of them are compared."""
    select = (
        sa.select(Finding.id, Finding.text)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Finding.status.in_(Status.counted()), visible_findings(reading.scope))
        .order_by(Finding.id.desc())
    )
    return select if finding_id is None else select.where(Finding.id != finding_id)


def _first_day() -> sa.ScalarSelect[Any]:
    """Day from which a finding counts."""
    period = aliased(FindingPeriod)
    return (
        sa.select(sa.func.min(period.valid_from))
        .where(period.finding_id == Finding.id, period.status.in_(Status.counted()))
        .correlate(Finding)
        .scalar_subquery()
    )


def _found_on(reading: Reading, finding_id: int) -> date | None:
    day: date | None = reading.session.scalar(sa.select(_first_day()).where(Finding.id == finding_id))
    return day


def _details(reading: Reading, ids: list[int]) -> dict[int, Any]:
    rows = reading.session.execute(
        _now(
            Finding,
            Inspection.unit_id,
            Unit.short_name,
            InspectionRound.name.label("round_name"),
            _first_day().label("found_on"),
        ).where(Finding.id.in_(ids))
    )
    return {row.Finding.id: row for row in rows}


def _row(row: Any, score: float, own: tuple[int, int], day: date) -> SimilarRow:
    finding: Finding = row.Finding
    inspection_id, unit_id = own
    facts = TieFacts(same_unit=row.unit_id == unit_id, found_on=day, earlier_found_on=row.found_on)
    return SimilarRow(
        id=finding.id,
        code=finding.code,
        unit_name=row.short_name,
        round_name=row.round_name,
        title=finding.title,
        text=finding.text,
        status=finding.status,
        likeness=score,
        same_unit=facts.same_unit,
        same_inspection=finding.inspection_id == inspection_id,
        link=next(iter(links_open(facts)), None),
    )
