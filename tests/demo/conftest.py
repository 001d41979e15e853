"""The demo content, read once, and a county of default size, loaded once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from core.access.actor import ByUsername
from core.demo import DemoSummary, load_demo
from core.demo.content import DemoContent, load_content
from core.demo.county_plan import CountyPlan, plan_county
from core.demo.days import instant
from core.demo.finding_plan import plan_findings
from core.queries.base import ask
from core.store.engine import Store
from core.store.schema import migrate

UNTIL = date(2026, 11, 24)


@dataclass(frozen=True)
class DefaultCounty:
    """A loaded county that tests only read."""

    store: Store
    summary: DemoSummary

    def ask(self, function: Any, *criteria: Any, username: str = "office", on: date = UNTIL) -> Any:
        """Ask a query on the last day of the story."""
        return ask(self.store, ByUsername(username), on, function, *criteria, now=instant(UNTIL, 20 * 60))

    def rows(self, select: sa.Select[Any]) -> list[Any]:
        """What a statement finds."""
        with self.store.read() as session:
            return list(session.execute(select).all())

    def all(self, column: Any) -> list[Any]:
        """Everything stored in a column."""
        return [row[0] for row in self.rows(sa.select(column))]


@pytest.fixture(scope="session")
def content() -> DemoContent:
    return load_content()


@pytest.fixture(scope="session")
def default_plan(content: DemoContent) -> CountyPlan:
    plan = plan_county(content, UNTIL, 2026, 1200)
    plan_findings(content, plan, 2026, 1200)
    return plan


@pytest.fixture(scope="session")
def default_county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DefaultCounty]:
    """Half a minute of loading: tests that read it belong to the group "demo county", so that one worker has them all."""
    folder = tmp_path_factory.mktemp("county")
    store = Store(f"sqlite:///{folder / 'county.db'}")
    migrate(store)
    yield DefaultCounty(store, load_demo(store, folder / "files", until=UNTIL))
    store.close()
