"""Who may do what: every command and every query × every account × own unit, other unit, no unit (docs/trust.md A11, A12)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.abilities import COMMANDS, QUERIES, Reach
from core.commands import (
    accounts,
    clearance,
    dispatch_answers,
    dispatch_drafting,
    dispatches,
    draws,
    duty_departments,
    evaluation,
    evidence,
    explanations,
    extension,
    findings,
    handovers,
    inspections,
    intake,
    ledger_bulk,
    ledger_changes,
    ledger_undo,
    master_data,
    milestones,
    plan_review,
    portrait,
    rectification,
    rectification_plan,
    score_sheet,
    ties,
    visits,
    warning_letters,
    warnings,
    workbooks,
    working_papers,
)
from core.commands.base import HANDLERS, Command
from core.errors import CoreError, NotFound, NotPermitted
from core.identity import Grant, Place
from core.intake.travelling import Returned
from core.queries import findings as finding_queries
from core.queries import inspections as inspection_queries
from core.queries import progress, trail
from core.queries.base import REGISTERED
from core.queries.criteria import FindingCriteria
from core.queries.dispatches import DispatchCriteria
from core.queries.draw_frame import FrameCriteria
from core.queries.evaluation import EvaluationCriteria
from core.queries.findings import Window
from core.rules.plan import RoundPlan
from core.store.models import (
    Account,
    Dispatch,
    DispatchFinding,
    Handover,
    PlanVersion,
    SupervisionVisit,
    UnitWorkbook,
    WorkingPaper,
)
from core.vocabulary import DispatchKind, DispatchState, Ledger, LedgerBreak, Phase, PlanState, Role, VisitKind
from tests.county import ACCOUNTS, TODAY, County, build_county
from tests.evaluating import save_sheet

OWN, OTHER = "柳舟镇", "县财政局"
CANARY = "只有县财政局才有的问题金丝雀"
DAY = date(2026, 11, 24)
LATER = date(2027, 1, 1)
DRAFT = findings.Draft(text="一个问题")

Probe = Callable[[County, str], Command]
PROBES: dict[str, Probe] = {
    "create_round": lambda c, u: master_data.CreateRound(code="R9", term_no=9, round_no=9, name="第九轮"),
    "change_round": lambda c, u: master_data.ChangeRound(round_id=c.ids["R1"], version=99, name="第一轮", plan={}),
    "create_body": lambda c, u: master_data.CreateBody(code="B1", name="第一巡察组", kind="team"),
    "change_body": lambda c, u: master_data.ChangeBody(body_id=c.ids["第一巡察组"], version=99, name="第一巡察组"),
    "create_unit": lambda c, u: master_data.CreateUnit(code="LZZ", name=u, short_name=u, kind="township"),
    "change_unit": lambda c, u: master_data.ChangeUnit(
        unit_id=c.ids[f"unit:{u}"], version=99, name=u, short_name=u, kind="township", sort_order=1
    ),
    "appoint_unit_head": lambda c, u: master_data.AppointUnitHead(
        unit_id=c.ids[f"unit:{u}"], name="某", post="书记", from_on=date(2023, 1, 1)
    ),
    "create_inspection": lambda c, u: inspections.CreateInspection(
        round_id=c.ids["R1"], unit_id=c.ids[f"unit:{u}"], team_id=c.ids["第一巡察组"]
    ),
    "record_feedback": lambda c, u: inspections.RecordFeedback(inspection_id=c.ids[u], version=99, feedback_on=DAY),
    "register_close_out": lambda c, u: inspections.RegisterCloseOut(
        inspection_id=c.ids[u], version=99, closed_on=DAY, document="一号"
    ),
    "assign_panel": lambda c, u: inspections.AssignPanel(
        inspection_id=c.ids[u], panel_id=c.ids["第一联合督查组"], from_on=LATER, to_on=DAY
    ),
    "save_drafts": lambda c, u: findings.SaveDrafts(
        inspection_id=c.ids[u], document_title="意见", document_text="已拆分过的原文", drafts=(DRAFT,)
    ),
    "add_finding": lambda c, u: findings.AddFinding(
        inspection_id=c.ids[u], draft=DRAFT.model_copy(update={"due_on": date(2000, 1, 1)})
    ),
    "confirm_findings": lambda c, u: findings.ConfirmFindings(
        confirmations=(findings.Confirmation(finding_id=c.ids[f"finding:{u}"], version=99, draft=DRAFT),)
    ),
    "correct_finding": lambda c, u: findings.CorrectFinding(finding_id=c.ids[f"finding:{u}"], version=99, title="改"),
    "withdraw_findings": lambda c, u: findings.WithdrawFindings(
        withdrawals=(findings.Withdrawal(finding_id=c.ids[f"finding:{u}"], version=99),), reason="试"
    ),
    "tie_findings": lambda c, u: ties.TieFindings(
        finding_id=c.ids[f"finding:{u}"], version=99, earlier_id=1, link="common"
    ),
    "untie_findings": lambda c, u: ties.UntieFindings(finding_id=c.ids[f"finding:{u}"], version=99, earlier_id=1),
    "import_ledger": lambda c, u: intake.ImportLedger(
        file_name="台账.xlsx", sha256="0" * 64, entries=(intake.LedgerEntry(row=2, draft=DRAFT),)
    ),
    "undo_batch": lambda c, u: intake.UndoBatch(batch_id=999, version=1, reason="试"),
    "report_progress": lambda c, u: rectification.ReportProgress(
        lines=(
            rectification.ProgressLine(
                finding_id=c.ids[f"finding:{u}"], version=99, percent=1, text="试", happened_on=DAY
            ),
        )
    ),
    "attach_evidence": lambda c, u: evidence.AttachEvidence(finding_id=c.ids[f"finding:{u}"], file_id=999, title="试"),
    "register_paper": lambda c, u: evidence.RegisterPaper(
        finding_id=c.ids[f"finding:{u}"], measure_id=999, title="试", paper_no="1", keeper="档案室"
    ),
    "verify_material": lambda c, u: evidence.VerifyMaterial(
        finding_id=c.ids[f"finding:{u}"], item_id=999, version=1, verdict="matches"
    ),
    "record_outcome": lambda c, u: rectification.RecordOutcome(finding_id=c.ids[f"finding:{u}"], version=99),
    "explain_break": lambda c, u: explanations.ExplainBreak(
        finding_id=c.ids[f"finding:{u}"], version=99, kind=LedgerBreak.EVIDENCE_REUSED, reason="试"
    ),
    "request_clearance": lambda c, u: clearance.RequestClearance(
        finding_id=c.ids[f"finding:{u}"], version=99, statement="试"
    ),
    "sign_clearance": lambda c, u: clearance.SignClearance(finding_id=c.ids[f"finding:{u}"], version=99, signed_on=DAY),
    "review_clearance": lambda c, u: clearance.ReviewClearance(finding_id=c.ids[f"finding:{u}"], version=99),
    "approve_clearance": lambda c, u: clearance.ApproveClearance(finding_id=c.ids[f"finding:{u}"], version=99),
    "return_clearance": lambda c, u: clearance.ReturnClearance(
        finding_id=c.ids[f"finding:{u}"], version=99, reason="试", amend_by_on=LATER
    ),
    "clear_on_the_spot": lambda c, u: clearance.ClearOnTheSpot(
        finding_id=c.ids[f"finding:{u}"], version=99, cleared_on=DAY, remark="试"
    ),
    "reopen_finding": lambda c, u: clearance.ReopenFinding(
        finding_id=c.ids[f"finding:{u}"], version=99, found_on=DAY, reason="试", due_on=LATER
    ),
    "request_extension": lambda c, u: extension.RequestExtension(
        finding_id=c.ids[f"finding:{u}"], version=99, new_due_on=LATER, reason="试"
    ),
    "decide_extension": lambda c, u: extension.DecideExtension(
        finding_id=c.ids[f"finding:{u}"], version=99, approve=True
    ),
    "record_plan": lambda c, u: rectification_plan.RecordPlan(
        plans=(rectification_plan.FindingPlan(finding_id=c.ids[f"finding:{u}"], version=99),)
    ),
    "save_ledgers": lambda c, u: ledger_changes.SaveLedgers(inspection_id=c.ids[u]),
    "bulk_change_ledgers": lambda c, u: ledger_bulk.BulkChangeLedgers(
        ledger="outcomes", row_ids=(c.ids[f"finding:{u}"],), field="nonsense", value="试", reason="试"
    ),
    "issue_workbook": lambda c, u: workbooks.IssueWorkbook(inspection_id=c.ids[u]),
    "return_workbook": lambda c, u: workbooks.ReturnWorkbook(workbook_id=c.ids[f"workbook:{u}"], version=99),
    "undo_ledger_change": lambda c, u: ledger_undo.UndoLedgerChange(change_id=c.ids[f"change:{u}"]),
    "record_milestones": lambda c, u: milestones.RecordMilestones(inspection_id=c.ids[u], version=99, met={}),
    "plan_visits": lambda c, u: visits.PlanVisits(
        inspections=({"inspection_id": c.ids[u]},), from_on=DAY, to_on=DAY, lead_body_id=c.ids["县民政部门"]
    ),
    "change_visit": lambda c, u: visits.ChangeVisit(visit_id=c.ids[f"visit:{u}"], version=99, from_on=DAY, to_on=DAY),
    "save_paper": lambda c, u: working_papers.SavePaper(paper_id=c.ids[f"paper:{u}"], version=99),
    "record_visit": lambda c, u: visits.RecordVisit(
        visit_id=c.ids[f"visit:{u}"],
        version=99,
        visited_on=DAY,
        methods=("field",),
        conclusion="试",
        unit_signer="某",
    ),
    "cancel_visit": lambda c, u: visits.CancelVisit(visit_id=c.ids[f"visit:{u}"], version=99, reason="试"),
    "issue_warnings": lambda c, u: warnings.IssueWarnings(),
    "draft_warning_letters": lambda c, u: warning_letters.DraftWarningLetters(),
    "draw_up_handover": lambda c, u: handovers.DrawUpHandover(inspection_id=c.ids[u], to_phase="long_run"),
    "sign_handover": lambda c, u: handovers.SignHandover(handover_id=c.ids[f"handover:{u}"], version=99),
    "draft_copy_notices": lambda c, u: dispatch_drafting.DraftCopyNotices(inspection_id=c.ids[u]),
    "draft_letter": lambda c, u: dispatch_drafting.DraftLetter(
        inspection_id=c.ids[u], kind="warning_letter", summary="试", reply_by_on=date(2000, 1, 1)
    ),
    "change_dispatch": lambda c, u: dispatches.ChangeDispatch(
        dispatch_id=c.ids[f"dispatch:{u}"], version=99, title="试", summary="试"
    ),
    "send_dispatches": lambda c, u: dispatches.SendDispatches(dispatch_ids=(c.ids[f"dispatch:{u}"],)),
    "sign_dispatch": lambda c, u: dispatch_answers.SignDispatch(dispatch_id=c.ids[f"dispatch:{u}"], version=99),
    "reply_dispatch": lambda c, u: dispatch_answers.ReplyDispatch(
        dispatch_id=c.ids[f"dispatch:{u}"], version=99, text="试"
    ),
    "decide_reply": lambda c, u: dispatches.DecideReply(dispatch_id=c.ids[f"dispatch:{u}"], version=99, accept=True),
    "withdraw_dispatch": lambda c, u: dispatches.WithdrawDispatch(dispatch_id=c.ids[f"dispatch:{u}"], version=99),
    "set_duty_departments": lambda c, u: duty_departments.SetDutyDepartments(
        lines=({"subcategory": "B7", "body_id": 999},)
    ),
    "submit_plan": lambda c, u: plan_review.SubmitPlan(inspection_id=c.ids[u], statement="试"),
    "invite_reviewers": lambda c, u: plan_review.InviteReviewers(inspection_id=c.ids[u], body_ids=(999,)),
    "remark_on_plan": lambda c, u: plan_review.RemarkOnPlan(
        plan_version_id=c.ids[f"plan:{u}"], aspect="other", text="试"
    ),
    "decide_plan": lambda c, u: plan_review.DecidePlan(plan_version_id=c.ids[f"plan:{u}"], version=99, agree=True),
    "save_evaluation": lambda c, u: score_sheet.SaveEvaluation(
        inspection_id=c.ids[u], cycle=1, version=99, evaluated_on=DAY
    ),
    "adopt_evaluation": lambda c, u: evaluation.AdoptEvaluation(evaluation_id=c.ids[f"sheet:{u}"], version=99),
    "withdraw_adoption": lambda c, u: evaluation.WithdrawAdoption(
        evaluation_id=c.ids[f"sheet:{u}"], version=99, reason="试"
    ),
    "record_portraits": lambda c, u: portrait.RecordPortraits(),
    "seal_draw": lambda c, u: draws.SealDraw(purpose="试", size=500),
    "hold_draw": lambda c, u: draws.HoldDraw(draw_id=999, version=99),
    "abandon_draw": lambda c, u: draws.AbandonDraw(draw_id=999, version=99, reason="试"),
    "create_account": lambda c, u: accounts.CreateAccount(username="LEADER", shown="冒名", password="Very-Long-2026"),
    "grant_role": lambda c, u: accounts.GrantRole(account_id=c.ids["account:auditor"], role=Role.LEADER),
    "revoke_role": lambda c, u: accounts.RevokeRole(account_id=c.ids["account:auditor"], grant_id=999),
    "disable_account": lambda c, u: accounts.DisableAccount(account_id=c.ids["account:auditor"], version=99),
    "enable_account": lambda c, u: accounts.EnableAccount(account_id=c.ids["account:auditor"], version=99),
    "reset_password": lambda c, u: accounts.ResetPassword(account_id=c.ids["account:auditor"], password="short"),
    "set_own_mail": lambda c, u: accounts.SetOwnMail(mail="me@office.example"),
    "change_own_password": lambda c, u: accounts.ChangeOwnPassword(old="wrong", new="Very-Long-2026"),
}
"""One attempt for each command that permission lets through and the next check then stops, so that nothing is changed."""

QUESTIONS: dict[str, tuple[Any, ...]] = {
    "summarise_progress": (FindingCriteria(),),
    "list_overdue": (FindingCriteria(), Window()),
    "list_due_soon": (FindingCriteria(), Window()),
    "summarise_holders": (FindingCriteria(),),
    "list_findings": (FindingCriteria(text="金丝雀"), Window()),
    "count_findings": (FindingCriteria(text="金丝雀"),),
    "get_finding": ("finding",),
    "list_timeline": ("finding",),
    "list_entry_rows": (FindingCriteria(), Window()),
    "get_ledgers": ("R1-县财政局",),
    "list_ledger_rows": ("inspection", Ledger.FINDINGS),
    "get_ledger_grid": ("R1-县财政局",),
    "list_ledger_changes": ("inspection",),
    "list_workbooks": ("inspection",),
    "get_workbook": ("workbook",),
    "compare_workbook": (Returned(OTHER, ()),),
    "list_breaks": (FindingCriteria(),),
    "get_finding_breaks": ("finding",),
    "list_material": ("R1-县财政局",),
    "list_same_files": (1,),
    "list_drafts": (None,),
    "match_units": (("县财政局",),),
    "list_known_texts": (None, None),
    "list_similar": (CANARY, 1),
    "list_chains": ((),),
    "get_chain": ("R1-县财政局",),
    "preview_calendar": ("R1", RoundPlan.six_months()),
    "get_visit": ("visit",),
    "list_my_items": ((Grant(role=Role.OFFICE),),),
    "list_warnings": (False,),
    "list_dispatches": (DispatchCriteria(),),
    "get_dispatch": ("dispatch",),
    "summarise_receivers": (DispatchCriteria(),),
    "list_plan_versions": ("R1-县财政局",),
    "get_plan_version": ("plan",),
    "compare_plan_versions": ("R1-县财政局", 1, 0),
    "list_evaluations": (EvaluationCriteria(),),
    "get_score_sheet": ("R1-县财政局", 1),
    "get_draft_sheet": ("R1-县财政局", 1),
    "list_lookback": (EvaluationCriteria(),),
    "list_portraits": ((),),
    "get_portrait": ("CZJ",),
    "get_portrait_figures": ("R1-县财政局",),
    "preview_frame": (FrameCriteria(), 1, ()),
    "get_draw": ("draw",),
    "verify_draw": ("draw",),
    "list_risk_signals": (FindingCriteria(),),
    "list_audit_events": (10, 0),
    "list_access_events": (10, 0),
}


PLANTED: dict[str, dict[str, int]] = {}
"""Ids of the county with the canary, by engine: built once, copied for every test."""


@pytest.fixture
def county(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[County]:
    """A small county with the canary in it."""
    templates, _ids = request.getfixturevalue(f"{'sqlite' if engine == 'sqlite' else 'postgres'}_templates")
    if engine not in PLANTED:
        store = templates.make("canary")
        planted = build_county(store)
        plant(planted)
        templates.seal("canary", store)
        PLANTED[engine] = planted.ids
    fresh = templates.copy("canary", tmp_path)
    yield County(fresh, ids=dict(PLANTED[engine]))
    templates.drop(fresh)


def plant(county: County) -> None:
    """Each unit has a finding and a draft; the other unit's finding has a word that nobody else may ever see."""
    county.ids[f"finding:{OWN}"] = county.add_finding(OWN)
    county.ids[f"finding:{OTHER}"] = county.add_finding(OTHER, text=CANARY, title=CANARY[:20])
    county.ids |= {f"sheet:{unit}": save_sheet(county, unit) for unit in (OWN, OTHER)}
    county.ids |= {f"change:{unit}": change_taken_back(county, unit) for unit in (OWN, OTHER)}
    county.do(PROBES["save_drafts"](county, OWN))
    county.do(PROBES["save_drafts"](county, OTHER))
    county.ids["draw"] = county.do(draws.SealDraw(purpose="两家各抽一个", size=2))
    county.do(draws.HoldDraw(draw_id=county.ids["draw"], version=1))
    with county.store.write() as session:
        session.add(
            Account(username="nobody", folded="nobody", shown="无授权", password_hash="", must_change_password=False)
        )
        for unit in (OWN, OTHER):
            session.add(plan := agreed_plan(county, unit))
            session.flush()
            county.ids[f"plan:{unit}"] = plan.id
            session.add(sheet := handed_over(county, unit))
            session.flush()
            county.ids[f"handover:{unit}"] = sheet.id
            session.add(visit := planned_visit(county, unit))
            session.flush()
            county.ids[f"visit:{unit}"] = visit.id
            paper = WorkingPaper(
                visit_id=visit.id,
                finding_id=county.ids[f"finding:{unit}"],
                reason="drawn",
                ledger_record={},
                event_id=1,
            )
            session.add(paper)
            session.flush()
            county.ids[f"paper:{unit}"] = paper.id
            session.add(book := away(county, unit))
            session.flush()
            county.ids[f"workbook:{unit}"] = book.id
            county.ids[f"dispatch:{unit}"] = plant_papers(session, county, unit)


