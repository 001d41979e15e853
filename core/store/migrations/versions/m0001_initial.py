"""Create all tables, the append-only guards of both trails, and the views for other programs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NEVER_DELETED = ("audit_event", "access_event")


def _access_event() -> None:
    op.create_table(
        "access_event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_event"),
    )


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("folded", name="uq_account_folded"),
        sa.UniqueConstraint("username", name="uq_account_username"),
    )


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
    )
    op.create_index(op.f("ix_audit_event_subject_type_subject_id"), "audit_event", ["subject_type", "subject_id"])


def _body() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("leader_post", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_body"),
        sa.UniqueConstraint("code", name="uq_body_code"),
        sa.UniqueConstraint("kind", "name", name="uq_body_kind_name"),
        sa.CheckConstraint(
            "kind IN ('team', 'discipline_office', 'resident_team', 'panel', 'charge_leader', 'department')",
            name=op.f("ck_body_bodykind"),
        ),
    )


def _chain_head() -> None:
    op.create_table(
        "chain_head",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chain_head"),
    )


def _inspection_round() -> None:
    op.create_table(
        "inspection_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("term_no", sa.Integer(), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inspection_round"),
        sa.UniqueConstraint("code", name="uq_inspection_round_code"),
        sa.UniqueConstraint("term_no", "round_no", "kind", name="uq_inspection_round_term_no_round_no_kind"),
        sa.CheckConstraint("term_no > 0 AND round_no > 0", name=op.f("ck_inspection_round_numbers_positive")),
        sa.CheckConstraint(
            "kind IN ('regular', 'special', 'mobile', 'lookback')", name=op.f("ck_inspection_round_roundkind")
        ),
    )


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_installation"),
    )


def _login_attempt() -> None:
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_attempt"),
    )
    op.create_index(op.f("ix_login_attempt_folded_at"), "login_attempt", ["folded", "at"])


def _login_session() -> None:
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("secret_sha256", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_login_session"),
        sa.UniqueConstraint("secret_sha256", name="uq_login_session_secret_sha256"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_login_session_account_id"),
    )
    op.create_index(op.f("ix_login_session_account_id"), "login_session", ["account_id"])


def _login_ticket() -> None:
    op.create_table(
        "login_ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ticket_sha256", sa.Text(), nullable=False),
        sa.Column("browser_sha256", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_ticket"),
        sa.UniqueConstraint("ticket_sha256", name="uq_login_ticket_ticket_sha256"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_login_ticket_account_id"),
    )


def _unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("charge_leader_id", sa.Integer(), nullable=True),
        sa.Column("discipline_office_id", sa.Integer(), nullable=True),
        sa.Column("resident_team_id", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("code", name="uq_unit_code"),
        sa.UniqueConstraint("name", name="uq_unit_name"),
        sa.UniqueConstraint("short_name", name="uq_unit_short_name"),
        sa.ForeignKeyConstraint(["charge_leader_id"], ["body.id"], name="fk_unit_charge_leader_id"),
        sa.ForeignKeyConstraint(["discipline_office_id"], ["body.id"], name="fk_unit_discipline_office_id"),
        sa.ForeignKeyConstraint(["resident_team_id"], ["body.id"], name="fk_unit_resident_team_id"),
        sa.CheckConstraint("kind IN ('agency', 'township', 'park', 'state_firm')", name=op.f("ck_unit_unitkind")),
    )
    op.create_index(op.f("ix_unit_charge_leader_id"), "unit", ["charge_leader_id"])
    op.create_index(op.f("ix_unit_discipline_office_id"), "unit", ["discipline_office_id"])
    op.create_index(op.f("ix_unit_resident_team_id"), "unit", ["resident_team_id"])


def _account_grant() -> None:
    op.create_table(
        "account_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account_grant"),
        sa.UniqueConstraint(
            "account_id",
            "role",
            "unit_id",
            "body_id",
            name="uq_account_grant_account_id_role_unit_id_body_id",
            postgresql_nulls_not_distinct=True,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account_grant_account_id"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_account_grant_body_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_account_grant_unit_id"),
        sa.CheckConstraint(
            "(role IN ('team', 'discipline_office', 'resident_team', 'panel', 'charge_leader', 'department')) = (body_id IS NOT NULL)",
            name=op.f("ck_account_grant_body_roles_have_a_body"),
        ),
        sa.CheckConstraint(
            "role IN ('leader', 'office', 'team', 'discipline_office', 'resident_team', 'panel', 'unit', 'unit_head', 'charge_leader', 'department', 'sysadmin', 'secadmin', 'auditor')",
            name=op.f("ck_account_grant_role"),
        ),
        sa.CheckConstraint(
            "(role IN ('unit', 'unit_head')) = (unit_id IS NOT NULL)",
            name=op.f("ck_account_grant_unit_roles_have_a_unit"),
        ),
    )
    op.create_index(op.f("ix_account_grant_body_id"), "account_grant", ["body_id"])
    op.create_index(op.f("ix_account_grant_unit_id"), "account_grant", ["unit_id"])


def _inspection() -> None:
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_out_document", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inspection"),
        sa.UniqueConstraint("code", name="uq_inspection_code"),
        sa.UniqueConstraint("round_id", "unit_id", name="uq_inspection_round_id_unit_id"),
        sa.ForeignKeyConstraint(["round_id"], ["inspection_round.id"], name="fk_inspection_round_id"),
        sa.ForeignKeyConstraint(["team_id"], ["body.id"], name="fk_inspection_team_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_inspection_unit_id"),
        sa.CheckConstraint(
            "closed_on IS NULL OR (feedback_on IS NOT NULL AND closed_on >= feedback_on)",
            name=op.f("ck_inspection_closed_after_feedback"),
        ),
        sa.CheckConstraint("cycle >= 1", name=op.f("ck_inspection_cycle_positive")),
        sa.CheckConstraint(
            "stage IN ('planned', 'feedback', 'rectification', 'supervision', 'evaluation', 're_rectification', 'close_out_requested', 'acceptance', 'approval', 'countersign', 'closed', 'follow_up')",
            name=op.f("ck_inspection_stage"),
        ),
    )
    op.create_index(op.f("ix_inspection_team_id"), "inspection", ["team_id"])
    op.create_index(op.f("ix_inspection_unit_id"), "inspection", ["unit_id"])


def _unit_head() -> None:
    op.create_table(
        "unit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_unit_head"),
        sa.UniqueConstraint("unit_id", "from_on", name="uq_unit_head_unit_id_from_on"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_head_unit_id"),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_unit_head_tenure_order")),
    )


def _feedback_document() -> None:
    op.create_table(
        "feedback_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback_document"),
        sa.UniqueConstraint("inspection_id", "sha256", name="uq_feedback_document_inspection_id_sha256"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name="fk_feedback_document_event_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_feedback_document_inspection_id"),
    )
    op.create_index(op.f("ix_feedback_document_event_id"), "feedback_document", ["event_id"])


def _inspection_stage_period() -> None:
    op.create_table(
        "inspection_stage_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inspection_stage_period"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name="fk_inspection_stage_period_event_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_inspection_stage_period_inspection_id"),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_inspection_stage_period_period_order")
        ),
        sa.CheckConstraint(
            "stage IN ('planned', 'feedback', 'rectification', 'supervision', 'evaluation', 're_rectification', 'close_out_requested', 'acceptance', 'approval', 'countersign', 'closed', 'follow_up')",
            name=op.f("ck_inspection_stage_period_stage"),
        ),
    )
    op.create_index(op.f("ix_inspection_stage_period_event_id"), "inspection_stage_period", ["event_id"])
    op.create_index(op.f("ix_inspection_stage_period_inspection_id"), "inspection_stage_period", ["inspection_id"])
    op.create_index(
        op.f("uq_inspection_stage_period_open"),
        "inspection_stage_period",
        ["inspection_id"],
        unique=True,
        sqlite_where=sa.text("valid_to IS NULL"),
        postgresql_where=sa.text("valid_to IS NULL"),
    )


def _panel_assignment() -> None:
    op.create_table(
        "panel_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panel_assignment"),
        sa.UniqueConstraint(
            "panel_id", "inspection_id", "from_on", name="uq_panel_assignment_panel_id_inspection_id_from_on"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_panel_assignment_inspection_id"),
        sa.ForeignKeyConstraint(["panel_id"], ["body.id"], name="fk_panel_assignment_panel_id"),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_panel_assignment_assignment_order")),
    )
    op.create_index(op.f("ix_panel_assignment_inspection_id"), "panel_assignment", ["inspection_id"])


def _stored_file() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("shown_name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_stored_file"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_stored_file_account_id"),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_stored_file_inspection_id"),
        sa.CheckConstraint("purpose IN ('evidence', 'export', 'intake')", name=op.f("ck_stored_file_filepurpose")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_stored_file_fingerprint")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_stored_file_size_not_negative")),
    )
    op.create_index(op.f("ix_stored_file_account_id"), "stored_file", ["account_id"])
    op.create_index(op.f("ix_stored_file_inspection_id"), "stored_file", ["inspection_id"])
    op.create_index(op.f("ix_stored_file_sha256"), "stored_file", ["sha256"])


def _intake_batch() -> None:
    op.create_table(
        "intake_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intake_batch"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_intake_batch_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_intake_batch_file_id"),
    )
    op.create_index(op.f("ix_intake_batch_event_id"), "intake_batch", ["event_id"])
    op.create_index(op.f("ix_intake_batch_sha256"), "intake_batch", ["sha256"])


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("handling", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("station", sa.String(32), nullable=False),
        sa.Column("held_since_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("category", sa.String(32), nullable=True),
        sa.Column("subcategory", sa.String(32), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("concerns_public", sa.Boolean(), nullable=False),
        sa.Column("commonality", sa.String(32), nullable=False),
        sa.Column("involves_persons", sa.Boolean(), nullable=False),
        sa.Column("amount_yuan", sa.BigInteger(), nullable=True),
        sa.Column("severity", sa.String(32), nullable=False),
        sa.Column("lead_department_id", sa.Integer(), nullable=True),
        sa.Column("is_publishable", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("aspect", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("batch_row", sa.Integer(), nullable=True),
        sa.Column("relapse_of_id", sa.Integer(), nullable=True),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("extension_count", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("code", name="uq_finding_code"),
        sa.UniqueConstraint("inspection_id", "seq", name="uq_finding_inspection_id_seq"),
        sa.ForeignKeyConstraint(["batch_id"], ["intake_batch.id"], name="fk_finding_batch_id"),
        sa.ForeignKeyConstraint(["document_id"], ["feedback_document.id"], name="fk_finding_document_id"),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_finding_inspection_id"),
        sa.ForeignKeyConstraint(["lead_department_id"], ["body.id"], name="fk_finding_lead_department_id"),
        sa.ForeignKeyConstraint(["relapse_of_id"], ["finding.id"], name="fk_finding_relapse_of_id"),
        sa.CheckConstraint("amount_yuan IS NULL OR amount_yuan >= 0", name=op.f("ck_finding_amount_not_negative")),
        sa.CheckConstraint("category IN ('A', 'B', 'C', 'D')", name=op.f("ck_finding_category")),
        sa.CheckConstraint(
            "subcategory IS NULL OR (category IS NOT NULL AND substr(subcategory, 1, 1) = category)",
            name=op.f("ck_finding_category_levels"),
        ),
        sa.CheckConstraint("commonality IN ('individual', 'common')", name=op.f("ck_finding_commonality")),
        sa.CheckConstraint(
            "confidence IS NULL OR (confidence >= 0 AND confidence <= 1)", name=op.f("ck_finding_confidence_range")
        ),
        sa.CheckConstraint(
            "status = 'draft' OR status = 'withdrawn' OR due_on IS NOT NULL", name=op.f("ck_finding_due_when_assigned")
        ),
        sa.CheckConstraint("handling IN ('immediate', 'time_limited', 'long_term')", name=op.f("ck_finding_handling")),
        sa.CheckConstraint("percent >= 0 AND percent <= 100", name=op.f("ck_finding_percent_range")),
        sa.CheckConstraint("severity IN ('general', 'serious', 'grave')", name=op.f("ck_finding_severity")),
        sa.CheckConstraint(
            "source IN ('feedback', 'immediate', 'supervision', 'survey')", name=op.f("ck_finding_source")
        ),
        sa.CheckConstraint("source_end IS NULL OR source_end > source_start", name=op.f("ck_finding_source_span")),
        sa.CheckConstraint(
            "station IN ('office_confirms', 'unit', 'head_signs', 'first_review', 'approval', 'nobody')",
            name=op.f("ck_finding_station"),
        ),
        sa.CheckConstraint(
            "status IN ('cleared', 'partially_cleared', 'long_term', 'applied', 'in_progress', 'returned', 'relapsed', 'not_started', 'draft', 'withdrawn')",
            name=op.f("ck_finding_status"),
        ),
        sa.CheckConstraint(
            "subcategory IN ('A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'D1', 'D2', 'D3', 'D4', 'D5')",
            name=op.f("ck_finding_subcategory"),
        ),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_finding_text_present")),
    )
    op.create_index(op.f("ix_finding_batch_id"), "finding", ["batch_id"])
    op.create_index(op.f("ix_finding_inspection_id_status"), "finding", ["inspection_id", "status"])
    op.create_index(op.f("ix_finding_lead_department_id"), "finding", ["lead_department_id"])


def _clearance_request() -> None:
    op.create_table(
        "clearance_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("wanted", sa.String(32), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_clearance_request"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name="fk_clearance_request_event_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_clearance_request_finding_id"),
        sa.CheckConstraint(
            "wanted IN ('cleared', 'partially_cleared', 'long_term')", name=op.f("ck_clearance_request_wanted_outcome")
        ),
    )
    op.create_index(op.f("ix_clearance_request_event_id"), "clearance_request", ["event_id"])
    op.create_index(op.f("ix_clearance_request_finding_id"), "clearance_request", ["finding_id"])
    op.create_index(
        op.f("uq_clearance_request_open"),
        "clearance_request",
        ["finding_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )


def _extension_request() -> None:
    op.create_table(
        "extension_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_extension_request"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name="fk_extension_request_event_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_extension_request_finding_id"),
        sa.CheckConstraint(
            "decision = 'pending' OR decided_on IS NOT NULL", name=op.f("ck_extension_request_decided_has_day")
        ),
        sa.CheckConstraint(
            "decision IN ('pending', 'approved', 'refused')", name=op.f("ck_extension_request_extensiondecision")
        ),
        sa.CheckConstraint("new_due_on > old_due_on", name=op.f("ck_extension_request_later")),
    )
    op.create_index(op.f("ix_extension_request_event_id"), "extension_request", ["event_id"])
    op.create_index(op.f("ix_extension_request_finding_id"), "extension_request", ["finding_id"])
    op.create_index(
        op.f("uq_extension_request_pending"),
        "extension_request",
        ["finding_id"],
        unique=True,
        sqlite_where=sa.text("decision = 'pending'"),
        postgresql_where=sa.text("decision = 'pending'"),
    )


def _finding_period() -> None:
    op.create_table(
        "finding_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("station", sa.String(32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("held_since_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_finding_period"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_finding_period_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_finding_period_finding_id"),
        sa.CheckConstraint(
            "status = 'draft' OR status = 'withdrawn' OR due_on IS NOT NULL",
            name=op.f("ck_finding_period_due_when_assigned"),
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_finding_period_period_order")),
        sa.CheckConstraint(
            "station IN ('office_confirms', 'unit', 'head_signs', 'first_review', 'approval', 'nobody')",
            name=op.f("ck_finding_period_station"),
        ),
        sa.CheckConstraint(
            "status IN ('cleared', 'partially_cleared', 'long_term', 'applied', 'in_progress', 'returned', 'relapsed', 'not_started', 'draft', 'withdrawn')",
            name=op.f("ck_finding_period_status"),
        ),
    )
    op.create_index(op.f("ix_finding_period_event_id"), "finding_period", ["event_id"])
    op.create_index(op.f("ix_finding_period_finding_id_valid_from"), "finding_period", ["finding_id", "valid_from"])
    op.create_index(
        op.f("uq_finding_period_open"),
        "finding_period",
        ["finding_id"],
        unique=True,
        sqlite_where=sa.text("valid_to IS NULL"),
        postgresql_where=sa.text("valid_to IS NULL"),
    )


def _finding_tag() -> None:
    op.create_table(
        "finding_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finding_tag"),
        sa.UniqueConstraint("finding_id", "tag", name="uq_finding_tag_finding_id_tag"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_finding_tag_finding_id"),
    )


def _outcome() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("disposal", sa.Text(), nullable=False),
        sa.Column("recovered_yuan", sa.BigInteger(), nullable=True),
        sa.Column("wider_review", sa.Text(), nullable=False),
        sa.Column("remaining", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
        sa.UniqueConstraint("finding_id", name="uq_outcome_finding_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_outcome_finding_id"),
        sa.CheckConstraint(
            "recovered_yuan IS NULL OR recovered_yuan >= 0", name=op.f("ck_outcome_recovered_not_negative")
        ),
    )


def _policy_document() -> None:
    op.create_table(
        "policy_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_policy_document"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_policy_document_finding_id"),
    )
    op.create_index(op.f("ix_policy_document_finding_id"), "policy_document", ["finding_id"])


def _progress_report() -> None:
    op.create_table(
        "progress_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_progress_report"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_progress_report_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_progress_report_finding_id"),
        sa.CheckConstraint("percent >= 0 AND percent <= 100", name=op.f("ck_progress_report_percent_range")),
    )
    op.create_index(op.f("ix_progress_report_event_id"), "progress_report", ["event_id"])
    op.create_index(op.f("ix_progress_report_finding_id"), "progress_report", ["finding_id"])


def _responsibility() -> None:
    op.create_table(
        "responsibility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("owner_leader", sa.Text(), nullable=False),
        sa.Column("lead_office", sa.Text(), nullable=False),
        sa.Column("co_offices", sa.Text(), nullable=False),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_responsibility"),
        sa.UniqueConstraint("finding_id", name="uq_responsibility_finding_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_responsibility_finding_id"),
    )


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("completion_mark", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("finding_id", "seq", name="uq_task_finding_id_seq"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_task_finding_id"),
        sa.CheckConstraint("due_on IS NULL OR start_on IS NULL OR due_on >= start_on", name=op.f("ck_task_task_order")),
    )


def _clearance_decision() -> None:
    op.create_table(
        "clearance_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("decision", sa.String(32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amend_by_on", sa.Date(), nullable=True),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("paper_file_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_clearance_decision"),
        sa.UniqueConstraint("request_id", "step", name="uq_clearance_decision_request_id_step"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name="fk_clearance_decision_decided_by_id"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name="fk_clearance_decision_event_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["head_id"], ["unit_head.id"], name="fk_clearance_decision_head_id"),
        sa.ForeignKeyConstraint(["paper_file_id"], ["stored_file.id"], name="fk_clearance_decision_paper_file_id"),
        sa.ForeignKeyConstraint(["request_id"], ["clearance_request.id"], name="fk_clearance_decision_request_id"),
        sa.CheckConstraint(
            "step IN ('head_signs', 'first_review', 'approval')", name=op.f("ck_clearance_decision_clearancestep")
        ),
        sa.CheckConstraint("decision IN ('passed', 'returned')", name=op.f("ck_clearance_decision_decision")),
        sa.CheckConstraint(
            "decision = 'passed' OR (length(trim(reason)) > 0 AND amend_by_on IS NOT NULL)",
            name=op.f("ck_clearance_decision_return_says_why"),
        ),
    )
    op.create_index(op.f("ix_clearance_decision_event_id"), "clearance_decision", ["event_id"])


def _measure() -> None:
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measure"),
        sa.UniqueConstraint("task_id", "seq", name="uq_measure_task_id_seq"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_measure_task_id"),
        sa.CheckConstraint("status <> 'done' OR done_on IS NOT NULL", name=op.f("ck_measure_done_has_day")),
        sa.CheckConstraint("status IN ('not_started', 'in_progress', 'done')", name=op.f("ck_measure_measurestatus")),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_measure_text_present")),
    )


def _archive_item() -> None:
    op.create_table(
        "archive_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("formed_on", sa.Date(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("keeper", sa.Text(), nullable=False),
        sa.Column("secrecy", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_archive_item"),
        sa.UniqueConstraint("finding_id", "seq", name="uq_archive_item_finding_id_seq"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_archive_item_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_archive_item_file_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_archive_item_finding_id"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_archive_item_measure_id"),
        sa.CheckConstraint(
            "kind IN ('minutes', 'policy', 'voucher', 'photo', 'decision', 'publication', 'talk_record', 'other')",
            name=op.f("ck_archive_item_materialkind"),
        ),
        sa.CheckConstraint("pages IS NULL OR pages > 0", name=op.f("ck_archive_item_pages_positive")),
        sa.CheckConstraint("secrecy IN ('public', 'internal')", name=op.f("ck_archive_item_secrecy")),
    )
    op.create_index(op.f("ix_archive_item_event_id"), "archive_item", ["event_id"])
    op.create_index(op.f("ix_archive_item_file_id"), "archive_item", ["file_id"])


def _chain_heads() -> None:
    heads = sa.table("chain_head", sa.column("name"), sa.column("last_id"), sa.column("last_hash"))
    op.bulk_insert(heads, [{"name": name, "last_id": 0, "last_hash": "0" * 64} for name in ("audit", "access")])


def _append_only() -> None:
    """Neither trail can be changed or shortened through the database; a broken chain shows who went around this."""
    if op.get_bind().dialect.name == "sqlite":
        for table in NEVER_DELETED:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER tr_{table}_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in NEVER_DELETED:
        op.execute(
            f"CREATE TRIGGER tr_{table}_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _views() -> None:
    """What other programs may read; the columns are described in docs/views.md."""
    today = (
        "date('now', '+8 hours')"
        if op.get_bind().dialect.name == "sqlite"
        else "(now() AT TIME ZONE 'Asia/Shanghai')::date"
    )
    op.execute(
        "CREATE VIEW v_finding AS SELECT f.id, f.code, r.code AS round_code, i.code AS inspection_code, u.code AS unit_code, "
        "u.short_name AS unit_name, f.title, f.text, f.category, f.subcategory, f.handling, f.status, f.station, f.held_since_on, "
        "f.due_on, f.percent, f.extension_count, f.amount_yuan / 100.0 AS amount_yuan "
        "FROM finding f JOIN inspection i ON i.id = f.inspection_id JOIN inspection_round r ON r.id = i.round_id "
        "JOIN unit u ON u.id = i.unit_id WHERE f.status NOT IN ('draft', 'withdrawn')"
    )
    op.execute(f"CREATE VIEW v_overdue AS SELECT * FROM v_finding WHERE status <> 'cleared' AND due_on < {today}")


def upgrade() -> None:
    """Build everything in the order in which tables refer to each other."""
    _access_event()
    _account()
    _audit_event()
    _body()
    _chain_head()
    _inspection_round()
    _installation()
    _login_attempt()
    _login_session()
    _login_ticket()
    _unit()
    _account_grant()
    _inspection()
    _unit_head()
    _feedback_document()
    _inspection_stage_period()
    _panel_assignment()
    _stored_file()
    _intake_batch()
    _finding()
    _clearance_request()
    _extension_request()
    _finding_period()
    _finding_tag()
    _outcome()
    _policy_document()
    _progress_report()
    _responsibility()
    _task()
    _clearance_decision()
    _measure()
    _archive_item()
    _chain_heads()
    _append_only()
    _views()
