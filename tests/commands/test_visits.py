"""A visit from the due list to what it brings back; who is visited knows nothing before (docs/rules.md §6.1, docs/trust.md X18)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from core.access.actor import ByUsername, load_actor
from core.commands.clearance import ClearOnTheSpot
from core.commands.draws import HoldDraw, SealDraw
from core.commands.evidence import AttachEvidence
from core.commands.inspections import CreateInspection, RegisterCloseOut
from core.commands.master_data import CreateRound
from core.commands.visits import CancelVisit, ChangeVisit, PlanVisits, RecordVisit, TeamMember
from core.commands.working_papers import SavePaper
from core.errors import InvalidInput, NotFound, NotPermitted, RuleViolated, StaleVersion
from core.identity import Grant
from core.queries.criteria import FindingCriteria
from core.queries.finding import get_finding
from core.queries.findings import Window, list_findings
from core.queries.inspections import list_inspections
from core.queries.items import list_items, list_my_items
from core.queries.score_sheet import get_draft_sheet
from core.queries.timeline import list_timeline
from core.queries.visits import VisitDetail, get_visit, list_visits
from core.queries.visits_due import list_due_for_visit
from core.visit_offers import offered_on_visit
from core.vocabulary import DueReason, Handling, ItemKind, Role, Stage, Status, TeamSide, Verdict, VisitKind, VisitState
from tests.county import FEEDBACK, TODAY, County, at

FACT = "公开栏没有名单，村民不知情"


@pytest.fixture
def cleared(county: County, tmp_path: Path) -> int:
    """A 即知即改 finding of the last round that was cleared on the spot; a newer round has begun."""
    number = county.add_finding(handling=Handling.IMMEDIATE)
    file_id = county.add_file(tmp_path)
    county.do(AttachEvidence(finding_id=number, file_id=file_id, title="公示照片"), on=FEEDBACK)
    day = FEEDBACK + timedelta(days=3)
    command = ClearOnTheSpot(finding_id=number, version=county.version(number), cleared_on=day, remark="已公示")
    county.do(command, on=day)
    newer = county.do(CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"), on=FEEDBACK)
    wanted = CreateInspection(
        round_id=newer,
        unit_id=county.ids["unit:县财政局"],
        team_id=county.ids["第二巡察组"],
        feedback_on=date(2026, 9, 1),
    )
    county.do(wanted, on=date(2026, 9, 1))
    return number


def plan(county: County, caller: str = "office", **fields: object) -> int:
    command = PlanVisits(
        inspections=({"inspection_id": county.ids["柳舟镇"]},),
        from_on=TODAY,
        to_on=TODAY + timedelta(days=5),
        **fields,
    )
    return int(county.do(command, caller)[0])


def detail(county: County, visit_id: int, caller: str = "office") -> VisitDetail:
    found: VisitDetail = county.see(get_visit, visit_id, caller=caller)
    return found


def save(county: County, visit_id: int, verdict: Verdict, caller: str = "office", **fields: str) -> None:
    paper = detail(county, visit_id).papers[0]
    told = {"fact": FACT, **fields}
    county.do(SavePaper(paper_id=paper.id, version=paper.version, verdict=verdict, **told), caller)


def record(county: County, visit_id: int, caller: str = "office") -> tuple[int, ...]:
    command = RecordVisit(
        visit_id=visit_id,
        version=detail(county, visit_id).row.version,
        visited_on=TODAY,
        methods=("field", "clients"),
        conclusion="台账与实际不一致",
        unit_signer="副镇长",
    )
    found: tuple[int, ...] = county.do(command, caller)
    return found


def test_what_is_due_is_listed_with_its_reason_and_no_more_once_it_is_planned(county: County, cleared: int) -> None:
    due = county.see(list_due_for_visit)
    assert [(row.unit_name, row.next_no, row.number(DueReason.IMMEDIATE_OF_LAST)) for row in due] == [("柳舟镇", 1, 1)]
    assert county.see(list_due_for_visit, caller="team2") == ()
    visit = plan(county)
    assert county.see(list_due_for_visit) == ()
    assert detail(county, visit).papers[0].record["findings"][0]["text"].startswith("惠民补贴")
    county.do(CancelVisit(visit_id=visit, version=1, reason="防汛延期"))
    assert len(county.see(list_due_for_visit)) == 1
    with pytest.raises(RuleViolated):
        record(county, visit)


def test_a_verdict_of_differs_brings_the_finding_back_and_moves_the_chain_to_supervision(
    county: County, cleared: int
) -> None:
    visit = plan(county)
    with pytest.raises(RuleViolated):
        record(county, visit)
    with pytest.raises(InvalidInput):
        save(county, visit, Verdict.DIFFERS)
    save(county, visit, Verdict.DIFFERS, handling="重新公示并核查")
    assert record(county, visit) == (cleared,)
    found = county.see(get_finding, cleared)
    assert (found.row.status, found.segment, found.row.due_on) == (Status.RELAPSED, 2, TODAY + timedelta(days=30))
    stages = {row.code: row.stage for row in county.see(list_inspections)}
    assert stages["R1-柳舟镇"] is Stage.SUPERVISION
    assert (detail(county, visit).row.no, detail(county, visit).row.state) == (1, VisitState.RECORDED)
    with pytest.raises(RuleViolated):
        save(county, visit, Verdict.MATCHES)


def test_after_close_out_a_finding_of_its_own_lives_on(county: County, cleared: int) -> None:
    close = RegisterCloseOut(inspection_id=county.ids["柳舟镇"], version=1, closed_on=date(2026, 8, 1), document="一号")
    county.do(close, on=date(2026, 8, 1))
    visit = plan(county)
    save(county, visit, Verdict.DIFFERS, handling="另立问题")
    (number,) = record(county, visit)
    assert number != cleared
    assert county.see(get_finding, number).relapse_of == "R1-柳舟镇-01"
    assert county.see(get_finding, cleared).row.status is Status.CLEARED


def test_what_matches_stays_cleared(county: County, cleared: int) -> None:
    visit = plan(county)
    save(county, visit, Verdict.MATCHES)
    assert record(county, visit) == ()
    assert county.see(get_finding, cleared).row.status is Status.CLEARED


def test_the_second_visit_is_led_by_the_discipline_office(county: County, cleared: int) -> None:
    visit = plan(county)
    save(county, visit, Verdict.MATCHES)
    record(county, visit)
    chosen = {"inspections": ({"inspection_id": county.ids["柳舟镇"], "finding_ids": (cleared,)},)}
    with pytest.raises(RuleViolated):
        county.do(PlanVisits(**chosen, from_on=TODAY, to_on=TODAY))
    lead = county.ids["第一执纪监督室"]
    (second,) = county.do(PlanVisits(**chosen, from_on=TODAY, to_on=TODAY, lead_body_id=lead), "discipline")
    save(county, second, Verdict.PARTLY, "discipline")
    record(county, second, "discipline")
    assert detail(county, second).row.no == 2


def test_those_who_are_visited_know_nothing_before_it_is_recorded(county: County, cleared: int) -> None:
    before = {caller: repr(county.see(list_timeline, cleared, caller=caller)) for caller in ("liuzhou", "liuzhou_head")}
    visit = plan(county)
    save(county, visit, Verdict.DIFFERS, handling="重改")
    for caller in ("liuzhou", "liuzhou_head", "vice_mayor"):
        assert county.see(list_visits, caller=caller) == ()
        with pytest.raises(NotFound):
            detail(county, visit, caller)
        kinds = {row.item.kind for row in county.see(list_items, caller=caller)}
        assert ItemKind.CARRY_OUT_VISIT not in kinds
    for caller, said in before.items():
        assert repr(county.see(list_timeline, cleared, caller=caller)) == said
    for caller in ("team2", "caizheng"):
        assert county.see(list_visits, caller=caller) == ()
    record(county, visit)
    assert [row.no for row in county.see(list_visits, caller="liuzhou")] == [1]
    assert detail(county, visit, "liuzhou").papers[0].fact == FACT


def test_a_planned_visit_waits_on_its_lead_and_changes_until_it_is_recorded(county: County, cleared: int) -> None:
    visit = plan(county)
    lead = county.ids["第一巡察组"]
    members = (TeamMember(side=TeamSide.INSPECTION, name="甲", home_unit_id=county.ids["unit:柳舟镇"], is_leader=True),)
    command = ChangeVisit(visit_id=visit, version=1, from_on=TODAY, to_on=TODAY, lead_body_id=lead, members=members)
    county.do(command)
    rows = [row.item for row in county.see(list_items) if row.item.kind is ItemKind.CARRY_OUT_VISIT]
    assert [(item.holder.name, item.due_on) for item in rows] == [("第一巡察组", TODAY)]
    found = detail(county, visit)
    assert len(found.missing_sides) == 3 and found.members[0].is_tied
    with pytest.raises(StaleVersion):
        county.do(command)
    with pytest.raises(InvalidInput):
        county.do(ChangeVisit(visit_id=visit, version=2, from_on=TODAY, to_on=TODAY - timedelta(days=1)))


def test_a_paper_saved_on_an_old_screen_is_refused_and_another_team_cannot_write(county: County, cleared: int) -> None:
    visit = plan(county)
    paper = detail(county, visit).papers[0]
    save(county, visit, Verdict.PARTLY, "team1")
    with pytest.raises(StaleVersion):
        county.do(SavePaper(paper_id=paper.id, version=paper.version, fact="另一人写的"), "discipline")
    assert detail(county, visit).papers[0].fact == FACT
    with pytest.raises((NotFound, NotPermitted)):
        save(county, visit, Verdict.MATCHES, "team2")


def test_a_visit_in_the_intensive_stage_leaves_the_chain_where_it_is(county: County, cleared: int) -> None:
    visit = plan(county)
    save(county, visit, Verdict.MATCHES)
    command = RecordVisit(
        visit_id=visit,
        version=1,
        visited_on=FEEDBACK + timedelta(days=90),
        methods=("documents",),
        conclusion="边整改边督查",
        unit_signer="副镇长",
    )
    county.do(command)
    assert {row.code: row.stage for row in county.see(list_inspections)}["R1-柳舟镇"] is Stage.RECTIFICATION


def test_what_a_visit_found_false_counts_in_the_score_by_itself(county: County, cleared: int) -> None:
    visit = plan(county)
    save(county, visit, Verdict.DIFFERS, handling="重改")
    before = county.see(get_draft_sheet, "R1-柳舟镇", 1)
    assert before.facts.false_items == 0
    record(county, visit)
    sheet = county.see(get_draft_sheet, "R1-柳舟镇", 1)
    assert sheet.facts.false_items == 1
    evidence = next(line.evidence for line in sheet.lines if line.key == "implementation.authenticity")
    assert evidence is not None and evidence.points is not None and evidence.points < 12
    assert county.see(get_draft_sheet, "R1-柳舟镇", 1, on=TODAY - timedelta(days=1)).facts.false_items == 0


def test_whoever_leads_a_visit_fills_it_in_though_the_unit_is_not_his(county: County, cleared: int) -> None:
    plan(county, lead_body_id=county.ids["第二巡察组"])
    visit = county.see(list_visits, caller="team2")[0].id
    assert offered(county, "team2", visit) == {"save_paper", "record_visit"}
    assert offered(county, "liuzhou_head", visit) == offered(county, "resident", visit) == set()
    assert offered(county, "office", visit) == {"save_paper", "record_visit", "change_visit", "cancel_visit"}
    save(county, visit, Verdict.DIFFERS, "team2", handling="重改")
    assert record(county, visit, "team2") == (cleared,)
    assert offered(county, "office", visit) == offered(county, "discipline", visit) == {"draft_letter"}
    with pytest.raises((NotFound, NotPermitted)):
        county.do(SavePaper(paper_id=9999, version=1, fact="没有这份"), "team2")


def test_a_panel_that_leads_fills_in_its_visit_and_sees_nothing_else_of_the_unit(county: County, cleared: int) -> None:
    visit = plan(county, lead_body_id=county.ids["第一联合督查组"])
    panel = (Grant(role=Role.PANEL, body_id=county.ids["第一联合督查组"]),)
    assert [row.item.subject_id for row in county.see(list_my_items, panel, caller="panel")] == [visit]
    assert county.see(list_findings, FindingCriteria(), Window(), caller="panel").rows == ()
    save(county, visit, Verdict.MATCHES, "panel")
    with pytest.raises(NotPermitted):
        county.do(CancelVisit(visit_id=visit, version=1, reason="改期"), "panel")
    assert record(county, visit, "panel") == ()


def offered(county: County, caller: str, visit_id: int) -> set[str]:
    with county.store.read() as session:
        actor = load_actor(session, ByUsername(caller), at(county.today), county.today)
    return set(offered_on_visit(actor, county.see(get_visit, visit_id)))


def test_a_visit_needs_a_feedback_to_fall_into_an_interval(county: County) -> None:
    newer = county.do(CreateRound(code="R3", term_no=15, round_no=3, name="第三轮"))
    wanted = CreateInspection(
        round_id=newer, unit_id=county.ids["unit:柳舟镇"], team_id=county.ids["第一巡察组"], code="R3-柳舟镇"
    )
    number = county.do(wanted)
    with pytest.raises(RuleViolated):
        county.do(PlanVisits(inspections=({"inspection_id": number},), from_on=TODAY, to_on=TODAY))


def test_what_a_draw_chose_is_checked_and_cannot_be_cancelled(county: County, cleared: int) -> None:
    number = county.do(SealDraw(purpose="反向核查", size=1))
    county.do(HoldDraw(draw_id=number, version=1))
    (visit,) = county.see(list_visits)
    assert (visit.kind, visit.lead) == (VisitKind.SPOT_CHECK, "第一执纪监督室")
    with pytest.raises(RuleViolated):
        county.do(CancelVisit(visit_id=visit.id, version=1, reason="单位请求"))
