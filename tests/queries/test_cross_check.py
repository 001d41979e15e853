"""The cross-check over many findings: the same breaks as of each one alone, by unit, and never a name that may not be seen."""

from datetime import date
from pathlib import Path

import pytest

from core.commands.clearance import ClearOnTheSpot
from core.commands.evidence import AttachEvidence
from core.commands.explanations import ExplainBreak
from core.commands.findings import Withdrawal, WithdrawFindings
from core.commands.rectification import RecordOutcome
from core.errors import RuleViolated
from core.messages import missing_line
from core.queries.criteria import FindingCriteria
from core.queries.cross_check import BreakList, get_finding_breaks, list_breaks
from core.vocabulary import Handling, LedgerBreak
from tests.county import County

ALL = FindingCriteria()


@pytest.fixture
def pair(county: County, tmp_path: Path) -> tuple[int, int]:
    """A finding of each unit with whole ledgers, the same file and the same outcome in other numbers."""
    own, other = county.add_finding(), county.add_finding("县财政局", text="结余资金清理不彻底")
    county.make_clearable(own, tmp_path, summary="清退违规补贴3万元，12户已签收")
    county.make_clearable(other, tmp_path, "县财政局", summary="清退违规补贴20万元，5户已签收")
    same = county.add_file(tmp_path, "县财政局", b"%%PDF-1.7 evidence of finding %d" % own)
    county.do(AttachEvidence(finding_id=other, file_id=same, title="同一份"))
    return own, other


def found(county: County, username: str = "office") -> BreakList:
    breaks: BreakList = county.see(list_breaks, ALL, caller=username)
    return breaks


def kinds(breaks: BreakList) -> set[tuple[int, LedgerBreak]]:
    return {(row.finding_id, row.kind) for row in breaks.rows}


def test_units_without_a_break_are_there_with_nought(county: County, tmp_path: Path) -> None:
    county.make_clearable(county.add_finding(), tmp_path)
    bare = county.add_finding("县财政局")
    breaks = found(county)
    assert [(unit.unit_name, unit.findings, unit.total) for unit in breaks.units] == [
        ("柳舟镇", 1, 0),
        ("县财政局", 1, 1),
    ]
    assert kinds(breaks) == {(bare, LedgerBreak.FINDING_WITHOUT_TASK)}


def test_the_list_and_the_single_finding_say_the_same(county: County, pair: tuple[int, int]) -> None:
    breaks = found(county)
    assert kinds(breaks) == {(one, kind) for one in pair for kind in (LedgerBreak.EVIDENCE_REUSED, LedgerBreak.ALIKE_OUTCOMES)}  # fmt: skip
    for number in pair:
        alone = county.see(get_finding_breaks, number, caller="office").now
        assert alone == tuple((row.kind, row.missing) for row in breaks.rows if row.finding_id == number)


def test_a_finding_of_another_unit_is_counted_and_not_named(county: County, pair: tuple[int, int]) -> None:
    seen = {user: [missing_line(row.missing) for row in found(county, user).rows] for user in ("office", "liuzhou")}
    assert all("县财政局" in line for line in seen["office"] if "柳舟镇" not in line)
    assert len(seen["liuzhou"]) == 2
    assert not any("县财政局" in line for line in seen["liuzhou"])
    assert all("不在您查看范围内的1个问题" in line for line in seen["liuzhou"])


def test_a_reason_closes_a_likeness_of_that_finding_only(county: County, pair: tuple[int, int]) -> None:
    own, other = pair
    for kind in (LedgerBreak.EVIDENCE_REUSED, LedgerBreak.ALIKE_OUTCOMES):
        county.do(ExplainBreak(finding_id=own, version=county.version(own), kind=kind, reason="同批资金"), "liuzhou")
    breaks = found(county)
    assert ({row.finding_id for row in breaks.rows}, breaks.explained) == ({other}, 2)
    alone = county.see(get_finding_breaks, own)
    assert (alone.now, [one.reason for one in alone.explained]) == ((), ["同批资金"] * 2)


@pytest.mark.parametrize(
    ("kind", "code"),
    [(LedgerBreak.FINDING_WITHOUT_TASK, "not_explainable"), (LedgerBreak.EVIDENCE_REUSED, "break_not_open")],
)
def test_only_a_likeness_that_is_there_can_be_explained(county: County, kind: LedgerBreak, code: str) -> None:
    number = county.add_finding()
    with pytest.raises(RuleViolated) as refusal:
        county.do(ExplainBreak(finding_id=number, version=1, kind=kind, reason="无"), "liuzhou")
    assert [one.code for one in refusal.value.details["missing"]] == [code]  # type: ignore[attr-defined]


def test_withdrawn_findings_neither_have_breaks_nor_make_others_alike(county: County, pair: tuple[int, int]) -> None:
    own, other = pair
    gone = Withdrawal(finding_id=other, version=county.version(other))
    county.do(WithdrawFindings(withdrawals=(gone,), reason="重复"))
    assert found(county).rows == ()
    assert county.see(get_finding_breaks, own).now == ()


def test_what_is_lacking_shows_before_it_is_asked_for(county: County) -> None:
    number = county.add_finding(involves_persons=True)
    state = county.see(get_finding_breaks, number, caller="liuzhou")
    assert [missing.code for _, missing in state.now] == ["finding_without_task"]
    assert [missing.code for _, missing in state.before_asking] == [
        "finding_without_task",
        "cleared_without_outcome",
        "person_without_disposal",
        "no_evidence",
    ]


def test_a_finding_cleared_on_the_spot_needs_no_plan_but_its_disposal(county: County, tmp_path: Path) -> None:
    number = county.add_finding(handling=Handling.IMMEDIATE, involves_persons=True)
    county.do(AttachEvidence(finding_id=number, file_id=county.add_file(tmp_path), title="照片"))

    def clear() -> None:
        day = date(2026, 3, 5)
        county.do(
            ClearOnTheSpot(finding_id=number, version=county.version(number), cleared_on=day, remark="已核"), "team1"
        )

    with pytest.raises(RuleViolated) as refusal:
        clear()
    assert [one.code for one in refusal.value.details["missing"]] == ["person_without_disposal"]  # type: ignore[attr-defined]
    county.do(RecordOutcome(finding_id=number, version=county.version(number), disposal="谈话提醒1人"))
    clear()
    assert found(county).rows == ()
