"""The score sheet of one evaluation: every point with its source, evidence and reason (docs/rules.md §7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.queries.base import Reading, query
from core.queries.evaluation_facts import (
    MEASURED,
    ballots_of,
    false_items_of,
    found_false,
    points_of,
    score_facts,
    vetoes_of,
)
from core.queries.inspection_facts import inspection_facts
from core.queries.scope import visible_evaluations
from core.schemes import current_scheme, scheme_of
from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import FindingFacts, InspectionFacts, MilestoneFacts, ScoreFacts
from core.scoring.indicators import Measurement, measure_all
from core.scoring.lift import Lift, find_lift
from core.scoring.scheme import Scheme
from core.store.models import Evaluation, EvaluationPoint, EvaluationScheme, Inspection, InspectionRound, Unit
from core.vocabulary import Milestone, ScoreSource, UnitKind, Veto


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One indicator: points of 100 in all; None is not given yet."""

    key: str
    name: str
    full: Decimal
    deductions: str
    self_points: Decimal | None
    review_points: Decimal | None
    reason: str
    evidence: Measurement | None
    """None where the indicator is scored by hand."""


@dataclass(frozen=True, kw_only=True)
class SheetHead:
    """Whose evaluation it is."""

    inspection_id: int
    inspection_version: int
    inspection_code: str
    round_name: str
    unit_code: str
    unit_name: str
    unit_kind: UnitKind
    feedback_on: date | None


@dataclass(frozen=True, kw_only=True)
class ScoreSheet:
    """Everything a score can be explained with; a sheet not saved yet has no number."""

    head: SheetHead
    cycle: int
    evaluation_id: int | None
    version: int | None
    evaluated_on: date
    adopted_on: date | None
    scheme: Scheme
    lines: tuple[SheetLine, ...]
    facts: ScoreFacts
    score: Score
    lift: Lift | None
    vetoes: Mapping[Veto, str]
    """Stated vetoes with their basis."""
    false_items: Mapping[int, str]
    """Findings found not to be as reported, with what was found."""
    findings: Mapping[int, FindingFacts]
    milestones: Mapping[Milestone, MilestoneFacts]

    def dimension_lines(self, code: str) -> tuple[SheetLine, ...]:
        """Lines of one dimension."""
        return tuple(line for line in self.lines if line.key.startswith(f"{code}."))


@query
def get_score_sheet(reading: Reading, inspection_code: str, cycle: int) -> ScoreSheet:
    """An adopted evaluation with what it was computed from; raises NotFound while there is none."""
    head = _head(reading, inspection_code)
    found = _evaluation(reading, head.inspection_id, cycle)
    if found is None or found[0].adopted_on is None or found[0].evaluated_on > reading.as_of:
        raise NotFound(what="evaluation", id=inspection_code)
    row, text = found
    measured = MEASURED.validate_python(row.evidence)
    return _sheet(reading, head, row, scheme_of(text), ScoreFacts.model_validate(row.facts), measured)


@query
def get_draft_sheet(reading: Reading, inspection_code: str, cycle: int) -> ScoreSheet:
    """An evaluation under way, with the evidence of its day; also one that was not begun, with today's."""
    head = _head(reading, inspection_code)
    found = _evaluation(reading, head.inspection_id, cycle)
    if found is None:
        return _blank(reading, head, cycle)
    row, text = found
    if row.adopted_on is not None:
        return get_score_sheet(reading, inspection_code, cycle)
    scheme = scheme_of(text)
    facts, measured = draft_facts(reading, row, scheme)
    return _sheet(reading, head, row, scheme, facts, measured)


@dataclass(frozen=True, kw_only=True)
class DraftSheetRow:
    """A sheet that is begun and not adopted."""

    inspection_code: str
    unit_name: str
    round_name: str
    cycle: int
    evaluated_on: date
    given: int
    """Points given by self and review together."""
    needed: int


@query
def list_draft_sheets(reading: Reading) -> tuple[DraftSheetRow, ...]:
    """Sheets under way, oldest first."""
    given = (
        sa.select(sa.func.count())
        .where(EvaluationPoint.evaluation_id == Evaluation.id)
        .correlate(Evaluation)
        .scalar_subquery()
    )
    rows = reading.session.execute(
        sa.select(Inspection.code, Unit.short_name, InspectionRound.name, Evaluation, EvaluationScheme.text, given)
        .join(Inspection, Inspection.id == Evaluation.inspection_id)
        .join(EvaluationScheme, EvaluationScheme.id == Evaluation.scheme_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Evaluation.adopted_on.is_(None), visible_evaluations(reading.scope))
        .order_by(Evaluation.evaluated_on, Evaluation.id)
    )
    return tuple(
        DraftSheetRow(
            inspection_code=code,
            unit_name=unit_name,
            round_name=round_name,
            cycle=row.cycle,
            evaluated_on=row.evaluated_on,
            given=number,
            needed=2 * len(scheme_of(text).indicators),
        )
        for code, unit_name, round_name, row, text, number in rows
    )


