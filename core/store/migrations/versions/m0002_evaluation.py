"""Add evaluations, milestones met and portraits, with the views over adopted figures."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _evaluation_scheme() -> None:
    op.create_table(
        "evaluation_scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("scheme_version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_scheme"),
        sa.UniqueConstraint("sha256", name="uq_evaluation_scheme_sha256"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name="fk_evaluation_scheme_event_id",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index(op.f("ix_evaluation_scheme_event_id"), "evaluation_scheme", ["event_id"])


def _unit_portrait() -> None:
    op.create_table(
        "unit_portrait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("completeness", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("band", sa.String(32), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("ranked_units", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit_portrait"),
        sa.UniqueConstraint("unit_id", "as_of", name="uq_unit_portrait_unit_id_as_of"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_unit_portrait_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_portrait_unit_id"),
        sa.CheckConstraint("band IN ('green', 'blue', 'yellow', 'red')", name=op.f("ck_unit_portrait_band")),
        sa.CheckConstraint(
            "score IS NULL OR (score >= 0 AND score <= 10000)", name=op.f("ck_unit_portrait_score_range")
        ),
    )
    op.create_index(op.f("ix_unit_portrait_event_id"), "unit_portrait", ["event_id"])


def _evaluation() -> None:
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("evaluated_on", sa.Date(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=True),
        sa.Column("basically", sa.Integer(), nullable=True),
        sa.Column("dissatisfied", sa.Integer(), nullable=True),
        sa.Column("unknown", sa.Integer(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("grade", sa.String(32), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("vetoes", sa.Text(), nullable=False),
        sa.Column("lookback_reasons", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation"),
        sa.UniqueConstraint("inspection_id", "cycle", name="uq_evaluation_inspection_id_cycle"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_evaluation_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_evaluation_inspection_id"),
        sa.ForeignKeyConstraint(["scheme_id"], ["evaluation_scheme.id"], name="fk_evaluation_scheme_id"),
        sa.CheckConstraint(
            "adopted_on IS NULL OR adopted_on >= evaluated_on", name=op.f("ck_evaluation_adopted_after_evaluation")
        ),
        sa.CheckConstraint(
            "(adopted_on IS NULL) = (total IS NULL) AND (adopted_on IS NULL) = (grade IS NULL)",
            name=op.f("ck_evaluation_adopted_has_figures"),
        ),
        sa.CheckConstraint(
            "satisfied IS NULL OR (satisfied >= 0 AND basically >= 0 AND dissatisfied >= 0 AND unknown >= 0)",
            name=op.f("ck_evaluation_ballots_not_negative"),
        ),
        sa.CheckConstraint(
            "(satisfied IS NULL) = (basically IS NULL) AND (satisfied IS NULL) = (dissatisfied IS NULL) AND (satisfied IS NULL) = (unknown IS NULL)",
            name=op.f("ck_evaluation_ballots_together"),
        ),
        sa.CheckConstraint("cycle >= 1", name=op.f("ck_evaluation_cycle_positive")),
        sa.CheckConstraint("grade IN ('good', 'fairly_good', 'fair', 'poor')", name=op.f("ck_evaluation_grade")),
        sa.CheckConstraint("total IS NULL OR (total >= 0 AND total <= 10000)", name=op.f("ck_evaluation_total_range")),
    )
    op.create_index(op.f("ix_evaluation_event_id"), "evaluation", ["event_id"])


def _milestone_record() -> None:
    op.create_table(
        "milestone_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("milestone", sa.String(32), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_milestone_record"),
        sa.UniqueConstraint("inspection_id", "milestone", name="uq_milestone_record_inspection_id_milestone"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_milestone_record_event_id", deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_milestone_record_inspection_id"),
        sa.CheckConstraint(
            "milestone IN ('relay', 'ledgers', 'democratic_life', 'report', 'publication')",
            name=op.f("ck_milestone_record_milestone"),
        ),
    )
    op.create_index(op.f("ix_milestone_record_event_id"), "milestone_record", ["event_id"])


def _evaluation_point() -> None:
    op.create_table(
        "evaluation_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_point"),
        sa.UniqueConstraint(
            "evaluation_id", "source", "indicator", name="uq_evaluation_point_evaluation_id_source_indicator"
        ),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluation.id"], name="fk_evaluation_point_evaluation_id"),
        sa.CheckConstraint("points >= 0", name=op.f("ck_evaluation_point_points_not_negative")),
        sa.CheckConstraint("source IN ('self', 'review', 'survey')", name=op.f("ck_evaluation_point_scoresource")),
        sa.CheckConstraint("source <> 'survey'", name=op.f("ck_evaluation_point_survey_has_ballots")),
    )


def _evaluation_veto() -> None:
    op.create_table(
        "evaluation_veto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("veto", sa.String(32), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_veto"),
        sa.UniqueConstraint("evaluation_id", "veto", name="uq_evaluation_veto_evaluation_id_veto"),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluation.id"], name="fk_evaluation_veto_evaluation_id"),
        sa.CheckConstraint("length(trim(basis)) > 0", name=op.f("ck_evaluation_veto_basis_present")),
        sa.CheckConstraint(
            "veto IN ('false_report', 'false_rectification', 'not_started_90d', 'accountability_case', 'relapsed_two_rounds', 'mass_incident')",
            name=op.f("ck_evaluation_veto_veto"),
        ),
    )


def _evaluation_false_item() -> None:
    op.create_table(
        "evaluation_false_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_false_item"),
        sa.UniqueConstraint("evaluation_id", "finding_id", name="uq_evaluation_false_item_evaluation_id_finding_id"),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluation.id"], name="fk_evaluation_false_item_evaluation_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_evaluation_false_item_finding_id"),
    )
    op.create_index(op.f("ix_evaluation_false_item_finding_id"), "evaluation_false_item", ["finding_id"])


def _views() -> None:
    """What other programs may read; the columns are described in docs/views.md."""
    place = (
        "i.code AS inspection_code, r.code AS round_code, u.code AS unit_code, u.short_name AS unit_name, "
        "u.kind AS unit_kind"
    )
    chain = (
        "FROM evaluation e JOIN inspection i ON i.id = e.inspection_id JOIN inspection_round r ON r.id = i.round_id "
        "JOIN unit u ON u.id = i.unit_id"
    )
    op.execute(
        f"CREATE VIEW v_evaluation AS SELECT e.id, {place}, e.cycle, e.evaluated_on, e.adopted_on, "
        "s.code || '-' || s.scheme_version AS scheme, e.total / 100.0 AS total, e.grade, e.flags, e.vetoes "
        f"{chain} JOIN evaluation_scheme s ON s.id = e.scheme_id WHERE e.adopted_on IS NOT NULL"
    )
    op.execute(
        f"CREATE VIEW v_lookback AS SELECT e.id, {place}, e.cycle, e.evaluated_on, e.total / 100.0 AS total, e.grade, "
        f"e.lookback_reasons AS reasons {chain} WHERE e.adopted_on IS NOT NULL AND e.lookback_reasons <> '' "
        "AND NOT EXISTS (SELECT 1 FROM evaluation later WHERE later.inspection_id = e.inspection_id "
        "AND later.adopted_on IS NOT NULL AND later.cycle > e.cycle)"
    )
    op.execute(
        "CREATE VIEW v_portrait AS SELECT p.id, u.code AS unit_code, u.short_name AS unit_name, u.kind AS unit_kind, "
        "p.as_of, p.scheme, p.score / 100.0 AS score, p.band, p.completeness / 100.0 AS completeness, p.rank, "
        "p.ranked_units FROM unit_portrait p JOIN unit u ON u.id = p.unit_id"
    )


def upgrade() -> None:
    """Build everything in the order in which tables refer to each other."""
    _evaluation_scheme()
    _unit_portrait()
    _evaluation()
    _milestone_record()
    _evaluation_point()
    _evaluation_veto()
    _evaluation_false_item()
    _views()
