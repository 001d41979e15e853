"""Evidence from what was put right: one below, at and one above each bound, with the findings behind each lost point."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.scoring.indicators import Loss, Measurement
from core.vocabulary import Status
from tests.scoring.facts import TODAY, TOMORROW, YESTERDAY, finding, findings, indicator_of, inspection, lost, measured

CLEARED = Status.CLEARED
NOBODY = Measurement(points=None, formula="未采集：还没有移交问题")


@pytest.mark.parametrize("evidence", ["clearance_ratio", "facts_confirmed", "persons_disposed", "nothing_relapsed"])
def test_before_findings_are_handed_over_nothing_is_collected(evidence: str) -> None:
    assert measured(evidence, inspection()) == NOBODY


@pytest.mark.parametrize(
    ("cleared", "points", "behind"),
    [(0, "0", [("15", (1, 2, 3))]), (1, "5", [("10", (2, 3))]), (2, "10", [("5", (3,))]), (3, "15", [])],
)
def test_completion_gives_its_points_by_the_share_of_cleared_findings(
    cleared: int, points: str, behind: list[object]
) -> None:
    found = measured(
        "clearance_ratio", inspection(*findings(cleared, status=CLEARED), *findings(3 - cleared, first=cleared + 1))
    )
    assert found.points == Decimal(points)
    assert lost(found) == behind
    assert found.formula == f"15 × {cleared}/3 = {points}"


@pytest.mark.parametrize("status", [status for status in Status.counted() if status is not CLEARED])
def test_only_what_is_cleared_counts_as_complete(status: Status) -> None:
    found = measured("clearance_ratio", inspection(finding(1, CLEARED), finding(2, status)))
    assert found.points == Decimal("7.5")
    assert found.losses == (
        Loss(points=Decimal("7.5"), reason="1 个问题未销号", mend="再销号 1 个问题", finding_ids=(2,)),
    )


def test_completion_is_not_rounded() -> None:
    found = measured("clearance_ratio", inspection(*findings(7, status=CLEARED), *findings(2, first=8)))
    assert found.points == Decimal(105) / 9
    assert found.formula == "15 × 7/9 = 11.67"


@pytest.mark.parametrize(
    ("cleared_on", "points", "behind"),
    [
        (date(2026, 6, 9), "6", []),
        (date(2026, 6, 10), "6", []),
        (date(2026, 6, 11), "0", [("6", (1,))]),
        (None, "0", [("6", (1,))]),
    ],
)
def test_a_finding_is_on_time_up_to_its_due_day(cleared_on: date | None, points: str, behind: list[object]) -> None:
    one = finding(1, CLEARED, due_on=date(2026, 6, 10), cleared_on=cleared_on)
    found = measured("on_time_ratio", inspection(one))
    assert found.points == Decimal(points)
    assert lost(found) == behind


@pytest.mark.parametrize(("due_on", "is_asked"), [(YESTERDAY, True), (TODAY, False), (TOMORROW, False), (None, False)])
def test_only_findings_past_their_due_day_are_asked_to_be_on_time(due_on: date | None, is_asked: bool) -> None:
    found = measured("on_time_ratio", inspection(finding(due_on=due_on)))
    assert found.points == (Decimal(0) if is_asked else None)
    if not is_asked:
        assert found.formula == "未采集：还没有到期的问题"


def test_what_was_late_cannot_be_mended() -> None:
    late = finding(1, CLEARED, due_on=YESTERDAY, cleared_on=TODAY)
    good = finding(2, CLEARED, due_on=YESTERDAY, cleared_on=YESTERDAY)
    waits = finding(3, due_on=TOMORROW)
    found = measured("on_time_ratio", inspection(late, good, waits))
    assert found == Measurement(
        points=Decimal(3),
        formula="6 × 1/2 = 3",
        losses=(Loss(points=Decimal(3), reason="1 个问题未按期销号", mend="", finding_ids=(1,)),),
    )


@pytest.mark.parametrize(
    ("false", "points", "lost_points"), [(0, "12", None), (1, "9", "3"), (3, "3", "9"), (4, "0", "12"), (5, "0", "15")]
)
def test_each_false_report_costs_three_points_until_none_are_left(
    false: int, points: str, lost_points: str | None
) -> None:
    ids = tuple(range(1, false + 1))
    found = measured("facts_confirmed", inspection(*findings(6), false_item_ids=ids))
    assert found.points == Decimal(points)
    assert lost(found) == ([(lost_points, ids)] if lost_points else [])


def test_a_false_report_of_a_finding_that_does_not_count_costs_nothing() -> None:
    found = measured("facts_confirmed", inspection(finding(1), false_item_ids=(2,)))
    assert found == Measurement(points=Decimal(12), formula="没有与事实不符的问题，得满分 12")


def test_a_false_report_says_what_to_do() -> None:
    found = measured("facts_confirmed", inspection(*findings(3), false_item_ids=(3, 1)))
    assert found == Measurement(
        points=Decimal(6),
        formula="12 − 3 × 2 = 6",
        losses=(
            Loss(
                points=Decimal(6),
                reason="2 个问题报告与事实不符",
                mend="2 个问题重新整改，如实上报",
                finding_ids=(1, 3),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("changes", "is_lacking"),
    [
        ({"involves_persons": False, "has_disposal": False}, False),
        ({"involves_persons": False, "has_disposal": True}, False),
        ({"involves_persons": True, "has_disposal": True}, False),
        ({"involves_persons": True, "has_disposal": False}, True),
    ],
)
def test_findings_about_persons_need_a_disposal(changes: dict[str, Any], is_lacking: bool) -> None:
    found = measured("persons_disposed", inspection(finding(8, **changes), finding(9)))
    assert found.points == (Decimal(5) if is_lacking else Decimal(7))
    assert lost(found) == ([("2", (8,))] if is_lacking else [])
    assert found.formula == ("7 − 2 × 1 = 5" if is_lacking else "涉及人和事的问题都有处置结果，得满分 7")


def test_a_lacking_disposal_says_what_to_do() -> None:
    [loss] = measured("persons_disposed", inspection(finding(involves_persons=True))).losses
    assert (loss.reason, loss.mend) == ("1 个问题涉及人和事没有处置结果", "1 个问题作出处置并登记")


@pytest.mark.parametrize(("lacking", "points"), [(3, "1"), (4, "0"), (5, "0")])
def test_lacking_disposals_cost_no_more_than_there_is(lacking: int, points: str) -> None:
    found = measured("persons_disposed", inspection(*findings(lacking, involves_persons=True)))
    assert found.points == Decimal(points)
    assert found.losses[0].points == 2 * lacking


@pytest.mark.parametrize(
    ("changes", "has_relapsed"),
    [
        ({}, False),
        ({"relapses": 1}, True),
        ({"relapses": 2}, True),
        ({"came_back": True}, True),
        ({"relapses": 1, "came_back": True}, True),
    ],
)
def test_a_finding_that_broke_out_again_costs_once(changes: dict[str, Any], has_relapsed: bool) -> None:
    found = measured("nothing_relapsed", inspection(finding(4, **changes), finding(5)))
    assert found.points == (Decimal("2.5") if has_relapsed else Decimal(5))
    assert lost(found) == ([("2.5", (4,))] if has_relapsed else [])
    assert found.formula == ("5 − 2.5 × 1 = 2.5" if has_relapsed else "没有反弹的问题，得满分 5")


def test_a_relapse_says_what_to_do() -> None:
    [loss] = measured("nothing_relapsed", inspection(*findings(2, relapses=1))).losses
    assert (loss.reason, loss.mend) == ("2 个问题反弹", "2 个问题重新改到位")


def test_full_marks_are_those_of_the_scheme() -> None:
    assert measured("clearance_ratio", inspection(finding(1, CLEARED)), points=Decimal(20)).points == 20
    assert indicator_of("clearance_ratio").points == 15
