"""The database and the installation: migrate, doctor, demo."""

from typing import Annotated

import typer
from sqlalchemy import select

from core import clock
from core.cli.session import Until, complain, say
from core.config import Settings
from core.demo import demo_accounts, load_demo
from core.doctor import Finding, examine
from core.queries.installation import DEMO
from core.store.engine import open_store
from core.store.models import Account, Installation
from core.store.schema import migrate as upgrade

MARKS = {"ok": "正常", "warning": "注意", "failed": "不行"}


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    app.command(help="新建数据库或升级到本程序的版本")(migrate)
    app.command(help="检查安装、数据库、字体和设置")(doctor)
    app.command(help="载入演示县：截至某日的三年数据；同一种子和日期得到同样的数字")(demo)


def migrate() -> None:
    """Create or upgrade the database."""
    store = open_store(Settings().database)
    upgrade(store)
    say("数据库已是最新版本。")


def doctor() -> None:
    """Examine the installation; exit 1 when something fails."""
    found: list[Finding] = examine(Settings())
    for one in found:
        say(f"[{MARKS[one.state]}] {one.subject}：{one.text}")
    if any(one.state == "failed" for one in found):
        complain("有不能工作的地方，见上面标“不行”的各项。")
        raise typer.Exit(1)


def demo(
    seed: Annotated[int, typer.Option(help="随机种子")] = 2026,
    until: Until = None,
    findings: Annotated[int, typer.Option(min=40, max=100_000, help="问题数")] = 1200,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="库里已有数据时不再载入，只显示演示账号")] = False,
) -> None:
    """Load the demo county into an empty database."""
    settings = Settings()
    store = open_store(settings.database)
    upgrade(store)
    with store.read() as session:
        used, is_demo = (
            session.scalars(select(Account.id)).first() is not None,
            session.get(Installation, DEMO) is not None,
        )
    if not (if_empty and used):
        say("正在载入演示县，约需半分钟……")
        load_demo(store, settings.files_dir, until=until or clock.today(), seed=seed, findings=findings)
        is_demo = True
    if is_demo:
        say("这是演示库，全部单位、人员和数据均为虚构。演示账号（用户名／密码）：")
        for account in demo_accounts():
            say(f"  {account.username:<14}{account.password}　{account.role}（{account.shown}）")
