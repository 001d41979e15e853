"""Evidence of prevention and of a proper archive, with the findings behind each lost point."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.scoring.indicators import Loss, Measurement
from core.vocabulary import Status
from tests.scoring.facts import TODAY, TOMORROW, YESTERDAY, finding, findings, inspection, lost, measured

CLEARED, LONG_TERM = Status.CLEARED, Status.LONG_TERM


@pytest.mark.parametrize("evidence", ["institutions_built", "long_term_followed", "archive_complete"])
def test_before_findings_are_handed_over_nothing_is_collected(evidence: str) -> None:
    assert measured(evidence, inspection()) == Measurement(points=None, formula="未采集：还没有移交问题")


@pytest.mark.parametrize("found", [(), (finding(1, wider_review=True), finding(2, LONG_TERM, wider_review=True))])
def test_before_anything_is_cleared_nobody_knows_of_a_wider_review(found: tuple[Any, ...]) -> None:
    assert measured("wider_review_done", inspection(*found)) == Measurement(
        points=None, formula="未采集：还没有销号的问题"
    )


def test_one_wider_review_of_a_cleared_finding_is_enough() -> None:
    found = measured("wider_review_done", inspection(finding(1, CLEARED), finding(2, CLEARED, wider_review=True)))
    assert found == Measurement(points=Decimal(4), formula="1 个问题举一反三，得满分 4")


def test_without_any_wider_review_of_a_cleared_finding_all_points_are_lost() -> None:
    found = measured(
        "wider_review_done",
        inspection(finding(1, CLEARED), finding(2, wider_review=True), finding(3, CLEARED)),
    )
    assert found == Measurement(
        points=Decimal(0),
        formula="4 − 4 = 0",
        losses=(
            Loss(
                points=Decimal(4),
                reason="没有举一反三记录",
                mend="开展举一反三并登记范围",
                finding_ids=(1, 3),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("status", "policies", "is_lacking"),
    [(LONG_TERM, 0, True), (LONG_TERM, 1, False), (CLEARED, 0, False), (Status.PARTIALLY_CLEARED, 0, False)],
)
def test_long_term_findings_rest_on_an_institution(status: Status, policies: int, is_lacking: bool) -> None:
    found = measured("institutions_built", inspection(finding(1), finding(2, status, policies=policies)))
    assert found.points == (Decimal(4) if is_lacking else Decimal(6))
    assert lost(found) == ([("2", (2,))] if is_lacking else [])
    assert found.formula == ("6 − 2 × 1 = 4" if is_lacking else "长期坚持事项都有制度，得满分 6")


@pytest.mark.parametrize(("lacking", "points"), [(2, "2"), (3, "0"), (4, "0")])
def test_lacking_institutions_cost_no_more_than_there_is(lacking: int, points: str) -> None:
    found = measured("institutions_built", inspection(*findings(lacking, status=LONG_TERM)))
    assert found.points == Decimal(points)
    assert found.losses[0].reason == f"{lacking} 个问题转长期坚持而没有建立制度"
    assert found.losses[0].mend == f"{lacking} 个问题建立制度并登记"


@pytest.mark.parametrize(
    ("status", "due_on", "has_lapsed"),
    [
        (LONG_TERM, YESTERDAY, True),
        (LONG_TERM, TODAY, False),
        (LONG_TERM, TOMORROW, False),
        (LONG_TERM, None, False),
        (Status.IN_PROGRESS, YESTERDAY, False),
        (Status.PARTIALLY_CLEARED, YESTERDAY, False),
    ],
)
def test_a_stage_goal_lapses_the_day_after_it_was_due(status: Status, due_on: date | None, has_lapsed: bool) -> None:
    found = measured("long_term_followed", inspection(finding(3, status, due_on=due_on)))
    assert found.points == (Decimal(1) if has_lapsed else Decimal(2))
    assert lost(found) == ([("1", (3,))] if has_lapsed else [])
    assert found.formula == ("2 − 1 × 1 = 1" if has_lapsed else "长期坚持事项没有过期的，得满分 2")


def test_a_lapsed_stage_goal_says_what_to_do() -> None:
    [loss] = measured("long_term_followed", inspection(*findings(3, status=LONG_TERM, due_on=YESTERDAY))).losses
    assert (loss.reason, loss.mend) == ("3 个问题过了阶段目标日未更新", "3 个问题更新阶段目标")


@pytest.mark.parametrize(
    ("changes", "pieces_lacking"),
    [
        ({}, 0),
        ({"status": CLEARED, "pieces": 1}, 0),
        ({"status": CLEARED, "pieces": 0}, 1),
        ({"status": LONG_TERM, "pieces": 0}, 0),
        ({"done_measures_without_evidence": 2}, 2),
        ({"status": CLEARED, "pieces": 0, "done_measures_without_evidence": 1}, 1),
        ({"status": CLEARED, "pieces": 3, "done_measures_without_evidence": 2}, 2),
    ],
)
def test_each_piece_of_evidence_that_lacks_costs_three_tenths(changes: dict[str, Any], pieces_lacking: int) -> None:
    found = measured("archive_complete", inspection(finding(6, **changes), finding(7)))
    taken = Decimal("0.3") * pieces_lacking
    assert found.points == 3 - taken
    assert lost(found) == ([(str(taken), (6,))] if pieces_lacking else [])


def test_lacking_evidence_is_counted_over_all_findings() -> None:
    found = measured(
        "archive_complete",
        inspection(finding(1, CLEARED), finding(2), finding(3, done_measures_without_evidence=3)),
    )
    assert found == Measurement(
        points=Decimal("1.8"),
        formula="3 − 0.3 × 4 = 1.8",
        losses=(Loss(points=Decimal("1.2"), reason="缺 4 件佐证", mend="补 4 件佐证", finding_ids=(1, 3)),),
    )


@pytest.mark.parametrize(("lacking", "points"), [(9, "0.3"), (10, "0"), (11, "0")])
def test_lacking_evidence_costs_no_more_than_there_is(lacking: int, points: str) -> None:
    found = measured("archive_complete", inspection(finding(done_measures_without_evidence=lacking)))
    assert found.points == Decimal(points)