def plant_papers(session: Session, county: County, unit: str) -> int:
    """A letter that the unit got, and the draft of a notice to a body that may not see it yet; returns the letter's id."""
    said = {"title": CANARY if unit == OTHER else "督办单", "summary": "试", "drafted_on": DAY, "event_id": 1}
    letter = Dispatch(
        inspection_id=county.ids[unit], kind=DispatchKind.ADMONITION, body_id=None, state=DispatchState.SENT,
        year=2026, no=1 + (unit == OTHER), sent_on=DAY, reply_by_on=LATER, **said,
    )  # fmt: skip
    kind, body = (
        (DispatchKind.COPY_TO_LEADER, "副县长（分管农业农村）")
        if unit == OWN
        else (DispatchKind.COPY_TO_DEPARTMENT, "县民政部门")
    )
    draft = Dispatch(inspection_id=county.ids[unit], kind=kind, body_id=county.ids[body], **said)
    session.add_all((letter, draft))
    session.flush()
    session.add(DispatchFinding(dispatch_id=draft.id, finding_id=county.ids[f"finding:{unit}"]))
    return letter.id


def change_taken_back(county: County, unit: str) -> int:
    """A change of the ledgers that cannot be taken back again."""
    number = county.ids[f"finding:{unit}"]
    cell = ledger_changes.CellChange(ledger="outcomes", row_id=number, field="benefit", was="", now="试")
    change: int = county.do(ledger_changes.SaveLedgers(inspection_id=county.ids[unit], cells=(cell,))).change_id
    county.do(ledger_undo.UndoLedgerChange(change_id=change))
    return change


