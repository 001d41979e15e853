"""用户与授权: new accounts, first passwords, grants; whatever is refused says why, and what was chosen stays."""

import streamlit as st

from core.queries.accounts import AccountRow, GrantTargets
from dashboard.components.accounts import grant_words
from dashboard.forms import account_saves
from dashboard.forms.record import Fields
from dashboard.forms.role_choice import show_role_fields
from dashboard.shell import plain

WIDTH = 420


def show_add(targets: GrantTargets) -> None:
    """A new account with its first role."""
    fields = Fields("accounts.add")
    with st.popover("新增账号", icon=":material/person_add:", type="primary", key=fields.key("popover")):
        with st.container(width=WIDTH):
            st.text_input("用户名", max_chars=32, placeholder="不能有空格，用过的不能再用", key=fields.key("username"))
            st.text_input("姓名或岗位", max_chars=80, key=fields.key("shown"))
            show_role_fields(fields, targets)
            st.markdown(":small[:gray[首次密码由系统随机生成，新增后显示一次。]]")
            st.button(
                "新增账号",
                type="primary",
                on_click=account_saves.add_account,
                args=(fields, targets),
                key=fields.key("send"),
            )
        _show_refusal(fields)


def show_steps(row: AccountRow, targets: GrantTargets) -> None:
    """What can be done with the chosen account."""
    _show_grant(row, targets)
    if row.grants:
        _show_revoke(row)
    _show_reset(row)
    _show_switch(row)


def _show_grant(row: AccountRow, targets: GrantTargets) -> None:
    fields = Fields("accounts.grant", row.id)
    with st.popover("授权", icon=":material/add_moderator:", key=fields.key("popover")), st.container(width=WIDTH):
        st.markdown(":small[:gray[三员（系统管理员、安全保密管理员、安全审计员）不能互兼，也不能兼任业务角色。]]")
        show_role_fields(fields, targets)
        st.button(
            "授权",
            type="primary",
            on_click=account_saves.grant_role,
            args=(fields, row, targets),
            key=fields.key("send"),
        )
        _show_refusal(fields)


def _show_revoke(row: AccountRow) -> None:
    fields = Fields("accounts.revoke", row.id)
    names = {grant.id: grant_words(grant) for grant in row.grants}
    with (
        st.popover("收回授权", icon=":material/remove_moderator:", key=fields.key("popover")),
        st.container(width=WIDTH),
    ):
        st.selectbox("授权", list(names), format_func=lambda n: names.get(n, ""), key=fields.key("grant_id"))
        st.markdown(":small[:gray[收回后该账号的登录随即结束，须重新登录。]]")
        st.button(
            "收回授权", type="primary", on_click=account_saves.revoke_role, args=(fields, row), key=fields.key("send")
        )
        _show_refusal(fields)


def _show_reset(row: AccountRow) -> None:
    fields = Fields("accounts.reset", row.id)
    with st.popover("重置密码", icon=":material/key:", key=fields.key("popover")), st.container(width=WIDTH):
        st.markdown("系统随机生成新的首次密码，显示一次；原密码和登录随即失效。")
        st.button(
            "重置密码",
            type="primary",
            on_click=account_saves.reset_password,
            args=(fields, row),
            key=fields.key("send"),
        )
        _show_refusal(fields)


def _show_switch(row: AccountRow) -> None:
    word, text = (
        ("停用", "停用后不能登录，已有登录随即结束；用户名保留，不能再给别人用。")
        if row.is_active
        else ("启用", "启用后可以登录，原有授权不变。")
    )
    fields = Fields("accounts.switch", row.id)
    with st.popover(word, icon=":material/toggle_off:", key=fields.key("popover")), st.container(width=WIDTH):
        st.markdown(text)
        st.button(
            f"{word} {plain(row.username)}",
            type="primary",
            on_click=account_saves.switch_account,
            args=(fields, row),
            key=fields.key("send"),
        )
        _show_refusal(fields)


def _show_refusal(fields: Fields) -> None:
    if text := account_saves.take_refusal(fields):
        st.error(plain(text), icon=":material/block:")
