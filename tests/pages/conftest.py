"""Opens a page of a small county as somebody, without a browser."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.config import set_option
from streamlit.testing.v1 import AppTest

from core import clock
from core.store.engine import Store, open_store
from core.store.models import LoginSession
from dashboard.navigation import BY_KEY
from tests.county import County, build_county

MAIN = Path(__file__).parents[2] / "dashboard" / "main.py"
OpenPage = Callable[..., AppTest]


@pytest.fixture
def county(sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    """A county that the pages of this test are served from, as of today."""
    monkeypatch.setenv("HBP_DATABASE_URL", sqlite_store.url)
    monkeypatch.setenv("HBP_DATA_DIR", str(tmp_path))
    # AppTest keeps a thing of its own in the state that cannot be pickled; tests look at ours.
    set_option("runner.enforceSerializableSessionState", False)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield County(sqlite_store, clock.today(), build_county(sqlite_store).ids)
    open_store(sqlite_store.url).close()
    open_store.cache_clear()


@pytest.fixture
def open_page(county: County) -> OpenPage:
    """Opens a page as the account of this name."""
    return lambda username, page: open_app(county, username, page)


def open_app(county: County, username: str, page: str) -> AppTest:
    """A window of somebody who is signed in, on this page."""
    at = AppTest.from_file(str(MAIN), default_timeout=30)
    at.user = {"uid": str(_sign_in(county, username))}
    at.switch_page(str(BY_KEY[page].file))
    return at.run()


def _sign_in(county: County, username: str) -> int:
    now = clock.now()
    with county.store.write() as session:
        row = LoginSession(
            account_id=county.ids[f"account:{username}"],
            secret_sha256=secrets.token_hex(32),
            started_at=now,
            seen_at=now,
        )
        session.add(row)
        session.flush()
        return row.id
