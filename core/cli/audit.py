"""Checks of the two trails."""

import typer

from core.cli.session import AsJson, complain, print_json, say, see
from core.queries.trail import TrailCheck, verify_trails
from core.vocabulary import Role

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
NAMES = {"audit": "业务留痕", "access": "访问留痕"}


@app.callback()
def group() -> None:
    """Keep `verify` a command of its own, whatever joins it later."""


@app.command(help="重算两条哈希链，指出第一处不符")
def verify(as_json: AsJson = False) -> None:
    """Recompute both chains; exit 1 when one does not hold."""
    checks: tuple[TrailCheck, ...] = see(verify_trails, role=Role.AUDITOR)
    if as_json:
        print_json(
            [{"chain": c.name, "entries": c.entries, "holds": c.holds, "broken_at": c.broken_at} for c in checks]
        )
    else:
        for check in checks:
            say(
                f"{NAMES[check.name]} {check.entries} 条：{'完整' if check.holds else f'第 {check.broken_at} 条起不符'}"
            )
    if not all(check.holds for check in checks):
        complain("留痕被改动过：请停止使用，保存现场，报告安全审计员。")
        raise typer.Exit(1)
