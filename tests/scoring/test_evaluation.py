"""Scores calculated by hand, at every bound that changes what follows (docs/rules.md §7.2, §7.3)."""

from decimal import Decimal

import pytest

from core.scoring.evaluation import ProposalReason, Score, evaluate, self_above_review, survey_score
from core.scoring.facts import Ballots, ScoreFacts
from core.vocabulary import Grade, Proposal, ScoreFlag, ScoreSource, Veto
from tests.scoring.facts import (
    ballots,
    default_scheme,
    full_points,
    points_worth,
    scheme_with,
    score_facts,
    scored,
    weighing,
)

SELF, REVIEW, SURVEY = ScoreSource.SELF, ScoreSource.REVIEW, ScoreSource.SURVEY
ONE_BASICALLY = ballots(79, 1)
"""99.625 points: the only source that can bring an odd third decimal into a total."""


def proposed(score: Score) -> list[Proposal]:
    return [one.code for one in score.proposals]


def test_three_sources_are_weighed_twenty_sixty_twenty() -> None:
    score = scored(90, 80, ballots(10, 10))
    assert score.by_source == {SELF: Decimal(90), REVIEW: Decimal(80), SURVEY: Decimal(85)}
    assert score.weights == {SELF: Decimal("0.2"), REVIEW: Decimal("0.6"), SURVEY: Decimal("0.2")}
    assert score.total == Decimal("83.00")
    assert score.grade is Grade.FAIRLY_GOOD
    assert (score.flags, score.vetoes, score.proposals, score.missing) == ((), (), (), ())


@pytest.mark.parametrize(
    ("own", "review", "votes", "total", "grade"),
    [
        ("80", "89.99", ballots(20), "89.99", Grade.FAIRLY_GOOD),  # exactly 89.994
        ("80.35", "90", ONE_BASICALLY, "90.00", Grade.GOOD),  # exactly 89.995
        ("30", "89.99", ballots(20), "79.99", Grade.FAIR),  # exactly 79.994
        ("30.35", "90", ONE_BASICALLY, "80.00", Grade.FAIRLY_GOOD),  # exactly 79.995
        ("80", "39.99", ballots(20), "59.99", Grade.POOR),  # exactly 59.994
        ("80.35", "40", ONE_BASICALLY, "60.00", Grade.FAIR),  # exactly 59.995
        ("0", "0", ballots(dissatisfied=20), "6.00", Grade.POOR),
        ("100", "100", ballots(20), "100.00", Grade.GOOD),
    ],
)
def test_the_grade_follows_from_the_total_rounded_half_up_to_two_decimals(
    own: str, review: str, votes: Ballots, total: str, grade: Grade
) -> None:
    score = scored(own, review, votes)
    assert str(score.total) == total
    assert score.grade is grade


def test_a_half_is_rounded_up_even_when_weights_are_thirds() -> None:
    """(89.98 + 89.98 + 90.025) ÷ 3 is exactly 89.995."""
    score = evaluate(weighing(1, 1, 1), score_facts("89.98", "89.98", ballots(267, 133)))
    assert (score.total, score.grade) == (Decimal("90.00"), Grade.GOOD)


@pytest.mark.parametrize(
    ("votes", "points"),
    [
        (ballots(1), "100"),
        (ballots(0, 1), "70"),
        (ballots(0, 0, 1), "30"),
        (ballots(1, 1, 1), "66.66666666666666666666666667"),
        (ballots(12, 5, 3), "82"),
        (ballots(12, 5, 3, unknown=80), "82"),
    ],
)
def test_answers_are_worth_100_70_and_30_and_those_who_do_not_know_do_not_count(votes: Ballots, points: str) -> None:
    assert survey_score(default_scheme().survey, votes) == Decimal(points)


@pytest.mark.parametrize("votes", [None, ballots(), ballots(unknown=30)])
def test_without_a_valid_ballot_the_survey_has_no_points(votes: Ballots | None) -> None:
    assert survey_score(default_scheme().survey, votes) is None


