"""A real server on a county of its own, and a real browser that complains of every error it sees."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core.store.engine import Store
from core.store.schema import migrate
from tests.browser import MISSING, find
from tests.county import PASSWORD, County, build_county

ROOT = Path(__file__).parents[2]
SignIn = Callable[..., Page]
HARMLESS = ("404", "does not seem to exist", "Unrecognized feature", "Infinite extent", "fit-y")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The browser of this machine."""
    path = find() or pytest.fail(MISSING)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [
        "--lang=zh-CN",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        *(["--no-sandbox"] if root else []),
    ]
    return {**browser_type_launch_args, "executable_path": path, "args": flags}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, County]]:
    """Address of a server and the county behind it."""
    folder = tmp_path_factory.mktemp("served")
    store = Store(f"sqlite:///{folder / 'houbanpian.db'}")
    migrate(store)
    county = build_county(store)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            words, cwd=ROOT, env={**os.environ, "HBP_DATA_DIR": str(folder)}, stdout=log, stderr=log
        )
        try:
            _await(f"http://127.0.0.1:{port}/health", server)
            yield f"http://127.0.0.1:{port}", county
        finally:
            server.terminate()
            server.wait(timeout=20)
            store.close()


def _await(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        assert server.poll() is None, "服务没有启动"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("服务没有在30秒内启动")


@pytest.fixture
def sign_in(browser: Browser, served: tuple[str, County]) -> Iterator[SignIn]:
    """Opens a page as somebody; the test fails on any page error, console error or request to elsewhere."""
    address, _county = served
    problems: list[str] = []
    contexts = []

    def open_page(username: str, path: str, *, width: int = 1366, height: int = 768) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="en-US", timezone_id="Asia/Shanghai"
        )
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.on(
            "console",
            lambda m: problems.append(m.text) if m.type == "error" and not any(h in m.text for h in HARMLESS) else None,
        )
        tab.on(
            "request",
            lambda r: (
                problems.append(r.url) if not r.url.startswith((address, "data:", "blob:", "ws://127.0.0.1")) else None
            ),
        )
        tab.goto(f"{address}/{path}")
        tab.get_by_label("用户名", exact=True).fill(username)
        tab.get_by_label("密码", exact=True).fill(PASSWORD)
        tab.get_by_role("button", name="登录").click()
        expect(tab.get_by_test_id("stPopover").first).to_be_visible(timeout=20_000)
        settled(tab)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def settled(tab: Page) -> None:
    """Wait until the script has run and what it drew is there."""
    expect(tab.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    tab.wait_for_timeout(400)
