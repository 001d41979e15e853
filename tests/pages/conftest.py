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
from core.store.models import Account, AccountGrant, LoginSession
from dashboard.navigation import BY_KEY
from tests.county import ACCOUNTS, County, build_county

MAIN = Path(__file__).parents[2] / "dashboard" / "main.py"
OpenPage = Callable[..., AppTest]


@pytest.fixture
def served(sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty database that the pages of this test are served from."""
    monkeypatch.setenv("HBP_DATABASE_URL", sqlite_store.url)
    monkeypatch.setenv("HBP_DATA_DIR", str(tmp_path))
    # AppTest keeps a thing of its own in the state that cannot be pickled; tests look at ours.
    set_option("runner.enforceSerializableSessionState", False)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield sqlite_store
    open_store(sqlite_store.url).close()
    open_store.cache_clear()


@pytest.fixture
def county(served: Store) -> County:
    """A county, as of today."""
    return County(served, clock.today(), build_county(served).ids)


@pytest.fixture
def bare_county(served: Store) -> County:
    """Nothing but an account for each role that holds for no unit and no body."""
    bare = County(served, clock.today())
    with served.write() as session:
        for username, (role, target) in ACCOUNTS.items():
            if target is None:
                account = Account(
                    username=username, folded=username, shown=username, password_hash="-", must_change_password=False
                )
                session.add(account)
                session.flush()
                session.add(AccountGrant(account_id=account.id, role=role))
                bare.ids[f"account:{username}"] = account.id
    return bare


@pytest.fixture
def open_page(county: County) -> OpenPage:
    """Opens a page as the account of this name."""
    return lambda username, page: open_app(county, username, page)


def open_app(county: County, username: str, page: str, /, **query: str) -> AppTest:
    """A window of somebody who is signed in, on this page, with what the address says."""
    at = AppTest.from_file(str(MAIN), default_timeout=30)
    at.user = {"uid": str(_sign_in(county, username))}
    at.switch_page(str(BY_KEY[page].file))
    for name, value in query.items():
        at.query_params[name] = value
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


def open_alone(county: County, username: str, page: str) -> AppTest:
    """The page's own script as somebody whose menu may lack it."""
    at = AppTest.from_file(str(BY_KEY[page].file), default_timeout=30)
    at.user = {"uid": str(_sign_in(county, username))}
    return at.run()


def said(at: AppTest) -> str:
    """All running text on the page."""
    return "\n".join(one.value for one in at.markdown)
