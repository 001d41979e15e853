"""The overview at 10,000 and 100,000 findings against an empty Streamlit page of the same run; prints a table for bench/README.md.

Server time is the sum of the queries of one overview; the render is navigation to the end of the page in a real browser.
Empty page and overview take turns, so that other work on the machine hits both.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from playwright.sync_api import Browser, Page, sync_playwright

from bench.fill import evaluate, fill
from core import clock
from core.access.passwords import hash_password
from core.identity import Scope
from core.queries.base import run
from core.queries.criteria import FindingCriteria
from core.queries.evaluation import EvaluationCriteria, list_evaluations
from core.queries.findings import Window, list_overdue
from core.queries.master_data import list_options
from core.queries.progress import summarise_progress
from core.store.engine import Store
from core.store.models import Account, AccountGrant
from core.store.schema import migrate
from core.vocabulary import Role
from tests.browser import find

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000)
TURNS = 7
PASSWORD = "Bench-Only-2026"
EMPTY = "import streamlit as st\nst.markdown('end of page')\n"


def server_time(store: Store) -> tuple[float, int]:
    """Median milliseconds of the overview's queries, and how many statements they send."""
    statements: list[str] = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    asked = (
        (summarise_progress, (FindingCriteria(),)),
        (list_overdue, (FindingCriteria(), Window(limit=10))),
        (list_options, ()),
        (list_evaluations, (EvaluationCriteria(),)),
    )
    times = []
    for _ in range(TURNS):
        statements.clear()
        start = time.perf_counter()
        for function, criteria in asked:
            run(store, Scope(everything=True), clock.today(), function, *criteria)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), len([s for s in statements if s.lstrip().upper().startswith("SELECT")])


@contextmanager
def served(script: str, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """A Streamlit server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with (folder / f"{port}.log").open("wb") as log:
        server = subprocess.Popen(words, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.2)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def render(tab: Page, address: str, end: str) -> float:
    """Milliseconds from navigation until the end of the page is there."""
    start = time.perf_counter()
    tab.goto(address)
    tab.wait_for_selector(end, timeout=60_000)
    return (time.perf_counter() - start) * 1000


def signed_in(browser: Browser, address: str) -> Page:
    """A window that is past the login."""
    tab = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN").new_page()
    tab.goto(f"{address}/overview")
    tab.get_by_label("用户名", exact=True).fill("bench")
    tab.get_by_label("密码", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="登录").click()
    tab.wait_for_selector(LAST_CHART, timeout=60_000)
    return tab


LAST_CHART = ".st-key-overview-units-state_firm svg, .st-key-overview-units-state_firm canvas"


def measure(size: int, browser: Browser, folder: Path) -> str:
    """One line of the table."""
    store = Store(f"sqlite:///{folder / f'{size}.db'}")
    migrate(store)
    fill(store, size, clock.today())
    evaluate(store, clock.today())
    with store.write() as session:
        account = Account(
            username="bench",
            folded="bench",
            shown="bench",
            password_hash=hash_password(PASSWORD),
            must_change_password=False,
        )
        session.add(account)
        session.flush()
        session.add(AccountGrant(account_id=account.id, role=Role.LEADER))
    milliseconds, queries = server_time(store)
    empty_script = folder / "empty.py"
    empty_script.write_text(EMPTY)
    environment = {"HBP_DATABASE_URL": store.url, "HBP_DATA_DIR": str(folder)}
    with served(str(empty_script), folder, {}) as empty, served("dashboard/app.py", folder, environment) as ours:
        tab, bare = signed_in(browser, ours), browser.new_page()
        render(bare, empty, "text=end of page")
        pairs = [
            (render(bare, empty, "text=end of page"), render(tab, f"{ours}/overview", LAST_CHART)) for _ in range(TURNS)
        ]
    store.close()
    base, page = (statistics.median(column) for column in zip(*pairs, strict=True))
    return f"| {size:,} | {queries} | {milliseconds:.0f} | {base:.0f} | {page:.0f} | {page / base:.2f} |"


def main() -> None:
    """Print the table."""
    print("| 问题数 | 查询数 | 查询合计/毫秒 | 空白页/毫秒 | 总览完整显示/毫秒 | 比值 |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-dev-shm-usage"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=find(), args=flags)
        for size in SIZES:
            print(measure(size, browser, Path(name)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
