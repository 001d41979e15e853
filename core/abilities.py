"""Who may do what: one table of commands and queries × roles, kept as data (docs/rules.md §1)."""

from enum import StrEnum

from core.identity import Actor, Grant, Place
from core.vocabulary import Role


class Reach(StrEnum):
    """How far a role's ability goes."""

    ALL = "all"
    OWN = "own"
    """Records that the role's unit or body covers."""


Row = dict[Role, Reach]

OFFICE: Row = {Role.OFFICE: Reach.ALL}
SECADMIN: Row = {Role.SECADMIN: Reach.ALL}
AUDITOR: Row = {Role.AUDITOR: Reach.ALL}
UNIT: Row = {Role.UNIT: Reach.OWN, Role.UNIT_HEAD: Reach.OWN}
REVIEWERS: Row = {Role.TEAM: Reach.OWN, Role.DISCIPLINE_OFFICE: Reach.OWN, Role.RESIDENT_TEAM: Reach.OWN}
READERS: Row = {
    Role.LEADER: Reach.ALL,
    Role.OFFICE: Reach.ALL,
    **dict.fromkeys(Role.of_a_body(), Reach.OWN),
    **dict.fromkeys(Role.of_a_unit(), Reach.OWN),
}
SUPERVISORS: Row = {**REVIEWERS, Role.CHARGE_LEADER: Reach.OWN}
EVALUATED: Row = {Role.LEADER: Reach.ALL, **OFFICE, **SUPERVISORS, Role.PANEL: Reach.OWN, **UNIT}
"""Who may read scores: everybody but lead departments, which see their findings only."""
VISITING: Row = {**OFFICE, Role.TEAM: Reach.OWN, Role.DISCIPLINE_OFFICE: Reach.OWN, Role.PANEL: Reach.OWN}
"""Who goes to a unit and writes down what is found."""
LOOKING_BACK: Row = {Role.LEADER: Reach.ALL, **OFFICE, **SUPERVISORS}
"""Who weighs units against each other; the units themselves do not."""
TOLD: Row = dict.fromkeys((Role.CHARGE_LEADER, Role.DEPARTMENT, Role.DISCIPLINE_OFFICE), Reach.OWN)
"""Who gets copy notices; every paper is further kept to the one body it went to."""
COMMENTING: Row = {**OFFICE, **SUPERVISORS, Role.DEPARTMENT: Reach.OWN}
"""Who comments on a plan: supervisors of the unit, and whoever of these was invited."""
DRAWS: Row = {Role.LEADER: Reach.ALL, **OFFICE}
"""Draws are the office's and the leaders'; what was drawn shows to those who check it, and to no unit (docs/trust.md X18)."""
DRAWN: Row = {**DRAWS, Role.TEAM: Reach.OWN, Role.DISCIPLINE_OFFICE: Reach.OWN}
EVERYBODY: Row = dict.fromkeys(Role, Reach.ALL)

COMMANDS: dict[str, Row] = {
    "create_round": OFFICE,
    "change_round": OFFICE,
    "create_body": OFFICE,
    "change_body": OFFICE,
    "create_unit": OFFICE,
    "change_unit": OFFICE,
    "appoint_unit_head": OFFICE,
    "create_inspection": OFFICE,
    "record_feedback": OFFICE,
    "register_close_out": OFFICE,
    "assign_panel": OFFICE,
    "save_drafts": {**OFFICE, Role.TEAM: Reach.OWN},
    "add_finding": OFFICE,
    "confirm_findings": OFFICE,
    "correct_finding": OFFICE,
    "withdraw_findings": OFFICE,
    "tie_findings": OFFICE,
    "untie_findings": OFFICE,
    "import_ledger": OFFICE,
    "undo_batch": OFFICE,
    "record_plan": {**OFFICE, **UNIT},
    "save_ledgers": {**OFFICE, **UNIT},
    "bulk_change_ledgers": {**OFFICE, **UNIT},
    "undo_ledger_change": {**OFFICE, **UNIT},
    "issue_workbook": {**OFFICE, **UNIT},
    "return_workbook": {**OFFICE, **UNIT},
    "report_progress": {**OFFICE, **UNIT},
    "attach_evidence": {**OFFICE, **UNIT},
    "register_paper": {**OFFICE, **UNIT},
    "verify_material": {**OFFICE, **REVIEWERS, Role.PANEL: Reach.OWN},
    "record_outcome": {**OFFICE, **UNIT},
    "explain_break": {**OFFICE, **UNIT},
    "request_clearance": UNIT,
    "sign_clearance": UNIT,
    "review_clearance": REVIEWERS,
    "approve_clearance": OFFICE,
    "return_clearance": {**OFFICE, Role.UNIT_HEAD: Reach.OWN, **REVIEWERS},
    "clear_on_the_spot": {**OFFICE, Role.TEAM: Reach.OWN},
    "reopen_finding": {**OFFICE, **REVIEWERS},
    "request_extension": UNIT,
    "decide_extension": OFFICE,
    "record_milestones": OFFICE,
    "draft_copy_notices": OFFICE,
    "draft_letter": {**OFFICE, Role.DISCIPLINE_OFFICE: Reach.OWN},
    "change_dispatch": OFFICE,
    "send_dispatches": OFFICE,
    "sign_dispatch": {**TOLD, Role.UNIT_HEAD: Reach.OWN},
    "reply_dispatch": {**TOLD, **UNIT},
    "decide_reply": OFFICE,
    "withdraw_dispatch": OFFICE,
    "set_duty_departments": OFFICE,
    "plan_visits": {**OFFICE, Role.DISCIPLINE_OFFICE: Reach.OWN},
    "change_visit": {**OFFICE, Role.DISCIPLINE_OFFICE: Reach.OWN},
    "save_paper": VISITING,
    "record_visit": VISITING,
    "cancel_visit": {**OFFICE, Role.DISCIPLINE_OFFICE: Reach.OWN},
    "issue_warnings": OFFICE,
    "draft_warning_letters": OFFICE,
    "draw_up_handover": {**OFFICE, Role.TEAM: Reach.OWN},
    "sign_handover": {**OFFICE, **REVIEWERS},
    "submit_plan": {**OFFICE, **UNIT},
    "invite_reviewers": OFFICE,
    "remark_on_plan": COMMENTING,
    "decide_plan": OFFICE,
    "save_evaluation": OFFICE,
    "adopt_evaluation": OFFICE,
    "withdraw_adoption": OFFICE,
    "record_portraits": OFFICE,
    "seal_draw": OFFICE,
    "hold_draw": DRAWS,
    "abandon_draw": OFFICE,
    "create_account": SECADMIN,
    "grant_role": SECADMIN,
    "revoke_role": SECADMIN,
    "disable_account": SECADMIN,
    "enable_account": SECADMIN,
    "reset_password": SECADMIN,
    "change_own_password": EVERYBODY,
    "set_own_mail": EVERYBODY,
}

