"""Evidence from milestones, to the day (docs/rules.md §3.1, §7.1)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.scoring.indicators import Measurement
from core.scoring.scheme import LateStep
from core.vocabulary import Milestone
from tests.scoring.facts import TODAY, TOMORROW, YESTERDAY, finding, inspection, measured, milestones

DUE = date(2026, 5, 1)
OF = {
    "relayed_in_time": Milestone.RELAY,
    "democratic_life_held": Milestone.DEMOCRATIC_LIFE,
    "ledgers_in_time": Milestone.LEDGERS,
    "report_in_time": Milestone.REPORT,
    "published": Milestone.PUBLICATION,
}


def met(evidence: str, days_late: int, **changes: object) -> Measurement:
    dates = milestones(OF[evidence], DUE, DUE + timedelta(days=days_late))
    return measured(evidence, inspection(finding(), milestones=dates), **changes)


def lost_points(measurement: Measurement) -> Decimal:
    return sum((loss.points for loss in measurement.losses), Decimal(0))


@pytest.mark.parametrize(
    ("evidence", "days_late", "points"),
    [
        ("relayed_in_time", -1, "3"),
        ("relayed_in_time", 0, "3"),
        ("relayed_in_time", 1, "2"),
        ("relayed_in_time", 8, "2"),
        ("relayed_in_time", 9, "0"),
        ("relayed_in_time", 10, "0"),
        ("democratic_life_held", -1, "3"),
        ("democratic_life_held", 0, "3"),
        ("democratic_life_held", 1, "2"),
        ("democratic_life_held", 60, "2"),
        ("ledgers_in_time", -6, "4"),
        ("ledgers_in_time", 0, "4"),
        ("ledgers_in_time", 1, "3"),
        ("ledgers_in_time", 5, "3"),
        ("ledgers_in_time", 6, "2"),
        ("ledgers_in_time", 10, "2"),
        ("ledgers_in_time", 15, "1"),
        ("ledgers_in_time", 16, "0"),
        ("ledgers_in_time", 21, "0"),
        ("report_in_time", 0, "4"),
        ("report_in_time", 1, "3"),
        ("report_in_time", 5, "3"),
        ("report_in_time", 6, "2"),
        ("published", -1, "3"),
        ("published", 0, "3"),
        ("published", 40, "3"),
    ],
)
def test_days_late_cost_what_the_scheme_says(evidence: str, days_late: int, points: str) -> None:
    assert met(evidence, days_late).points == Decimal(points)


@pytest.mark.parametrize("evidence", list(OF))
def test_without_a_feedback_day_no_milestone_is_set(evidence: str) -> None:
    assert measured(evidence, inspection(finding())) == Measurement(points=None, formula="未采集：没有反馈日，节点未定")


@pytest.mark.parametrize("evidence", list(OF))
@pytest.mark.parametrize("met_on", [None, TOMORROW])
def test_what_is_not_recorded_yet_is_neither_in_time_nor_late(evidence: str, met_on: date | None) -> None:
    facts = inspection(milestones=milestones(OF[evidence], DUE, met_on))
    assert measured(evidence, facts) == Measurement(
        points=None, formula=f"未采集：{OF[evidence].term}应于 2026-05-01 前完成，未登记"
    )


@pytest.mark.parametrize("evidence", list(OF))
@pytest.mark.parametrize("met_on", [YESTERDAY, TODAY])
def test_what_was_met_by_the_day_asked_for_is_known(evidence: str, met_on: date) -> None:
    facts = inspection(milestones=milestones(OF[evidence], TOMORROW, met_on))
    found = measured(evidence, facts)
    assert found.points is not None
    assert found.losses == ()


@pytest.mark.parametrize("evidence", list(OF))
def test_each_function_looks_at_its_own_milestone(evidence: str) -> None:
    others = {
        milestone: dates
        for other in Milestone
        if other is not OF[evidence]
        for milestone, dates in milestones(other, DUE, DUE).items()
    }
    assert measured(evidence, inspection(milestones=others)).points is None


@pytest.mark.parametrize(
    ("evidence", "days_late", "formula", "reason"),
    [
        ("relayed_in_time", -1, "2026-04-30 完成，按期；3 − 0 = 3", None),
        ("relayed_in_time", 0, "2026-05-01 完成，按期；3 − 0 = 3", None),
        ("relayed_in_time", 2, "2026-05-03 完成，晚 2 日；3 − 1 = 2", "传达学习晚 2 日"),
        ("relayed_in_time", 9, "2026-05-10 完成，晚 9 日；3 − 3 = 0", "传达学习晚 9 日"),
        ("democratic_life_held", 1, "2026-05-02 完成，晚 1 日；3 − 1 = 2", "专题民主生活会晚 1 日"),
        ("ledgers_in_time", 0, "2026-05-01 完成，按期；4 − 0 = 4", None),
        ("ledgers_in_time", 6, "2026-05-07 完成，晚 6 日；4 − 1 × 2 = 2", "三清单报送晚 6 日"),
        ("report_in_time", 1, "2026-05-02 完成，晚 1 日；4 − 1 × 1 = 3", "整改进展报告晚 1 日"),
        ("published", 3, "2026-05-04 已公开，得满分 3", None),
    ],
)
def test_formulas_say_when_and_how_much_and_nothing_mends_lost_days(
    evidence: str, days_late: int, formula: str, reason: str | None
) -> None:
    found = met(evidence, days_late)
    assert found.formula == formula
    assert [(loss.reason, loss.mend, loss.finding_ids) for loss in found.losses] == (
        [(reason, "", ())] if reason else []
    )


def test_late_by_less_than_the_first_step_costs_nothing() -> None:
    found = met("relayed_in_time", 2, late=(LateStep(days=3, lose=Decimal(1)),))
    assert found == Measurement(points=Decimal(3), formula="2026-05-03 完成，晚 2 日；3 − 0 = 3")


def test_the_order_of_steps_never_matters() -> None:
    steps = (LateStep(days=9, lose=Decimal(3)), LateStep(days=1, lose=Decimal(1)))
    assert [met("relayed_in_time", days, late=steps).points for days in (0, 1, 8, 9)] == [3, 2, 2, 0]


@pytest.mark.parametrize(("every_days", "lost"), [(1, 6), (2, 3), (3, 2), (4, 2), (6, 1), (7, 1)])
def test_each_span_that_was_started_costs(every_days: int, lost: int) -> None:
    assert lost_points(met("ledgers_in_time", 6, every_days=every_days)) == lost
