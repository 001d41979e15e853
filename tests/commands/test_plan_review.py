"""A plan on its way: submitted, commented on, returned, submitted anew, agreed; and whom it opens to."""

from datetime import date
from typing import Any

import pytest

from core.commands import inspections
from core.commands.plan_review import DecidePlan, InviteReviewers, RemarkOnPlan, SubmitPlan
from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan
from core.errors import InvalidInput, NotFound, NotPermitted, RuleViolated, StaleVersion
from core.plan_offers import offered_on_plan
from core.queries.criteria import FindingCriteria
from core.queries.findings import Window, list_findings
from core.queries.plan_review import (
    NOW,
    PlanDossier,
    compare_plan_versions,
    get_plan_version,
    list_plan_reviews,
    list_plan_versions,
)
from core.rules.plan_comparison import RowFate
from core.vocabulary import Ledger, PlanAspect, PlanMark, PlanState, Role
from tests.county import FEEDBACK, County

CODE = "R1-柳舟镇"
HANDED_IN, RETURNED, AGAIN, AGREED = date(2026, 3, 30), date(2026, 4, 7), date(2026, 4, 15), date(2026, 4, 20)


@pytest.fixture
def finding(county: County) -> int:
    """A finding of the unit, planned."""
    number = county.add_finding()
    plan(county, number, "逐村核对并公示")
    return number


def plan(county: County, number: int, measure: str) -> None:
    task = PlannedTask(goal="12个村全部公示", measures=(measure,))
    wanted = FindingPlan(finding_id=number, version=county.version(number), tasks=(task,), owner_leader="副镇长")
    county.do(RecordPlan(plans=(wanted,)), "liuzhou", on=FEEDBACK)


def submit(county: County, on: date = HANDED_IN, caller: str = "liuzhou") -> int:
    number: int = county.do(SubmitPlan(inspection_id=county.ids["柳舟镇"], statement="报送整改方案"), caller, on=on)
    return number


def remark(county: County, version: int, caller: str, **fields: Any) -> None:
    wanted = {"aspect": PlanAspect.MEASURES, "text": "措施不可检查", **fields}
    county.do(RemarkOnPlan(plan_version_id=version, **wanted), caller, on=HANDED_IN)


def decide(county: County, number: int, on: date, **fields: Any) -> None:
    version = county.see(get_plan_version, number).row.version
    county.do(DecidePlan(plan_version_id=number, version=version, **fields), "office", on=on)


def send_back(county: County, number: int) -> None:
    decide(county, number, RETURNED, agree=False, reason="措施要写到村", amend_by_on=date(2026, 4, 17))


def dossier(county: County, caller: str = "office") -> PlanDossier:
    found: PlanDossier = county.see(list_plan_versions, CODE, caller=caller)
    return found


def missing(refusal: pytest.ExceptionInfo[RuleViolated]) -> list[tuple[str, int]]:
    return [(one.code, one.count) for one in refusal.value.details["missing"]]  # type: ignore[attr-defined]


def test_a_plan_is_returned_amended_and_agreed_and_every_version_stays(county: County, finding: int) -> None:
    first = submit(county)
    send_back(county, first)
    plan(county, finding, "逐村核对，每村贴出照片")
    second = submit(county, AGAIN)
    decide(county, second, AGREED, agree=True)
    rows = dossier(county).versions
    assert [(row.no, row.state, row.decided_on) for row in rows] == [
        (2, PlanState.AGREED, AGREED),
        (1, PlanState.RETURNED, RETURNED),
    ]
    assert (rows[1].reason, rows[1].amend_by_on) == ("措施要写到村", date(2026, 4, 17))
    (change,) = county.see(compare_plan_versions, CODE, 1, 2, caller="liuzhou")
    assert (change.ledger, change.fate) == (Ledger.MEASURES, RowFate.CHANGED)
    assert [(cell.field, cell.old, cell.new) for cell in change.cells] == [
        ("text", "逐村核对并公示", "逐村核对，每村贴出照片")
    ]
    assert county.see(compare_plan_versions, CODE, 2, NOW) == ()
    old = county.see(get_plan_version, first).content
    assert [row.cells["text"] for row in old[Ledger.MEASURES]] == ["逐村核对并公示"]
    assert [row.cells["owner_leader"] for row in old[Ledger.RESPONSIBILITIES]] == ["副镇长"]


def test_nothing_is_submitted_without_tasks_twice_or_before_feedback(county: County, finding: int) -> None:
    submit(county)
    with pytest.raises(RuleViolated) as refusal:
        submit(county, caller="office")
    assert missing(refusal) == [("plan_under_review", 1)]
    bare = county.do(
        inspections.CreateInspection(
            round_id=county.do(new_round()), unit_id=county.ids["unit:柳舟镇"], team_id=county.ids["第一巡察组"]
        )
    )
    with pytest.raises(RuleViolated) as refusal:
        county.do(SubmitPlan(inspection_id=bare, statement="报送"), "liuzhou")
    assert missing(refusal) == [("no_feedback_day", 0), ("nothing_planned", 0)]


def new_round() -> Any:
    from core.commands.master_data import CreateRound

    return CreateRound(code="R2", term_no=15, round_no=2, name="第二轮")


