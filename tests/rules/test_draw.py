"""Chances are exactly those stated, the selection follows from the seed alone, and every change of a sheet shows (docs/trust.md X29)."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import isclose, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.draw import DEFAULT_WEIGHTS, RiskFacts, draw, factors_of, probabilities, seed_of, weight_of
from core.rules.draw_check import SheetCheck, verify
from core.rules.draw_estimate import Paper, result_of, wilson
from core.rules.draw_repeats import EarlierDraw, RepeatReason, repeats
from core.rules.draw_sheet import (
    DrawSheet,
    Moment,
    SealedPart,
    SheetCandidate,
    make_sheet,
    seal_of,
    sheet_text,
)
from core.vocabulary import DrawState, Grade, RiskFactor, Verdict

WEIGHTS = st.lists(st.integers(1, 51), min_size=1, max_size=40)
DAY = date(2026, 11, 24)
SECRET, HEAD = "ab" * 32, "cd" * 32


def seed(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def test_chances_are_in_proportion_and_certain_ones_are_taken_out_until_none_is_left() -> None:
    assert probabilities([1, 1, 2], 1) == (Fraction(1, 4), Fraction(1, 4), Fraction(1, 2))
    assert probabilities([1, 1, 9, 3], 2) == (Fraction(1, 5), Fraction(1, 5), 1, Fraction(3, 5))
    assert probabilities([1, 1, 9, 2], 3) == (Fraction(1, 2), Fraction(1, 2), 1, 1)
    assert probabilities([5, 1], 2) == (1, 1)
    assert probabilities([5, 1], 0) == (0, 0)
    with pytest.raises(ValueError, match="cannot draw"):
        probabilities([1], 2)


@given(WEIGHTS, st.data())
def test_exactly_so_many_are_drawn_none_twice_and_the_same_seed_gives_the_same(weights: list[int], data: Any) -> None:
    size = data.draw(st.integers(0, len(weights)))
    number = data.draw(st.integers(0, 10**6))
    drawn = draw(weights, size, seed(number))
    assert len(drawn) == len(set(drawn)) == size
    assert drawn == tuple(sorted(drawn)) == draw(weights, size, seed(number))
    chances = probabilities(weights, size)
    assert sum(chances) == size
    assert all(0 <= chance <= 1 for chance in chances)
    assert {place for place, chance in enumerate(chances) if chance == 1} <= set(drawn)


def test_each_is_drawn_as_often_as_its_chance_says() -> None:
    """Five standard deviations over 20 000 seeds for every candidate: a wrong chance of one per cent would show."""
    weights, size, draws = [1, 1, 2, 4, 6, 9, 1, 3, 2, 8], 3, 20_000
    counted = Counter(place for number in range(draws) for place in draw(weights, size, seed(number)))
    for place, chance in enumerate(probabilities(weights, size)):
        expected = float(chance)
        assert abs(counted[place] / draws - expected) < 5 * sqrt(expected * (1 - expected) / draws)


def test_every_pair_of_equals_is_drawn_about_equally_often() -> None:
    """Neighbours in the list are not bound together: the order is shuffled before the comb is laid over it."""
    draws = 10_000
    pairs = Counter(draw([1] * 5, 2, seed(number)) for number in range(draws))
    assert len(pairs) == 10
    expected = draws / 10
    assert sum((count - expected) ** 2 / expected for count in pairs.values()) < 33.7  # χ², 9 degrees, 0.0001


def test_the_selection_never_changes_for_a_seed_that_was_used() -> None:
    assert draw([1, 2, 3, 4, 5, 6, 7, 8], 3, seed(1)) == (2, 3, 6)
    assert seed_of(SECRET, HEAD, HEAD, "2026-11-24T10:00:00+08:00").startswith("3e42")


def test_secret_frame_chain_and_second_each_change_the_seed() -> None:
    given_ = ("a" * 64, "b" * 64, "c" * 64, "2026-11-24T10:00:00+08:00")
    others = [(*given_[:place], "2026-11-24T10:00:01+08:00", *given_[place + 1 :]) for place in range(4)]
    assert len({seed_of(*one) for one in (given_, *others)}) == 5


@pytest.mark.parametrize(
    ("facts", "factor"),
    [
        (RiskFacts(grade=Grade.FAIR), RiskFactor.LOW_SCORE),
        (RiskFacts(grade=Grade.FAIRLY_GOOD), None),
        (RiskFacts(has_inflated_self=True), RiskFactor.INFLATED_SELF),
        (RiskFacts(is_cleared=True), RiskFactor.NEVER_CHECKED),
        (RiskFacts(is_cleared=True, was_checked=True), None),
        (RiskFacts(is_overdue=True), RiskFactor.OVERDUE),
        (RiskFacts(overdue_in_unit=3), RiskFactor.OVERDUE),
        (RiskFacts(overdue_in_unit=2), None),
        (RiskFacts(amount_yuan=Decimal("0.01")), RiskFactor.MONEY),
        (RiskFacts(amount_yuan=Decimal(0)), None),
    ],
)
def test_what_makes_a_finding_more_likely(facts: RiskFacts, factor: RiskFactor | None) -> None:
    found = factors_of(facts)
    assert found == ((factor,) if factor else ())
    assert weight_of(found, DEFAULT_WEIGHTS) == 1 + (DEFAULT_WEIGHTS[factor] if factor else 0)


def sheet(size: int = 2) -> DrawSheet:
    factors = ((), (RiskFactor.MONEY,), (RiskFactor.NEVER_CHECKED, RiskFactor.MONEY), ())
    candidates = tuple(
        SheetCandidate(
            code=f"R1-甲镇-0{place}", unit="甲镇", title=f"问题{place}", factors=one,
            weight=weight_of(one, DEFAULT_WEIGHTS),
        )
        for place, one in enumerate(factors, 1)
    )  # fmt: skip
    sealed = SealedPart(
        purpose="反向核查", sealed_on=DAY, criteria={"statuses": ("cleared",)}, weights=dict(DEFAULT_WEIGHTS),
        size=size, candidates=candidates,
    )  # fmt: skip
    return make_sheet(sealed, Moment(secret=SECRET, head_hash=HEAD, drawn_at="2026-11-24T10:00:00+08:00"))


def broken(text: str) -> set[SheetCheck]:
    return {check.kind for check in verify(text) if not check.holds}


def test_a_sheet_as_it_was_made_holds_in_every_part() -> None:
    checks = verify(sheet_text(sheet()))
    assert {check.kind for check in checks} == set(SheetCheck) - {SheetCheck.TRAIL}
    assert all(check.holds for check in checks)


@given(st.integers(0, 10**6), st.characters(exclude_categories=("Cs",)))
def test_any_changed_character_is_noticed(place: int, other: str) -> None:
    text = sheet_text(sheet())
    where = place % len(text)
    changed = text[:where] + other + text[where + 1 :]
    assert bool(broken(changed)) is (changed != text)
    assert broken(text[:where] + text[where + 1 :])


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ({"secret": "ee" * 32}, SheetCheck.COMMITMENT),
        ({"seed": "ee" * 32}, SheetCheck.SEED),
        ({"head_hash": "ee" * 32}, SheetCheck.SEED),
        ({"drawn_at": "2026-11-24T10:00:01+08:00"}, SheetCheck.SEED),
        ({"drawn": ("R1-甲镇-01", "R1-甲镇-02")}, SheetCheck.RESULT),
        ({"probabilities": ("1/1",) * 4}, SheetCheck.PROBABILITIES),
        ({"frame_sha256": "ee" * 32}, SheetCheck.FRAME),
    ],
)
def test_a_sheet_that_was_forged_and_sealed_anew_still_does_not_hold(
    change: dict[str, Any], noticed: SheetCheck
) -> None:
    forged = sheet().model_copy(update=change)
    forged = forged.model_copy(update={"sheet_sha256": seal_of(forged)})
    found = broken(sheet_text(forged))
    assert noticed in found
    assert SheetCheck.SEAL not in found


def test_weights_order_and_number_of_candidates_are_checked_too() -> None:
    good = sheet()
    heavy = good.sealed.candidates[0].model_copy(update={"weight": 9})
    for sealed, noticed in (
        (good.sealed.model_copy(update={"candidates": (heavy, *good.sealed.candidates[1:])}), SheetCheck.WEIGHTS),
        (good.sealed.model_copy(update={"candidates": good.sealed.candidates[::-1]}), SheetCheck.FRAME),
        (good.sealed.model_copy(update={"size": 9}), SheetCheck.RESULT),
    ):
        assert noticed in broken(sheet_text(good.model_copy(update={"sealed": sealed})))
    for text in ("", "[]", "{}", "[" * 100_000, '{"kind":NaN}', sheet_text(good) + "\n"):
        assert broken(text) == {SheetCheck.FORM}


def paper(verdict: Verdict, chance: Fraction = Fraction(1, 2)) -> Paper:
    return Paper(verdict=verdict, probability=chance)


def test_the_share_found_false_is_of_what_was_checked_with_its_range() -> None:
    nothing = result_of([paper(Verdict.UNVERIFIED)] * 3)
    assert (nothing.drawn, nothing.checked, nothing.share, nothing.low, nothing.weighted) == (3, 0, None, None, None)
    papers = [paper(Verdict.DIFFERS, Fraction(1)), paper(Verdict.MATCHES, Fraction(1, 4)), paper(Verdict.PARTLY)]
    found = result_of([*papers, paper(Verdict.UNVERIFIED)])
    assert (found.checked, found.false, found.partly) == (3, 1, 1)
    assert found.weighted == pytest.approx(1 / 7)
    low, high = wilson(1, 10)
    assert isclose(low, 0.0179, abs_tol=1e-4)
    assert isclose(high, 0.4042, abs_tol=1e-4)
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == 1


EARLIER = EarlierDraw(
    id=7, state=DrawState.ABANDONED, ended_on=DAY - timedelta(days=30), frame=frozenset("甲乙"), not_visited=frozenset()
)


@pytest.mark.parametrize(
    ("earlier", "reasons"),
    [
        (EARLIER, (RepeatReason.RECENT,)),
        (replace(EARLIER, ended_on=DAY - timedelta(days=31)), None),
        (replace(EARLIER, ended_on=DAY - timedelta(days=31), not_visited=frozenset("甲")), (RepeatReason.NOT_VISITED,)),
        (replace(EARLIER, not_visited=frozenset("甲")), tuple(RepeatReason)),
        (replace(EARLIER, frame=frozenset("丙")), None),
    ],
)
def test_a_draw_over_the_same_findings_within_thirty_days_or_before_the_visit_is_a_repetition(
    earlier: EarlierDraw, reasons: tuple[RepeatReason, ...] | None
) -> None:
    found = repeats(frozenset("乙丁"), DAY, [earlier])
    assert [(one.draw, one.shared, one.reasons) for one in found] == ([(7, 1, reasons)] if reasons else [])
