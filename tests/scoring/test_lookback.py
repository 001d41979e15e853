"""Whom to look back at: proposals from the evaluation alone, every hint at its limit (docs/rules.md §7.3)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.scoring.evaluation import Score
from core.scoring.facts import FindingFacts
from core.scoring.lookback import (
    Hint,
    Lookback,
    LookbackFacts,
    days_not_started,
    look_back,
    relapsed_two_rounds,
    urgency,
)
from core.vocabulary import LookbackHint, Status
from tests.scoring.facts import TODAY, TOMORROW, YESTERDAY, default_scheme, finding, findings, scored

HINT = Hint(code=LookbackHint.RELAPSED, words="")


def looked_at(*found: FindingFacts, score: Score | None = None) -> Lookback:
    return look_back(default_scheme(), LookbackFacts(as_of=TODAY, score=score, findings=found))


def hinted(*found: FindingFacts, score: Score | None = None) -> list[LookbackHint]:
    return [hint.code for hint in looked_at(*found, score=score).hints]


def test_nothing_known_speaks_for_nothing() -> None:
    found = looked_at()
    assert found == Lookback(proposals=(), hints=())
    assert not found.is_candidate


@pytest.mark.parametrize(
    ("score", "proposals"),
    [
        (scored(100, 100), ()),
        (scored(0, 50), ("总分 50.00 分，低于 60 分",)),
        (scored(100, 100, mass_incident=True), ("因整改不力引发群体性事件",)),
        (
            scored(0, 50, mass_incident=True),
            ("总分 50.00 分，低于 60 分", "因整改不力引发群体性事件"),
        ),
    ],
)
def test_only_an_evaluation_that_came_out_poor_makes_a_candidate(score: Score, proposals: tuple[str, ...]) -> None:
    found = looked_at(score=score)
    assert found.proposals == proposals
    assert found.is_candidate is bool(proposals)


@pytest.mark.parametrize(
    ("overdue", "others", "is_mass"),
    [(2, 0, False), (2, 8, False), (3, 0, True), (3, 12, True), (3, 13, False), (4, 16, True), (4, 17, False)],
)
def test_overdue_is_massive_from_three_findings_and_a_fifth_of_all(overdue: int, others: int, is_mass: bool) -> None:
    late, good = findings(overdue, due_on=YESTERDAY), findings(others, first=50, due_on=TODAY)
    assert (LookbackHint.MASS_OVERDUE in hinted(*late, *good)) is is_mass


def test_massive_overdue_says_how_many_and_names_them() -> None:
    late = findings(3, first=5, due_on=YESTERDAY)
    cleared = finding(1, Status.CLEARED, due_on=YESTERDAY)
    [hint] = looked_at(cleared, *late, *findings(4, first=20, due_on=TOMORROW)).hints
    assert hint == Hint(code=LookbackHint.MASS_OVERDUE, words="8 个问题中 3 个逾期（37.5%）", finding_ids=(5, 6, 7))


@pytest.mark.parametrize(("review", "is_hinted"), [("85", False), ("84.99", True)])
def test_a_self_review_more_than_fifteen_points_above_is_a_hint(review: str, is_hinted: bool) -> None:
    found = looked_at(score=scored(100, review))
    words = [(hint.code, hint.words, hint.finding_ids) for hint in found.hints]
    assert words == ([(LookbackHint.INFLATED_SELF, "自评高于审评 15.01 分", ())] if is_hinted else [])
    assert not found.is_candidate


@pytest.mark.parametrize(
    ("changes", "is_hinted"),
    [
        ([{"relapses": 1}], False),
        ([{"came_back": False}, {"relapses": 1}], False),
        ([{"relapses": 1}, {"relapses": 1}], True),
        ([{"relapses": 1}, {}, {"relapses": 1}], True),
    ],
)
def test_relapses_are_a_hint_from_two_findings_on(changes: list[dict[str, Any]], is_hinted: bool) -> None:
    found = [finding(number, **change) for number, change in enumerate(changes)]
    assert (LookbackHint.RELAPSED in hinted(*found)) is is_hinted


def test_relapsed_findings_are_named_whether_they_broke_out_before_or_after_close_out() -> None:
    hints = looked_at(finding(1, relapses=1), finding(2), finding(3, came_back=True)).hints
    assert hints[0] == Hint(code=LookbackHint.RELAPSED, words="2 个问题反弹", finding_ids=(1, 3))


@pytest.mark.parametrize(
    ("changes", "is_repeated"),
    [({}, False), ({"relapses": 1}, False), ({"relapses": 2}, True), ({"came_back": True}, True)],
)
def test_a_finding_is_repeated_after_two_relapses_or_when_it_came_back(
    changes: dict[str, Any], is_repeated: bool
) -> None:
    one = finding(7, **changes)
    assert one.is_repeated is is_repeated
    hints = [hint for hint in looked_at(one, finding(8)).hints if hint.code is LookbackHint.REPEATED]
    expected = Hint(code=LookbackHint.REPEATED, words="1 个问题屡改屡犯", finding_ids=(7,))
    assert hints == ([expected] if is_repeated else [])


def test_hints_alone_make_no_candidate_and_stand_in_fixed_order() -> None:
    found = looked_at(*findings(3, due_on=YESTERDAY, relapses=2), score=scored(100, 84))
    assert [hint.code for hint in found.hints] == list(LookbackHint)
    assert found.proposals == ()
    assert not found.is_candidate


@pytest.mark.parametrize(
    ("status", "due_on", "days"),
    [
        (Status.NOT_STARTED, TODAY, 0),
        (Status.NOT_STARTED, YESTERDAY, 1),
        (Status.NOT_STARTED, TODAY - timedelta(days=90), 90),
        (Status.NOT_STARTED, TOMORROW, 0),
        (Status.NOT_STARTED, None, 0),
        (Status.IN_PROGRESS, YESTERDAY, 0),
        (Status.RELAPSED, YESTERDAY, 0),
    ],
)
def test_days_not_started_count_from_the_due_day_of_what_nobody_began(
    status: Status, due_on: date | None, days: int
) -> None:
    assert days_not_started([finding(status=status, due_on=due_on)], TODAY) == days


def test_the_longest_wait_counts() -> None:
    waits = [finding(n, Status.NOT_STARTED, due_on=TODAY - timedelta(days=n)) for n in (3, 9, 5)]
    assert days_not_started(waits, TODAY) == 9
    assert days_not_started([], TODAY) == 0


@pytest.mark.parametrize(
    ("changes", "twice"),
    [
        ([], False),
        ([{"relapses": 1}], False),
        ([{"came_back": True}], False),
        ([{"relapses": 1}, {"relapses": 1}], False),
        ([{"relapses": 1}, {"came_back": True}], False),
        ([{"relapses": 2}], True),
        ([{}, {"relapses": 1, "came_back": True}], True),
        ([{"relapses": 3}], True),
    ],
)
def test_two_rounds_of_relapse_are_those_of_one_and_the_same_finding(
    changes: list[dict[str, Any]], twice: bool
) -> None:
    assert relapsed_two_rounds(finding(n, **change) for n, change in enumerate(changes)) is twice


def test_candidates_come_first_then_more_reasons_more_hints_and_the_lower_total() -> None:
    def case(proposals: int, hints: int, total: str | None) -> tuple[Lookback, Decimal | None]:
        return Lookback(proposals=("",) * proposals, hints=(HINT,) * hints), Decimal(total) if total else None

    in_order = [
        case(2, 0, "99"),
        case(1, 3, "59"),
        case(1, 1, "40"),
        case(1, 1, "59"),
        case(1, 1, None),
        case(1, 0, "10"),
        case(0, 4, "85"),
        case(0, 1, "60"),
        case(0, 1, "100"),
        case(0, 1, None),
        case(0, 0, "60"),
        case(0, 0, None),
    ]
    turned = in_order[::-1]
    assert sorted(turned, key=lambda one: urgency(*one)) == in_order
