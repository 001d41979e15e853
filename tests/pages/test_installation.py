"""系统状态 as the system administrator sees it."""

from pathlib import Path

import pytest

from core.doctor import Finding
from dashboard.components.installation import sentence
from tests.county import ACCOUNTS, County
from tests.pages.conftest import OpenPage, open_alone, open_app, said

OK, WARNED, FAILED = Finding("依赖", "ok", ""), Finding("中文字体", "warning", ""), Finding("数据目录", "failed", "")


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ([OK, OK], "系统可以正常使用，**2** 项检查都正常。"),
        ([OK, WARNED], "系统可以使用，**中文字体**需要注意；共检查 2 项。"),
        ([OK, WARNED, FAILED], ":red[**数据目录不行**]，请先处理；共检查 3 项。"),
    ],
)
def test_sentence_names_what_stands_in_the_way(checks: list[Finding], words: str):
    assert sentence(checks) == words


def test_empty_installation_is_described(bare_county: County):
    at = open_app(bare_county, "sysadmin", "installation")

    assert "正常" in said(at)
    assert not at.error


def test_worst_check_comes_first(open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HBP_DATA_DIR", str(tmp_path / "file"))
    at = open_page("sysadmin", "installation")

    assert "**数据目录不行**" in said(at)
    states = [one.value for one in at.markdown if one.value.endswith("**]") and ":material/" in one.value]
    assert "不行" in states[0]
    assert all("不行" not in state for state in states[1:])


def test_sessions_are_counted_as_they_are_now(open_page: OpenPage):
    at = open_page("sysadmin", "installation")
    assert "在线会话" in str(at.table[0].value)
    assert "1 个" in str(at.table[0].value)

    open_page("auditor", "audit_log")
    assert "2 个" in str(at.run().table[0].value)


@pytest.mark.parametrize("username", sorted(set(ACCOUNTS) - {"sysadmin"}))
def test_nobody_else_opens_the_page(county: County, username: str):
    at = open_alone(county, username, "installation")

    assert at.exception
    assert not at.table
