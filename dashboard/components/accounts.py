"""What accounts look like: the sentence and one line for each; no business record is shown here."""

from collections.abc import Sequence

import streamlit as st

from core.queries.accounts import AccountRow, GrantRow
from dashboard.components.records import Line, yes_no
from dashboard.shell import plain

COLUMNS = {
    "用户名": st.column_config.TextColumn(width=130),
    "姓名或岗位": st.column_config.TextColumn(width=170),
    "角色与范围": st.column_config.TextColumn(width=390),
    "状态": st.column_config.TextColumn(width=66),
    "在线会话": st.column_config.NumberColumn(width=76),
    "首次密码未改": st.column_config.TextColumn(width=100),
}


def sentence(rows: Sequence[AccountRow]) -> str:
    """How many accounts, and which of them want attention."""
    counts = (
        ("停用", sum(not row.is_active for row in rows)),
        ("没有授权", sum(row.is_active and not row.grants for row in rows)),
        ("首次密码未改", sum(row.is_active and row.must_change_password for row in rows)),
    )
    rest = "、".join(f"{word} **{number}** 个" for word, number in counts if number)
    return f"共 **{len(rows)}** 个账号{f'，其中{rest}' if rest else '，都已启用并授权'}。"


def account_line(row: AccountRow) -> Line:
    """An account."""
    return {
        "用户名": row.username,
        "姓名或岗位": row.shown,
        "角色与范围": "；".join(map(grant_words, row.grants)) or "没有授权",
        "状态": "启用" if row.is_active else "停用",
        "在线会话": row.open_sessions,
        "首次密码未改": yes_no(row.must_change_password),
    }


def grant_words(grant: GrantRow) -> str:
    """A role with the unit or body it holds for."""
    return f"{grant.role.term}（{grant.target}）" if grant.target else grant.role.term


def show_password_once(username: str, password: str) -> None:
    """A first password; it is kept nowhere and gone with the next click."""
    st.warning(
        f"账号 {plain(username)} 的首次密码只显示这一次，请现在抄下或复制，当面交给本人；首次登录必须修改。",
        icon=":material/key:",
    )
    st.code(password, language=None, width=300)
