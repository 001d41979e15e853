"""Facts of an inspection as of any day (docs/rules.md §7.1)."""

from datetime import date, timedelta
from pathlib import Path

from core.commands.evidence import AttachEvidence
from core.commands.milestones import RecordMilestones
from core.commands.rectification import (
    MeasureDone,
    NewPolicy,
    ProgressLine,
    RecordOutcome,
    ReportProgress,
)
from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan
from core.queries.finding import get_finding
from core.queries.inspection_facts import inspection_facts
from core.scoring.facts import FindingFacts, InspectionFacts
from core.vocabulary import Milestone, Status
from tests.county import FEEDBACK, TODAY, County


def facts(county: County, on: date = TODAY) -> InspectionFacts:
    from core.almanac import work_calendar
    from core.identity import Scope
    from core.queries.base import Reading

    number = county.ids["柳舟镇"]
    with county.store.read() as session:
        return inspection_facts(Reading(session, Scope(), on, work_calendar()), [number])[number]


def only(county: County, on: date = TODAY) -> FindingFacts:
    return facts(county, on).findings[0]


def test_a_bare_finding_has_nothing_planned_and_nobody_who_answers(county: County) -> None:
    county.add_finding()
    found = only(county)
    assert (found.status, found.tasks, found.has_owner, found.has_handler) == (Status.NOT_STARTED, 0, False, False)
    assert (found.pieces, found.policies, found.relapses, found.came_back) == (0, 0, 0, False)


def test_gaps_of_the_plan_are_counted(county: County) -> None:
    number = county.add_finding()
    tasks = (PlannedTask(goal="全部公示"), PlannedTask(due_on=date(2026, 6, 1)))
    plan = FindingPlan(finding_id=number, version=1, tasks=tasks, owner_leader="副镇长", handler="干事")
    county.do(RecordPlan(plans=(plan,)))
    found = only(county)
    assert (found.tasks, found.tasks_without_goal, found.tasks_without_due) == (2, 1, 1)
    assert (found.has_owner, found.has_handler) == (True, True)


def test_the_state_is_that_of_the_day(county: County) -> None:
    number = county.add_finding()
    day = FEEDBACK + timedelta(days=10)
    line = ProgressLine(finding_id=number, version=1, percent=20, text="已部署", happened_on=day)
    county.do(ReportProgress(lines=(line,)), on=day)
    assert only(county, day - timedelta(days=1)).status is Status.NOT_STARTED
    assert only(county, day).status is Status.IN_PROGRESS


def test_done_measures_without_a_piece_are_counted_until_the_day_one_came(county: County, tmp_path: Path) -> None:
    number = county.add_finding()
    plan = FindingPlan(finding_id=number, version=1, tasks=(PlannedTask(goal="公示", measures=("逐村公示",)),))
    county.do(RecordPlan(plans=(plan,)))
    measure = county.see(get_finding, number).measures[0]
    done = MeasureDone(measure_id=measure.id, status="done", done_on=date(2026, 5, 1))
    county.do(RecordOutcome(finding_id=number, version=county.version(number), measures=(done,)))
    assert only(county, date(2026, 4, 30)).done_measures_without_evidence == 0
    assert only(county, date(2026, 5, 1)).done_measures_without_evidence == 1
    file_id = county.add_file(tmp_path)
    county.do(AttachEvidence(finding_id=number, file_id=file_id, title="公示照片"), on=date(2026, 6, 1))
    assert only(county, date(2026, 5, 31)).done_measures_without_evidence == 1
    assert only(county, date(2026, 6, 1)).done_measures_without_evidence == 0
    assert (only(county, date(2026, 5, 31)).pieces, only(county, date(2026, 6, 1)).pieces) == (0, 1)


def test_outcomes_and_institutions_are_told(county: County) -> None:
    number = county.add_finding(involves_persons=True)
    policy = NewPolicy(name="惠民补贴公示办法", issued_on=date(2026, 6, 1))
    county.do(
        RecordOutcome(finding_id=number, version=1, disposal="诫勉谈话", wider_review="全镇12个村", policies=(policy,))
    )
    found = only(county)
    assert (found.has_disposal, found.wider_review, found.policies) == (True, True, 1)
    assert only(county, date(2026, 5, 31)).policies == 0


def test_milestones_have_their_day_by_the_plan_of_the_round(county: County) -> None:
    relay = FEEDBACK + timedelta(days=9)
    county.do(RecordMilestones(inspection_id=county.ids["柳舟镇"], version=1, met={Milestone.RELAY: relay}))
    known = facts(county).milestones
    assert (known[Milestone.RELAY].due_on, known[Milestone.RELAY].met_on) == (FEEDBACK + timedelta(days=7), relay)
    assert known[Milestone.REPORT].due_on == FEEDBACK + timedelta(days=100)
    assert known[Milestone.REPORT].met_on is None
