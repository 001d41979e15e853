"""Evidence from the plan's ledgers, with the findings behind each lost point."""

from decimal import Decimal
from typing import Any

import pytest

from core.scoring.indicators import Loss, Measurement
from tests.scoring.facts import finding, findings, inspection, lost, measured


@pytest.mark.parametrize("evidence", ["owners_named", "findings_covered"])
def test_before_findings_are_handed_over_nothing_is_collected(evidence: str) -> None:
    assert measured(evidence, inspection()) == Measurement(points=None, formula="未采集：还没有移交问题")


@pytest.mark.parametrize(("lacking", "points"), [(0, "3"), (1, "2.5"), (5, "0.5"), (6, "0"), (7, "0")])
def test_each_finding_without_a_leader_costs_half_a_point(lacking: int, points: str) -> None:
    found = measured("owners_named", inspection(*findings(lacking, has_owner=False), *findings(2, first=90)))
    assert found.points == Decimal(points)
    ids = tuple(range(1, lacking + 1))
    assert lost(found) == ([(str(Decimal("0.5") * lacking), ids)] if lacking else [])


def test_a_finding_without_a_leader_says_what_to_do() -> None:
    assert measured("owners_named", inspection(finding(1), finding(2, has_owner=False))) == Measurement(
        points=Decimal("2.5"),
        formula="3 − 0.5 × 1 = 2.5",
        losses=(
            Loss(points=Decimal("0.5"), reason="1 个问题没有责任领导", mend="1 个问题落实责任领导", finding_ids=(2,)),
        ),
    )
    assert measured("owners_named", inspection(finding())).formula == "问题都有责任领导，得满分 3"


@pytest.mark.parametrize(
    ("tasks", "points", "behind"),
    [([0, 0, 0, 0, 0], "0", [("5", (0, 1, 2, 3, 4))]), ([1, 0, 2], "3", [("1", (1,))]), ([1, 1, 1], "4", [])],
)
def test_each_finding_without_a_task_costs_a_point(tasks: list[int], points: str, behind: list[object]) -> None:
    found = measured("findings_covered", inspection(*(finding(n, tasks=count) for n, count in enumerate(tasks))))
    assert found.points == Decimal(points)
    assert lost(found) == behind


def test_a_finding_without_a_task_says_what_to_do() -> None:
    [loss] = measured("findings_covered", inspection(finding(tasks=0))).losses
    assert (loss.reason, loss.mend) == ("1 个问题没有整改任务", "1 个问题补列整改任务")
    assert measured("findings_covered", inspection(finding())).formula == "问题都有整改任务，得满分 4"


@pytest.mark.parametrize("found", [(), (finding(1, tasks=0, tasks_without_goal=1, has_handler=False),)])
def test_without_tasks_nobody_knows_whether_they_can_be_carried_out(found: tuple[Any, ...]) -> None:
    assert measured("measures_operable", inspection(*found)) == Measurement(
        points=None, formula="未采集：还没有任务清单"
    )


def test_tasks_that_state_everything_get_full_marks() -> None:
    assert measured("measures_operable", inspection(finding())) == Measurement(
        points=Decimal(4), formula="4 − 0.5 × 0 = 4"
    )


def test_each_element_that_lacks_costs_half_a_point_and_names_its_findings() -> None:
    found = measured(
        "measures_operable",
        inspection(
            finding(1, tasks=3, tasks_without_goal=2, tasks_without_due=1),
            finding(2, tasks_without_goal=1),
            finding(3, has_handler=False),
            finding(4),
            finding(5, tasks=0, tasks_without_due=3, has_handler=False),
        ),
    )
    assert found == Measurement(
        points=Decimal("1.5"),
        formula="4 − 0.5 × 5 = 1.5",
        losses=(
            Loss(points=Decimal("1.5"), reason="3 处没有整改目标", mend="3 处补写整改目标", finding_ids=(1, 2)),
            Loss(points=Decimal("0.5"), reason="1 处没有完成时限", mend="1 处补定完成时限", finding_ids=(1,)),
            Loss(
                points=Decimal("0.5"),
                reason="1 处没有牵头部门或经办人",
                mend="1 处落实牵头部门和经办人",
                finding_ids=(3,),
            ),
        ),
    )


@pytest.mark.parametrize(("lacking", "points"), [(7, "0.5"), (8, "0"), (9, "0")])
def test_lacking_elements_cost_no_more_than_there_is(lacking: int, points: str) -> None:
    found = measured("measures_operable", inspection(finding(tasks=9, tasks_without_due=lacking)))
    assert found.points == Decimal(points)
