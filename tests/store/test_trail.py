"""The two trails cannot be changed through the database, and whoever goes around that is found (docs/trust.md A14)."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from core.access.log import Access, log_access
from core.queries.trail import TrailCheck, verify_trails
from core.store.engine import Store
from core.store.models import AuditEvent
from tests.county import TODAY, County, at

ATTACKS = {
    "a changed actor": "UPDATE audit_event SET actor = 'somebody else' WHERE id = {n}",
    "a changed content": "UPDATE audit_event SET after = '{{}}' WHERE id = {n}",
    "a changed time": "UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE id = {n}",
    "a removed entry": "DELETE FROM audit_event WHERE id = {n}",
    "a cut-off end": "DELETE FROM audit_event WHERE id >= {n}",
    "an entry moved": "UPDATE audit_event SET id = 9999 WHERE id = {n}",
}


def attack(store: Store, statement: str) -> None:
    """What somebody with all rights on the database does: guards off first, then the change."""
    with store.engine.connect() as connection:
        if store.is_sqlite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            for verb in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER tr_audit_event_{verb}")
            connection.exec_driver_sql(statement)
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql(statement)
        connection.commit()


def audit_check(county: County) -> TrailCheck:
    check: TrailCheck = county.see(verify_trails, caller="auditor")[0]
    return check


@pytest.mark.parametrize("table", ["audit_event", "access_event"])
@pytest.mark.parametrize("statement", ["UPDATE {t} SET actor = 'x'", "DELETE FROM {t}"], ids=["update", "delete"])
def test_a_trail_is_append_only(county: County, table: str, statement: str) -> None:
    log_access(county.store, Access(action="login", username="office"), at(TODAY))
    with pytest.raises(DatabaseError, match="append-only"), county.store.engine.begin() as connection:
        connection.exec_driver_sql(statement.format(t=table))


def test_an_untouched_trail_holds(county: County) -> None:
    log_access(county.store, Access(action="login", username="office"), at(TODAY))
    checks = county.see(verify_trails, caller="auditor")
    assert [check.holds for check in checks] == [True, True]
    assert checks[1].entries == 1


@pytest.mark.parametrize("statement", ATTACKS.values(), ids=ATTACKS.keys())
@pytest.mark.parametrize("number", [1, 5, 14])
def test_an_attack_is_found_at_its_first_entry(county: County, statement: str, number: int) -> None:
    with county.store.read() as session:
        entries = session.scalar(sa.select(sa.func.max(AuditEvent.id)))
    assert entries == 14
    attack(county.store, statement.format(n=number))
    assert audit_check(county).broken_at == number


def test_entries_that_were_never_written_here_are_found(county: County) -> None:
    columns = "actor, role, action, subject_type, subject_id, before, after, prev_hash, hash, at"
    attack(county.store, f"INSERT INTO audit_event (id, {columns}) SELECT 15, {columns} FROM audit_event WHERE id = 14")
    assert audit_check(county).broken_at == 15
