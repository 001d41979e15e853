"""The score sheet of an evaluation, saved as a whole; it may be unfinished (docs/rules.md §7)."""

from typing import Any

from pydantic import Field, model_validator
from sqlalchemy import delete, select

from core.commands.base import Command, Done, Work, handles
from core.commands.evaluation_reasons import require_reasons
from core.commands.evaluation_rows import evaluation_of, reading_of, summary
from core.commands.evaluation_scheme import keep_scheme
from core.commands.fields import Day, Line, Passage, Statement, Version
from core.commands.load import load_inspection, require_version
from core.errors import InvalidInput, NotFound, RuleViolated, StaleVersion
from core.queries.score_sheet import facts_on
from core.rules.lifecycle import Missing
from core.schemes import current_scheme, scheme_of
from core.scoring.facts import Ballots, ScoreFacts
from core.scoring.figures import Points
from core.scoring.indicators import measure_all
from core.scoring.reading import require_known
from core.scoring.scheme import Scheme
from core.store.models import (
    Evaluation,
    EvaluationFalseItem,
    EvaluationPoint,
    EvaluationScheme,
    EvaluationVeto,
    Finding,
    Inspection,
)
from core.store.trail import Happening
from core.vocabulary import ScoreSource, Veto


class GivenPoints(Command):
    """Points of one indicator; absent is not given yet."""

    indicator: str = Field(max_length=80)
    self_points: Points | None = None
    review_points: Points | None = None
    reason: Passage = ""
    """Why the review differs from the evidence, or takes points off."""


class FalseItem(Command):
    """A finding found not to be as reported."""

    finding_id: int
    note: Line = ""


class StatedVeto(Command):
    """A veto with its basis."""

    veto: Veto
    basis: Statement

    @model_validator(mode="after")
    def _can_be_stated(self) -> "StatedVeto":
        if self.veto not in Veto.stated():
            raise ValueError(f"“{self.veto.term}”由系统按问题得出，不能填写")
        return self


class SaveEvaluation(Command):
    """Save the score sheet of an inspection and cycle; it may be unfinished."""

    inspection_id: int
    cycle: int = Field(ge=1, le=9)
    version: Version | None
    """None begins the sheet."""
    evaluated_on: Day
    points: tuple[GivenPoints, ...] = Field(default=(), max_length=200)
    ballots: Ballots | None = None
    false_items: tuple[FalseItem, ...] = Field(default=(), max_length=500)
    vetoes: tuple[StatedVeto, ...] = ()


@handles(SaveEvaluation)
def save_evaluation(work: Work, command: SaveEvaluation) -> Done:
    """Store the whole sheet as it was on the screen; returns the id of the evaluation."""
    inspection, _unit, _plan = load_inspection(work, command.inspection_id)
    _require_day(work, inspection, command)
    row, scheme = _open_sheet(work, command)
    before = summary(row) if row.version > 1 else {}
    _require_findings(work, command)
    _require_points(work, command, scheme)
    row.evaluated_on = command.evaluated_on
    for name in Ballots.model_fields:
        setattr(row, name, getattr(command.ballots, name) if command.ballots else None)
    _replace_lines(work, row, command)
    after = summary(row) | {
        "points": {given.indicator: _given(given) for given in command.points},
        "false_items": {item.finding_id: item.note for item in command.false_items},
        "vetoes": {stated.veto: stated.basis for stated in command.vetoes},
    }
    happening = Happening(
        action="evaluation.saved", subject_type="evaluation", subject_id=row.id, before=before, after=after
    )
    return Done(happening, row.id)


def _open_sheet(work: Work, command: SaveEvaluation) -> tuple[Evaluation, Scheme]:
    """The sheet of this cycle, begun when there is none yet."""
    row = evaluation_of(work, command.inspection_id, command.cycle)
    if row is None and command.version is None:
        return _begin(work, command)
    if row is None or command.version is None:
        raise StaleVersion(now={})
    require_version(row, command.version)
    if row.adopted_on is not None:
        raise RuleViolated(missing=(Missing(code="evaluation_adopted", where="score_sheet"),))
    return row, scheme_of(work.session.get_one(EvaluationScheme, row.scheme_id).text)