def draft_facts(reading: Reading, row: Evaluation, scheme: Scheme) -> tuple[ScoreFacts, dict[str, Measurement]]:
    """Facts and evidence of an evaluation that is not adopted yet, for the day it is made for."""
    inspection = facts_on(reading, row.inspection_id, row.evaluated_on, tuple(false_items_of(reading.session, row.id)))
    points, vetoes = points_of(reading.session, row.id), vetoes_of(reading.session, row.id)
    return score_facts(points, ballots_of(row), vetoes, inspection), measure_all(scheme, inspection)


def facts_on(reading: Reading, inspection_id: int, day: date, false_item_ids: tuple[int, ...] = ()) -> InspectionFacts:
    """Facts of one inspection on a day; what visits found false counts beside what somebody stated."""
    found = tuple(dict.fromkeys((*false_item_ids, *found_false(reading.session, inspection_id, day))))
    facts = inspection_facts(replace(reading, as_of=day), [inspection_id], {inspection_id: found})
    return facts[inspection_id]


def _head(reading: Reading, inspection_code: str) -> SheetHead:
    found = reading.session.execute(
        sa.select(Inspection, InspectionRound.name, Unit)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(
            Inspection.code == inspection_code,
            visible_evaluations(reading.scope),
            Inspection.feedback_on <= reading.as_of,
        )
    ).first()
    if found is None:
        raise NotFound(what="inspection", id=inspection_code)
    inspection, round_name, unit = found
    return SheetHead(
        inspection_id=inspection.id,
        inspection_version=inspection.version,
        inspection_code=inspection.code,
        round_name=round_name,
        unit_code=unit.code,
        unit_name=unit.short_name,
        unit_kind=unit.kind,
        feedback_on=inspection.feedback_on,
    )


def _evaluation(reading: Reading, inspection_id: int, cycle: int) -> Any:
    return reading.session.execute(
        sa.select(Evaluation, EvaluationScheme.text)
        .join(EvaluationScheme, EvaluationScheme.id == Evaluation.scheme_id)
        .where(Evaluation.inspection_id == inspection_id, Evaluation.cycle == cycle)
    ).first()


def _sheet(
    reading: Reading,
    head: SheetHead,
    row: Evaluation,
    scheme: Scheme,
    facts: ScoreFacts,
    measured: dict[str, Measurement],
) -> ScoreSheet:
    points = {(point.source, point.indicator): point for point in points_of(reading.session, row.id)}
    inspection = facts_on(reading, head.inspection_id, row.evaluated_on)
    score = evaluate(scheme, facts)
    return ScoreSheet(
        head=head,
        cycle=row.cycle,
        evaluation_id=row.id,
        version=row.version,
        evaluated_on=row.evaluated_on,
        adopted_on=row.adopted_on,
        scheme=scheme,
        lines=_lines(scheme, points, measured),
        facts=facts,
        score=score,
        lift=find_lift(scheme, facts, score, measured),
        vetoes=vetoes_of(reading.session, row.id),
        false_items=_false_items(reading, row),
        findings={finding.id: finding for finding in inspection.findings},
        milestones=inspection.milestones,
    )


def _false_items(reading: Reading, row: Evaluation) -> dict[int, str]:
    """As stated; before adoption with what visits found, which adoption writes down as well."""
    stated = false_items_of(reading.session, row.id)
    if row.adopted_on is not None:
        return stated
    return found_false(reading.session, row.inspection_id, row.evaluated_on) | stated


def _blank(reading: Reading, head: SheetHead, cycle: int) -> ScoreSheet:
    scheme = current_scheme().scheme
    inspection = facts_on(reading, head.inspection_id, reading.as_of)
    facts = score_facts((), None, (), inspection)
    return ScoreSheet(
        head=head,
        cycle=cycle,
        evaluation_id=None,
        version=None,
        evaluated_on=reading.as_of,
        adopted_on=None,
        scheme=scheme,
        lines=_lines(scheme, {}, measure_all(scheme, inspection)),
        facts=facts,
        score=evaluate(scheme, facts),
        lift=None,
        vetoes={},
        false_items={},
        findings={finding.id: finding for finding in inspection.findings},
        milestones=inspection.milestones,
    )


def _lines(
    scheme: Scheme,
    points: Mapping[tuple[ScoreSource, str], EvaluationPoint],
    measured: Mapping[str, Measurement],
) -> tuple[SheetLine, ...]:
    lines = []
    for key, indicator in scheme.indicators.items():
        own, review = points.get((ScoreSource.SELF, key)), points.get((ScoreSource.REVIEW, key))
        lines.append(
            SheetLine(
                key=key,
                name=indicator.name,
                full=indicator.points,
                deductions=indicator.deductions,
                self_points=own.points if own else None,
                review_points=review.points if review else None,
                reason=review.reason if review else "",
                evidence=measured.get(key),
            )
        )
    return tuple(lines)