def away(county: County, unit: str) -> UnitWorkbook:
    """A workbook that is with its unit."""
    row = {"finding": "F", "title": CANARY if unit == OTHER else "一个问题", "status": ""}
    return UnitWorkbook(
        inspection_id=county.ids[unit],
        token=unit,
        issued_on=DAY,
        issued_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
        account_id=None,
        cells={"findings": {"1": row}},
        event_id=1,
    )


def planned_visit(county: County, unit: str) -> SupervisionVisit:
    """A visit that is still to come: those who are visited know nothing of it."""
    return SupervisionVisit(
        inspection_id=county.ids[unit],
        kind=VisitKind.SPOT_CHECK,
        interval_round_id=county.ids["R1"],
        planned_from_on=DAY,
        planned_to_on=DAY,
        planned_on=DAY,
        event_id=1,
    )


def handed_over(county: County, unit: str) -> Handover:
    """A hand-over sheet that nobody signed yet."""
    return Handover(
        inspection_id=county.ids[unit],
        to_phase=Phase.MIDDLE,
        drawn_up_on=DAY,
        content={"open": [{"code": "F", "title": CANARY if unit == OTHER else "一个问题"}]},
        event_id=1,
    )


def agreed_plan(county: County, unit: str) -> PlanVersion:
    """A version that nobody can comment on any more."""
    row = {"row": 1, "finding": "F", "title": CANARY if unit == OTHER else "一个问题", "cells": {}}
    return PlanVersion(
        inspection_id=county.ids[unit],
        no=1,
        submitted_on=DAY,
        statement=unit,
        content={"findings": [row]},
        event_id=1,
        state=PlanState.AGREED,
        decided_on=DAY,
    )


