"""A county of default size has plans, outcomes, milestones and portraits, with the gaps that real ones have."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa

from core.queries.portrait import list_portraits
from core.store.models import (
    AuditEvent,
    Finding,
    Inspection,
    Measure,
    MilestoneRecord,
    Outcome,
    PolicyDocument,
    Responsibility,
    Task,
    Unit,
    UnitPortrait,
)
from core.vocabulary import Band, MeasureStatus, Milestone, PortraitDeduction, Status
from tests.demo.conftest import UNTIL, DefaultCounty

QUARTER_ENDS = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]


def _number(county: DefaultCounty, select: sa.Select[tuple[int]]) -> int:
    ((number,),) = county.rows(select)
    return int(number)


def test_most_findings_have_a_plan_and_some_have_not(default_county: DefaultCounty) -> None:
    planned = set(default_county.all(Task.finding_id))
    counted = default_county.rows(sa.select(Finding.id).where(Finding.status.in_(Status.counted())))
    without = {number for (number,) in counted} - planned
    assert 5 <= len(without) < len(counted) / 8


def test_each_inspection_with_feedback_handed_in_its_plan_once(default_county: DefaultCounty) -> None:
    """A plan of one finding came up later or mends what was lacking before clearance was asked for."""
    select = sa.select(AuditEvent.actor, AuditEvent.after).where(AuditEvent.action == "plan.recorded")
    plans = [(actor, len(after["plans"])) for actor, after in default_county.rows(select)]
    actors = Counter(actor for actor, number in plans if number > 1)
    assert 40 <= actors.total() <= 80
    assert max(actors.values()) <= 4
    assert 20 < sum(number == 1 for _, number in plans) < 150


@pytest.mark.parametrize("lacking", [Task.goal == "", Task.due_on.is_(None), Responsibility.owner_leader == "",
                                     Responsibility.handler == ""])  # fmt: skip
def test_elements_are_left_out_of_some_plans(default_county: DefaultCounty, lacking: sa.ColumnElement[bool]) -> None:
    both = sa.select(sa.func.count(Task.id)).join(Responsibility, Responsibility.finding_id == Task.finding_id)
    assert 5 <= _number(default_county, both.where(lacking)) <= _number(default_county, both) / 8


def test_plans_come_in_two_tasks_too_and_with_one_to_three_measures(default_county: DefaultCounty) -> None:
    tasks = Counter(default_county.all(Task.finding_id))
    assert set(tasks.values()) == {1, 2}
    measures = default_county.rows(sa.select(Measure.task_id).join(Task, Task.id == Measure.task_id))
    assert set(Counter(number for (number,) in measures).values()) >= {1, 2, 3}


def test_a_task_is_never_due_before_it_starts(default_county: DefaultCounty) -> None:
    assert not default_county.rows(sa.select(Task.id).where(Task.due_on < Task.start_on))


def test_some_measures_are_done_and_many_are_not(default_county: DefaultCounty) -> None:
    states = Counter(default_county.all(Measure.status))
    assert states[MeasureStatus.DONE] > 300
    assert states[MeasureStatus.NOT_STARTED] > 300


def test_findings_led_to_wider_reviews(default_county: DefaultCounty) -> None:
    wider = default_county.all(Outcome.wider_review)
    assert len(wider) / 5 < sum(map(bool, wider)) < len(wider)


def test_most_long_term_findings_rest_on_a_rule_and_some_do_not(default_county: DefaultCounty) -> None:
    long_term = default_county.rows(sa.select(Finding.id).where(Finding.status == Status.LONG_TERM))
    with_rule = {number for (number,) in long_term} & set(default_county.all(PolicyDocument.finding_id))
    assert len(long_term) / 2 < len(with_rule) < len(long_term)


@pytest.mark.parametrize("milestone", list(Milestone.scored()))
def test_milestones_are_recorded_for_most_inspections_that_are_so_far(
    default_county: DefaultCounty, milestone: Milestone
) -> None:
    recorded = default_county.rows(sa.select(MilestoneRecord.met_on).where(MilestoneRecord.milestone == milestone))
    fed_back = _number(default_county, sa.select(sa.func.count()).where(Inspection.feedback_on.is_not(None)))
    assert fed_back * 0.75 < len(recorded) < fed_back
    assert all(met_on is not None and met_on <= UNTIL for (met_on,) in recorded)


def test_portraits_are_on_record_for_three_quarters_and_the_last_day(default_county: DefaultCounty) -> None:
    days = Counter(default_county.all(UnitPortrait.as_of))
    assert sorted(days) == [*QUARTER_ENDS, UNTIL]
    assert set(days.values()) == {42}


def test_kept_portraits_are_those_computed_anew(default_county: DefaultCounty) -> None:
    kept = {
        row.code: (row.score, row.band, row.rank)
        for row in default_county.rows(
            sa.select(Unit.code, UnitPortrait.score, UnitPortrait.band, UnitPortrait.rank)
            .join(Unit, Unit.id == UnitPortrait.unit_id)
            .where(UnitPortrait.as_of == UNTIL)
        )
    }
    for row in default_county.ask(list_portraits, ()):
        assert kept[row.unit_code] == (row.portrait.score, row.portrait.band, row.standing.rank)


def test_portraits_differ_and_some_know_little(default_county: DefaultCounty) -> None:
    portraits = [row.portrait for row in default_county.ask(list_portraits, ())]
    assert {portrait.band for portrait in portraits} >= {Band.GREEN, Band.BLUE, Band.YELLOW, None}
    assert sum(portrait.completeness == 0 for portrait in portraits) >= 3
    taken = {deduction.code for portrait in portraits for deduction in portrait.deductions}
    assert taken == {PortraitDeduction.REPEATED, PortraitDeduction.FALSE_RECTIFICATION}
