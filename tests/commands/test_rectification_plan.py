"""The plan of a finding: tasks, measures and who answers; what was begun is not planned anew (docs/rules.md §4)."""

from datetime import date
from typing import Any

import pytest

from core.commands.rectification import MeasureDone, RecordOutcome
from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan
from core.errors import InvalidInput, NotPermitted, RuleViolated, StaleVersion
from core.messages import sentence
from core.queries.finding import get_finding
from core.queries.ledgers import get_ledgers
from tests.county import County

TASK = PlannedTask(goal="12个村全部补公示", due_on=date(2026, 6, 30), measures=("逐村核对", "公开栏公示"))


def plan(county: County, number: int, **fields: Any) -> RecordPlan:
    wanted = {"tasks": (TASK,), "owner_leader": "副镇长", "lead_office": "财政所", **fields}
    return RecordPlan(plans=(FindingPlan(finding_id=number, version=county.version(number), **wanted),))


def test_a_unit_plans_its_finding(county: County) -> None:
    number = county.add_finding()
    assert county.do(plan(county, number), "liuzhou") == 1
    detail = county.see(get_finding, number)
    assert [measure.text for measure in detail.measures] == ["逐村核对", "公开栏公示"]
    ledgers = county.see(get_ledgers, "R1-柳舟镇")
    assert len(ledgers.tasks) == 2
    assert len(ledgers.responsibilities) == 1


def test_a_plan_that_nothing_follows_from_yet_is_replaced(county: County) -> None:
    number = county.add_finding()
    county.do(plan(county, number))
    county.do(plan(county, number, tasks=(PlannedTask(goal="全部公示", measures=("一次公示",)),)))
    assert [measure.text for measure in county.see(get_finding, number).measures] == ["一次公示"]


def test_a_plan_with_a_measure_begun_stays(county: County) -> None:
    number = county.add_finding()
    county.do(plan(county, number))
    measure = county.see(get_finding, number).measures[0]
    done = MeasureDone(measure_id=measure.id, status="in_progress")
    county.do(RecordOutcome(finding_id=number, version=county.version(number), measures=(done,)))
    with pytest.raises(RuleViolated) as refusal:
        county.do(plan(county, number))
    assert "已有1条措施开始办理" in sentence(refusal.value)


def test_one_stale_finding_keeps_back_all_of_them(county: County) -> None:
    first, second = county.add_finding(), county.add_finding(text="另一个问题，台账不全")
    plans = tuple(FindingPlan(finding_id=n, version=v, tasks=(TASK,)) for n, v in ((first, 1), (second, 9)))
    with pytest.raises(StaleVersion):
        county.do(RecordPlan(plans=plans))
    assert county.see(get_finding, first).measures == ()


def test_a_task_cannot_end_before_it_begins() -> None:
    with pytest.raises(InvalidInput):
        PlannedTask(start_on=date(2026, 5, 2), due_on=date(2026, 5, 1))


def test_a_leader_plans_nothing(county: County) -> None:
    with pytest.raises(NotPermitted):
        county.do(plan(county, county.add_finding()), "leader")
