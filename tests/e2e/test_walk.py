"""People at work in a real browser: what only a browser shows."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core import clock
from core.queries.criteria import FindingCriteria
from core.queries.findings import Window, list_findings
from tests.county import County
from tests.e2e.conftest import SignIn, settled

pytestmark = pytest.mark.e2e
Served = tuple[str, County]
SAMPLE = Path(__file__).parents[1] / "intake" / "ledger" / "samples" / "ledger_2.xlsx"


@pytest.fixture(scope="module", autouse=True)
def findings(served: Served) -> None:
    """A few findings, some late."""
    county = served[1]
    today = clock.today()
    for number, days in enumerate((-40, -5, 3, 60)):
        county.add_finding(
            text=f"第{number}项补贴发放未按规定公示", due_on=today + timedelta(days=days), on=date(2026, 3, 2)
        )
    county.add_finding("县财政局", text="结余资金清理不彻底", on=date(2026, 3, 2))


def test_a_deep_link_asks_for_login_and_then_leads_on(sign_in: SignIn) -> None:
    tab = sign_in("leader", "overdue")
    assert tab.url.endswith("/overdue")
    expect(tab.get_by_role("heading", name="逾期与临期")).to_be_visible()


def test_without_login_no_page_name_reaches_the_browser(browser: object, served: Served) -> None:
    context = browser.new_context()  # type: ignore[attr-defined]
    tab = context.new_page()
    frames: list[str] = []
    tab.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    tab.goto(f"{served[0]}/findings")
    expect(tab.get_by_label("用户名", exact=True)).to_be_visible(timeout=20_000)
    assert frames
    assert not any("总览" in frame or "用户与授权" in frame for frame in frames)
    context.close()


def test_the_cookie_cannot_be_read_by_scripts_and_a_copy_dies_at_logout(sign_in: SignIn, served: Served) -> None:
    tab = sign_in("office", "overview")
    cookies = {cookie["name"]: cookie for cookie in tab.context.cookies()}
    assert cookies["hbp_sid"]["httpOnly"]
    assert cookies["hbp_sid"]["sameSite"] == "Strict"
    tab.get_by_test_id("stPopover").first.get_by_role("button").click()
    tab.get_by_role("button", name="退出登录").click()
    expect(tab.get_by_label("用户名", exact=True)).to_be_visible(timeout=20_000)
    answer = tab.context.request.get(
        f"{served[0]}/files/1", headers={"cookie": f"hbp_sid={cookies['hbp_sid']['value']}"}
    )
    assert answer.status == 403


def test_a_number_on_the_overview_opens_exactly_its_rows(sign_in: SignIn) -> None:
    tab = sign_in("leader", "overview")
    card = tab.locator(".st-key-kpi-overdue")
    number = card.get_by_test_id("stMetricValue").inner_text().strip()
    card.get_by_role("link").click()
    settled(tab)
    assert "/findings?only=overdue" in tab.url
    expect(tab.locator(".st-key-say")).to_contain_text(f"当前筛出 {number} 个")


def test_a_view_can_be_sent_to_somebody(sign_in: SignIn) -> None:
    tab = sign_in("leader", "findings?unit=LZZ&status=not_started")
    expect(tab.locator(".st-key-say")).to_contain_text("4 个问题")
    assert "unit=LZZ" in tab.url
    assert "status=not_started" in tab.url
    unit = sign_in("caizheng", "findings?unit=LZZ")
    expect(unit.locator(".st-key-say")).not_to_contain_text("4 个问题")


def test_a_unit_reports_progress_in_the_table_and_it_is_there_afterwards(sign_in: SignIn, served: Served) -> None:
    tab = sign_in("liuzhou", "entry")
    grid = tab.get_by_test_id("stDataFrame").first
    box = grid.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 640, box["y"] + 50)
    tab.wait_for_timeout(300)
    tab.keyboard.press("Enter")
    tab.wait_for_timeout(300)
    tab.keyboard.insert_text("已在村组公示")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("button", name="保存 1 行")).to_be_enabled(timeout=10_000)
    tab.keyboard.press("Control+s")
    expect(tab.get_by_text("已保存 1 个问题的进展。")).to_be_visible(timeout=10_000)
    rows = served[1].see(list_findings, FindingCriteria(statuses=("in_progress",)), Window(), on=clock.today()).rows
    assert len(rows) == 1


def test_office_takes_in_a_ledger_and_undoes_it(sign_in: SignIn, served: Served) -> None:
    tab = sign_in("office", "intake_ledger")
    tab.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(SAMPLE)
    expect(tab.locator(".st-key-say").first).to_contain_text("读到", timeout=30_000)
    settled(tab)
    expect(tab.get_by_text("有误").first).to_be_visible()


def test_built_in_words_are_chinese_whatever_the_browser_speaks(sign_in: SignIn) -> None:
    tab = sign_in("office", "intake_ledger")
    assert tab.evaluate("document.documentElement.lang") == "zh-CN"
    shown = tab.get_by_test_id("stFileUploader").inner_text()
    assert "Upload" not in shown
    assert "per file" not in shown


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=["1366", "1920"])
@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("leader", "overview"),
        ("leader", "overdue"),
        ("office", "findings"),
        ("office", "progress"),
        ("liuzhou", "entry"),
    ],
)
def test_no_page_scrolls_sideways(sign_in: SignIn, username: str, path: str, size: tuple[int, int]) -> None:
    tab = sign_in(username, path, width=size[0], height=size[1])
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for frame in tab.get_by_test_id("stDataFrame").all():
        inner = frame.locator(".dvn-scroller")
        if inner.count():
            assert inner.first.evaluate("e => e.scrollWidth - e.clientWidth") <= 2, path