def _begin(work: Work, command: SaveEvaluation) -> tuple[Evaluation, Scheme]:
    before = evaluation_of(work, command.inspection_id, command.cycle - 1)
    if command.cycle > 1 and (before is None or before.adopted_on is None):
        raise RuleViolated(missing=(Missing(code="earlier_evaluation", where="score_sheet", count=command.cycle - 1),))
    current = current_scheme()
    row = Evaluation(
        inspection_id=command.inspection_id,
        cycle=command.cycle,
        evaluated_on=command.evaluated_on,
        scheme_id=keep_scheme(work, current),
        event_id=work.event_id,
    )
    work.session.add(row)
    work.session.flush()
    return row, current.scheme


def _replace_lines(work: Work, row: Evaluation, command: SaveEvaluation) -> None:
    """A sheet is saved as a whole: its lines are those of the screen."""
    for table in (EvaluationPoint, EvaluationFalseItem, EvaluationVeto):
        work.session.execute(delete(table).where(table.evaluation_id == row.id))
    work.session.add_all(_point_rows(row, command))
    work.session.add_all(EvaluationFalseItem(evaluation_id=row.id, **item.model_dump()) for item in command.false_items)
    work.session.add_all(EvaluationVeto(evaluation_id=row.id, **stated.model_dump()) for stated in command.vetoes)
    work.session.flush()


def _point_rows(row: Evaluation, command: SaveEvaluation) -> list[EvaluationPoint]:
    rows = []
    for given in command.points:
        for source, points, reason in (
            (ScoreSource.SELF, given.self_points, ""),
            (ScoreSource.REVIEW, given.review_points, given.reason),
        ):
            if points is not None:
                rows.append(
                    EvaluationPoint(
                        evaluation_id=row.id, source=source, indicator=given.indicator, points=points, reason=reason
                    )
                )
    return rows


def _require_day(work: Work, inspection: Inspection, command: SaveEvaluation) -> None:
    """After feedback, not ahead, and not before the evaluation of the cycle before."""
    if inspection.feedback_on is None:
        raise RuleViolated(missing=(Missing(code="no_feedback_day", where="master_data.inspections"),))
    before = evaluation_of(work, inspection.id, command.cycle - 1)
    least = max(inspection.feedback_on, before.evaluated_on) if before else inspection.feedback_on
    if not least <= command.evaluated_on <= work.today:
        facts = {"read": command.evaluated_on, "least": least, "most": work.today}
        raise InvalidInput(problems=[("evaluated_on", "out_of_range", "", facts)])


def _require_findings(work: Work, command: SaveEvaluation) -> None:
    """Items found untrue must be findings of this inspection, each once."""
    wanted = [item.finding_id for item in command.false_items]
    known = set(
        work.session.scalars(
            select(Finding.id).where(Finding.inspection_id == command.inspection_id, Finding.id.in_(wanted))
        )
    )
    for number in wanted:
        if number not in known:
            raise NotFound(what="finding", id=number)
    for name, codes in (("false_items", wanted), ("vetoes", [stated.veto for stated in command.vetoes])):
        if len(set(codes)) != len(codes):
            raise InvalidInput(problems=[(name, "twice", "", {})])


def _require_points(work: Work, command: SaveEvaluation, scheme: Scheme) -> None:
    """Known indicators, each once, no more than full marks, and a reason where one is due."""
    keys = [given.indicator for given in command.points]
    if len(set(keys)) != len(keys):
        raise InvalidInput(problems=[("points", "twice", "", {})])
    own = {given.indicator: given.self_points for given in command.points if given.self_points is not None}
    review = {given.indicator: given.review_points for given in command.points if given.review_points is not None}
    require_known(scheme, ScoreFacts.model_validate({"self": own, "review": review}))
    false_items = tuple(item.finding_id for item in command.false_items)
    inspection = facts_on(reading_of(work), command.inspection_id, command.evaluated_on, false_items)
    measured = measure_all(scheme, inspection)
    require_reasons(scheme, review, (given.indicator for given in command.points if given.reason), measured)


def _given(given: GivenPoints) -> dict[str, Any]:
    return {"self": given.self_points, "review": given.review_points, "reason": given.reason}
