"""Figures of a finished evaluation are adopted, or an adoption is taken back (docs/rules.md §7)."""

from datetime import date

from sqlalchemy import delete

from core.commands.base import Command, Done, Work, handles
from core.commands.evaluation_reasons import require_reasons
from core.commands.evaluation_rows import evaluation_of, reading_of, summary
from core.commands.fields import Statement, Version
from core.commands.load import load, load_inspection, require_version
from core.errors import RuleViolated
from core.queries.evaluation_facts import MEASURED, false_items_of, found_false, points_of
from core.queries.score_sheet import draft_facts
from core.rules.lifecycle import Missing
from core.schemes import scheme_of
from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import ScoreFacts
from core.store.models import Evaluation, EvaluationFalseItem, EvaluationScheme
from core.store.trail import Happening
from core.vocabulary import ScoreSource


class AdoptEvaluation(Command):
    """Adopt the figures of a finished sheet: from now on everybody reads them."""

    evaluation_id: int
    version: Version


class WithdrawAdoption(Command):
    """Take an adoption back, so that the sheet can be corrected."""

    evaluation_id: int
    version: Version
    reason: Statement


@handles(AdoptEvaluation)
def adopt_evaluation(work: Work, command: AdoptEvaluation) -> Done:
    """Compute the figures from the facts of the day of evaluation and keep both; returns the score.

    Ledgers may have changed since the sheet was saved: what differs from the evidence of now needs its reason.
    """
    row = _load(work, command.evaluation_id, command.version)
    if row.adopted_on is not None:
        raise RuleViolated(missing=(Missing(code="evaluation_adopted", where="score_sheet"),))
    scheme = scheme_of(work.session.get_one(EvaluationScheme, row.scheme_id).text)
    facts, measured = draft_facts(reading_of(work), row, scheme)
    score = evaluate(scheme, facts)
    _require_complete(score)
    reasoned = (point.indicator for point in points_of(work.session, row.id) if point.reason)
    require_reasons(scheme, facts.review_points, reasoned, measured)
    _write_down_what_visits_found(work, row)
    _keep(row, score, facts, work.today)
    row.evidence = MEASURED.dump_python(measured, mode="json")
    after = {"total": score.total, "grade": score.grade, "flags": row.flags, "vetoes": row.vetoes}
    return Done(
        Happening(action="evaluation.adopted", subject_type="evaluation", subject_id=row.id, after=after), score
    )


def _take_back_what_visits_found(work: Work, row: Evaluation) -> None:
    """A draft finds them anew; only what somebody stated stays with it."""
    for number, note in found_false(work.session, row.inspection_id, row.evaluated_on).items():
        work.session.execute(
            delete(EvaluationFalseItem).where(
                EvaluationFalseItem.evaluation_id == row.id,
                EvaluationFalseItem.finding_id == number,
                EvaluationFalseItem.note == note,
            )
        )


def _write_down_what_visits_found(work: Work, row: Evaluation) -> None:
    """What counted stays with the sheet, whatever is recorded of earlier visits afterwards."""
    stated = false_items_of(work.session, row.id)
    work.session.add_all(
        EvaluationFalseItem(evaluation_id=row.id, finding_id=number, note=note)
        for number, note in found_false(work.session, row.inspection_id, row.evaluated_on).items()
        if number not in stated
    )


@handles(WithdrawAdoption)
def withdraw_adoption(work: Work, command: WithdrawAdoption) -> Done:
    """The sheet is a draft again; what was adopted stays in the trail."""
    row = _load(work, command.evaluation_id, command.version)
    if row.adopted_on is None:
        raise RuleViolated(missing=(Missing(code="evaluation_not_adopted", where="score_sheet"),))
    if evaluation_of(work, row.inspection_id, row.cycle + 1) is not None:
        raise RuleViolated(missing=(Missing(code="later_evaluation", where="score_sheet"),))
    before = summary(row)
    _take_back_what_visits_found(work, row)
    row.adopted_on = row.total = row.grade = row.facts = row.evidence = None
    row.flags = row.vetoes = row.lookback_reasons = ""
    after = {"reason": command.reason}
    return Done(
        Happening(
            action="evaluation.withdrawn", subject_type="evaluation", subject_id=row.id, before=before, after=after
        )
    )


def _require_complete(score: Score) -> None:
    """A score is adopted only when nothing is missing; too few ballots are a flag, not a gap."""
    missing = tuple(
        Missing(code=f"{source.value}_points_missing", where="score_sheet", count=number)
        for source in ScoreSource.by_indicator()
        if (number := sum(lacking is source for lacking, _ in score.missing))
    )
    if missing:
        raise RuleViolated(missing=missing)


def _keep(row: Evaluation, score: Score, facts: ScoreFacts, today: date) -> None:
    row.adopted_on = today
    row.total, row.grade = score.total, score.grade
    row.flags = ",".join(score.flags)
    row.vetoes = ",".join(hit.code for hit in score.vetoes)
    row.lookback_reasons = "\n".join(score.lookback_reasons)
    row.facts = facts.model_dump(mode="json", by_alias=True)


def _load(work: Work, evaluation_id: int, version: int) -> Evaluation:
    row: Evaluation = load(work, Evaluation, evaluation_id, "evaluation")
    load_inspection(work, row.inspection_id)
    require_version(row, version)
    return row