QUERIES: dict[str, Row] = {
    "summarise_progress": READERS,
    "list_overdue": READERS,
    "list_due_soon": READERS,
    "summarise_holders": READERS,
    "list_findings": READERS,
    "count_findings": READERS,
    "get_finding": READERS,
    "list_timeline": READERS,
    "list_entry_rows": READERS,
    "get_ledgers": READERS,
    "list_ledger_rows": READERS,
    "get_ledger_grid": READERS,
    "list_ledger_changes": READERS,
    "list_workbooks": {**OFFICE, **UNIT},
    "get_workbook": {**OFFICE, **UNIT},
    "compare_workbook": {**OFFICE, **UNIT},
    "list_breaks": READERS,
    "get_finding_breaks": READERS,
    "list_material": READERS,
    "list_same_files": READERS,
    "list_inspections": READERS,
    "list_options": READERS,
    "list_rounds": READERS,
    "list_units": READERS,
    "list_bodies": READERS,
    "list_unit_heads": READERS,
    "list_drafts": {**OFFICE, Role.TEAM: Reach.OWN},
    "list_batches": OFFICE,
    "match_units": OFFICE,
    "list_known_texts": OFFICE,
    "list_similar": OFFICE,
    "list_tags": OFFICE,
    "list_chains": EVALUATED,
    "get_chain": EVALUATED,
    "preview_calendar": OFFICE,
    "list_due_for_visit": {Role.LEADER: Reach.ALL, **OFFICE, **REVIEWERS},
    "list_visits": EVALUATED,
    "get_visit": EVALUATED,
    "list_my_items": READERS,
    "list_items": READERS,
    "list_unheld": {Role.LEADER: Reach.ALL, **OFFICE, **SUPERVISORS},
    "list_warnings": READERS,
    "list_due_warnings": OFFICE,
    "list_handovers": {Role.LEADER: Reach.ALL, **OFFICE, **REVIEWERS},
    "list_dispatches": READERS,
    "get_dispatch": READERS,
    "summarise_receivers": {Role.LEADER: Reach.ALL, **OFFICE, **TOLD},
    "list_charged_units": {Role.LEADER: Reach.ALL, **OFFICE, Role.CHARGE_LEADER: Reach.OWN},
    "list_duty_departments": OFFICE,
    "list_plan_reviews": READERS,
    "list_plan_versions": READERS,
    "get_plan_version": READERS,
    "compare_plan_versions": READERS,
    "list_evaluations": EVALUATED,
    "get_score_sheet": EVALUATED,
    "get_draft_sheet": OFFICE,
    "list_draft_sheets": OFFICE,
    "list_lookback": LOOKING_BACK,
    "list_portraits": LOOKING_BACK,
    "get_portrait": LOOKING_BACK,
    "get_portrait_figures": LOOKING_BACK,
    "preview_frame": OFFICE,
    "list_draws": DRAWS,
    "get_draw": DRAWS,
    "verify_draw": DRAWS,
    "list_drawn": DRAWN,
    "list_risk_signals": LOOKING_BACK,
    "list_accounts": SECADMIN,
    "list_grant_targets": SECADMIN,
    "list_audit_events": AUDITOR,
    "list_access_events": AUDITOR,
    "verify_trails": AUDITOR,
    "describe_installation": {Role.SYSADMIN: Reach.ALL},
}


def may(actor: Actor, row: Row) -> bool:
    """Whether any of the person's roles stands in this row at all."""
    return any(grant.role in row for grant in actor.grants)


def reaching_grant(actor: Actor, row: Row, place: Place | None) -> Grant | None:
    """The grant under which the person may act at this place; None asks for a grant that reaches everywhere."""
    for grant in actor.grants:
        reach = row.get(grant.role)
        if reach is Reach.ALL or (reach is Reach.OWN and place is not None and grant.covers(place)):
            return grant
    return None
