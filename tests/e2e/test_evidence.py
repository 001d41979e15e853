"""Evidence in a real browser: pasted, uploaded, looked at page by page without leaving the page."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from core.queries.trail import list_access_events
from tests.county import County
from tests.e2e.conftest import SignIn, settled
from tests.intake.evidence_files import pdf_of

pytestmark = pytest.mark.e2e
COPY = """async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
    canvas.getContext('2d').fillRect(8, 8, 32, 16);
    const picture = await new Promise((done) => canvas.toBlob(done, 'image/png'));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
}"""


def open_form(tab: Page) -> None:
    tab.get_by_test_id("stPopoverButton").filter(has_text="上传佐证").click()
    expect(tab.get_by_test_id("stFileUploader")).to_be_visible()


def send(tab: Page) -> None:
    tab.get_by_test_id("stFormSubmitButton").get_by_role("button", name="上传佐证").click()
    expect(tab.get_by_text("已上传佐证 1 件。")).to_be_visible(timeout=20_000)
    settled(tab)
    tab.keyboard.press("Escape")


def look(tab: Page, number: int) -> None:
    tab.get_by_role("tab", name="档案清单").click()
    tab.get_by_role("button", name="预览").nth(number).click()
    expect(tab.get_by_role("dialog").locator("img")).to_be_visible(timeout=20_000)
    settled(tab)


def test_a_pasted_screenshot_and_a_pdf_are_kept_and_looked_at(sign_in: SignIn, served: tuple[str, County]) -> None:
    county = served[1]
    finding = county.add_finding(
        "县财政局", text="往来款长期挂账未清理", on=date(2026, 3, 2), due_on=date(2027, 12, 31)
    )
    tab = sign_in("caizheng", f"finding?id={finding}")
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_form(tab)
    tab.evaluate(COPY)
    tab.keyboard.press("Control+V")
    expect(tab.get_by_test_id("stFileChipName").filter(has_text="截图")).to_be_visible(timeout=10_000)
    settled(tab)
    send(tab)
    look(tab, 0)
    assert tab.get_by_role("dialog").locator("img").evaluate("(image) => image.naturalWidth") == 64
    tab.keyboard.press("Escape")
    open_form(tab)
    tab.locator(".st-key-paste-here input[type=file]").set_input_files(
        {"name": "清理凭证.pdf", "mimeType": "application/pdf", "buffer": pdf_of(3)}
    )
    settled(tab)
    send(tab)
    look(tab, 1)
    tab.get_by_role("button", name="下一页").click()
    expect(tab.get_by_text("第 2 / 3 页")).to_be_visible(timeout=20_000)
    seen = [row.subject for row in county.see(list_access_events, 3, 0, caller="auditor")]
    assert [subject.split(", ")[1] for subject in seen] == ["page=2", "page=1", "page=1"]
