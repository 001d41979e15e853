"""What an evaluation's score follows from: points, ballots and stated vetoes as entered, the rest from findings (docs/rules.md §7)."""

from collections.abc import Iterable
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.scoring.facts import Ballots, InspectionFacts, ScoreFacts
from core.scoring.indicators import Measurement
from core.scoring.lookback import days_not_started, relapsed_two_rounds
from core.store.models import (
    Evaluation,
    EvaluationFalseItem,
    EvaluationPoint,
    EvaluationVeto,
    SupervisionVisit,
    WorkingPaper,
)
from core.vocabulary import ScoreSource, Verdict, Veto, VisitState

MEASURED: TypeAdapter[dict[str, Measurement]] = TypeAdapter(dict[str, Measurement])
"""How measured evidence is kept as JSON and read back."""


def score_facts(
    points: Iterable[EvaluationPoint],
    ballots: Ballots | None,
    vetoes: Iterable[Veto],
    inspection: InspectionFacts,
) -> ScoreFacts:
    """Facts of a score whose figures are not adopted yet."""
    given: dict[ScoreSource, dict[str, object]] = {source: {} for source in ScoreSource.by_indicator()}
    for point in points:
        given[point.source][point.indicator] = point.points
    stated = set(vetoes)
    return ScoreFacts.model_validate(
        {
            "self": given[ScoreSource.SELF],
            "review": given[ScoreSource.REVIEW],
            "ballots": ballots,
            "false_items": len(inspection.false_item_ids),
            "confirmed_false_rectification": Veto.FALSE_RECTIFICATION in stated,
            "days_not_started": days_not_started(inspection.findings, inspection.as_of),
            "accountability_case": Veto.ACCOUNTABILITY_CASE in stated,
            "relapsed_two_rounds": relapsed_two_rounds(inspection.findings),
            "mass_incident": Veto.MASS_INCIDENT in stated,
        }
    )


def ballots_of(evaluation: Evaluation) -> Ballots | None:
    """Ballots as entered; None while no survey was held."""
    if evaluation.satisfied is None:
        return None
    return Ballots(
        satisfied=evaluation.satisfied,
        basically=evaluation.basically or 0,
        dissatisfied=evaluation.dissatisfied or 0,
        unknown=evaluation.unknown or 0,
    )


def points_of(session: Session, evaluation_id: int) -> tuple[EvaluationPoint, ...]:
    """Points of self and review."""
    return tuple(session.scalars(select(EvaluationPoint).where(EvaluationPoint.evaluation_id == evaluation_id)))


def vetoes_of(session: Session, evaluation_id: int) -> dict[Veto, str]:
    """Stated vetoes with their basis."""
    rows = session.scalars(select(EvaluationVeto).where(EvaluationVeto.evaluation_id == evaluation_id))
    return {row.veto: row.basis for row in rows}


def false_items_of(session: Session, evaluation_id: int) -> dict[int, str]:
    """Findings found not to be as reported, with what was found."""
    rows = session.scalars(
        select(EvaluationFalseItem)
        .where(EvaluationFalseItem.evaluation_id == evaluation_id)
        .order_by(EvaluationFalseItem.finding_id)
    )
    return {row.finding_id: row.note for row in rows}


def found_false(session: Session, inspection_id: int, day: date) -> dict[int, str]:
    """Findings that visits up to this day found not to be as reported and no earlier adopted evaluation has counted.

    They count by themselves (docs/rules.md §6.1), also those that were recorded late; whoever enters the score need not
    state them again.
    """
    counted = (
        select(EvaluationFalseItem.id)
        .join(Evaluation, Evaluation.id == EvaluationFalseItem.evaluation_id)
        .where(
            Evaluation.inspection_id == inspection_id,
            Evaluation.adopted_on.is_not(None),
            Evaluation.evaluated_on < day,
            Evaluation.evaluated_on >= SupervisionVisit.visited_on,
            EvaluationFalseItem.finding_id == WorkingPaper.finding_id,
        )
        .correlate(SupervisionVisit, WorkingPaper)
    )
    rows = session.execute(
        select(WorkingPaper.finding_id, WorkingPaper.fact, SupervisionVisit.no)
        .join(SupervisionVisit, SupervisionVisit.id == WorkingPaper.visit_id)
        .where(
            SupervisionVisit.inspection_id == inspection_id,
            SupervisionVisit.state == VisitState.RECORDED,
            SupervisionVisit.visited_on <= day,
            WorkingPaper.verdict == Verdict.DIFFERS,
            ~counted.exists(),
        )
        .order_by(SupervisionVisit.no, WorkingPaper.finding_id)
    )
    return {number: f"第{no}次督查：{fact}" for number, fact, no in rows}
