"""Which evaluations are planned, and that each particular one has its place however small the county."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.demo.content import DemoContent
from core.demo.county_plan import CountyPlan, plan_county
from core.demo.fates import Fate
from core.demo.finding_plan import plan_findings
from core.demo.sheet_plan import NEVER_STARTED_FOR, plan_sheets
from core.demo.sheets import GOOD, POOR, SOUND, End, PlannedSheet, Survey, once_more, usual_sheet
from core.demo.waves import Intake, Wave
from core.vocabulary import Veto
from tests.demo.conftest import UNTIL


@pytest.fixture(scope="module")
def sheets(default_plan: CountyPlan) -> list[PlannedSheet]:
    return plan_sheets(default_plan, 2026)


def _of(sheets: list[PlannedSheet], *waves: Wave) -> list[PlannedSheet]:
    return [sheet for sheet in sheets if sheet.inspection.wave in waves]


def test_no_sheet_is_planned_twice_and_no_later_cycle_without_the_first(sheets: list[PlannedSheet]) -> None:
    keys = [(sheet.number, sheet.cycle) for sheet in sheets]
    assert len(set(keys)) == len(keys)
    assert {number for number, cycle in keys if cycle == 2} <= {number for number, cycle in keys if cycle == 1}


def test_first_round_has_two_cycles_each(sheets: list[PlannedSheet]) -> None:
    cycles = Counter(sheet.number for sheet in _of(sheets, Wave.FIRST_CLOSED, Wave.FIRST_LEDGER, Wave.FIRST_OPEN))
    assert set(cycles.values()) == {2}
    assert len(cycles) == 26


def test_what_is_closed_out_aims_at_a_grade_that_allows_it(sheets: list[PlannedSheet]) -> None:
    for sheet in sheets:
        closed_on = sheet.inspection.closed_on
        if closed_on is not None:
            assert sheet.on < sheet.entered_on < closed_on
            assert (sheet.least >= SOUND) is (sheet.cycle == 2)
            assert not sheet.vetoes


def test_first_cycles_come_about_a_month_after_the_intensive_stage(sheets: list[PlannedSheet]) -> None:
    never = {sheet.number for sheet in sheets if _never_started(sheet)}
    for sheet in sheets:
        if sheet.cycle == 1 and sheet.number not in never:
            assert 112 <= (sheet.on - sheet.inspection.feedback_on).days <= 128


def _never_started(sheet: PlannedSheet) -> list[date]:
    return [f.target for f in sheet.inspection.findings if f.fate is Fate.NEVER_STARTED and f.target]


def test_what_nobody_touched_is_evaluated_more_than_ninety_days_past_due(sheets: list[PlannedSheet]) -> None:
    (sheet,) = [sheet for sheet in sheets if _never_started(sheet)]
    assert sheet.end is End.ADOPTED
    assert 90 <= NEVER_STARTED_FOR - 5 <= (sheet.on - max(_never_started(sheet))).days <= NEVER_STARTED_FOR


@pytest.mark.parametrize("veto", Veto.stated())
def test_each_veto_that_is_stated_is_stated_once_in_an_open_inspection(sheets: list[PlannedSheet], veto: Veto) -> None:
    (sheet,) = [sheet for sheet in sheets if veto in sheet.vetoes]
    assert sheet.inspection.closed_on is None


def test_some_are_poor_and_one_of_them_is_evaluated_again(sheets: list[PlannedSheet]) -> None:
    assert sorted(sheet.again for sheet in sheets if sheet.most == POOR) == [False, True]


def test_one_open_inspection_is_good(sheets: list[PlannedSheet]) -> None:
    assert sum(sheet.least == GOOD for sheet in sheets) == 1


def test_sheets_of_the_third_round_end_in_every_way(sheets: list[PlannedSheet]) -> None:
    ends = Counter(sheet.end for sheet in _of(sheets, Wave.THIRD_EARLY))
    assert ends == {End.ADOPTED: 5, End.UNFINISHED: 1, End.PENDING: 1}
    assert Counter(sheet.end for sheet in sheets)[End.CORRECTED] == 1


def test_surveys_of_every_size_occur(sheets: list[PlannedSheet]) -> None:
    counts = Counter(sheet.survey for sheet in sheets)
    assert min(counts[Survey.FEW], counts[Survey.NONE]) >= 5
    assert counts[Survey.USUAL] > len(sheets) / 2


def test_nothing_is_entered_before_its_day_nor_after_the_last(sheets: list[PlannedSheet]) -> None:
    assert all(sheet.on < sheet.entered_on <= UNTIL for sheet in sheets)


@pytest.mark.parametrize("until", [date(2024, 10, 8), date(2025, 2, 5), date(2026, 5, 6)])
def test_nothing_is_entered_after_the_last_day_when_it_follows_holidays(content: DemoContent, until: date) -> None:
    plan = plan_county(content, until, 5, 1200)
    plan_findings(content, plan, 5, 1200)
    assert all(sheet.on < sheet.entered_on <= until for sheet in plan_sheets(plan, 5))


def test_old_ledgers_are_entered_once_they_are_in(sheets: list[PlannedSheet]) -> None:
    for sheet in sheets:
        if sheet.inspection.intake is Intake.PAST_LEDGER:
            assert (sheet.entered_on - sheet.inspection.feedback_on).days >= 430
            assert (sheet.on - sheet.inspection.feedback_on).days <= 300


@pytest.mark.parametrize("findings", [40, 60, 100, 400])
def test_a_small_county_is_evaluated_too(content: DemoContent, findings: int) -> None:
    plan = plan_county(content, UNTIL, 2026, findings)
    plan_findings(content, plan, 2026, findings)
    sheets = plan_sheets(plan, 2026)
    assert {sheet.cycle for sheet in sheets} == {1, 2}
    assert all(sheet.entered_on <= UNTIL for sheet in sheets)


def test_a_second_effort_is_evaluated_two_and_a_half_to_four_months_later(sheets: list[PlannedSheet]) -> None:
    sheet = next(sheet for sheet in sheets if sheet.again)
    again = once_more(sheet, UNTIL, random.Random(1))
    assert again
    assert again.cycle == sheet.cycle + 1
    assert timedelta(days=65) <= again.on - sheet.on <= timedelta(days=110)


def test_there_is_no_second_effort_after_the_story(sheets: list[PlannedSheet]) -> None:
    sheet = next(sheet for sheet in sheets if sheet.again)
    again = once_more(sheet, UNTIL, random.Random(1))
    assert again
    assert once_more(sheet, again.entered_on, random.Random(1)) is None
    assert once_more(sheet, again.entered_on + timedelta(days=1), random.Random(1)) == again


def test_what_was_poor_does_not_stay_poor(sheets: list[PlannedSheet]) -> None:
    sheet = usual_sheet(0, sheets[0].inspection, 1, date(2025, 3, 3))
    for most, least in ((POOR, POOR), (GOOD, 0)):
        again = once_more(replace(sheet, most=most), UNTIL, random.Random(1))
        assert again
        assert again.least == least
