"""Hints and their thresholds, each off by one day or one finding (docs/rules.md §6.3)."""

from datetime import date, timedelta

import pytest

from core.rules.risk_signals import Signal, SignalFacts, SignalFinding, is_at_the_last, signals
from core.vocabulary import RiskSignal

DUE = date(2026, 6, 30)
NAMES = {2: "R1-甲镇-02"}


def cleared(number: int, days_before: int | None) -> SignalFinding:
    asked = None if days_before is None else DUE - timedelta(days=days_before)
    return SignalFinding(id=number, code=f"R1-甲镇-{number:02}", is_cleared=True, requested_on=asked, due_on=DUE)


def found(*findings: SignalFinding, inflated_by: str = "") -> list[Signal]:
    return list(signals(SignalFacts(findings=findings, cycle=1, evaluated_on=DUE, inflated_by=inflated_by), NAMES))


@pytest.mark.parametrize(("days_before", "at_last"), [(2, False), (1, True), (0, True), (-1, False)])
def test_the_last_is_the_deadline_and_the_day_before(days_before: int, at_last: bool) -> None:
    assert is_at_the_last(DUE - timedelta(days=days_before), DUE) is at_last
    assert not is_at_the_last(None, DUE)
    assert not is_at_the_last(DUE, None)


@pytest.mark.parametrize(("last", "early", "hinted"), [(2, 0, False), (3, 7, True), (3, 8, False), (3, 0, True)])
def test_three_findings_and_thirty_per_cent_make_a_hint(last: int, early: int, hinted: bool) -> None:
    rows = [cleared(number, 0) for number in range(last)] + [cleared(number + 50, None) for number in range(early)]
    made = found(*rows)
    assert [signal.kind for signal in made] == [RiskSignal.CLEARED_AT_THE_LAST] * hinted
    if hinted:
        assert [trace.finding_id for trace in made[0].traces] == list(range(last))
        assert made[0].traces[0].words == "期限 2026-06-30，2026-06-30 申请"


def test_findings_still_under_way_neither_count_nor_dilute() -> None:
    open_ones = [SignalFinding(id=90 + n, code="", requested_on=DUE, due_on=DUE) for n in range(20)]
    assert found(*open_ones) == []
    assert len(found(*(cleared(n, 1) for n in range(3)), *open_ones)) == 1


def test_a_shared_file_is_named_with_the_findings_one_may_see_and_stays_when_it_was_explained() -> None:
    piece = ("第 2 件“会议纪要”", DUE, (2, 7))
    one = SignalFinding(id=1, code="R1-甲镇-01", pieces=(piece,))
    other = SignalFinding(
        id=3, code="R1-甲镇-03", pieces=(piece,), explained=frozenset({RiskSignal.EVIDENCE_REUSED}), alike=(2,)
    )
    reused, alike = found(one, other)
    assert reused.words == "2 个问题有材料同时用在别的问题上，其中 1 个已说明"
    assert reused.traces[0].words == "第 2 件“会议纪要”也用在R1-甲镇-02和不在您查看范围内的1个问题"
    assert reused.traces[0].on == DUE
    assert ([trace.is_explained for trace in reused.traces], reused.is_explained) == ([False, True], False)
    assert (alike.kind, alike.is_explained) == (RiskSignal.ALIKE_OUTCOMES, False)


def test_an_inflated_self_score_and_relapses_are_told_with_their_days() -> None:
    back = SignalFinding(id=1, code="R1-甲镇-01", reopened_on=DUE)
    tied = SignalFinding(id=4, code="R1-甲镇-09", relapse_of="R1-甲镇-02", found_on=DUE)
    inflated, relapsed = found(back, tied, inflated_by="16.5")
    assert (inflated.words, inflated.traces[0].finding_id) == ("第 1 次评估自评高于审评 16.5 分", None)
    assert relapsed.words == "2 个问题办结后又反弹"
    assert [trace.words for trace in relapsed.traces] == ["2026-06-30 反弹重开", "R1-甲镇-02 报结后又反弹"]
    assert found(SignalFinding(id=1, code="")) == []
