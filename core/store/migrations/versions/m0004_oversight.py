"""Add warnings, hand-over sheets, dispatches, supervision visits with working papers, draws, and more milestones."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _duty_department() -> None:
    op.create_table(
        "duty_department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subcategory", sa.String(32), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty_department"),
        sa.UniqueConstraint("subcategory", name="uq_duty_department_subcategory"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_duty_department_body_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_duty_department_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.CheckConstraint(
            "subcategory IN ('A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'D1', 'D2', 'D3', 'D4', 'D5')",
            name=op.f("ck_duty_department_subcategory"),
        ),
    )
    op.create_index(op.f("ix_duty_department_body_id"), "duty_department", ["body_id"])
    op.create_index(op.f("ix_duty_department_event_id"), "duty_department", ["event_id"])


def _spot_draw() -> None:
    op.create_table(
        "spot_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sealed_on", sa.Date(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("frame", sa.JSON(), nullable=False),
        sa.Column("frame_sha256", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=True),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("sheet_sha256", sa.Text(), nullable=False),
        sa.Column("abandoned_on", sa.Date(), nullable=True),
        sa.Column("abandon_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spot_draw"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_spot_draw_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.CheckConstraint(
            "state <> 'abandoned' OR length(trim(abandon_reason)) > 0", name=op.f("ck_spot_draw_abandoned_says_why")
        ),
        sa.CheckConstraint(
            "(state = 'abandoned') = (abandoned_on IS NOT NULL)", name=op.f("ck_spot_draw_abandoned_has_day")
        ),
        sa.CheckConstraint("state IN ('sealed', 'held', 'abandoned')", name=op.f("ck_spot_draw_drawstate")),
        sa.CheckConstraint("(state = 'held') = (drawn_on IS NOT NULL)", name=op.f("ck_spot_draw_held_has_day")),
        sa.CheckConstraint(
            "state <> 'held' OR (length(sheet_sha256) = 64 AND length(seed) = 64)",
            name=op.f("ck_spot_draw_held_is_sealed"),
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_spot_draw_size_positive")),
    )
    op.create_index(op.f("ix_spot_draw_event_id"), "spot_draw", ["event_id"])
    op.create_index(
        op.f("uq_spot_draw_open"),
        "spot_draw",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'sealed'"),
        postgresql_where=sa.text("state = 'sealed'"),
    )


def _handover() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("to_phase", sa.String(32), nullable=False),
        sa.Column("drawn_up_on", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
        sa.UniqueConstraint("inspection_id", "to_phase", name="uq_handover_inspection_id_to_phase"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_handover_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["given_by_id"], ["account.id"], name="fk_handover_given_by_id"),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_handover_inspection_id"),
        sa.ForeignKeyConstraint(["received_by_id"], ["account.id"], name="fk_handover_received_by_id"),
        sa.CheckConstraint("received_on IS NULL OR given_on IS NOT NULL", name=op.f("ck_handover_given_first")),
        sa.CheckConstraint("to_phase IN ('early', 'middle', 'long_run')", name=op.f("ck_handover_phase")),
    )
    op.create_index(op.f("ix_handover_event_id"), "handover", ["event_id"])


def _issued_warning() -> None:
    op.create_table(
        "issued_warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("subject_part", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issued_warning"),
        sa.UniqueConstraint(
            "kind",
            "subject_id",
            "subject_part",
            "due_on",
            "level",
            name="uq_issued_warning_kind_subject_id_subject_part_due_on_level",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_issued_warning_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_issued_warning_inspection_id"),
        sa.CheckConstraint(
            "kind IN ('confirm_finding', 'rectify', 'sign_clearance', 'review_clearance', 'approve_clearance', 'decide_extension', 'submit_plan', 'review_plan', 'meet_milestone', 'send_dispatch', 'sign_dispatch', 'reply_dispatch', 'review_reply', 'draw_up_handover', 'sign_handover', 'carry_out_visit')",
            name=op.f("ck_issued_warning_itemkind"),
        ),
        sa.CheckConstraint(
            "level IN ('none', 'green', 'yellow', 'red', 'escalated')", name=op.f("ck_issued_warning_warninglevel")
        ),
    )
    op.create_index(op.f("ix_issued_warning_event_id"), "issued_warning", ["event_id"])
    op.create_index(op.f("ix_issued_warning_inspection_id"), "issued_warning", ["inspection_id"])


def _milestone_record() -> None:
    op.create_table(
        "milestone_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("milestone", sa.String(32), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_milestone_record"),
        sa.UniqueConstraint("inspection_id", "milestone", name="uq_milestone_record_inspection_id_milestone"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_milestone_record_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_milestone_record_inspection_id"),
        sa.CheckConstraint(
            "milestone IN ('feedback', 'notices', 'relay', 'ledgers', 'notice_replies', 'joint_review', 'democratic_life', 'intensive_end', 'report', 'first_evaluation', 'publication', 'second_rectification', 'second_evaluation', 'close_out', 'follow_up')",
            name=op.f("ck_milestone_record_milestone"),
        ),
    )
    op.create_index(op.f("ix_milestone_record_event_id"), "milestone_record", ["event_id"])


def _supervision_visit() -> None:
    op.create_table(
        "supervision_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("interval_round_id", sa.Integer(), nullable=False),
        sa.Column("planned_from_on", sa.Date(), nullable=False),
        sa.Column("planned_to_on", sa.Date(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("lead_body_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("methods", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("unit_signer", sa.Text(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_supervision_visit"),
        sa.UniqueConstraint("inspection_id", "no", name="uq_supervision_visit_inspection_id_no"),
        sa.ForeignKeyConstraint(["draw_id"], ["spot_draw.id"], name="fk_supervision_visit_draw_id"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name="fk_supervision_visit_event_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_supervision_visit_inspection_id"),
        sa.ForeignKeyConstraint(
            ["interval_round_id"], ["inspection_round.id"], name="fk_supervision_visit_interval_round_id"
        ),
        sa.ForeignKeyConstraint(["lead_body_id"], ["body.id"], name="fk_supervision_visit_lead_body_id"),
        sa.CheckConstraint("planned_to_on >= planned_from_on", name=op.f("ck_supervision_visit_plan_order")),
        sa.CheckConstraint(
            "(state = 'recorded') = (recorded_on IS NOT NULL)", name=op.f("ck_supervision_visit_recorded_has_day")
        ),
        sa.CheckConstraint(
            "(state = 'recorded') = (no IS NOT NULL)", name=op.f("ck_supervision_visit_recorded_has_no")
        ),
        sa.CheckConstraint(
            "state <> 'recorded' OR visited_on IS NOT NULL", name=op.f("ck_supervision_visit_recorded_was_visited")
        ),
        sa.CheckConstraint(
            "visited_on IS NULL OR recorded_on IS NULL OR visited_on <= recorded_on",
            name=op.f("ck_supervision_visit_visited_first"),
        ),
        sa.CheckConstraint("kind IN ('rolling', 'spot_check')", name=op.f("ck_supervision_visit_visitkind")),
        sa.CheckConstraint(
            "state IN ('planned', 'recorded', 'cancelled')", name=op.f("ck_supervision_visit_visitstate")
        ),
    )
    op.create_index(op.f("ix_supervision_visit_draw_id"), "supervision_visit", ["draw_id"])
    op.create_index(op.f("ix_supervision_visit_event_id"), "supervision_visit", ["event_id"])
    op.create_index(op.f("ix_supervision_visit_inspection_id"), "supervision_visit", ["inspection_id"])
    op.create_index(op.f("ix_supervision_visit_lead_body_id"), "supervision_visit", ["lead_body_id"])


def _dispatch() -> None:
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("causes", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("demands", sa.Text(), nullable=False),
        sa.Column("self_check", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("no", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("reply_by_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dispatch"),
        sa.UniqueConstraint("year", "kind", "no", name="uq_dispatch_year_kind_no"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_dispatch_body_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_dispatch_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_dispatch_inspection_id"),
        sa.ForeignKeyConstraint(["signed_by_id"], ["account.id"], name="fk_dispatch_signed_by_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["supervision_visit.id"], name="fk_dispatch_visit_id"),
        sa.CheckConstraint(
            "(kind IN ('warning_letter', 'supervision_order', 'admonition')) = (body_id IS NULL)",
            name=op.f("ck_dispatch_copies_have_a_body"),
        ),
        sa.CheckConstraint(
            "kind IN ('copy_to_leader', 'copy_to_department', 'copy_to_discipline', 'copy_to_organisation', 'warning_letter', 'supervision_order', 'admonition')",
            name=op.f("ck_dispatch_dispatchkind"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'signed', 'replied', 'returned', 'accepted', 'withdrawn')",
            name=op.f("ck_dispatch_dispatchstate"),
        ),
        sa.CheckConstraint(
            "reply_by_on IS NULL OR sent_on IS NULL OR reply_by_on >= sent_on",
            name=op.f("ck_dispatch_reply_after_sending"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR (sent_on IS NOT NULL AND no IS NOT NULL)",
            name=op.f("ck_dispatch_sent_has_no"),
        ),
    )
    op.create_index(op.f("ix_dispatch_body_id"), "dispatch", ["body_id"])
    op.create_index(op.f("ix_dispatch_event_id"), "dispatch", ["event_id"])
    op.create_index(op.f("ix_dispatch_inspection_id_kind"), "dispatch", ["inspection_id", "kind"])
    op.create_index(op.f("ix_dispatch_visit_id"), "dispatch", ["visit_id"])


def _visit_member() -> None:
    op.create_table(
        "visit_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("home_unit_id", sa.Integer(), nullable=True),
        sa.Column("tie", sa.Text(), nullable=False),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visit_member"),
        sa.ForeignKeyConstraint(["home_unit_id"], ["unit.id"], name="fk_visit_member_home_unit_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["supervision_visit.id"], name="fk_visit_member_visit_id"),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_visit_member_name_present")),
        sa.CheckConstraint(
            "side IN ('inspection', 'discipline', 'party_office', 'organisation')",
            name=op.f("ck_visit_member_teamside"),
        ),
    )
    op.create_index(op.f("ix_visit_member_home_unit_id"), "visit_member", ["home_unit_id"])
    op.create_index(op.f("ix_visit_member_visit_id"), "visit_member", ["visit_id"])


def _warning_address() -> None:
    op.create_table(
        "warning_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warning_id", sa.Integer(), nullable=False),
        sa.Column("receiver", sa.String(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_warning_address"),
        sa.UniqueConstraint(
            "warning_id",
            "role",
            "unit_id",
            "body_id",
            name="uq_warning_address_warning_id_role_unit_id_body_id",
            postgresql_nulls_not_distinct=True,
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_warning_address_body_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_warning_address_unit_id"),
        sa.ForeignKeyConstraint(["warning_id"], ["issued_warning.id"], name="fk_warning_address_warning_id"),
        sa.CheckConstraint(
            "role IN ('leader', 'office', 'team', 'discipline_office', 'resident_team', 'panel', 'unit', 'unit_head', 'charge_leader', 'department', 'sysadmin', 'secadmin', 'auditor')",
            name=op.f("ck_warning_address_role"),
        ),
        sa.CheckConstraint(
            "receiver IN ('holder', 'owner_leader', 'unit_head', 'charge_leader', 'office', 'leading_group')",
            name=op.f("ck_warning_address_warningreceiver"),
        ),
    )
    op.create_index(op.f("ix_warning_address_body_id"), "warning_address", ["body_id"])
    op.create_index(op.f("ix_warning_address_unit_id"), "warning_address", ["unit_id"])


def _dispatch_reply() -> None:
    op.create_table(
        "dispatch_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("policies", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amend_by_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dispatch_reply"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_dispatch_reply_account_id"),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name="fk_dispatch_reply_dispatch_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_dispatch_reply_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.CheckConstraint(
            "is_accepted IS NULL OR decided_on IS NOT NULL", name=op.f("ck_dispatch_reply_decided_has_day")
        ),
        sa.CheckConstraint("visits >= 0 AND cases >= 0", name=op.f("ck_dispatch_reply_numbers_not_negative")),
        sa.CheckConstraint(
            "is_accepted IS NULL OR is_accepted OR (length(trim(reason)) > 0 AND amend_by_on IS NOT NULL)",
            name=op.f("ck_dispatch_reply_return_says_why"),
        ),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_dispatch_reply_text_present")),
    )
    op.create_index(op.f("ix_dispatch_reply_dispatch_id"), "dispatch_reply", ["dispatch_id"])
    op.create_index(op.f("ix_dispatch_reply_event_id"), "dispatch_reply", ["event_id"])


def _dispatch_finding() -> None:
    op.create_table(
        "dispatch_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dispatch_finding"),
        sa.UniqueConstraint("dispatch_id", "finding_id", name="uq_dispatch_finding_dispatch_id_finding_id"),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name="fk_dispatch_finding_dispatch_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_dispatch_finding_finding_id"),
    )
    op.create_index(op.f("ix_dispatch_finding_finding_id"), "dispatch_finding", ["finding_id"])


def _working_paper() -> None:
    op.create_table(
        "working_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ledger_record", sa.JSON(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_working_paper"),
        sa.UniqueConstraint("visit_id", "finding_id", name="uq_working_paper_visit_id_finding_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_working_paper_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_working_paper_file_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_working_paper_finding_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["supervision_visit.id"], name="fk_working_paper_visit_id"),
        sa.CheckConstraint(
            "verdict IN ('unverified', 'matches', 'partly', 'differs')", name=op.f("ck_working_paper_verdict")
        ),
        sa.CheckConstraint(
            "verdict = 'unverified' OR length(trim(fact)) > 0", name=op.f("ck_working_paper_verdict_has_fact")
        ),
    )
    op.create_index(op.f("ix_working_paper_event_id"), "working_paper", ["event_id"])
    op.create_index(op.f("ix_working_paper_file_id"), "working_paper", ["file_id"])
    op.create_index(op.f("ix_working_paper_finding_id"), "working_paper", ["finding_id"])


KEPT = "id, inspection_id, milestone, met_on, event_id"


def _columns() -> None:
    op.add_column("account", sa.Column("mail", sa.Text(), nullable=False, server_default=""))
    op.add_column("inspection", sa.Column("intensive_ended_on", sa.Date(), nullable=True))


def _rebuild_milestone_record() -> None:
    """SQLite cannot widen a check; the table is laid aside, built anew and filled again, on both engines alike."""
    op.execute(f"CREATE TABLE laid_aside AS SELECT {KEPT} FROM milestone_record")
    op.drop_table("milestone_record")
    _milestone_record()
    op.execute(f"INSERT INTO milestone_record ({KEPT}) SELECT {KEPT} FROM laid_aside")
    op.drop_table("laid_aside")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('milestone_record', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM milestone_record), false)"
        )


def upgrade() -> None:
    """Columns first, then tables in the order in which they refer to each other."""
    _columns()
    _rebuild_milestone_record()
    _duty_department()
    _spot_draw()
    _handover()
    _issued_warning()
    _supervision_visit()
    _dispatch()
    _visit_member()
    _warning_address()
    _dispatch_reply()
    _dispatch_finding()
    _working_paper()
