"""The launcher starts only as it must (docs/trust.md A10, S14)."""

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.config import set_option

from core.errors import Unavailable
from core.queries.installation import DEMO
from core.store.engine import open_store
from core.store.models import Installation
from dashboard import app
from tests.county import County


@pytest.fixture(autouse=True)
def good_settings() -> Iterator[None]:
    """The settings of the project, whatever a test switches."""
    before = {name: st.get_option(name) for name in (*app.NEEDED, "server.address")}
    for name, value in {**app.NEEDED, "server.address": "127.0.0.1"}.items():
        set_option(name, value)
    yield
    for name, value in before.items():
        set_option(name, value)


def test_the_settings_of_the_project_are_right() -> None:
    assert app.wrong_settings() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.enableXsrfProtection", False),
        ("server.enableCORS", False),
        ("server.enableAgentApi", True),
        ("client.showErrorDetails", "full"),
        ("server.trustedUserHeaders", {}),
        ("runner.postScriptGC", True),
        ("server.address", "0.0.0.0"),
    ],
)
def test_a_switch_that_opens_the_server_is_refused(name: str, value: object) -> None:
    """S14."""
    set_option(name, value)
    assert app.wrong_settings() == [name]


def test_the_server_takes_a_file_as_large_as_core_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HBP_MAX_UPLOAD_MB", "35")
    app.agree_on_upload_size()
    assert st.get_option("server.maxUploadSize") == 35
    monkeypatch.delenv("HBP_MAX_UPLOAD_MB")
    app.agree_on_upload_size()
    assert st.get_option("server.maxUploadSize") == 20


def test_the_demo_county_is_not_served_to_others(sqlite_county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """A10: its passwords stand in the README."""
    monkeypatch.setenv("HBP_DATABASE_URL", sqlite_county.store.url)
    open_store.cache_clear()
    monkeypatch.setenv("HBP_PUBLIC_URL", "https://hbp.example")
    app.refuse_demo_in_public()
    with sqlite_county.store.write() as session:
        session.add(Installation(key=DEMO, value="yes"))
    with pytest.raises(Unavailable):
        app.refuse_demo_in_public()
    monkeypatch.setenv("HBP_DEMO", "1")
    app.refuse_demo_in_public()
    open_store(sqlite_county.store.url).close()
    open_store.cache_clear()
