"""What is waiting to be confirmed, what came in together, and how a ledger's units meet those that are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from rapidfuzz import fuzz, process

from core.queries.base import Reading, query
from core.queries.criteria import joined
from core.queries.scope import visible_findings
from core.store.models import FeedbackDocument, Finding, FindingPeriod, Inspection, InspectionRound, IntakeBatch, Unit
from core.vocabulary import Category, Handling, Status, Subcategory

SIMILAR = 60
"""Least likeness (0–100) at which a known unit is offered for an unknown name."""


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """One draft with its place in the original."""

    id: int
    version: int
    code: str
    inspection_id: int
    unit_name: str
    text: str
    title: str
    category: Category | None
    subcategory: Subcategory | None
    handling: Handling
    due_on: date | None
    involves_persons: bool
    amount_yuan: Decimal | None
    aspect: str
    confidence: float | None
    document_title: str
    context: str
    """The original around the finding."""


@dataclass(frozen=True, kw_only=True)
class BatchRow:
    """One import."""

    id: int
    version: int
    file_name: str
    imported_on: date
    accepted: int
    rejected: int
    duplicates: int
    undone_on: date | None


@dataclass(frozen=True, kw_only=True)
class UnitMatch:
    """A unit name of a ledger: the known unit it is, or the names that come near."""

    name: str
    unit_id: int | None
    unit_name: str
    similar: tuple[str, ...]


@query
def list_drafts(reading: Reading, inspection_id: int | None) -> tuple[DraftRow, ...]:
    """Drafts of one inspection, or of all that may be seen."""
    select = (
        joined(Finding, Unit.short_name, FeedbackDocument)
        .outerjoin(FeedbackDocument, FeedbackDocument.id == Finding.document_id)
        .where(Finding.status == Status.DRAFT, FindingPeriod.valid_to.is_(None), visible_findings(reading.scope))
        .order_by(Inspection.id, Finding.seq)
    )
    if inspection_id is not None:
        select = select.where(Inspection.id == inspection_id)
    return tuple(_draft(*row) for row in reading.session.execute(select))


@query
def list_batches(reading: Reading) -> tuple[BatchRow, ...]:
    """Imports, the newest first."""
    names = BatchRow.__dataclass_fields__
    rows = reading.session.scalars(sa.select(IntakeBatch).order_by(IntakeBatch.id.desc()).limit(100))
    return tuple(BatchRow(**{name: getattr(row, name) for name in names}) for row in rows)


@query
def match_units(reading: Reading, names: tuple[str, ...]) -> tuple[UnitMatch, ...]:
    """Match names by name, short name or code; others get up to three similar names."""
    units = reading.session.execute(
        sa.select(Unit.id, Unit.name, Unit.short_name, Unit.code).order_by(Unit.sort_order)
    ).all()
    known = {_squeezed(text): (number, short) for number, name, short, code in units for text in (code, short, name)}
    offered = [short for _, _, short, _ in units]
    return tuple(_match(name, known, offered) for name in names)


@query
def list_known_texts(reading: Reading, round_id: int | None, inspection_id: int | None) -> frozenset[tuple[int, str]]:
    """(unit id, text) of the findings a ledger could bring again."""
    select = (
        sa.select(Inspection.unit_id, Finding.text)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(Finding.status != Status.WITHDRAWN)
    )
    if inspection_id is not None:
        select = select.where(Inspection.id == inspection_id)
    elif round_id is not None:
        select = select.where(Inspection.round_id == round_id)
    else:
        select = select.join(InspectionRound, InspectionRound.id == Inspection.round_id)
    return frozenset((unit_id, text) for unit_id, text in reading.session.execute(select))


def _match(name: str, known: dict[str, tuple[int, str]], offered: Iterable[str]) -> UnitMatch:
    found = known.get(_squeezed(name))
    if found is not None:
        return UnitMatch(name=name, unit_id=found[0], unit_name=found[1], similar=())
    near = process.extract(name, list(offered), scorer=fuzz.WRatio, limit=3, score_cutoff=SIMILAR)
    return UnitMatch(name=name, unit_id=None, unit_name="", similar=tuple(choice for choice, _, _ in near))


def _squeezed(name: str) -> str:
    """A name without white space and with half-width brackets, the ways in which clerks differ."""
    return "".join(name.split()).replace("（", "(").replace("）", ")")


def _draft(finding: Finding, unit_name: str, document: FeedbackDocument | None) -> DraftRow:
    return DraftRow(
        id=finding.id,
        version=finding.version,
        code=finding.code,
        inspection_id=finding.inspection_id,
        unit_name=unit_name,
        text=finding.text,
        title=finding.title,
        category=finding.category,
        subcategory=finding.subcategory,
        handling=finding.handling,
        due_on=finding.due_on,
        involves_persons=finding.involves_persons,
        amount_yuan=finding.amount_yuan,
        aspect=finding.aspect,
        confidence=finding.confidence,
        document_title=document.title if document else "",
        context=_context(finding, document),
    )


def _context(finding: Finding, document: FeedbackDocument | None) -> str:
    if document is None or finding.source_start is None or finding.source_end is None:
        return ""
    start, end = max(finding.source_start - 30, 0), finding.source_end + 30
    return document.text[start:end]
