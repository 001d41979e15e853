"""The clearance chain as its people walk it, and every way in which it is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.commands import clearance, evidence, findings, inspections, master_data, rectification
from core.errors import InvalidInput, NotPermitted, RuleViolated, StaleVersion
from core.queries.criteria import FindingCriteria
from core.queries.finding import get_finding
from core.queries.progress import summarise_progress
from core.store.models import UnitHead
from core.vocabulary import Handling, Station, Status
from tests.county import County

ASKED = date(2026, 5, 4)
REVIEWED = date(2026, 5, 6)
APPROVED = date(2026, 5, 8)


@pytest.fixture
def finding(county: County, tmp_path: Path) -> int:
    """A finding under way whose ledgers hold each other."""
    number = county.add_finding()
    report(county, number, date(2026, 4, 1))
    county.make_clearable(number, tmp_path)
    return number


def report(county: County, number: int, on: date, percent: int = 60) -> None:
    line = rectification.ProgressLine(
        finding_id=number, version=county.version(number), percent=percent, text="已公示", happened_on=on
    )
    county.do(rectification.ReportProgress(lines=(line,)), "liuzhou", on=on)


def ask(county: County, number: int, **fields: Any) -> None:
    wanted = {"statement": "全部整改到位", **fields}
    county.do(
        clearance.RequestClearance(finding_id=number, version=county.version(number), **wanted), "liuzhou", on=ASKED
    )


def sign(county: County, number: int, on: date = ASKED) -> None:
    county.do(
        clearance.SignClearance(finding_id=number, version=county.version(number), signed_on=on), "liuzhou_head", on=on
    )


def review(county: County, number: int, username: str = "team1", on: date = REVIEWED) -> None:
    county.do(clearance.ReviewClearance(finding_id=number, version=county.version(number)), username, on=on)


def approve(county: County, number: int, on: date = APPROVED) -> None:
    county.do(clearance.ApproveClearance(finding_id=number, version=county.version(number)), "office", on=on)


def send_back(county: County, number: int, username: str, on: date = REVIEWED) -> None:
    wanted = clearance.ReturnClearance(
        finding_id=number, version=county.version(number), reason="缺银行回单", amend_by_on=date(2026, 5, 20)
    )
    county.do(wanted, username, on=on)


def state(county: County, number: int) -> tuple[Status, Station]:
    detail = county.see(get_finding, number)
    return detail.row.status, detail.station


def missing(refusal: pytest.ExceptionInfo[RuleViolated]) -> list[str]:
    return [one.code for one in refusal.value.details["missing"]]  # type: ignore[attr-defined]


def test_a_finding_goes_from_the_unit_through_signature_and_review_to_clearance(county: County, finding: int) -> None:
    ask(county, finding)
    assert state(county, finding) == (Status.APPLIED, Station.HEAD_SIGNS)
    sign(county, finding)
    assert state(county, finding) == (Status.APPLIED, Station.FIRST_REVIEW)
    review(county, finding)
    assert state(county, finding) == (Status.APPLIED, Station.APPROVAL)
    approve(county, finding)
    assert state(county, finding) == (Status.CLEARED, Station.NOBODY)


def test_a_cleared_finding_counts_as_cleared_from_the_day_of_approval(county: County, finding: int) -> None:
    ask(county, finding)
    sign(county, finding)
    review(county, finding)
    approve(county, finding)
    day_before = county.see(summarise_progress, FindingCriteria(), on=date(2026, 5, 7)).now
    the_day = county.see(summarise_progress, FindingCriteria(), on=APPROVED).now
    assert (day_before.cleared, day_before.applied) == (0, 1)
    assert (the_day.cleared, the_day.applied) == (1, 0)


def test_clearance_is_refused_with_every_break_between_the_ledgers(county: County, tmp_path: Path) -> None:
    number = county.add_finding(involves_persons=True)
    report(county, number, date(2026, 4, 1))
    with pytest.raises(RuleViolated) as refusal:
        ask(county, number, wanted=Status.LONG_TERM)
    assert [(one.code, one.where) for one in refusal.value.details["missing"]] == [  # type: ignore[attr-defined]
        ("finding_without_task", "finding.tasks"),
        ("cleared_without_outcome", "finding.outcome"),
        ("person_without_disposal", "finding.outcome"),
        ("no_evidence", "finding.evidence"),
        ("no_next_due", "finding.clearance"),
        ("no_stage_goal", "finding.clearance"),
    ]
    county.make_clearable(number, tmp_path)
    with pytest.raises(RuleViolated) as refusal:
        ask(county, number)
    assert missing(refusal) == ["person_without_disposal"]
    told = rectification.RecordOutcome(
        finding_id=number, version=county.version(number), summary="已公示", disposal="诫勉1人"
    )
    county.do(told, "liuzhou")
    ask(county, number)
    assert state(county, number)[0] is Status.APPLIED


@pytest.mark.parametrize("step", ["review", "approve"])
def test_what_was_taken_out_meanwhile_stops_review_and_approval(county: County, finding: int, step: str) -> None:
    ask(county, finding)
    sign(county, finding)
    if step == "approve":
        review(county, finding)
    emptied = rectification.RecordOutcome(finding_id=finding, version=county.version(finding), summary="")
    county.do(emptied, "liuzhou", on=REVIEWED)
    with pytest.raises(RuleViolated) as refusal:
        {"review": review, "approve": approve}[step](county, finding)
    assert missing(refusal) == ["cleared_without_outcome"]
    send_back(county, finding, {"review": "team1", "approve": "office"}[step])


def test_what_nobody_has_begun_cannot_be_asked_for(county: County) -> None:
    number = county.add_finding()
    with pytest.raises(RuleViolated) as refusal:
        ask(county, number)
    assert missing(refusal) == ["not_from_here"]


def test_a_partial_clearance_keeps_the_finding_with_the_unit_until_the_new_day(county: County, finding: int) -> None:
    ask(county, finding, wanted=Status.PARTIALLY_CLEARED, next_due_on=date(2026, 9, 30), stage_goal="补公示其余村")
    sign(county, finding)
    review(county, finding)
    approve(county, finding)
    detail = county.see(get_finding, finding)
    assert (detail.row.status, detail.station, detail.row.due_on) == (
        Status.PARTIALLY_CLEARED,
        Station.UNIT,
        date(2026, 9, 30),
    )


def test_a_long_term_finding_is_overdue_by_its_stage_goal(county: County, finding: int) -> None:
    ask(county, finding, wanted=Status.LONG_TERM, next_due_on=date(2026, 9, 30), stage_goal="补公示其余村")
    sign(county, finding)
    review(county, finding)
    approve(county, finding)
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 9, 30)).now.overdue == 0
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 10, 1)).now.overdue == 1


@pytest.mark.parametrize(("steps", "holder"), [(0, "liuzhou_head"), (1, "team1"), (2, "office")])
def test_whoever_holds_the_request_can_return_it_and_nobody_else(
    county: County, finding: int, steps: int, holder: str
) -> None:
    ask(county, finding)
    for step in (sign, review)[:steps]:
        step(county, finding)
    for other in {"liuzhou_head", "team1", "office"} - {holder}:
        with pytest.raises(NotPermitted):
            send_back(county, finding, other)
    send_back(county, finding, holder)
    assert state(county, finding) == (Status.RETURNED, Station.UNIT)
    assert county.see(get_finding, finding).last_return.reason == "缺银行回单"


def test_a_returned_request_can_be_amended_and_asked_for_again(county: County, finding: int) -> None:
    ask(county, finding)
    send_back(county, finding, "liuzhou_head")
    report(county, finding, REVIEWED, 90)
    assert state(county, finding)[0] is Status.IN_PROGRESS
    county.do(
        clearance.RequestClearance(finding_id=finding, version=county.version(finding), statement="已补"),
        "liuzhou",
        on=REVIEWED,
    )
    assert len(county.see(get_finding, finding).requests) == 2


def test_a_return_says_why_and_until_when(county: County, finding: int) -> None:
    ask(county, finding)
    with pytest.raises(InvalidInput):
        clearance.ReturnClearance(finding_id=finding, version=1, reason="  ", amend_by_on=date(2026, 5, 20))
    with pytest.raises(InvalidInput):
        wanted = clearance.ReturnClearance(
            finding_id=finding, version=county.version(finding), reason="缺回单", amend_by_on=date(2026, 5, 3)
        )
        county.do(wanted, "liuzhou_head", on=ASKED)


def test_a_clerk_registers_a_signature_on_paper_only_with_its_scan(
    county: County, finding: int, tmp_path: Path
) -> None:
    ask(county, finding)
    bare = clearance.SignClearance(finding_id=finding, version=county.version(finding), signed_on=ASKED)
    with pytest.raises(RuleViolated) as refusal:
        county.do(bare, "liuzhou", on=ASKED)
    assert missing(refusal) == ["no_paper_signature"]
    scan = county.add_file(tmp_path, data=b"%PDF-1.7 scan")
    county.do(bare.model_copy(update={"paper_file_id": scan}), "liuzhou", on=ASKED)
    assert county.see(get_finding, finding).open_request.decisions[0].on_paper


def test_a_scan_of_another_unit_does_not_serve(county: County, finding: int, tmp_path: Path) -> None:
    ask(county, finding)
    foreign = county.add_file(tmp_path, unit="县财政局", data=b"%PDF-1.7 foreign")
    with pytest.raises(InvalidInput):
        wanted = clearance.SignClearance(
            finding_id=finding, version=county.version(finding), signed_on=ASKED, paper_file_id=foreign
        )
        county.do(wanted, "liuzhou", on=ASKED)


def test_nobody_signs_for_a_day_on_which_nobody_was_head(county: County, finding: int) -> None:
    with county.store.write() as session:
        head = session.scalars(select(UnitHead).where(UnitHead.unit_id == county.ids["unit:柳舟镇"])).one()
        head.to_on = date(2026, 5, 3)
    ask(county, finding)
    with pytest.raises(RuleViolated) as refusal:
        sign(county, finding)
    assert missing(refusal) == ["no_head_in_office"]


def test_a_new_head_takes_the_former_heads_right_to_sign(county: County, finding: int) -> None:
    ask(county, finding)
    wanted = master_data.AppointUnitHead(
        unit_id=county.ids["unit:柳舟镇"], name="后任", post="书记", from_on=date(2026, 5, 1)
    )
    county.do(wanted, on=ASKED)
    with pytest.raises(NotPermitted):
        sign(county, finding)


def test_after_close_out_the_discipline_office_reviews_and_the_team_no_longer(county: County, finding: int) -> None:
    ask(county, finding, wanted=Status.LONG_TERM, next_due_on=date(2026, 12, 31), stage_goal="按季公示")
    sign(county, finding)
    review(county, finding)
    approve(county, finding)
    closed = date(2026, 6, 1)
    county.do(
        inspections.RegisterCloseOut(
            inspection_id=county.ids["柳舟镇"], version=1, closed_on=closed, document="〔2026〕1号"
        ),
        on=closed,
    )
    later = date(2026, 7, 1)
    county.do(
        clearance.RequestClearance(finding_id=finding, version=county.version(finding), statement="长期坚持到位"),
        "liuzhou",
        on=later,
    )
    county.do(
        clearance.SignClearance(finding_id=finding, version=county.version(finding), signed_on=later),
        "liuzhou_head",
        on=later,
    )
    with pytest.raises(NotPermitted):
        review(county, finding, on=later)
    review(county, finding, "discipline", on=later)
    assert state(county, finding)[1] is Station.APPROVAL


def test_an_immediate_finding_is_cleared_on_the_spot(county: County, tmp_path: Path) -> None:
    number = county.add_finding(handling=Handling.IMMEDIATE)
    county.do(evidence.AttachEvidence(finding_id=number, file_id=county.add_file(tmp_path), title="照片"), "liuzhou")
    wanted = clearance.ClearOnTheSpot(
        finding_id=number, version=county.version(number), cleared_on=date(2026, 3, 5), remark="现场核实已清退"
    )
    county.do(wanted, "team1")
    assert state(county, number) == (Status.CLEARED, Station.NOBODY)
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 3, 5)).now.cleared == 1


def test_a_relapse_before_close_out_opens_a_new_run_of_the_same_finding(county: County, finding: int) -> None:
    ask(county, finding)
    sign(county, finding)
    review(county, finding)
    approve(county, finding)
    wanted = clearance.ReopenFinding(
        finding_id=finding,
        version=county.version(finding),
        found_on=date(2026, 8, 1),
        reason="公示栏已撤",
        due_on=date(2026, 9, 30),
    )
    county.do(wanted, "team1", on=date(2026, 8, 1))
    detail = county.see(get_finding, finding)
    assert (detail.row.status, detail.segment, detail.row.due_on) == (Status.RELAPSED, 2, date(2026, 9, 30))
    now = county.see(summarise_progress, FindingCriteria()).now
    assert (now.findings, now.relapsed, now.cleared) == (1, 1, 0)
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 7, 31)).now.cleared == 1


def test_a_relapse_after_close_out_is_a_finding_of_its_own(county: County, finding: int) -> None:
    ask(county, finding)
    sign(county, finding)
    review(county, finding)
    approve(county, finding)
    closed = date(2026, 6, 1)
    county.do(
        inspections.RegisterCloseOut(
            inspection_id=county.ids["柳舟镇"], version=1, closed_on=closed, document="〔2026〕1号"
        ),
        on=closed,
    )
    wanted = clearance.ReopenFinding(
        finding_id=finding,
        version=county.version(finding),
        found_on=date(2026, 8, 1),
        reason="又发生",
        due_on=date(2026, 9, 30),
    )
    relapse = county.do(wanted, "discipline", on=date(2026, 8, 1))
    detail = county.see(get_finding, relapse)
    assert relapse != finding
    assert detail.relapse_of == "R1-柳舟镇-01"
    now = county.see(summarise_progress, FindingCriteria()).now
    assert (now.findings, now.cleared, now.relapsed) == (2, 1, 1)


def test_an_older_version_is_refused_with_what_is_stored_now(county: County, finding: int) -> None:
    seen = county.version(finding)
    report(county, finding, date(2026, 4, 10), 80)
    with pytest.raises(StaleVersion) as refusal:
        county.do(
            clearance.RequestClearance(finding_id=finding, version=seen, statement="晚了一步"), "liuzhou", on=ASKED
        )
    assert refusal.value.details["by"] == "liuzhou"
    assert refusal.value.details["now"]["percent"] == 80  # type: ignore[index]


def test_a_withdrawn_finding_leaves_all_figures_from_that_day(county: County, finding: int) -> None:
    one = findings.Withdrawal(finding_id=finding, version=county.version(finding))
    county.do(findings.WithdrawFindings(withdrawals=(one,), reason="重复录入"), on=date(2026, 5, 1))
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 4, 30)).now.findings == 1
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 5, 1)).now.findings == 0
