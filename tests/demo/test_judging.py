"""Panels keep to the evidence, give a reason for every change, and settle within the bounds of the story."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.demo.content import DemoContent
from core.demo.county_plan import CountyPlan
from core.demo.fates import Character
from core.demo.judging import ARITHMETIC, ON_PAPER, Panel
from core.demo.settling import fill_in
from core.demo.sheets import GOOD, POOR, SOUND, PlannedSheet, usual_sheet
from core.demo.waves import Intake, Wave
from core.schemes import current_scheme
from core.scoring.evaluation import evaluate
from core.scoring.facts import Ballots, FindingFacts, InspectionFacts, MilestoneFacts, ScoreFacts
from core.scoring.indicators import Measurement
from core.scoring.review import needs_reason, proposed_points
from core.vocabulary import Milestone, Status

SCHEME = current_scheme().scheme
EVERYTHING = FindingFacts(id=1, code="", status=Status.LONG_TERM, involves_persons=True, has_disposal=True, policies=1)
PAST = {milestone: MilestoneFacts(due_on=date(2025, 8, 31), met_on=None) for milestone in Milestone}
FACTS = InspectionFacts(as_of=date(2025, 9, 1), findings=(EVERYTHING,), milestones=PAST)
SATISFIED = Ballots(satisfied=60, basically=30, dissatisfied=10)
SEEDS = range(12)


def _measured(share: str | None = "0.9") -> dict[str, Measurement]:
    """Evidence for this share of full marks; None is not collected."""
    return {
        key: Measurement(points=None if share is None else indicator.points * Decimal(share), formula="")
        for key, indicator in SCHEME.indicators.items()
        if indicator.evidence
    }


@pytest.fixture
def planned(default_plan: CountyPlan) -> PlannedSheet:
    inspection = next(one for one in default_plan.inspections if one.wave is Wave.SECOND_OPEN)
    return usual_sheet(0, replace(inspection, character=Character.AVERAGE), 1, date(2025, 9, 1))


def _panel(
    content: DemoContent, planned: PlannedSheet, seed: int = 1, measured: Mapping[str, Measurement] | None = None
) -> Panel:
    evidence = _measured() if measured is None else measured
    return Panel(SCHEME, FACTS, evidence, planned, content.phrases.review, random.Random(seed))


def _as(planned: PlannedSheet, character: Character, cycle: int = 1) -> PlannedSheet:
    return replace(planned, inspection=replace(planned.inspection, character=character), cycle=cycle)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("share", ["0", "0.55", "1", None])
def test_a_reason_stands_exactly_where_it_is_due(
    content: DemoContent, planned: PlannedSheet, seed: int, share: str | None
) -> None:
    measured = _measured(share)
    for key, line in _panel(content, planned, seed, measured).judge().items():
        full = SCHEME.indicators[key].points
        assert 0 <= line.points <= full
        assert bool(line.reason) is needs_reason(line.points, full, measured.get(key))


@pytest.mark.parametrize("seed", SEEDS)
def test_ratios_stay_as_they_were_computed(content: DemoContent, planned: PlannedSheet, seed: int) -> None:
    measured = _measured()
    lines = _panel(content, replace(planned, least=GOOD), seed, measured).judge()
    for key, indicator in SCHEME.indicators.items():
        if indicator.evidence in ARITHMETIC:
            assert lines[key].points == proposed_points(measured[key])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_reason_takes_off_is_taken_off(content: DemoContent, planned: PlannedSheet, seed: int) -> None:
    remarks = {one.reason: one for some in content.phrases.review.remarks.values() for one in some}
    measured = _measured()
    for key, line in _panel(content, planned, seed, measured).judge().items():
        if line.reason:
            start = proposed_points(measured.get(key)) if key in measured else SCHEME.indicators[key].points
            assert start is not None
            assert line.points == start - remarks[line.reason].lose
            assert remarks[line.reason].indicator == key


def test_what_says_that_nothing_is_there_is_said_only_where_nothing_is_recorded(
    content: DemoContent, planned: PlannedSheet
) -> None:
    nothing = {one.reason for some in content.phrases.review.remarks.values() for one in some if one.unrecorded}
    poor = replace(planned, most=POOR)
    for share, said in (("1", False), (None, True)):
        lines = _panel(content, poor, 1, _measured(share)).judge().values()
        assert any(line.reason in nothing for line in lines) is said


def test_nothing_is_amiss_before_its_day(content: DemoContent, planned: PlannedSheet) -> None:
    panel = _panel(content, replace(planned, most=POOR), 1, _measured(None))
    today = {milestone: MilestoneFacts(due_on=FACTS.as_of, met_on=None) for milestone in Milestone}
    for milestones, points in ((PAST, 0), (today, 3)):
        lines = replace(panel, facts=replace(FACTS, milestones=milestones)).judge()
        assert lines["reporting.publication"].points == points


@pytest.mark.parametrize(
    ("key", "without"),
    [
        ("implementation.disposal", {"involves_persons": False}),
        ("implementation.disposal", {"has_disposal": False}),
        ("prevention.institution", {"policies": 0}),
        ("prevention.follow_up", {"status": Status.CLEARED}),
    ],
)
def test_nobody_is_blamed_for_what_is_not_there(
    content: DemoContent, planned: PlannedSheet, key: str, without: dict[str, object]
) -> None:
    panel = _panel(content, replace(planned, most=POOR), 1, _measured("1"))
    assert panel.judge()[key].reason
    finding = replace(EVERYTHING, **without)  # type: ignore[arg-type]
    assert not replace(panel, facts=replace(FACTS, findings=(finding,))).judge()[key].reason


@pytest.mark.parametrize("seed", SEEDS)
def test_slow_units_lose_more_than_diligent_ones_and_admit_less(
    content: DemoContent, planned: PlannedSheet, seed: int
) -> None:
    gaps = []
    for character in (Character.DILIGENT, Character.SLOW):
        panel = _panel(content, _as(planned, character), seed)
        lines = panel.judge()
        own, review = sum(panel.claims(lines).values()), sum(line.points for line in lines.values())
        gaps.append(own - review)
    assert gaps[0] < gaps[1]


def test_a_sham_unit_gives_itself_full_marks(content: DemoContent, planned: PlannedSheet) -> None:
    panel = _panel(content, _as(planned, Character.SHAM))
    assert sum(panel.claims(panel.judge()).values()) == 100


def test_claims_are_halves_of_a_point_within_full_marks(content: DemoContent, planned: PlannedSheet) -> None:
    panel = _panel(content, planned)
    lines = panel.judge()
    for key, own in panel.claims(lines).items():
        assert lines[key].points <= own <= SCHEME.indicators[key].points
        assert own * 2 % 1 == 0 or own == SCHEME.indicators[key].points


def test_an_old_ledger_is_judged_by_what_lies_on_paper(content: DemoContent, planned: PlannedSheet) -> None:
    old = replace(planned, inspection=replace(planned.inspection, intake=Intake.PAST_LEDGER))
    lines = _panel(content, old, measured=_measured("0")).judge()
    for key, indicator in SCHEME.indicators.items():
        if indicator.evidence in ON_PAPER:
            assert lines[key].points == indicator.points
            assert lines[key].reason in content.phrases.review.on_paper


@pytest.mark.parametrize("ballots", [SATISFIED, Ballots(satisfied=3), None])
@pytest.mark.parametrize("share", ["0.5", "0.7", "1"])
@pytest.mark.parametrize(("least", "most"), [(SOUND, Decimal(101)), (GOOD, Decimal(101)), (Decimal(0), POOR)])
def test_a_panel_settles_within_bounds_with_reasons(
    content: DemoContent, planned: PlannedSheet, ballots: Ballots | None, share: str, least: Decimal, most: Decimal
) -> None:
    measured = _measured(share) | {
        key: Measurement(points=indicator.points * Decimal("0.9"), formula="")
        for key, indicator in SCHEME.indicators.items()
        if indicator.evidence in ARITHMETIC
    }
    given = fill_in(_panel(content, replace(planned, least=least, most=most), 3, measured), ballots)
    facts = ScoreFacts.model_validate(
        {
            "self": {one.indicator: one.self_points for one in given},
            "review": {one.indicator: one.review_points for one in given},
            "ballots": ballots,
        }
    )
    total = evaluate(SCHEME, facts).total
    assert total is not None
    assert least <= total < most
    for one in given:
        assert one.review_points is not None
        full = SCHEME.indicators[one.indicator].points
        assert bool(one.reason) is needs_reason(one.review_points, full, measured.get(one.indicator))


def test_a_panel_that_cannot_go_further_stops(content: DemoContent, planned: PlannedSheet) -> None:
    unreachable = _panel(content, replace(planned, least=Decimal(101)))
    assert all(one.review_points is not None for one in fill_in(unreachable, SATISFIED))
    bottomless = _panel(content, replace(planned, most=Decimal(0)))
    assert sum(one.review_points or 0 for one in fill_in(bottomless, SATISFIED)) < 25, "ratios alone are left"


def test_the_same_seed_gives_the_same_sheet(content: DemoContent, planned: PlannedSheet) -> None:
    first, second, other = (fill_in(_panel(content, planned, seed), SATISFIED) for seed in (1, 1, 2))
    assert first == second
    assert first != other
