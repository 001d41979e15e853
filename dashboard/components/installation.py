"""What the system administrator sees: facts of this installation and the examination of its parts; no business number."""

from collections.abc import Sequence

import streamlit as st

from core.doctor import Finding, State
from core.queries.installation import InstallationFacts
from dashboard.shell import plain

WORDS: dict[State, tuple[str, str, str]] = {
    "failed": ("不行", "red", "cancel"),
    "warning": ("注意", "orange", "error"),
    "ok": ("正常", "green", "check_circle"),
}
"""Worst first: word, colour and icon of each state."""
DATABASES = {"sqlite": "SQLite（内置）", "postgresql": "PostgreSQL"}


def sentence(checks: Sequence[Finding]) -> str:
    """Whether the system may be used, and what stands in the way."""
    failed = [check.subject for check in checks if check.state == "failed"]
    warned = [check.subject for check in checks if check.state == "warning"]
    if failed:
        return f":red[**{'、'.join(failed)}不行**]，请先处理；共检查 {len(checks)} 项。"
    if warned:
        return f"系统可以使用，**{'、'.join(warned)}**需要注意；共检查 {len(checks)} 项。"
    return f"系统可以正常使用，**{len(checks)}** 项检查都正常。"


def show_checks(checks: Sequence[Finding]) -> None:
    """One line for each part, the worst first."""
    order = list(WORDS)
    for number, check in enumerate(sorted(checks, key=lambda check: order.index(check.state))):
        word, colour, icon = WORDS[check.state]
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"gate-check-{number}"):
            st.markdown(f":{colour}[:material/{icon}: **{word}**]", width=78)
            st.markdown(f"**{plain(check.subject)}**", width=110)
            st.markdown(plain(check.text), width="stretch")


def show_facts(facts: InstallationFacts) -> None:
    """Kind of database and who is on."""
    st.table(
        {
            "数据库": DATABASES.get(facts.database, facts.database),
            "数据": "演示库，数据均为虚构" if facts.is_demo else "正式库",
            "数据版本号": str(facts.revision),
            "账号": f"{facts.accounts} 个",
            "在线会话": f"{facts.open_sessions} 个",
        },
        border="horizontal",
    )
