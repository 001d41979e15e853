"""What holds of every score, whatever the points (docs/rules.md §7.2)."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import Ballots, ScoreFacts
from core.scoring.scheme import Scheme, Weights
from core.vocabulary import Grade, Proposal, ScoreFlag, ScoreSource
from tests.scoring.facts import default_scheme
from tests.scoring.strategies import POINTS, SCORE_FACTS, VETOED, WEIGHTS

KEYS = st.sampled_from(list(default_scheme().indicators))
SOURCES = st.sampled_from(ScoreSource.by_indicator())
QUICK = settings(max_examples=50)


def weighed(weights: tuple[int, int, int]) -> Scheme:
    own, review, survey = weights
    weighed = Weights.model_validate({"self": own, "review": review, "survey": survey})
    return default_scheme().model_copy(update={"weights": weighed})


def with_points(facts: ScoreFacts, source: ScoreSource, points: dict[str, Decimal]) -> ScoreFacts:
    return facts.model_copy(update={f"{source.value}_points": points})


def exact_total(weights: tuple[int, int, int], facts: ScoreFacts) -> Fraction:
    """The rules once more, in fractions: nothing is rounded."""
    parts = dict(zip(ScoreSource, map(Fraction, weights), strict=True))
    points = {source: sum(map(Fraction, facts.points(source).values())) for source in ScoreSource.by_indicator()}
    votes = facts.ballots or Ballots()
    if votes.valid >= 20:
        answers = 100 * votes.satisfied + 70 * votes.basically + 30 * votes.dissatisfied
        points[ScoreSource.SURVEY] = Fraction(answers, votes.valid)
    else:
        parts[ScoreSource.REVIEW] += parts.pop(ScoreSource.SURVEY)
    return sum(parts[source] * points[source] for source in parts) / sum(parts.values())  # type: ignore[return-value]


def half_up(value: Fraction) -> Fraction:
    return Fraction((value * 100 + Fraction(1, 2)) // 1, 100)


@given(weights=WEIGHTS, facts=SCORE_FACTS)
@settings(max_examples=150)
def test_only_the_total_is_rounded(weights: tuple[int, int, int], facts: ScoreFacts) -> None:
    total = evaluate(weighed(weights), facts).total
    assert total is not None
    assert Fraction(total) == half_up(exact_total(weights, facts))


@given(weights=WEIGHTS, facts=SCORE_FACTS)
@QUICK
def test_a_total_lies_between_0_and_100_and_has_two_decimals(weights: tuple[int, int, int], facts: ScoreFacts) -> None:
    score = evaluate(weighed(weights), facts)
    assert score.total is not None
    assert 0 <= score.total <= 100
    assert score.total.as_tuple().exponent == -2
    assert abs(sum(score.weights.values()) - 1) < Decimal("1e-24")
    assert score.grade is default_scheme().grade_of(score.total)


@given(facts=SCORE_FACTS, chance=st.randoms())
@QUICK
def test_the_order_of_points_and_of_indicators_never_matters(facts: ScoreFacts, chance: Random) -> None:
    def turned(points: dict[str, Decimal]) -> dict[str, Decimal]:
        keys = list(points)
        chance.shuffle(keys)
        return {key: points[key] for key in keys}

    dimensions = tuple(
        one.model_copy(update={"indicators": tuple(chance.sample(one.indicators, len(one.indicators)))})
        for one in chance.sample(default_scheme().dimensions, 5)
    )
    scheme = default_scheme().model_copy(update={"dimensions": dimensions})
    other = ScoreFacts(
        self_points=turned(facts.self_points), review_points=turned(facts.review_points), ballots=facts.ballots
    )
    one, two = evaluate(default_scheme(), facts), evaluate(scheme, other)
    assert (one.total, one.grade, one.flags, one.by_source) == (two.total, two.grade, two.flags, two.by_source)


@given(facts=SCORE_FACTS, source=SOURCES, key=KEYS, more=st.integers(1, 1500))
@QUICK
def test_more_points_never_lower_the_total(facts: ScoreFacts, source: ScoreSource, key: str, more: int) -> None:
    points = facts.points(source)
    raised = min(default_scheme().indicators[key].points, points[key] + Decimal(more) / 100)
    better = with_points(facts, source, {**points, key: raised})
    assert _total(better) >= _total(facts)


@given(facts=SCORE_FACTS, step=st.sampled_from([("basically", "satisfied"), ("dissatisfied", "basically")]))
@QUICK
def test_a_better_answer_never_lowers_the_total(facts: ScoreFacts, step: tuple[str, str]) -> None:
    worse, better = step
    votes = facts.ballots
    assume(votes is not None and getattr(votes, worse))
    moved = votes.model_copy(update={worse: getattr(votes, worse) - 1, better: getattr(votes, better) + 1})  # type: ignore[union-attr]
    assert _total(facts.model_copy(update={"ballots": moved})) >= _total(facts)


@given(weights=WEIGHTS, facts=SCORE_FACTS, times=st.sampled_from([2, 3, 7, 1000]))
@QUICK
def test_weights_as_many_times_as_big_give_the_same_total(
    weights: tuple[int, int, int], facts: ScoreFacts, times: int
) -> None:
    own, review, survey = weights
    bigger = own * times, review * times, survey * times
    one, two = evaluate(weighed(weights), facts), evaluate(weighed(bigger), facts)
    assert (one.total, one.grade, one.weights) == (two.total, two.grade, two.weights)


@given(facts=SCORE_FACTS, vetoed=VETOED)
@QUICK
def test_a_veto_always_makes_the_grade_poor_and_changes_no_points(facts: ScoreFacts, vetoed: dict[str, Any]) -> None:
    score = evaluate(default_scheme(), facts.model_copy(update=vetoed))
    assert (score.grade, len(score.vetoes)) == (Grade.POOR, 1)
    assert score.total == _total(facts)
    assert [one.code for one in score.proposals] == list(Proposal)
    assert all(score.vetoes[0].evidence in one.reasons[-1] for one in score.proposals)


@given(facts=SCORE_FACTS)
@QUICK
def test_looking_back_is_proposed_exactly_when_the_total_is_poor(facts: ScoreFacts) -> None:
    score = evaluate(default_scheme(), facts)
    poor = score.total is not None and score.total < 60
    assert [one.code for one in score.proposals] == ([Proposal.LOOKBACK] if poor else [])


@given(facts=SCORE_FACTS, source=SOURCES, keys=st.sets(KEYS, min_size=1, max_size=3))
@QUICK
def test_a_missing_point_is_neither_full_nor_nothing(facts: ScoreFacts, source: ScoreSource, keys: set[str]) -> None:
    left = {key: points for key, points in facts.points(source).items() if key not in keys}
    score = evaluate(default_scheme(), with_points(facts, source, left))
    assert (score.total, score.grade, score.by_source[source]) == (None, None, None)
    assert set(score.missing) == {(source, key) for key in keys}
    touched = {key.split(".")[0] for key in keys}
    for one in score.by_dimension:
        points = one.self_points if source is ScoreSource.SELF else one.review_points
        assert (points is None) is (one.code in touched)


@given(points=POINTS, few=st.integers(0, 19), others=st.integers(20, 60))
@QUICK
def test_too_few_ballots_change_nothing_however_they_answer(points: dict[str, Decimal], few: int, others: int) -> None:
    def asked(votes: Ballots) -> Score:
        return evaluate(default_scheme(), ScoreFacts(self_points=points, review_points=points, ballots=votes))

    glad, cross = asked(Ballots(satisfied=few)), asked(Ballots(dissatisfied=few))
    assert glad.total == cross.total
    assert glad.flags == cross.flags == (ScoreFlag.TOO_FEW_BALLOTS,)
    assert asked(Ballots(satisfied=others)).flags == ()


def _total(facts: ScoreFacts) -> Decimal:
    total = evaluate(default_scheme(), facts).total
    assert total is not None
    return total
