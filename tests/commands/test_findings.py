"""Findings come in as drafts, are confirmed from the feedback day on, and are corrected."""

from datetime import date

import pytest

from core.commands import findings, inspections
from core.commands.findings import Confirmation, ConfirmFindings, Draft, SaveDrafts, first_clause
from core.errors import InvalidInput, RuleViolated
from core.queries.criteria import FindingCriteria
from core.queries.finding import get_finding
from core.queries.inspections import list_inspections
from core.queries.intake import list_drafts
from core.queries.progress import summarise_progress
from core.vocabulary import Handling, Source, Stage, Status, Subcategory
from tests.county import FEEDBACK, TODAY, County

TEXT = "二、存在的主要问题\n1.理论学习不深入。\n2.账目不清，涉及金额3万元。"
DRAFTS = (
    Draft(text="理论学习不深入", source_start=14, source_end=21, confidence=0.9, aspect="存在的主要问题"),
    Draft(text="账目不清，涉及金额3万元", source_start=25, source_end=37, confidence=0.4),
)


def save(county: County, unit: str = "柳舟镇") -> list[int]:
    wanted = SaveDrafts(inspection_id=county.ids[unit], document_title="反馈意见", document_text=TEXT, drafts=DRAFTS)
    numbers: list[int] = county.do(wanted, "team1")
    return numbers


def test_drafts_count_nowhere_until_they_are_confirmed(county: County) -> None:
    first, _second = save(county)
    assert county.see(summarise_progress, FindingCriteria()).now.findings == 0
    one = Confirmation(finding_id=first, version=1, draft=Draft(text="理论学习不深入", subcategory=Subcategory.A1))
    county.do(ConfirmFindings(confirmations=(one,)))
    assert county.see(summarise_progress, FindingCriteria()).now.findings == 1


def test_a_confirmed_finding_counts_from_the_feedback_day_and_says_so_afterwards(county: County) -> None:
    first, _second = save(county)
    county.do(ConfirmFindings(confirmations=(Confirmation(finding_id=first, version=1, draft=DRAFTS[0]),)))
    then = county.see(summarise_progress, FindingCriteria(), on=FEEDBACK).now
    assert (then.findings, then.not_started, then.late_entries) == (1, 1, 1)
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 3, 1)).now.findings == 0


def test_a_draft_keeps_its_place_in_the_original_whatever_the_form_sends(county: County) -> None:
    first, _second = save(county)
    forged = Draft(text="改过的问题", source_start=0, source_end=5, confidence=1.0)
    county.do(ConfirmFindings(confirmations=(Confirmation(finding_id=first, version=1, draft=forged),)))
    detail = county.see(get_finding, first)
    assert (detail.source_start, detail.source_end, detail.row.text) == (14, 21, "改过的问题")


def test_a_deadline_typed_while_splitting_is_kept(county: County) -> None:
    draft = Draft(text="账目不清", due_on=date(2026, 8, 31))
    wanted = SaveDrafts(inspection_id=county.ids["柳舟镇"], document_title="意见", document_text=TEXT, drafts=(draft,))
    county.do(wanted)
    assert county.see(list_drafts, None)[0].due_on == date(2026, 8, 31)


def test_the_original_stands_around_a_waiting_draft(county: County) -> None:
    save(county)
    rows = county.see(list_drafts, county.ids["柳舟镇"])
    assert [row.text for row in rows] == ["理论学习不深入", "账目不清，涉及金额3万元"]
    assert "1.理论学习不深入。" in rows[0].context


def test_the_same_text_is_not_split_twice(county: County) -> None:
    save(county)
    with pytest.raises(RuleViolated):
        save(county)


@pytest.mark.parametrize(
    ("handling", "due_on"),
    [
        (Handling.IMMEDIATE, date(2026, 4, 1)),
        (Handling.TIME_LIMITED, date(2026, 5, 31)),
        (Handling.LONG_TERM, date(2027, 3, 2)),
    ],
)
def test_a_finding_without_a_deadline_gets_the_rounds(county: County, handling: Handling, due_on: date) -> None:
    assert county.see(get_finding, county.add_finding(handling=handling)).row.due_on == due_on


