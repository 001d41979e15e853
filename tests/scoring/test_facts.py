"""Facts that do not fit are refused, each fault with its place (docs/rules.md §7)."""

import json
from decimal import Decimal

import pytest

from core.scoring.reading import read_facts, require_known
from core.scoring.veto import find_vetoes
from core.vocabulary import ScoreSource, Veto
from tests.scoring.facts import ballots, default_scheme, full_points, score_facts
from tests.scoring.refusals import places, problems

HUGE = "1e" + "9" * 30
DEEP = "[" * 100_000


def facts_of(**given: object) -> str:
    return json.dumps(given)


def test_facts_are_read_exactly_as_written() -> None:
    facts = read_facts(
        '{"self": {"deployment.leadership": 3.1}, "review": {"deployment.relay": 0}, "false_items": 2,'
        ' "ballots": {"satisfied": 3, "unknown": 1}, "mass_incident": true}',
        default_scheme(),
    )
    assert facts.points(ScoreSource.SELF) == {"deployment.leadership": Decimal("3.1")}
    assert facts.points(ScoreSource.REVIEW) == {"deployment.relay": Decimal(0)}
    assert facts.ballots == ballots(3, unknown=1)
    assert facts.ballots.valid == 3
    assert (facts.false_items, facts.days_not_started) == (2, 0)
    assert facts.mass_incident


@pytest.mark.parametrize(
    ("given", "stated"),
    [
        ("confirmed_false_rectification", Veto.FALSE_RECTIFICATION),
        ("accountability_case", Veto.ACCOUNTABILITY_CASE),
        ("mass_incident", Veto.MASS_INCIDENT),
    ],
)
def test_each_stated_veto_has_its_own_fact(given: str, stated: Veto) -> None:
    facts = read_facts(facts_of(**{given: True}), default_scheme())
    assert [hit.code for hit in find_vetoes(default_scheme().limits, facts)] == [stated]


def test_no_facts_at_all_are_facts() -> None:
    facts = read_facts("{}", default_scheme())
    assert facts.ballots is None
    assert (facts.self_points, facts.review_points) == ({}, {})


@pytest.mark.parametrize(
    ("given", "place", "kind"),
    [
        ({"self": {"deployment.leadership": float("nan")}}, "self.deployment.leadership", "finite_number"),
        ({"review": {"deployment.leadership": float("inf")}}, "review.deployment.leadership", "finite_number"),
        ({"self": {"deployment.leadership": -0.01}}, "self.deployment.leadership", "greater_than_equal"),
        ({"self": {"deployment.leadership": None}}, "self.deployment.leadership", "decimal_type"),
        ({"self": {"deployment.leadership": "四"}}, "self.deployment.leadership", "decimal_parsing"),
        ({"self": [4]}, "self", "dict_type"),
        ({"selbst": {}}, "selbst", "extra_forbidden"),
        ({"ballots": {"satisfied": -1}}, "ballots.satisfied", "greater_than_equal"),
        ({"ballots": {"basically": -1}}, "ballots.basically", "greater_than_equal"),
        ({"ballots": {"dissatisfied": -1}}, "ballots.dissatisfied", "greater_than_equal"),
        ({"ballots": {"unknown": -1}}, "ballots.unknown", "greater_than_equal"),
        ({"ballots": {"satisfied": 0.5}}, "ballots.satisfied", "int_from_float"),
        ({"ballots": {"happy": 1}}, "ballots.happy", "extra_forbidden"),
        ({"false_items": -1}, "false_items", "greater_than_equal"),
        ({"days_not_started": -1}, "days_not_started", "greater_than_equal"),
        ({"mass_incident": "也许"}, "mass_incident", "bool_parsing"),
        ({"self": {"plan.luck": 1}}, "self.plan.luck", "unknown_indicator"),
        ({"review": {"deployment": 1}}, "review.deployment", "unknown_indicator"),
        ({"self": {"deployment.leadership": 4.001}}, "self.deployment.leadership", "above_full"),
        ({"review": {"deployment.relay": 4}}, "review.deployment.relay", "above_full"),
    ],
)
def test_a_fault_in_facts_is_refused_with_its_place(given: dict[str, object], place: str, kind: str) -> None:
    assert places(problems(lambda: read_facts(facts_of(**given), default_scheme()))) == [(place, kind)]


def test_points_beyond_what_there_is_say_what_was_read_and_what_is_most() -> None:
    text = facts_of(self={"deployment.leadership": 4.5, "plan.luck": 1}, review={"reporting.archive": 3.1})
    assert problems(lambda: read_facts(text, default_scheme())) == [
        ("self.deployment.leadership", "above_full", "", {"read": Decimal("4.5"), "most": Decimal(4)}),
        ("self.plan.luck", "unknown_indicator", "", {"read": "plan.luck"}),
        ("review.reporting.archive", "above_full", "", {"read": Decimal("3.1"), "most": Decimal(3)}),
    ]


def test_full_marks_are_known_and_not_too_many() -> None:
    require_known(default_scheme(), score_facts())
    text = json.dumps({"self": {key: float(points) for key, points in full_points().items()}})
    assert read_facts(text, default_scheme()).self_points == full_points()


@pytest.mark.parametrize(
    "text",
    ["", "{", "分数", "{'self': {}}", f'{{"self": {HUGE}}}', DEEP, "9" * 5000],
    ids=["nothing", "half", "words", "quotes", "beyond all numbers", "too deep", "too long a number"],
)
def test_what_is_not_json_is_refused_as_such(text: str) -> None:
    [(place, kind, said, details)] = problems(lambda: read_facts(text, default_scheme()))
    assert (place, kind, details) == ("facts", "not_json", {})
    assert said


@pytest.mark.parametrize("text", ["[]", "null", "3", '"self"'])
def test_facts_are_an_object(text: str) -> None:
    assert places(problems(lambda: read_facts(text, default_scheme()))) == [("facts", "model_type")]


def test_points_given_twice_are_refused_instead_of_taking_the_last() -> None:
    given = ("plan.coverage", "deployment.relay", "deployment.leadership", "deployment.leadership", "plan.coverage")
    rows = ", ".join(f'"{key}": 1' for key in given)
    text = f'{{"self": {{{rows}}}}}'
    assert problems(lambda: read_facts(text, default_scheme())) == [
        ("deployment.leadership", "value_error", "", {"error": "写了两次"}),
        ("plan.coverage", "value_error", "", {"error": "写了两次"}),
    ]


def test_a_number_beyond_all_bounds_is_named() -> None:
    [(_, _, said, _)] = problems(lambda: read_facts(f'{{"false_items": {HUGE}}}', default_scheme()))
    assert said == f"读不出“{HUGE}”这个数"
