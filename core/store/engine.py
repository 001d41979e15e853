"""One database: how it is opened, read and written on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from core.errors import Unavailable

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000")
"""FULL because an acknowledged commit must survive a power cut, which NORMAL does not promise (docs/trust.md R4)."""


class Store:
    """A database that can be read (no write lock taken) and written (one writer after the other)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._reading = sessionmaker(self.engine.execution_options(readonly=True), autoflush=False)
        self._writing = sessionmaker(self.engine, autoflush=True, expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for one consistent look; what it would write is thrown away."""
        with speaking_plainly(), self._reading() as session:
            yield session
            session.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, undone when it raises."""
        with speaking_plainly(), self._writing.begin() as session:
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


@lru_cache(maxsize=8)
def open_store(url: str) -> Store:
    """The store behind this address, one per process."""
    return Store(url)


@contextmanager
def speaking_plainly() -> Iterator[None]:
    """Turn what an engine says of its surroundings into `Unavailable` with a reason; broken constraints pass through."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        reason = None if isinstance(error, sa.exc.IntegrityError) else _reason(str(error.orig).lower())
        if reason is None and isinstance(error, (sa.exc.OperationalError, sa.exc.InterfaceError)):
            reason = "database_away"
        if reason is None:
            raise
        raise Unavailable(reason=reason) from error


REASONS = (
    ("disk is full", "disk_full"),
    ("no space left", "disk_full"),
    ("readonly", "read_only"),
    ("read-only", "read_only"),
    ("locked", "busy"),
    ("lock timeout", "busy"),
    ("unable to open", "cannot_open"),
    ("not a database", "not_a_database"),
    ("malformed", "damaged"),
    ("no such table", "not_migrated"),
    ("no such column", "not_migrated"),
)


def _reason(message: str) -> str | None:
    return next((reason for sign, reason in REASONS if sign in message), None)


def _engine(url: str) -> sa.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=15)
    name = sa.make_url(url).database
    if name and not name.startswith("file:"):
        _ensure_folder(Path(name).parent)
    engine = sa.create_engine(url, connect_args={"timeout": 15}, pool_size=5, max_overflow=15)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _ensure_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(reason="cannot_open") from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    """A writer takes the lock at once: a later upgrade would fail or, in the driver's own mode, lose updates."""
    readonly = connection.get_execution_options().get("readonly")
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")
