"""A county of default size shows everything an evaluation can come to, and its figures can be computed anew."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
import sqlalchemy as sa

from core.demo.judging import ARITHMETIC
from core.queries.evaluation import EvaluationCriteria, EvaluationRow, list_evaluations
from core.queries.evaluation_facts import MEASURED
from core.queries.lookback import LookbackRow, list_lookback
from core.queries.score_sheet import get_draft_sheet, get_score_sheet, list_draft_sheets
from core.schemes import current_scheme
from core.scoring.review import needs_reason
from core.store.models import AuditEvent, Evaluation, EvaluationPoint, Inspection
from core.vocabulary import Grade, LookbackHint, Proposal, ScoreFlag, ScoreSource, Veto
from tests.demo.conftest import UNTIL, DefaultCounty


@pytest.fixture(scope="module")
def rows(default_county: DefaultCounty) -> tuple[EvaluationRow, ...]:
    """The last adopted evaluation of every inspection."""
    found: tuple[EvaluationRow, ...] = default_county.ask(list_evaluations, EvaluationCriteria())
    return found


@pytest.fixture(scope="module")
def lookback(default_county: DefaultCounty) -> tuple[LookbackRow, ...]:
    found: tuple[LookbackRow, ...] = default_county.ask(list_lookback, EvaluationCriteria())
    return found


def _reviewed(county: DefaultCounty) -> list[Any]:
    """Points that panels gave."""
    columns = (EvaluationPoint.evaluation_id, EvaluationPoint.indicator, EvaluationPoint.points, EvaluationPoint.reason)
    return county.rows(sa.select(*columns).where(EvaluationPoint.source == ScoreSource.REVIEW))


@pytest.mark.parametrize("grade", list(Grade))
def test_every_grade_occurs(rows: tuple[EvaluationRow, ...], grade: Grade) -> None:
    assert any(row.grade is grade for row in rows)


@pytest.mark.parametrize("veto", list(Veto))
def test_every_veto_occurs(rows: tuple[EvaluationRow, ...], veto: Veto) -> None:
    assert any(hit.code is veto for row in rows if row.score for hit in row.score.vetoes)


@pytest.mark.parametrize("flag", list(ScoreFlag))
def test_every_flag_occurs_and_is_no_rule(rows: tuple[EvaluationRow, ...], flag: ScoreFlag) -> None:
    scores = [row.score for row in rows if row.score]
    assert 3 <= sum(flag in score.flags for score in scores) <= len(scores) / 3


@pytest.mark.parametrize("proposal", list(Proposal))
def test_every_proposal_occurs(rows: tuple[EvaluationRow, ...], proposal: Proposal) -> None:
    assert any(one.code is proposal for row in rows if row.score for one in row.score.proposals)


@pytest.mark.parametrize("hint", list(LookbackHint))
def test_every_hint_occurs(lookback: tuple[LookbackRow, ...], hint: LookbackHint) -> None:
    assert any(one.code is hint for row in lookback for one in row.lookback.hints)


def test_candidates_are_those_that_are_poor(rows: tuple[EvaluationRow, ...], lookback: tuple[LookbackRow, ...]) -> None:
    poor = {row.inspection_code for row in rows if row.grade is Grade.POOR}
    assert poor == {row.evaluation.inspection_code for row in lookback if row.lookback.is_candidate}


def test_some_are_poor_by_points_alone(rows: tuple[EvaluationRow, ...]) -> None:
    assert any(row.grade is Grade.POOR and row.score and not row.score.vetoes for row in rows)


def test_most_are_fairly_good_or_fair_some_good_a_few_poor(rows: tuple[EvaluationRow, ...]) -> None:
    counts = Counter(row.grade for row in rows if row.grade)
    number = counts.total()
    assert counts[Grade.FAIRLY_GOOD] + counts[Grade.FAIR] > number / 2
    assert number / 8 <= counts[Grade.GOOD] <= number / 3
    assert counts[Grade.FAIR] >= 5
    assert 3 <= counts[Grade.POOR] <= number / 7


def test_what_is_closed_out_ended_good_or_fairly_good_without_a_veto(
    default_county: DefaultCounty, rows: tuple[EvaluationRow, ...]
) -> None:
    closed = {
        row.code for row in default_county.rows(sa.select(Inspection.code).where(Inspection.closed_on.is_not(None)))
    }
    ended = [row for row in rows if row.inspection_code in closed]
    assert len(ended) == 32
    for row in ended:
        assert row.cycle == 2
        assert row.grade in (Grade.GOOD, Grade.FAIRLY_GOOD)
        assert row.score
        assert not row.score.vetoes


def test_rounds_are_evaluated_as_far_as_they_have_come(rows: tuple[EvaluationRow, ...]) -> None:
    by_round = {code: [row.cycle for row in rows if row.round_code == code] for code in ("R7", "R8", "R9")}
    assert set(by_round["R7"]) == {2}
    assert set(by_round["R8"]) == {1, 2}
    assert Counter(by_round["R9"]) == {1: 5, None: 17}


def test_re_rectification_helps(rows: tuple[EvaluationRow, ...]) -> None:
    improved = [row for row in rows if row.previous_total and row.total and row.total > row.previous_total + 5]
    assert len(improved) >= 3
    assert any(row.previous_total is not None and row.previous_total < 60 for row in improved)


def test_one_sheet_is_unfinished_and_one_waits_for_adoption(default_county: DefaultCounty) -> None:
    drafts = default_county.ask(list_draft_sheets)
    assert sorted(draft.given == draft.needed for draft in drafts) == [False, True]
    assert all(draft.given for draft in drafts)


def test_one_adoption_was_taken_back_and_made_again(default_county: DefaultCounty) -> None:
    events = default_county.rows(
        sa.select(AuditEvent.action, AuditEvent.subject_id)
        .where(AuditEvent.subject_type == "evaluation")
        .order_by(AuditEvent.id)
    )
    (number,) = [subject for action, subject in events if action == "evaluation.withdrawn"]
    actions = [action for action, subject in events if subject == number]
    assert actions == [f"evaluation.{done}" for done in ("saved", "adopted", "withdrawn", "saved", "adopted")]


def test_surveys_were_held_by_many_by_few_and_not_at_all(default_county: DefaultCounty) -> None:
    answers = default_county.rows(sa.select(Evaluation.satisfied, Evaluation.basically, Evaluation.dissatisfied))
    valid = [sum(row) for row in answers if row[0] is not None]
    assert len(valid) < len(answers)
    assert min(valid) < 20
    assert 25 <= median(valid) <= max(valid) <= 128


def test_kept_totals_are_those_computed_anew_on_any_later_day(
    default_county: DefaultCounty, rows: tuple[EvaluationRow, ...]
) -> None:
    kept = {
        (row.inspection_id, row.cycle): (row.total, row.grade)
        for row in default_county.rows(
            sa.select(Evaluation.inspection_id, Evaluation.cycle, Evaluation.total, Evaluation.grade)
        )
    }
    later = default_county.ask(list_evaluations, EvaluationCriteria(), on=UNTIL + timedelta(days=300))
    for row, same in zip(rows, later, strict=True):
        if row.cycle:
            assert (row.total, row.grade) == kept[row.inspection_id, row.cycle] == (same.total, same.grade)


def test_points_differ_from_evidence_only_with_a_reason(default_county: DefaultCounty) -> None:
    scheme = current_scheme().scheme
    evidence = {
        row.id: MEASURED.validate_python(row.evidence)
        for row in default_county.rows(
            sa.select(Evaluation.id, Evaluation.evidence).where(Evaluation.adopted_on.is_not(None))
        )
    }
    points = [point for point in _reviewed(default_county) if point.evaluation_id in evidence]
    for point in points:
        measured = evidence[point.evaluation_id].get(point.indicator)
        due = needs_reason(point.points, scheme.indicators[point.indicator].points, measured)
        assert bool(point.reason) is due
    assert len(points) / 20 < sum(bool(point.reason) for point in points) < len(points) / 2


def test_every_line_but_the_ratios_was_changed_by_some_panel_and_left_by_another(default_county: DefaultCounty) -> None:
    given: dict[str, set[bool]] = {}
    for point in _reviewed(default_county):
        given.setdefault(point.indicator, set()).add(bool(point.reason))
    for key, indicator in current_scheme().scheme.indicators.items():
        assert given[key] == {False} if indicator.evidence in ARITHMETIC else {True, False}


def test_an_adopted_sheet_reads_the_same_as_a_draft_and_as_a_sheet(
    default_county: DefaultCounty, rows: tuple[EvaluationRow, ...]
) -> None:
    row = next(row for row in rows if row.round_code == "R8" and row.cycle == 2)
    sheet = default_county.ask(get_score_sheet, row.inspection_code, 2)
    assert sheet == default_county.ask(get_draft_sheet, row.inspection_code, 2)
    assert sheet.score.total == row.total


def test_days_of_evaluation_keep_to_the_chain(default_county: DefaultCounty) -> None:
    """The first about 30 days after the intensive stage, the last before close-out."""
    found = default_county.rows(
        sa.select(
            Evaluation.cycle,
            Evaluation.evaluated_on,
            Evaluation.adopted_on,
            Inspection.feedback_on,
            Inspection.closed_on,
        ).join(Inspection, Inspection.id == Evaluation.inspection_id)
    )
    firsts = [(row.evaluated_on - row.feedback_on).days for row in found if row.cycle == 1]
    assert min(firsts) >= 113
    assert median(firsts) <= 130
    assert all(row.evaluated_on < row.adopted_on <= row.closed_on for row in found if row.closed_on)


def test_totals_have_two_decimals(rows: tuple[EvaluationRow, ...]) -> None:
    assert all(row.total.as_tuple().exponent == -2 for row in rows if row.total is not None)
    assert all(Decimal(0) < row.total <= 100 for row in rows if row.total is not None)