def test_supervisors_comment_while_the_plan_is_under_review_and_no_longer(county: County, finding: int) -> None:
    number = submit(county)
    for caller in ("office", "team1", "discipline", "resident", "vice_mayor"):
        remark(county, number, caller)
    remark(county, number, "team1", mark=PlanMark.POOR, finding_id=finding)
    for caller in ("liuzhou", "leader", "panel"):
        with pytest.raises((NotPermitted, NotFound)):
            remark(county, number, caller)
    with pytest.raises(NotFound):
        remark(county, number, "office", finding_id=county.add_finding("县财政局"))
    said = county.see(get_plan_version, number, caller="liuzhou").remarks
    assert [(one.role, one.mark, one.finding) for one in said][-2:] == [
        ("分管领导", None, ""),
        ("巡察组", PlanMark.POOR, "R1-柳舟镇-01"),
    ]
    assert dossier(county).review.last.remarks == 6  # type: ignore[union-attr]
    send_back(county, number)
    with pytest.raises(RuleViolated) as refusal:
        remark(county, number, "team1")
    assert missing(refusal) == [("plan_not_under_review", 1)]


def test_an_invited_body_reads_and_comments_on_that_plan_and_nothing_else(county: County, finding: int) -> None:
    number = submit(county)
    with pytest.raises(NotFound):
        dossier(county, "civil")
    bodies = (county.ids["县民政部门"], county.ids["第二巡察组"])
    county.do(InviteReviewers(inspection_id=county.ids["柳舟镇"], body_ids=bodies), on=HANDED_IN)
    for caller in ("civil", "team2"):
        remark(county, number, caller)
        found = dossier(county, caller)
        assert (found.versions[0].remarks > 0, found.sees_ledgers) == (True, False)
        assert county.see(get_plan_version, number, caller=caller).content[Ledger.MEASURES]
        with pytest.raises(NotFound):
            county.see(compare_plan_versions, CODE, 1, NOW, caller=caller)
        seen = county.see(list_findings, FindingCriteria(), Window(), caller=caller)
        assert "柳舟镇" not in {row.unit_name for row in seen.rows}
    county.do(InviteReviewers(inspection_id=county.ids["柳舟镇"], body_ids=bodies[:1]), on=HANDED_IN)
    with pytest.raises(NotFound):
        remark(county, number, "team2")
    assert [row.name for row in dossier(county).reviewers] == ["县民政部门"]
    for wrong in (county.ids["第一联合督查组"], 999):
        with pytest.raises(InvalidInput):
            county.do(InviteReviewers(inspection_id=county.ids["柳舟镇"], body_ids=(wrong,)))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"amend_by_on": RETURNED}, "reason"),
        ({"reason": "缺责任人"}, "amend_by_on"),
        ({"reason": "缺责任人", "amend_by_on": date(2026, 4, 6)}, "amend_by_on"),
    ],
)
def test_a_return_says_what_and_until_when_and_the_day_itself_is_in_time(
    county: County, finding: int, fields: dict[str, Any], wrong: str
) -> None:
    number = submit(county)
    with pytest.raises(InvalidInput) as refusal:
        decide(county, number, RETURNED, agree=False, **fields)
    assert [problem[0] for problem in refusal.value.details["problems"]] == [wrong]  # type: ignore[attr-defined]
    decide(county, number, RETURNED, agree=False, reason="缺责任人", amend_by_on=RETURNED)


def test_a_decision_on_an_old_screen_or_for_the_second_time_is_refused(county: County, finding: int) -> None:
    number = submit(county)
    decide(county, number, RETURNED, agree=True)
    with pytest.raises(StaleVersion):
        county.do(DecidePlan(plan_version_id=number, version=1, agree=True))
    with pytest.raises(RuleViolated):
        decide(county, number, RETURNED, agree=True)


def test_the_list_says_whose_turn_it_is_and_since_when(county: County, finding: int) -> None:
    def row(on: date) -> tuple[Any, ...]:
        rows = {one.inspection_code: one for one in county.see(list_plan_reviews, on=on)}
        one = rows[CODE]
        assert rows["R1-县财政局"].turn.role is Role.UNIT
        return one.holder, one.days, one.overdue_days, one.last.state if one.last else None

    assert row(date(2026, 4, 1)) == ("柳舟镇", 30, 0, None)
    assert row(date(2026, 4, 2)) == ("柳舟镇", 31, 1, None)
    number = submit(county)
    assert row(date(2026, 4, 9)) == ("巡察办", 10, 0, PlanState.SUBMITTED)
    assert row(date(2026, 4, 10)) == ("巡察办", 11, 1, PlanState.SUBMITTED)
    send_back(county, number)
    assert row(date(2026, 4, 18)) == ("柳舟镇", 11, 1, PlanState.RETURNED)
    decide(county, submit(county, AGAIN), AGREED, agree=True)
    assert row(date(2026, 6, 1)) == ("", 42, 0, PlanState.AGREED)
    assert [one.unit_name for one in county.see(list_plan_reviews, caller="liuzhou")] == ["柳舟镇"]


def test_each_is_offered_what_may_be_done_now(county: County, finding: int) -> None:
    from core.access.actor import ByUsername, load_actor
    from tests.county import at

    def offered(caller: str) -> set[str]:
        with county.store.read() as session:
            actor = load_actor(session, ByUsername(caller), at(county.today), county.today)
        return set(offered_on_plan(actor, dossier(county, caller)))

    assert offered("liuzhou") == {"submit_plan"}
    assert offered("office") == {"submit_plan", "invite_reviewers"}
    submit(county)
    county.do(InviteReviewers(inspection_id=county.ids["柳舟镇"], body_ids=(county.ids["县民政部门"],)))
    assert offered("office") == {"remark_on_plan", "decide_plan", "invite_reviewers"}
    assert offered("team1") == offered("civil") == {"remark_on_plan"}
    assert offered("liuzhou") == offered("leader") == set()
