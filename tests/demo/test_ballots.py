"""Ballots add up, are as many as the survey says, and tell good units from bad ones."""

import random

import pytest

from core.demo.ballots import draw_ballots
from core.demo.fates import Character
from core.demo.sheets import Survey
from core.schemes import current_scheme
from core.scoring.evaluation import survey_score

SEEDS = range(30)


def _score(character: Character, cycle: int = 1) -> float:
    rule = current_scheme().scheme.survey
    ballots = [draw_ballots(Survey.USUAL, character, cycle, random.Random(seed)) for seed in SEEDS]
    return sum(float(survey_score(rule, one) or 0) for one in ballots) / len(ballots)


@pytest.mark.parametrize(("survey", "least", "most"), [(Survey.USUAL, 25, 120), (Survey.FEW, 6, 19)])
@pytest.mark.parametrize("character", list(Character))
def test_there_are_as_many_valid_ballots_as_the_survey_says(
    survey: Survey, least: int, most: int, character: Character
) -> None:
    for seed in SEEDS:
        ballots = draw_ballots(survey, character, 1, random.Random(seed))
        assert ballots
        assert least <= ballots.valid <= most


def test_few_are_fewer_than_the_scheme_asks_for_and_the_usual_are_enough() -> None:
    least = current_scheme().scheme.survey.least_ballots
    assert 19 < least <= 25


def test_nobody_asked_is_no_ballots() -> None:
    assert draw_ballots(Survey.NONE, Character.AVERAGE, 1, random.Random(1)) is None


def test_people_see_how_a_unit_works() -> None:
    scores = [
        _score(character) for character in (Character.DILIGENT, Character.AVERAGE, Character.SLOW, Character.SHAM)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 85
    assert scores[-1] < 75


def test_people_see_a_second_effort() -> None:
    assert _score(Character.SLOW, 2) > _score(Character.SLOW, 1)