@pytest.mark.parametrize(
    ("votes", "total", "few"),
    [
        (ballots(dissatisfied=19), "100.00", True),
        (ballots(dissatisfied=19, unknown=1), "100.00", True),
        (ballots(dissatisfied=20), "86.00", False),
        (ballots(unknown=20), "100.00", True),
    ],
)
def test_below_twenty_valid_ballots_the_surveys_weight_goes_to_the_review(
    votes: Ballots, total: str, few: bool
) -> None:
    score = scored(100, 100, votes)
    assert str(score.total) == total
    assert (ScoreFlag.TOO_FEW_BALLOTS in score.flags) is few
    assert score.weights == {
        SELF: Decimal("0.2"),
        REVIEW: Decimal("0.8") if few else Decimal("0.6"),
        SURVEY: Decimal(0) if few else Decimal("0.2"),
    }


def test_too_few_ballots_are_shown_though_they_do_not_count() -> None:
    assert scored(votes=ballots(dissatisfied=19)).by_source[SURVEY] == 30


def test_a_score_without_any_ballots_says_that_they_are_too_few() -> None:
    score = evaluate(default_scheme(), ScoreFacts(self_points=points_worth(50), review_points=points_worth(80)))
    assert score.by_source[SURVEY] is None
    assert score.flags == (ScoreFlag.TOO_FEW_BALLOTS,)
    assert str(score.total) == "74.00"


def test_no_ballots_are_too_few_even_where_one_is_enough() -> None:
    scheme = scheme_with(("least_ballots = 20", "least_ballots = 1"))
    facts = ScoreFacts(self_points=full_points(), review_points=full_points())
    assert evaluate(scheme, facts).flags == (ScoreFlag.TOO_FEW_BALLOTS,)
    assert evaluate(scheme, facts.model_copy(update={"ballots": ballots(1)})).flags == ()


def test_a_survey_of_little_weight_is_asked_for_all_the_same() -> None:
    assert evaluate(weighing("0.2", "0.6", "0.2"), ScoreFacts()).flags == (ScoreFlag.TOO_FEW_BALLOTS,)


@pytest.mark.parametrize("votes", [None, ballots(dissatisfied=19), ballots(dissatisfied=20)])
def test_a_survey_without_weight_changes_nothing(votes: Ballots | None) -> None:
    facts = ScoreFacts(self_points=points_worth(60), review_points=points_worth(80), ballots=votes)
    score = evaluate(weighing(1, 3, 0), facts)
    assert score.weights == {SELF: Decimal("0.25"), REVIEW: Decimal("0.75"), SURVEY: Decimal(0)}
    assert str(score.total) == "75.00"


@pytest.mark.parametrize(
    ("votes", "few"),
    [(None, False), (ballots(unknown=9), False), (ballots(1), True), (ballots(19), True), (ballots(20), False)],
)
def test_answers_to_a_survey_without_weight_are_too_few_all_the_same(votes: Ballots | None, few: bool) -> None:
    """§7.2 asks for twenty whatever the weight; where nobody answered, nobody was asked."""
    facts = ScoreFacts(self_points=points_worth(60), review_points=points_worth(80), ballots=votes)
    assert evaluate(weighing(1, 3, 0), facts).flags == ((ScoreFlag.TOO_FEW_BALLOTS,) if few else ())


def test_a_self_review_without_weight_may_be_missing() -> None:
    facts = ScoreFacts(review_points=points_worth(80), ballots=ballots(20))
    score = evaluate(weighing(0, 1, 1), facts)
    assert str(score.total) == "90.00"
    assert {source for source, _ in score.missing} == {SELF}


@pytest.mark.parametrize(
    ("own", "review", "inflated"),
    [("95", "80.01", False), ("95", "80", False), ("95", "79.99", True), ("80", "95.01", False)],
)
def test_self_is_inflated_when_it_lies_more_than_fifteen_points_above_review(
    own: str, review: str, inflated: bool
) -> None:
    assert (ScoreFlag.INFLATED_SELF in scored(own, review).flags) is inflated


def test_flags_stand_in_fixed_order() -> None:
    assert scored(100, 70, ballots(1)).flags == (ScoreFlag.INFLATED_SELF, ScoreFlag.TOO_FEW_BALLOTS)


