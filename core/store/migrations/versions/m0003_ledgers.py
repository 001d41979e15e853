"""Add the whole fields of the five ledgers, their changes, plan review, ties between findings, drafts and saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _entry_draft() -> None:
    op.create_table(
        "entry_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entry_draft"),
        sa.UniqueConstraint("account_id", "form", "subject", name="uq_entry_draft_account_id_form_subject"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_entry_draft_account_id"),
    )


def _saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("account_id", "page", "name", name="uq_saved_view_account_id_page_name"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_saved_view_account_id"),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_saved_view_name_present")),
    )


def _ledger_change() -> None:
    op.create_table(
        "ledger_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_change"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_ledger_change_account_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_ledger_change_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_ledger_change_inspection_id"),
        sa.ForeignKeyConstraint(["undoes_id"], ["ledger_change.id"], name="fk_ledger_change_undoes_id"),
        sa.CheckConstraint("kind IN ('save', 'bulk', 'workbook', 'undo')", name=op.f("ck_ledger_change_changekind")),
    )
    op.create_index(op.f("ix_ledger_change_account_id"), "ledger_change", ["account_id"])
    op.create_index(op.f("ix_ledger_change_event_id"), "ledger_change", ["event_id"])
    op.create_index(op.f("ix_ledger_change_inspection_id"), "ledger_change", ["inspection_id"])
    op.create_index(op.f("ix_ledger_change_undoes_id"), "ledger_change", ["undoes_id"])


def _plan_reviewer() -> None:
    op.create_table(
        "plan_reviewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_reviewer"),
        sa.UniqueConstraint("inspection_id", "body_id", name="uq_plan_reviewer_inspection_id_body_id"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_plan_reviewer_body_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_plan_reviewer_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_plan_reviewer_inspection_id"),
    )
    op.create_index(op.f("ix_plan_reviewer_body_id"), "plan_reviewer", ["body_id"])
    op.create_index(op.f("ix_plan_reviewer_event_id"), "plan_reviewer", ["event_id"])


def _plan_version() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amend_by_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_version"),
        sa.UniqueConstraint("inspection_id", "no", name="uq_plan_version_inspection_id_no"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_plan_version_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_plan_version_inspection_id"),
        sa.CheckConstraint(
            "state = 'submitted' OR decided_on IS NOT NULL", name=op.f("ck_plan_version_decided_has_day")
        ),
        sa.CheckConstraint("state IN ('submitted', 'returned', 'agreed')", name=op.f("ck_plan_version_planstate")),
        sa.CheckConstraint(
            "state <> 'returned' OR (length(trim(reason)) > 0 AND amend_by_on IS NOT NULL)",
            name=op.f("ck_plan_version_return_says_why"),
        ),
    )
    op.create_index(op.f("ix_plan_version_event_id"), "plan_version", ["event_id"])


def _unit_workbook() -> None:
    op.create_table(
        "unit_workbook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit_workbook"),
        sa.UniqueConstraint("token", name="uq_unit_workbook_token"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_unit_workbook_account_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_unit_workbook_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_unit_workbook_inspection_id"),
    )
    op.create_index(op.f("ix_unit_workbook_event_id"), "unit_workbook", ["event_id"])
    op.create_index(op.f("ix_unit_workbook_inspection_id"), "unit_workbook", ["inspection_id"])


def _break_explanation() -> None:
    op.create_table(
        "break_explanation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("explained_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_break_explanation"),
        sa.UniqueConstraint("finding_id", "segment", "kind", name="uq_break_explanation_finding_id_segment_kind"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name="fk_break_explanation_event_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_break_explanation_finding_id"),
        sa.CheckConstraint(
            "kind IN ('finding_without_task', 'task_without_measure', 'task_without_owner', 'cleared_without_outcome', 'measure_without_evidence', 'person_without_disposal', 'dates_out_of_order', 'evidence_reused', 'alike_outcomes')",
            name=op.f("ck_break_explanation_ledgerbreak"),
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_break_explanation_reason_present")),
    )
    op.create_index(op.f("ix_break_explanation_event_id"), "break_explanation", ["event_id"])


def _finding_tie() -> None:
    op.create_table(
        "finding_tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(32), nullable=False),
        sa.Column("tied_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finding_tie"),
        sa.UniqueConstraint("finding_id", "earlier_id", name="uq_finding_tie_finding_id_earlier_id"),
        sa.ForeignKeyConstraint(["earlier_id"], ["finding.id"], name="fk_finding_tie_earlier_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_finding_tie_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_finding_tie_finding_id"),
        sa.CheckConstraint("link IN ('repeated', 'common')", name=op.f("ck_finding_tie_findinglink")),
        sa.CheckConstraint("finding_id <> earlier_id", name=op.f("ck_finding_tie_not_itself")),
    )
    op.create_index(op.f("ix_finding_tie_earlier_id"), "finding_tie", ["earlier_id"])
    op.create_index(op.f("ix_finding_tie_event_id"), "finding_tie", ["event_id"])


def _ledger_cell() -> None:
    op.create_table(
        "ledger_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("ledger", sa.String(32), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_cell"),
        sa.ForeignKeyConstraint(["change_id"], ["ledger_change.id"], name="fk_ledger_cell_change_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_ledger_cell_finding_id"),
        sa.CheckConstraint("before <> after", name=op.f("ck_ledger_cell_differs")),
        sa.CheckConstraint(
            "ledger IN ('findings', 'tasks', 'measures', 'responsibilities', 'outcomes', 'archive')",
            name=op.f("ck_ledger_cell_ledger"),
        ),
    )
    op.create_index(op.f("ix_ledger_cell_change_id"), "ledger_cell", ["change_id"])
    op.create_index(op.f("ix_ledger_cell_finding_id"), "ledger_cell", ["finding_id"])


def _plan_remark() -> None:
    op.create_table(
        "plan_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("aspect", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(32), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_plan_remark"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_plan_remark_account_id"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_plan_remark_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_plan_remark_finding_id"),
        sa.ForeignKeyConstraint(["plan_version_id"], ["plan_version.id"], name="fk_plan_remark_plan_version_id"),
        sa.CheckConstraint(
            "aspect IN ('leadership', 'responsibility', 'measures', 'other')", name=op.f("ck_plan_remark_planaspect")
        ),
        sa.CheckConstraint("mark IN ('good', 'middle', 'poor')", name=op.f("ck_plan_remark_planmark")),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_plan_remark_text_present")),
    )
    op.create_index(op.f("ix_plan_remark_event_id"), "plan_remark", ["event_id"])
    op.create_index(op.f("ix_plan_remark_plan_version_id"), "plan_remark", ["plan_version_id"])


def _archive_item() -> None:
    op.create_table(
        "archive_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("formed_on", sa.Date(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("keeper", sa.Text(), nullable=False),
        sa.Column("secrecy", sa.String(32), nullable=False),
        sa.Column("retention", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("verdict_note", sa.Text(), nullable=False),
        sa.Column("paper_no", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_archive_item"),
        sa.UniqueConstraint("finding_id", "seq", name="uq_archive_item_finding_id_seq"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_archive_item_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_archive_item_file_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_archive_item_finding_id"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_archive_item_measure_id"),
        sa.CheckConstraint(
            "file_id IS NULL OR secrecy <> 'classified'", name=op.f("ck_archive_item_classified_on_paper")
        ),
        sa.CheckConstraint(
            "file_id IS NOT NULL OR length(trim(paper_no)) > 0", name=op.f("ck_archive_item_file_or_paper")
        ),
        sa.CheckConstraint(
            "kind IN ('minutes', 'policy', 'voucher', 'photo', 'decision', 'publication', 'talk_record', 'other')",
            name=op.f("ck_archive_item_materialkind"),
        ),
        sa.CheckConstraint("pages IS NULL OR pages > 0", name=op.f("ck_archive_item_pages_positive")),
        sa.CheckConstraint(
            "retention IN ('permanent', 'thirty_years', 'ten_years')", name=op.f("ck_archive_item_retention")
        ),
        sa.CheckConstraint("secrecy IN ('public', 'internal', 'classified')", name=op.f("ck_archive_item_secrecy")),
        sa.CheckConstraint(
            "verdict IN ('unverified', 'matches', 'partly', 'differs')", name=op.f("ck_archive_item_verdict")
        ),
    )
    op.create_index(op.f("ix_archive_item_event_id"), "archive_item", ["event_id"])
    op.create_index(op.f("ix_archive_item_file_id"), "archive_item", ["file_id"])


TEXTS = (
    ("finding", "note"),
    ("responsibility", "phone"),
    ("outcome", "benefit"),
    ("clearance_request", "stage_goal"),
)
AMOUNTS = (
    ("refunded_yuan", "BIGINT", "refunded"),
    ("averted_yuan", "BIGINT", "averted"),
    ("disciplined", "INTEGER", "disciplined"),
    ("reassigned", "INTEGER", "reassigned"),
    ("admonished", "INTEGER", "admonished"),
    ("talked_to", "INTEGER", "talked_to"),
    ("transferred", "INTEGER", "transferred"),
)
KEPT = "id, finding_id, seq, title, kind, file_id, event_id, measure_id, formed_on, pages, keeper, secrecy"


def _columns() -> None:
    for table, name in TEXTS:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("stored_file", sa.Column("pages", sa.Integer(), nullable=True))
    for name, kind, rule in AMOUNTS:
        op.execute(
            f"ALTER TABLE outcome ADD COLUMN {name} {kind} "
            f"CONSTRAINT ck_outcome_{rule}_not_negative CHECK ({name} IS NULL OR {name} >= 0)"
        )


def _rebuild_archive_item() -> None:
    """SQLite cannot loosen a column; the table is laid aside, built anew and filled again, on both engines alike."""
    op.execute(f"CREATE TABLE laid_aside AS SELECT {KEPT} FROM archive_item")
    op.drop_table("archive_item")
    _archive_item()
    op.execute(
        f"INSERT INTO archive_item ({KEPT}, retention, verdict, verdict_note, paper_no, version) "
        f"SELECT {KEPT}, 'ten_years', 'unverified', '', '', 1 FROM laid_aside"
    )
    op.drop_table("laid_aside")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('archive_item', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM archive_item), false)"
        )


def upgrade() -> None:
    """Columns first, then tables in the order in which they refer to each other."""
    _columns()
    _rebuild_archive_item()
    _entry_draft()
    _saved_view()
    _ledger_change()
    _plan_reviewer()
    _plan_version()
    _unit_workbook()
    _break_explanation()
    _finding_tie()
    _ledger_cell()
    _plan_remark()
