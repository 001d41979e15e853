"""How far the next grade is, and what leads there (docs/rules.md §7.2)."""

from decimal import Decimal

import pytest

from core.scoring.evaluation import evaluate
from core.scoring.facts import Ballots, ScoreFacts
from core.scoring.indicators import Loss, Measurement
from core.scoring.lift import Lift, LiftStep, find_lift
from core.vocabulary import Grade
from tests.scoring.facts import ballots, default_scheme, full_points, points_worth, score_facts

MENDED = Loss(points=Decimal(1), reason="3 个问题未销号", mend="再销号 3 个问题", finding_ids=(1, 2, 3))
OTHER = Loss(points=Decimal(1), reason="缺 2 件佐证", mend="补 2 件佐证")
TOO_LATE = Loss(points=Decimal(1), reason="传达学习晚 3 日", mend="")


def measurement(*losses: Loss) -> Measurement:
    return Measurement(points=Decimal(3), formula="", losses=losses)


def lift_of(facts: ScoreFacts, measured: dict[str, Measurement] | None = None) -> Lift | None:
    return find_lift(default_scheme(), facts, evaluate(default_scheme(), facts), measured or {})


def reviewed(votes: Ballots | None = None, **lost: str) -> ScoreFacts:
    """Everything full but what review took off, by indicator key with __ for the point."""
    points = full_points()
    for name, taken in lost.items():
        points[name.replace("__", ".")] -= Decimal(taken)
    return ScoreFacts(self_points=points_worth(0), review_points=points, ballots=votes or ballots(20))


@pytest.mark.parametrize(
    ("own", "review", "next_grade", "gap"),
    [
        (0, 100, Grade.GOOD, "10.00"),
        (0, "83.35", Grade.FAIRLY_GOOD, "9.99"),
        (0, "66.67", Grade.FAIRLY_GOOD, "20.00"),
        (0, "66.65", Grade.FAIR, "0.01"),
        (0, 0, Grade.FAIR, "40.00"),
    ],
)
def test_the_gap_leads_to_the_next_better_grade(own: int, review: object, next_grade: Grade, gap: str) -> None:
    found = lift_of(score_facts(own, review))
    assert found is not None
    assert (found.next_grade, str(found.gap)) == (next_grade, gap)


@pytest.mark.parametrize(("own", "total"), [(50, "90.00"), (100, "100.00")])
def test_there_is_nothing_above_the_best_grade(own: int, total: str) -> None:
    facts = score_facts(own)
    assert str(evaluate(default_scheme(), facts).total) == total
    assert lift_of(facts) is None


def test_without_a_total_nothing_can_be_said() -> None:
    assert lift_of(ScoreFacts(self_points=full_points(), ballots=ballots(20))) is None


def test_every_point_that_review_took_off_is_worth_its_weight_most_first() -> None:
    found = lift_of(reviewed(plan__coverage="1", implementation__completion="5", reporting__archive="3"))
    assert found is not None
    assert found.steps == (
        LiftStep(indicator="implementation.completion", what="补足“完成率”失分", points=Decimal("3.0")),
        LiftStep(indicator="reporting.archive", what="补足“档案规范”失分", points=Decimal("1.8")),
        LiftStep(indicator="plan.coverage", what="补足“问题全覆盖”失分", points=Decimal("0.6")),
    )
    assert found.within_reach == Decimal("5.4")


def test_steps_of_equal_worth_stand_in_the_order_of_the_sheet() -> None:
    found = lift_of(reviewed(reporting__archive="1", deployment__relay="1", plan__coverage="1"))
    assert found is not None
    assert [step.indicator for step in found.steps] == ["deployment.relay", "plan.coverage", "reporting.archive"]


def test_where_nothing_was_taken_off_there_is_no_step() -> None:
    found = lift_of(reviewed())
    assert found is not None
    assert found.steps == ()
    assert (found.within_reach, type(found.within_reach)) == (0, Decimal)


@pytest.mark.parametrize(
    ("losses", "what"),
    [
        ((), "补足“档案规范”失分"),
        ((MENDED,), "再销号 3 个问题"),
        ((MENDED, TOO_LATE, OTHER), "再销号 3 个问题，补 2 件佐证"),
    ],
)
def test_a_step_names_what_data_say_must_be_mended(losses: tuple[Loss, ...], what: str) -> None:
    found = lift_of(reviewed(reporting__archive="2"), {"reporting.archive": measurement(*losses)})
    assert found is not None
    assert [step.what for step in found.steps] == [what]


def test_what_nothing_can_mend_any_more_is_no_step() -> None:
    found = lift_of(reviewed(deployment__relay="2", plan__coverage="1"), {"deployment.relay": measurement(TOO_LATE)})
    assert found is not None
    assert [step.indicator for step in found.steps] == ["plan.coverage"]


def test_a_loss_that_data_see_but_review_did_not_take_off_is_no_step() -> None:
    found = lift_of(reviewed(), {"reporting.archive": measurement(OTHER)})
    assert found is not None
    assert found.steps == ()


@pytest.mark.parametrize(
    ("votes", "room"),
    [
        (ballots(20), "0"),
        (ballots(0, 20), "6"),
        (ballots(dissatisfied=20), "14"),
        (ballots(dissatisfied=19), "0"),
        (ballots(unknown=40), "0"),
    ],
)
def test_the_survey_could_still_add_what_it_lacks_when_it_counts(votes: Ballots, room: str) -> None:
    found = lift_of(reviewed(votes, implementation__completion="15", implementation__authenticity="12"))
    assert found is not None
    assert found.survey_room == Decimal(room)


def test_with_too_few_ballots_review_weighs_more_and_so_does_each_step() -> None:
    found = lift_of(reviewed(ballots(19), implementation__completion="5"))
    assert found is not None
    assert [step.points for step in found.steps] == [Decimal("4.0")]