def test_a_deadline_before_the_feedback_day_is_refused(county: County) -> None:
    with pytest.raises(InvalidInput):
        county.add_finding(due_on=date(2026, 3, 1))
    assert county.see(get_finding, county.add_finding(due_on=FEEDBACK)).row.due_on == FEEDBACK


def test_before_feedback_no_finding_is_assigned(county: County) -> None:
    unit = county.ids["unit:柳舟镇"]
    from core.commands.master_data import CreateRound

    second = county.do(CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"))
    wanted = inspections.CreateInspection(round_id=second, unit_id=unit, team_id=county.ids["第一巡察组"])
    county.ids["R2-柳舟镇"] = county.do(wanted)
    with pytest.raises(RuleViolated):
        county.add_finding("R2-柳舟镇", on=TODAY)


def test_numbers_go_on_after_a_withdrawn_finding(county: County) -> None:
    first = county.add_finding()
    one = findings.Withdrawal(finding_id=first, version=1)
    county.do(findings.WithdrawFindings(withdrawals=(one,), reason="录重"))
    second = county.add_finding(text="另一个问题")
    assert [county.see(get_finding, n).row.code for n in (first, second)] == ["R1-柳舟镇-01", "R1-柳舟镇-02"]
    assert county.see(get_finding, first).row.status is Status.WITHDRAWN


def test_handing_findings_over_begins_rectification_on_the_feedback_day(county: County) -> None:
    stages = [county.see(list_inspections, on=day)[1].stage for day in (date(2026, 3, 1), FEEDBACK)]
    assert stages == [Stage.PLANNED, Stage.FEEDBACK]
    county.add_finding("柳舟镇")
    row = next(r for r in county.see(list_inspections, on=FEEDBACK) if r.code == "R1-柳舟镇")
    assert row.stage is Stage.RECTIFICATION


def test_a_correction_changes_only_what_was_given(county: County) -> None:
    number = county.add_finding(subcategory=Subcategory.B5)
    county.do(findings.CorrectFinding(finding_id=number, version=1, title="补贴未公示", subcategory=Subcategory.B7))
    detail = county.see(get_finding, number)
    assert (detail.row.title, detail.row.subcategory, detail.row.handling) == (
        "补贴未公示",
        Subcategory.B7,
        Handling.TIME_LIMITED,
    )
    assert detail.row.version == 2


def test_what_supervision_finds_later_counts_from_the_day_it_was_found(county: County) -> None:
    found_on = date(2026, 8, 1)
    wanted = findings.AddFinding(
        inspection_id=county.ids["柳舟镇"],
        draft=Draft(text="督查发现的问题"),
        source=Source.SUPERVISION,
        found_on=found_on,
    )
    row = county.see(get_finding, county.do(wanted)).row
    assert (row.held_since_on, row.due_on) == (found_on, date(2026, 10, 30))
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 7, 31)).now.findings == 0
    assert county.see(summarise_progress, FindingCriteria(), on=found_on).now.findings == 1


def test_nothing_is_found_after_today(county: County) -> None:
    wanted = findings.AddFinding(
        inspection_id=county.ids["柳舟镇"], draft=Draft(text="问题"), found_on=date(2026, 11, 25)
    )
    with pytest.raises(InvalidInput):
        county.do(wanted)


def test_a_finding_keeps_where_it_came_from(county: County) -> None:
    wanted = findings.AddFinding(
        inspection_id=county.ids["柳舟镇"], draft=Draft(text="督查发现的问题"), source=Source.SUPERVISION
    )
    assert county.see(get_finding, county.do(wanted)).source is Source.SUPERVISION


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("理论学习不深入，抽查记录不全", "理论学习不深入"),
        ("账目不清：挂账三年", "账目不清：挂账三年"),
        ("无标点的一句很长很长很长很长很长很长很长很长很长的问题", "无标点的一句很长很长很长很长很长很长很长很长很长"),
    ],
)
def test_a_finding_is_called_by_its_first_clause(text: str, title: str) -> None:
    assert first_clause(text) == title
