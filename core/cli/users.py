"""Accounts at the command line; the operator acts here as 安全保密管理员 and is recorded as such."""

from typing import Annotated

import typer

from core.access.passwords import random_password
from core.cli.session import AsJson, do, print_json, say, see
from core.commands.accounts import CreateAccount, DisableAccount, GrantRole, ResetPassword
from core.errors import NotFound
from core.queries.accounts import AccountRow, GrantTargets, list_accounts, list_grant_targets
from core.vocabulary import Role

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Username = Annotated[str, typer.Argument(help="用户名", metavar="用户名")]
RoleName = Annotated[
    str, typer.Option("--role", help=f"角色：{'、'.join(f'{role.value} {role.term}' for role in Role)}")
]
Target = Annotated[str, typer.Option("--for", help="单位编码、简称，或监督主体名称")]


@app.command(help="新建账号；不给密码则随机生成并显示一次，首次登录须改")
def add(
    username: Username,
    shown: Annotated[str, typer.Option("--name", help="姓名或岗位")] = "",
    role: RoleName = "",
    target: Target = "",
    password: Annotated[str, typer.Option("--password", help="首次密码", envvar="HBP_FIRST_PASSWORD")] = "",
) -> None:
    """Create an account, with its first role if one is named."""
    wanted = _role(role) if role else None
    first = password or random_password()
    number = do(CreateAccount(username=username, shown=shown or username, password=first), Role.SECADMIN)
    if wanted is not None:
        do(_grant(number, wanted, target), Role.SECADMIN)
    say(f"已建账号 {username}" + ("" if password else f"，首次密码 {first}（只显示这一次）") + "。")


@app.command("list", help="全部账号与授权")
def list_(as_json: AsJson = False) -> None:
    """All accounts."""
    rows: tuple[AccountRow, ...] = see(list_accounts, role=Role.SECADMIN)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        roles = "、".join(f"{grant.role.term}{f'（{grant.target}）' if grant.target else ''}" for grant in row.grants)
        say(f"{row.username}　{row.shown}　{'启用' if row.is_active else '停用'}　{roles or '未授权'}")


@app.command(help="停用账号，已登录的立即退出")
def disable(username: Username) -> None:
    """Close an account."""
    row = _account(username)
    do(DisableAccount(account_id=row.id, version=row.version), Role.SECADMIN)
    say(f"已停用 {username}，其会话已全部结束。")


@app.command(help="授予角色")
def grant(username: Username, role: RoleName, target: Target = "") -> None:
    """Give a role."""
    wanted = _role(role)
    do(_grant(_account(username).id, wanted, target), Role.SECADMIN)
    say(f"已授予 {username} {wanted.term}。")


@app.command(help="重置密码，随机生成并显示一次")
def reset(
    username: Username,
    password: Annotated[str, typer.Option("--password", help="新的首次密码", envvar="HBP_FIRST_PASSWORD")] = "",
) -> None:
    """Give a new first password."""
    fresh = password or random_password()
    do(ResetPassword(account_id=_account(username).id, password=fresh), Role.SECADMIN)
    say(f"已重置 {username} 的密码" + ("" if password else f"：{fresh}（只显示这一次）") + "，首次登录须改。")


def _role(name: str) -> Role:
    found = Role.from_term(name) or next((role for role in Role if role.value == name), None)
    if found is None:
        raise typer.BadParameter(f"没有“{name}”这个角色，可用：{'、'.join(role.value for role in Role)}")
    return found


def _account(username: str) -> AccountRow:
    rows: tuple[AccountRow, ...] = see(list_accounts, role=Role.SECADMIN)
    found = next((row for row in rows if row.username == username), None)
    if found is None:
        raise NotFound(what="account", id=username)
    return found


def _grant(account_id: int, role: Role, target: str) -> GrantRole:
    if role in Role.of_a_unit():
        return GrantRole(account_id=account_id, role=role, unit_id=_target(role, target))
    if role in Role.of_a_body():
        return GrantRole(account_id=account_id, role=role, body_id=_target(role, target))
    return GrantRole(account_id=account_id, role=role)


def _target(role: Role, name: str) -> int:
    targets: GrantTargets = see(list_grant_targets, role=Role.SECADMIN)
    kind = Role.of_a_body().get(role)
    if kind is None:
        known = {key: unit.id for unit in targets.units for key in (unit.name, unit.code)}
    else:
        known = {body.name: body.id for body in targets.bodies if body.kind is kind}
    if name not in known:
        raise typer.BadParameter(f"“{role.term}”要用 --for 写明{'单位' if kind is None else kind.term}，读到“{name}”")
    return known[name]
