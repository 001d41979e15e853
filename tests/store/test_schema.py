"""Migrations make what the models say; a database that does not fit is refused, not touched."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from core.commands.evidence import AttachEvidence
from core.errors import Unavailable
from core.queries.finding import get_finding
from core.store import models
from core.store.base import Base
from core.store.engine import Store
from core.store.schema import FOLDER, migrate, require_current
from tests.county import County

TABLES = sorted(models.Finding.metadata.tables)


def constraints(store: Store, table: str) -> set[str]:
    """Names of the constraints and indexes of a table as the database has them."""
    inspector = sa.inspect(store.engine)
    kinds = (
        inspector.get_check_constraints,
        inspector.get_unique_constraints,
        inspector.get_foreign_keys,
        inspector.get_indexes,
    )
    return {str(found["name"]) for kind in kinds for found in kind(table)} - {"None"}


def test_the_migrated_schema_is_the_schema_of_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_of_the_models_stands_in_the_migrated_database(store: Store, tmp_path: Path) -> None:
    made = Store(f"sqlite:///{tmp_path / 'models.db'}")
    Base.metadata.create_all(made.engine)
    for table in TABLES:
        assert constraints(made, table) <= constraints(store, table), table
    made.close()


def test_migrating_twice_changes_nothing(store: Store) -> None:
    migrate(store)
    require_current(store)


def test_an_empty_database_is_refused_until_it_is_migrated(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new.db'}")
    with pytest.raises(Unavailable) as refusal:
        require_current(store)
    assert refusal.value.details["reason"] == "not_migrated"
    migrate(store)
    require_current(store)
    store.close()


def test_a_newer_database_is_refused_and_left_alone(store: Store) -> None:
    with store.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (require_current, migrate):
        with pytest.raises(Unavailable) as refusal:
            attempt(store)
        assert refusal.value.details["reason"] == "database_newer"
    with store.read() as session:
        assert session.scalar(sa.text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_file_that_is_no_database_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "houbanpian.db"
    path.write_bytes(b"this is a letter, not a database" * 100)
    store = Store(f"sqlite:///{path}")
    with pytest.raises(Unavailable) as refusal:
        require_current(store)
    assert refusal.value.details["reason"] == "not_a_database"
    store.close()


def test_models_are_never_imported_by_migrations() -> None:
    for file in (FOLDER / "versions").glob("*.py"):
        assert not re.search(r"^\s*(from|import) core", file.read_text("utf-8"), re.MULTILINE), file.name


ADDED = {
    "0004": (
        "warning_address",
        "issued_warning",
        "handover",
        "dispatch_reply",
        "dispatch_finding",
        "dispatch",
        "working_paper",
        "visit_member",
        "supervision_visit",
        "spot_draw",
        "duty_department",
    ),
    "0003": (
        "saved_view",
        "entry_draft",
        "unit_workbook",
        "ledger_cell",
        "ledger_change",
        "plan_remark",
        "plan_reviewer",
        "plan_version",
        "break_explanation",
        "finding_tie",
    ),
    "0002": (
        "unit_portrait",
        "evaluation_veto",
        "evaluation_false_item",
        "evaluation_point",
        "evaluation",
        "milestone_record",
        "evaluation_scheme",
    ),
}
"""What each later version added, the newest first: taken away again, the database is that of the version before."""
VIEWS = {"0004": (), "0003": (), "0002": ("v_portrait", "v_lookback", "v_evaluation")}
COLUMNS = {
    "0004": (("account", "mail"), ("inspection", "intensive_ended_on"), ("milestone_record", "due_on")),
    "0003": (
        ("stored_file", "pages"),
        ("finding", "note"),
        ("responsibility", "phone"),
        ("clearance_request", "stage_goal"),
        ("outcome", "benefit"),
        ("outcome", "refunded_yuan"),
        ("outcome", "averted_yuan"),
        ("outcome", "disciplined"),
        ("outcome", "reassigned"),
        ("outcome", "admonished"),
        ("outcome", "talked_to"),
        ("outcome", "transferred"),
    ),
    "0002": (),
}


def take_back(store: Store, version: str) -> None:
    """Make the database that of the version before this one; SQLite cannot drop a column that a check names."""
    with store.write() as session:
        for view in VIEWS[version]:
            session.execute(sa.text(f"DROP VIEW {view}"))
        for table in ADDED[version]:
            session.execute(sa.text(f"DROP TABLE {table}"))
        for table, column in COLUMNS[version]:
            if store.engine.dialect.name == "postgresql" or (table, column) not in CHECKED:
                session.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column}"))
            else:
                session.execute(sa.text(f"ALTER TABLE {table} RENAME COLUMN {column} TO was_{column}"))
        if version == "0003":
            session.execute(sa.text("ALTER TABLE archive_item DROP COLUMN version"))
        session.execute(sa.text(f"UPDATE alembic_version SET version_num = '{int(version) - 1:04d}'"))


CHECKED = {("outcome", name) for _, name in COLUMNS["0003"][5:]}


@pytest.mark.parametrize("oldest", ["0002", "0003", "0004"])
def test_a_database_of_an_earlier_version_is_upgraded_with_everything_in_it(
    county: County, tmp_path: Path, oldest: str
) -> None:
    number = county.add_finding()
    file_id = county.add_file(tmp_path)
    county.do(AttachEvidence(finding_id=number, file_id=file_id, title="公示照片"))
    for version in ADDED:
        if version >= oldest:
            take_back(county.store, version)
    with pytest.raises(Unavailable):
        require_current(county.store)
    migrate(county.store)
    require_current(county.store)
    detail = county.see(get_finding, number)
    assert detail.row.unit_name == "柳舟镇"
    assert [item.title for item in detail.archive] == ["公示照片"]
    county.do(AttachEvidence(finding_id=number, file_id=file_id, title="第二件"))
    with county.store.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM v_evaluation")) == 0
