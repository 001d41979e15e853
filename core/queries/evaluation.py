"""Adopted evaluations of any day: each round's units among those of their own kind (docs/rules.md §7)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.scope import visible_evaluations
from core.schemes import scheme_of
from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import ScoreFacts
from core.store.models import Evaluation, EvaluationScheme, Inspection, InspectionRound, Unit
from core.vocabulary import Grade, UnitKind


@dataclass(frozen=True, kw_only=True)
class EvaluationCriteria:
    """Which evaluations: empty means all rounds, units and kinds, and of each inspection the latest cycle."""

    rounds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    cycle: int | None = None


@dataclass(frozen=True, kw_only=True)
class EvaluationRow:
    """One inspection with its adopted evaluation; `score` is None while there is none."""

    inspection_id: int
    inspection_code: str
    round_code: str
    round_name: str
    unit_code: str
    unit_name: str
    unit_kind: UnitKind
    cycle: int | None = None
    evaluated_on: date | None = None
    scheme: str = ""
    score: Score | None = None
    previous_total: Decimal | None = None
    """Total of the cycle before."""
    rank: int | None = None
    """Among the evaluated units of the same kind and round, 1 is best; equal totals share a rank."""
    of: int = 0

    @property
    def total(self) -> Decimal | None:
        """Adopted total, two decimals."""
        return self.score.total if self.score else None

    @property
    def is_candidate(self) -> bool:
        """Whether the adopted evaluation proposes to look back."""
        return self.score is not None and bool(self.score.lookback_reasons)

    @property
    def grade(self) -> Grade | None:
        """Adopted grade."""
        return self.score.grade if self.score else None


@query
def list_evaluations(reading: Reading, criteria: EvaluationCriteria) -> tuple[EvaluationRow, ...]:
    """Inspections that were fed back, in the order of rounds, kinds and units; those not evaluated yet among them."""
    adopted = adopted_scores(reading, criteria.cycle)
    found = list(reading.session.execute(_inspections(reading, criteria)))
    rows = _ranked([_row(one, adopted.get(one.id, [])) for one in found])
    return tuple(row for one, row in zip(found, rows, strict=True) if one.is_visible and _is_asked_for(row, criteria))


@dataclass(frozen=True, kw_only=True)
class AdoptedScore:
    """Figures that were adopted, computed anew from what was kept with them."""

    evaluation_id: int
    cycle: int
    evaluated_on: date
    scheme: str
    score: Score


def adopted_scores(reading: Reading, cycle: int | None = None) -> dict[int, list[AdoptedScore]]:
    """Adopted scores of the day by inspection, oldest cycle first, up to a cycle."""
    select = (
        sa.select(Evaluation, EvaluationScheme.text)
        .join(EvaluationScheme, EvaluationScheme.id == Evaluation.scheme_id)
        .where(Evaluation.adopted_on.is_not(None), Evaluation.evaluated_on <= reading.as_of)
        .order_by(Evaluation.inspection_id, Evaluation.cycle)
    )
    if cycle is not None:
        select = select.where(Evaluation.cycle <= cycle)
    found: dict[int, list[AdoptedScore]] = {}
    for row, text in reading.session.execute(select):
        found.setdefault(row.inspection_id, []).append(adopted_score(row, text))
    return found


def adopted_score(row: Evaluation, scheme_text: str) -> AdoptedScore:
    """The score of an adopted evaluation from its own facts and scheme."""
    scheme = scheme_of(scheme_text)
    return AdoptedScore(
        evaluation_id=row.id,
        cycle=row.cycle,
        evaluated_on=row.evaluated_on,
        scheme=scheme.label,
        score=evaluate(scheme, ScoreFacts.model_validate(row.facts)),
    )


def _inspections(reading: Reading, criteria: EvaluationCriteria) -> sa.Select[Any]:
    """All of the rounds, whoever asks: a rank among one's kind needs the kind."""
    kind = sa.case({kind: place for place, kind in enumerate(UnitKind)}, value=sa.cast(Unit.kind, sa.Text))
    select: Any = (
        sa.select(
            Inspection.id,
            Inspection.code,
            InspectionRound.code.label("round_code"),
            InspectionRound.name.label("round_name"),
            Unit.code.label("unit_code"),
            Unit.short_name,
            Unit.kind,
            visible_evaluations(reading.scope).label("is_visible"),
        )
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Inspection.feedback_on <= reading.as_of)
        .order_by(InspectionRound.term_no, InspectionRound.round_no, kind, Unit.sort_order, Unit.id)
    )
    if criteria.rounds:
        select = select.where(InspectionRound.code.in_(criteria.rounds))
    return select


def _is_asked_for(row: EvaluationRow, criteria: EvaluationCriteria) -> bool:
    return (not criteria.units or row.unit_code in criteria.units) and (
        not criteria.unit_kinds or row.unit_kind in criteria.unit_kinds
    )


def _row(found: Any, scores: list[AdoptedScore]) -> EvaluationRow:
    row = EvaluationRow(
        inspection_id=found.id,
        inspection_code=found.code,
        round_code=found.round_code,
        round_name=found.round_name,
        unit_code=found.unit_code,
        unit_name=found.short_name,
        unit_kind=found.kind,
    )
    if not scores:
        return row
    last = scores[-1]
    return replace(
        row,
        cycle=last.cycle,
        evaluated_on=last.evaluated_on,
        scheme=last.scheme,
        score=last.score,
        previous_total=scores[-2].score.total if len(scores) > 1 else None,
    )


def _ranked(rows: list[EvaluationRow]) -> Iterable[EvaluationRow]:
    """Ranks within kind and round only (只在同类中比较)."""
    totals: dict[tuple[str, UnitKind], list[Decimal]] = {}
    for row in rows:
        if row.total is not None:
            totals.setdefault((row.round_code, row.unit_kind), []).append(row.total)
    for row in rows:
        same = totals.get((row.round_code, row.unit_kind), [])
        total = row.total
        rank = None if total is None else 1 + sum(other > total for other in same)
        yield replace(row, rank=rank, of=len(same))