@pytest.mark.parametrize(("own", "review"), [(True, False), (False, True), (False, False)])
def test_the_gap_of_self_above_review_is_unknown_while_one_of_them_is_missing(own: bool, review: bool) -> None:
    by_source = {SELF: Decimal(90) if own else None, REVIEW: Decimal(60) if review else None, SURVEY: None}
    assert self_above_review(by_source) is None


@pytest.mark.parametrize("source", [SELF, REVIEW])
def test_one_missing_point_leaves_its_source_and_the_total_without_a_score(source: ScoreSource) -> None:
    key = "implementation.completion"
    points = {SELF: full_points(), REVIEW: full_points()}
    del points[source][key]
    score = evaluate(
        default_scheme(),
        ScoreFacts(self_points=points[SELF], review_points=points[REVIEW], ballots=ballots(20)),
    )
    assert (score.total, score.grade, score.by_source[source]) == (None, None, None)
    assert score.missing == ((source, key),)
    assert score.proposals == ()
    assert score.flags == ()
    other = REVIEW if source is SELF else SELF
    assert score.by_source[other] == 100


def test_a_point_of_zero_is_not_a_missing_point() -> None:
    score = scored(0, 0)
    assert (score.by_source[SELF], score.by_source[REVIEW], score.missing) == (Decimal(0), Decimal(0), ())


def test_what_is_not_collected_has_no_score_at_all() -> None:
    score = evaluate(default_scheme(), ScoreFacts())
    assert score.by_source == {SELF: None, REVIEW: None, SURVEY: None}
    assert (score.total, score.grade) == (None, None)
    keys = tuple(default_scheme().indicators)
    assert score.missing == tuple((SELF, key) for key in keys) + tuple((REVIEW, key) for key in keys)


def test_a_low_score_alone_proposes_to_look_back_and_nothing_else() -> None:
    score = scored(0, 50)
    assert score.grade is Grade.POOR
    assert score.proposals == (ProposalReason(code=Proposal.LOOKBACK, reasons=("总分 50.00 分，低于 60 分",)),)


def test_at_the_bound_nothing_is_proposed() -> None:
    assert scored("80.35", "40", ONE_BASICALLY).proposals == ()


def test_at_the_bound_a_veto_is_the_only_reason() -> None:
    score = scored("80.35", "40", ONE_BASICALLY, mass_incident=True)
    assert str(score.total) == "60.00"
    assert score.proposals[0].reasons == ("因整改不力引发群体性事件",)


def test_a_veto_makes_the_best_score_poor_and_proposes_all_three() -> None:
    score = scored(mass_incident=True)
    assert str(score.total) == "100.00"
    assert score.grade is Grade.POOR
    reasons = ("因整改不力引发群体性事件",)
    assert score.proposals == (
        ProposalReason(code=Proposal.LOOKBACK, reasons=reasons),
        ProposalReason(code=Proposal.ACCOUNTABILITY, reasons=reasons),
        ProposalReason(code=Proposal.ANNUAL_VETO, reasons=reasons),
    )


def test_a_low_score_with_vetoes_names_all_of_them_but_the_score_for_looking_back_only() -> None:
    score = scored(0, 50, mass_incident=True, accountability_case=True)
    low = "总分 50.00 分，低于 60 分"
    vetoes = ("因敷衍整改被立案问责", "因整改不力引发群体性事件")
    assert [one.reasons for one in score.proposals] == [(low, *vetoes), vetoes, vetoes]


def test_a_veto_holds_before_there_is_a_total() -> None:
    score = evaluate(default_scheme(), ScoreFacts(confirmed_false_rectification=True))
    assert (score.total, score.grade) == (None, Grade.POOR)
    assert [hit.code for hit in score.vetoes] == [Veto.FALSE_RECTIFICATION]
    assert proposed(score) == [Proposal.LOOKBACK, Proposal.ACCOUNTABILITY, Proposal.ANNUAL_VETO]
    assert score.proposals[0].reasons == ("已查实虚假整改",)


def test_a_score_carries_what_each_dimension_got() -> None:
    score = scored(20, 100)
    assert [(one.code, one.self_points, one.review_points) for one in score.by_dimension] == [
        ("deployment", 15, 15),
        ("plan", 5, 15),
        ("implementation", 0, 45),
        ("prevention", 0, 15),
        ("reporting", 0, 10),
    ]