def place(county: County, unit: str) -> Place:
    """Where the unit's records belong, as the county was written out."""
    own = unit == OWN
    return Place(
        unit_id=county.ids[f"unit:{unit}"],
        inspection_id=county.ids[unit],
        team_id=county.ids["第一巡察组" if own else "第二巡察组"],
        charge_leader_id=county.ids["副县长（分管农业农村）"] if own else None,
        discipline_office_id=county.ids["第一执纪监督室"] if own else None,
        resident_team_id=county.ids["第一派驻组"] if own else None,
    )


def grant_of(county: County, username: str) -> Grant:
    role, target = ACCOUNTS[username]
    unit_id = county.ids[f"unit:{target}"] if role in Role.of_a_unit() else None
    body_id = county.ids[str(target)] if role in Role.of_a_body() else None
    return Grant(role=role, unit_id=unit_id, body_id=body_id)


BY_RECEIVER = {"sign_dispatch", "reply_dispatch"}
"""Open to the receiver only, which is the unit for the letters planted here; notices are tried in tests of the commands."""


def is_refused(county: County, command: Command, username: str) -> bool:
    """Whether permission stopped the command; whatever else stops it comes after permission."""
    try:
        county.do(command, username)
    except NotPermitted as refusal:
        return refusal.details["reason"] in ("role", "not_yours")
    except NotFound as refusal:
        return refusal.details["what"] in ("finding", "inspection", "plan_version", "dispatch", "visit", "paper")
    except CoreError:
        return False
    return False


