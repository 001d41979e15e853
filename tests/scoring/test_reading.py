"""Schemes that do not fit are refused, each fault with its place (docs/rules.md §7)."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from core.scoring.reading import read_portrait_scheme, read_scheme
from tests.scoring.facts import SCHEME_TEXT, changed, default_scheme
from tests.scoring.refusals import places, problems

HUGE = "1e" + "9" * 30
DEEP = "[" * 100_000
NUMBERS = [
    ("self = 20", "self = -1", "weights.self", "greater_than_equal"),
    ("self = 20", "self = nan", "weights.self", "finite_number"),
    ("self = 20", 'self = "many"', "weights.self", "decimal_parsing"),
    ("review = 60", "review = 0", "weights.review", "greater_than"),
    ("review = 60", "review = inf", "weights.review", "finite_number"),
    ("survey = 20", "survey = -0.1", "weights.survey", "greater_than_equal"),
    ("survey = 20", "survey = inf", "weights.survey", "finite_number"),
    ("survey = 20", "", "weights.survey", "missing"),
    ("satisfied = 100", "satisfied = 100.01", "survey.satisfied", "less_than_equal"),
    ("dissatisfied = 30", "dissatisfied = -1", "survey.dissatisfied", "greater_than_equal"),
    ("basically = 70", "basically = 70.001", "survey.basically", "decimal_max_places"),
    ("least_ballots = 20", "least_ballots = 0", "survey.least_ballots", "greater_than_equal"),
    ("inflated_self = 15", "inflated_self = 101", "limits.inflated_self", "less_than_equal"),
    ("false_items = 5", "false_items = 0", "limits.false_items", "greater_than_equal"),
    ("days_not_started = 90", "days_not_started = 0", "limits.days_not_started", "greater_than_equal"),
    ("overdue_share = 0.2", "overdue_share = 1.1", "limits.overdue_share", "less_than_equal"),
    ("overdue_share = 0.2", "overdue_share = -0.1", "limits.overdue_share", "greater_than_equal"),
    ("overdue_share = 0.2", "overdue_share = nan", "limits.overdue_share", "finite_number"),
    ("overdue_least = 3", "overdue_least = 0", "limits.overdue_least", "greater_than_equal"),
    ("relapsed_least = 2", "relapsed_least = 0", "limits.relapsed_least", "greater_than_equal"),
    ("version = 1", "version = 0", "version", "greater_than_equal"),
    ("points = 15", "points = nan", "dimensions.0.points", "finite_number"),
    ("per_item = 0.5", "per_item = -0.5", "dimensions.0.indicators.2.per_item", "greater_than_equal"),
    ("every_days = 5", "every_days = 0", "dimensions.1.indicators.0.every_days", "greater_than_equal"),
    ("{ days = 1,", "{ days = 0,", "dimensions.0.indicators.1.late.0.days", "greater_than_equal"),
    ("lose = 3", "lose = -3", "dimensions.0.indicators.1.late.1.lose", "greater_than_equal"),
]
WORDS = [
    ('code = "default"', 'code = "Default"', "code", "string_pattern_mismatch"),
    ('code = "default"', 'code = "9th"', "code", "string_pattern_mismatch"),
    ('code = "default"', f'code = "{"a" * 33}"', "code", "string_too_long"),
    ('code = "leadership"', 'code = "a.b"', "dimensions.0.indicators.0.code", "string_pattern_mismatch"),
    ('name = "安排部署"', 'name = ""', "dimensions.0.name", "string_too_short"),
    ('name = "安排部署"', f'name = "{"长" * 201}"', "dimensions.0.name", "string_too_long"),
    ('grade = "good"', 'grade = "best"', "grades.0.grade", "enum"),
    ('consequence = "满足督查、评估次数即可申请报结"', "", "grades.0.consequence", "missing"),
    ("[limits]", "[limits]\nmost = 1", "limits.most", "extra_forbidden"),
    ("per_item = 0.5", "per_itme = 0.5", "dimensions.0.indicators.2.per_itme", "extra_forbidden"),
    ('code = "leadership"', 'code = "leadership"\nrule = "add"', "dimensions.0.indicators.0.rule", "enum"),
]


@pytest.mark.parametrize(("old", "new", "place", "kind"), NUMBERS + WORDS)
def test_a_fault_in_a_scheme_is_refused_with_its_place(old: str, new: str, place: str, kind: str) -> None:
    assert (place, kind) in places(problems(lambda: read_scheme(changed(SCHEME_TEXT, (old, new)))))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("self = 20", "self = 0"),
        ("survey = 20", "survey = 0"),
        ("review = 60", "review = 0.001"),
        ("overdue_share = 0.2", "overdue_share = 1"),
        ("overdue_share = 0.2", "overdue_share = 0"),
        ("least_ballots = 20", "least_ballots = 1"),
        ("false_items = 5", "false_items = 1"),
        ("days_not_started = 90", "days_not_started = 1"),
        ("overdue_least = 3", "overdue_least = 1"),
        ("relapsed_least = 2", "relapsed_least = 1"),
        ("every_days = 5", "every_days = 1"),
        ("basically = 70", "basically = 0"),
        ('code = "default"', f'code = "{"a" * 32}"'),
        ('name = "安排部署"', f'name = "{"长" * 200}"'),
    ],
)
def test_a_scheme_is_taken_up_to_its_bounds(old: str, new: str) -> None:
    assert read_scheme(changed(SCHEME_TEXT, (old, new)))


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (
            "points = 4\ndeductions",
            "points = 5\ndeductions",
            "dimensions.0",
            "“安排部署”各二级指标合计16分，与一级指标15分不符",
        ),
        ("points = 15\n", "points = 14\n", "dimensions.0", "“安排部署”各二级指标合计15分，与一级指标14分不符"),
        ('code = "relay"', 'code = "leadership"', "scheme", "指标代码有重复"),
        ('code = "plan"', 'code = "deployment"', "scheme", "指标代码有重复"),
        ('grade = "good"\n', 'grade = "fairly_good"\n', "scheme", "等次须按好、较好、一般、差的次序写全"),
        ("least = 80", "least = 90", "scheme", "等次分数线须由高到低，最后一档从0分起"),
        ("least = 80", "least = 91", "scheme", "等次分数线须由高到低，最后一档从0分起"),
        ("least = 60", "least = 81", "scheme", "等次分数线须由高到低，最后一档从0分起"),
        ("least = 0\n", "least = 0.01\n", "scheme", "等次分数线须由高到低，最后一档从0分起"),
    ],
)
def test_a_scheme_that_does_not_fit_together_says_why(old: str, new: str, place: str, said: str) -> None:
    [(where, kind, message, _)] = problems(lambda: read_scheme(changed(SCHEME_TEXT, (old, new))))
    assert (where, kind, message) == (place, "value_error", f"Value error, {said}")


def test_a_scheme_must_add_up_to_a_hundred() -> None:
    last = SCHEME_TEXT.index('[[dimensions]]\ncode = "reporting"')
    [(place, _, message, _)] = problems(lambda: read_scheme(SCHEME_TEXT[:last]))
    assert (place, message) == ("scheme", "Value error, 一级指标合计90分，应为100分")


def test_a_scheme_names_all_grades() -> None:
    text = changed(SCHEME_TEXT, ('[[grades]]\ngrade = "fair"\nleast = 60\nconsequence = "再整改 60 天，约谈"\n', ""))
    [(_, _, message, _)] = problems(lambda: read_scheme(text))
    assert message == "Value error, 等次须按好、较好、一般、差的次序写全"


def test_a_dimension_has_indicators() -> None:
    text = SCHEME_TEXT + '\n[[dimensions]]\ncode = "empty"\nname = "空"\npoints = 1\nindicators = []\n'
    assert places(problems(lambda: read_scheme(text))) == [("dimensions.5.indicators", "too_short")]


def test_a_dimension_has_more_than_no_marks() -> None:
    """Its share of full marks is asked for (§9)."""
    one = '[[dimensions.indicators]]\ncode = "a"\nname = "空"\npoints = 0\ndeductions = "无"\n'
    text = SCHEME_TEXT + f'\n[[dimensions]]\ncode = "empty"\nname = "空"\npoints = 0\n{one}'
    assert places(problems(lambda: read_scheme(text))) == [("dimensions.5.points", "greater_than")]


def test_an_evidence_function_that_is_not_there_is_named() -> None:
    text = changed(SCHEME_TEXT, ('evidence = "owners_named"', 'evidence = "owners_guessed"'))
    assert problems(lambda: read_scheme(text)) == [
        ("deployment.duty.evidence", "unknown_evidence", "", {"read": "owners_guessed"})
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("per_item = 0.5", "deployment.duty.per_item"),
        ("late = [{ days = 1, lose = 1 }, { days = 9, lose = 3 }]", "deployment.relay.late"),
        ("every_days = 5", "plan.ledgers_on_time.every_days"),
        ("per_item = 1\nevery_days", "plan.ledgers_on_time.per_item"),
    ],
)
def test_an_evidence_function_needs_its_parameters(line: str, place: str) -> None:
    left = "every_days" if line.endswith("\nevery_days") else ""
    assert problems(lambda: read_scheme(changed(SCHEME_TEXT, (line, left)))) == [(place, "missing", "", {})]


def test_a_parameter_of_nothing_is_missing_too() -> None:
    text = changed(SCHEME_TEXT, ("per_item = 0.5", "per_item = 0"))
    assert places(problems(lambda: read_scheme(text))) == [("deployment.duty.per_item", "missing")]


def test_all_faults_are_said_at_once() -> None:
    text = changed(SCHEME_TEXT, ('evidence = "owners_named"', 'evidence = "x"'), ("per_item = 3\n", ""))
    assert places(problems(lambda: read_scheme(text))) == [
        ("deployment.duty.evidence", "unknown_evidence"),
        ("implementation.authenticity.per_item", "missing"),
    ]


@pytest.mark.parametrize(
    "text",
    ["code =", "code = 1\ncode = 2", "\x00", f"code = {HUGE}", f"code = {DEEP}"],
    ids=["half a line", "a key twice", "no text", "beyond all numbers", "too deep"],
)
@pytest.mark.parametrize("read", [read_scheme, read_portrait_scheme])
def test_what_is_not_toml_is_refused_as_such(text: str, read: Callable[[str], object]) -> None:
    [(place, kind, said, details)] = problems(lambda: read(text))
    assert (place, kind, details) == ("scheme", "not_toml", {})
    assert said


def test_a_number_beyond_all_bounds_is_named() -> None:
    [(_, _, said, _)] = problems(lambda: read_scheme(f"version = {HUGE}"))
    assert said == f"读不出“{HUGE}”这个数"


def test_a_bound_that_was_passed_is_said() -> None:
    [(place, _, _, details)] = problems(lambda: read_scheme(changed(SCHEME_TEXT, ("self = 20", "self = -1"))))
    assert (place, details) == ("weights.self", {"ge": 0})


def test_numbers_of_a_scheme_are_taken_exactly_as_written() -> None:
    assert default_scheme().indicators["reporting.archive"].per_item == Decimal("0.3")
    assert default_scheme().limits.overdue_share == Decimal("0.2")
