"""The schema of the database against the schema this program knows: upgrade, and refuse what does not fit."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.errors import Unavailable
from core.store.engine import Store, speaking_plainly

FOLDER = Path(__file__).parent / "migrations"


def migrate(store: Store) -> None:
    """Create the database or bring it up to this program; a newer one is refused, not touched."""
    if (found := _found(store)) not in {None, *_known()}:
        raise Unavailable(reason="database_newer", found=found)
    with speaking_plainly(), store.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_current(store: Store) -> None:
    """Refuse to work on a database that is older or newer than this program."""
    found = _found(store)
    if found == _known()[0]:
        return
    reason = "not_migrated" if found in {None, *_known()} else "database_newer"
    raise Unavailable(reason=reason, found=found or "")


def _found(store: Store) -> str | None:
    with speaking_plainly(), store.engine.connect().execution_options(readonly=True) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _known() -> list[str]:
    """All revisions of this program, newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config
