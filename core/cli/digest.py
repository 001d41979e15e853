"""The daily digest at the command line, run by cron in the morning (docs/rules.md §3.5)."""

from typing import Annotated

import typer

from core import clock
from core.cli.session import AsJson, print_json, say, store
from core.config import Settings
from core.digest import Digest, run_digest


def register(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command(help="每日摘要：发出当天的预警，再给留了邮箱的人发待办邮件；由 cron 每天早上运行")(digest)


def digest(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会发什么，不发出、不留痕")] = False,
    as_json: AsJson = False,
) -> None:
    """Issue warnings, send mail; run twice a day it sends nothing twice."""
    found = run_digest(store(), Settings(), clock.now(), clock.today(), dry=dry_run)
    if as_json:
        print_json(found)
        return
    _tell(found, "会发" if dry_run else "发出")


def _tell(found: Digest, verb: str) -> None:
    say(f"{found.day}：{verb}站内预警 {found.warnings} 条。")
    if not found.is_mailed:
        say("没有设邮件服务器（HBP_SMTP_HOST），只发站内预警。")
    else:
        say(f"{verb}邮件 {len(found.letters)} 封；今天已发过的 {found.already_sent} 封不再发。")
    for letter in found.letters:
        say(f"  {letter.to}　{letter.subject}")
    if found.refused:
        say(f"邮件服务器不收的地址 {len(found.refused)} 个：{'、'.join(found.refused)}")
    if found.without_address:
        say(
            f"有待办而没有留邮箱的 {len(found.without_address)} 人：{'、'.join(found.without_address)}（登录后点姓名可以填写）"
        )
