"""What the buttons of the accounts page do; a first password exists within one run only and is never logged."""

from collections.abc import Callable

import streamlit as st

from core import clock
from core.access.passwords import random_password
from core.commands import accounts
from core.commands.base import Command
from core.errors import CoreError
from core.identity import Actor
from core.messages import sentence
from core.queries.accounts import AccountRow, GrantTargets
from dashboard import gate, runtime
from dashboard.forms.record import Fields
from dashboard.forms.role_choice import chosen_role
from dashboard.shell import flash

MADE = "accounts.made"
"""A new password travels under this key from the callback to the page of the same run, which takes it out."""


def take_password() -> tuple[str, str] | None:
    """User name and first password made in this very run."""
    made: tuple[str, str] | None = st.session_state.pop(MADE, None)
    return made


def take_refusal(fields: Fields) -> str:
    """Why the last press of this form's button did nothing."""
    return str(st.session_state.pop(fields.key("refused"), ""))


@gate.guarded
def add_account(actor: Actor, fields: Fields, targets: GrantTargets) -> None:
    """A new account with its first role; the account stays when the role is refused."""
    password = random_password()

    def add() -> str:
        grant = chosen_role(fields, targets)
        username = str(st.session_state.get(fields.key("username")) or "").strip()
        shown = st.session_state.get(fields.key("shown")) or ""
        number = _carry_out(actor, accounts.CreateAccount(username=username, shown=shown, password=password))
        st.session_state[MADE] = (username, password)
        _carry_out(actor, accounts.GrantRole(account_id=number, **grant))
        return f"账号 {username} 已新增并授权。"

    _attempt(fields, add)


@gate.guarded
def grant_role(actor: Actor, fields: Fields, row: AccountRow, targets: GrantTargets) -> None:
    """One more role."""

    def grant() -> str:
        _carry_out(actor, accounts.GrantRole(account_id=row.id, **chosen_role(fields, targets)))
        return f"已给 {row.username} 授权，该账号须重新登录。"

    _attempt(fields, grant)


@gate.guarded
def revoke_role(actor: Actor, fields: Fields, row: AccountRow) -> None:
    """Take one role back."""

    def revoke() -> str:
        _carry_out(actor, accounts.RevokeRole(account_id=row.id, grant_id=st.session_state[fields.key("grant_id")]))
        return f"已收回 {row.username} 的授权。"

    _attempt(fields, revoke)


@gate.guarded
def reset_password(actor: Actor, fields: Fields, row: AccountRow) -> None:
    """A new first password."""
    password = random_password()

    def reset() -> str:
        _carry_out(actor, accounts.ResetPassword(account_id=row.id, password=password))
        st.session_state[MADE] = (row.username, password)
        return f"{row.username} 的密码已重置。"

    _attempt(fields, reset)


@gate.guarded
def switch_account(actor: Actor, fields: Fields, row: AccountRow) -> None:
    """Close an open account, open a closed one."""
    command = accounts.DisableAccount if row.is_active else accounts.EnableAccount

    def switch() -> str:
        _carry_out(actor, command(account_id=row.id, version=row.version))
        return f"{row.username} 已{'停用' if row.is_active else '启用'}。"

    _attempt(fields, switch)


def _attempt(fields: Fields, action: Callable[[], str]) -> None:
    """Do it and start the form afresh, or keep it and say why not."""
    try:
        done = action()
    except CoreError as error:
        st.session_state[fields.key("refused")] = sentence(error)
        return
    fields.clear()
    flash(done)


def _carry_out(actor: Actor, command: Command) -> int:
    number: int = runtime.carry_out(actor, command, clock.today())
    return number