def test_every_command_has_a_row_and_a_probe() -> None:
    names = {handler.__name__ for handler in HANDLERS.values()}
    assert names == set(COMMANDS) == set(PROBES)


def test_every_query_has_a_row() -> None:
    assert set(REGISTERED) == set(QUERIES)


@pytest.mark.parametrize("name", sorted(PROBES))
def test_a_command_is_open_to_exactly_the_roles_of_its_row(county: County, name: str) -> None:
    for username in ACCOUNTS:
        grant = grant_of(county, username)
        for unit in (OWN, OTHER):
            reach = COMMANDS[name].get(grant.role)
            here = place(county, unit)
            if name in BY_RECEIVER:
                here = Place(unit_id=here.unit_id)
            expected = reach is Reach.ALL or (reach is Reach.OWN and grant.covers(here))
            refused = is_refused(county, PROBES[name](county, unit), username)
            assert refused is not expected, f"{name} as {username} on {unit}"


@pytest.mark.parametrize("name", sorted(PROBES))
def test_an_account_without_a_role_can_do_nothing(county: County, name: str) -> None:
    assert is_refused(county, PROBES[name](county, OWN), "nobody")


def test_a_refusal_is_written_into_the_access_trail(county: County) -> None:
    before = len(county.see(trail.list_access_events, 100, 0, caller="auditor"))
    assert is_refused(county, PROBES["approve_clearance"](county, OTHER), "liuzhou")
    rows = county.see(trail.list_access_events, 100, 0, caller="auditor")
    assert len(rows) == before + 1
    assert (rows[0].actor, rows[0].action, rows[0].result) == ("liuzhou", "approve_clearance", "not_permitted")


