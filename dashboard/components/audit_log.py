"""The two trails in words, and whether their chains hold."""

from collections.abc import Sequence

import streamlit as st

from core.clock import local
from core.queries.actions import action_words, result_words, subject_words
from core.queries.trail import TrailCheck, TrailRow
from core.store.trail import ACCESS, AUDIT
from core.vocabulary import Role
from dashboard import numbers
from dashboard.components.records import Line

COLUMNS = {
    "序号": st.column_config.NumberColumn(width=62, format="%d"),
    "时间": st.column_config.TextColumn(width=146),
    "用户名": st.column_config.TextColumn(width=116),
    "角色": st.column_config.TextColumn(width=132),
    "动作": st.column_config.TextColumn(width=172),
    "对象": st.column_config.TextColumn(width=150),
    "结果": st.column_config.TextColumn(width=130),
    "来自": st.column_config.TextColumn(width=106),
}
CHANGES, ACCESSES = "业务留痕", "访问留痕"
EMPTY = {
    CHANGES: ("history_edu", "还没有业务留痕", "有人录入、修改或授权后，这里逐条列出。"),
    ACCESSES: ("login", "还没有访问留痕", "有人登录、打开文件、导出或被拒绝后，这里逐条列出。"),
}
SHOWN = {
    CHANGES: tuple(name for name in COLUMNS if name not in ("结果", "来自")),
    ACCESSES: tuple(COLUMNS),
}
"""A change that is written down was carried out: it has no result to tell."""
TRAILS = {AUDIT: CHANGES, ACCESS: ACCESSES}
HEAD, ROW, MOST_ROWS = 34, 30, 15


def sentence(changes: int, accesses: int) -> str:
    """How long both trails are."""
    return (
        f"业务留痕 **{numbers.count(changes)}** 条，访问留痕 **{numbers.count(accesses)}** 条；"
        "只能查看，任何人不能修改。"
    )


def newest(rows: Sequence[TrailRow]) -> int:
    """Number of the newest entry, which is how many there are: entries are numbered without gaps."""
    return rows[0].id if rows else 0


def trail_line(row: TrailRow) -> Line:
    """An entry in words."""
    return {
        "序号": row.id,
        "时间": f"{local(row.at):%Y-%m-%d %H:%M:%S}",
        "用户名": row.actor,
        "角色": "、".join(_role(code) for code in row.role.split(",") if code),
        "动作": action_words(row.action),
        "对象": subject_words(row.subject),
        "结果": result_words(row.result),
        "来自": row.address,
    }


def show_trail(rows: Sequence[TrailRow], name: str) -> None:
    """Entries of the trail with this name, the newest first."""
    st.dataframe(
        [trail_line(row) for row in rows],
        key=f"audit_log.{name}.table",
        hide_index=True,
        row_height=ROW,
        height=HEAD + ROW * min(len(rows), MOST_ROWS),
        placeholder="",
        column_order=SHOWN[name],
        column_config=COLUMNS,
    )


def show_checks(checks: Sequence[TrailCheck]) -> None:
    """One sentence when both chains hold, one for each that does not."""
    if all(check.holds for check in checks):
        lengths = "、".join(f"{_name(check)} {numbers.count(check.entries)} 条" for check in checks)
        st.success(f"哈希链完整：{lengths}，从第一条到最后一条都对得上。", icon=":material/verified_user:")
    for check in checks:
        if not check.holds:
            st.error(
                f"{_name(check)}的哈希链从第 {check.broken_at} 条起对不上：这一条被改动、插入过，或其后有缺失。"
                "请停止使用，保全数据库和备份，并报告领导小组。",
                icon=":material/gpp_bad:",
            )


def _name(check: TrailCheck) -> str:
    return TRAILS[check.name]


def _role(code: str) -> str:
    try:
        return Role.from_code(code).term
    except ValueError:
        return code