def answer(county: County, name: str, username: str) -> Any:
    ids = {kind: county.ids[f"{kind}:{OTHER}"] for kind in ("finding", "plan", "workbook", "dispatch", "visit")} | {
        "inspection": county.ids[OTHER],
        "draw": county.ids["draw"],
    }
    criteria = tuple(ids.get(item, item) if isinstance(item, str) else item for item in QUESTIONS.get(name, ()))
    return county.see(REGISTERED[name], *criteria, caller=username)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_answers_exactly_the_roles_of_its_row(county: County, name: str) -> None:
    for username, (role, _) in ACCOUNTS.items():
        try:
            answer(county, name, username)
            answered = True
        except NotPermitted:
            answered = False
        except NotFound:
            answered = True
        assert answered is (role in QUERIES[name]), f"{name} as {username}"


SEES_THE_OTHER_UNIT = {"leader", "office", "team2", "caizheng", "caizheng_head"}


@pytest.mark.parametrize("name", sorted(set(QUERIES) - {"list_audit_events", "list_access_events"}))
def test_nothing_of_another_unit_shows_in_any_answer(county: County, name: str) -> None:
    for username in set(ACCOUNTS) - SEES_THE_OTHER_UNIT - {"secadmin", "sysadmin", "auditor"}:
        try:
            shown = repr(answer(county, name, username))
        except (NotPermitted, NotFound):
            continue
        assert "金丝雀" not in shown, f"{name} as {username}"
        if name not in ("list_rounds", "list_bodies"):
            assert OTHER not in shown, f"{name} as {username}"


def test_the_canary_shows_to_those_who_may_see_it(county: County) -> None:
    for username in SEES_THE_OTHER_UNIT:
        assert "金丝雀" in repr(answer(county, "list_findings", username)), username


def test_totals_count_only_what_may_be_seen(county: County) -> None:
    for username, expected in (
        ("office", 2),
        ("liuzhou", 1),
        ("team1", 1),
        ("panel", 0),
        ("civil", 0),
        ("vice_mayor", 1),
    ):
        assert county.see(progress.summarise_progress, FindingCriteria(), caller=username).now.findings == expected, (
            username
        )


def test_a_panel_sees_an_inspection_only_while_it_is_assigned(county: County) -> None:
    wanted = inspections.AssignPanel(
        inspection_id=county.ids[OTHER], panel_id=county.ids["第一联合督查组"], from_on=date(2026, 11, 1), to_on=TODAY
    )
    county.do(wanted)
    assert county.see(progress.summarise_progress, FindingCriteria(), caller="panel").now.findings == 1
    county.today = date(2026, 11, 25)
    assert county.see(progress.summarise_progress, FindingCriteria(), caller="panel").now.findings == 0


def test_a_department_sees_the_findings_sent_to_it_and_not_the_units_others(county: County) -> None:
    second = county.add_finding(OTHER, text="抄送民政部门的问题")
    county.do(findings.CorrectFinding(finding_id=second, version=1, lead_department_id=county.ids["县民政部门"]))
    page = county.see(finding_queries.list_findings, FindingCriteria(), Window(), caller="civil")
    assert [row.id for row in page.rows] == [second]
    assert [row.findings for row in county.see(inspection_queries.list_inspections, caller="civil")] == [1]
