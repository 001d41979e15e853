"""Assembly of the command line: exit 0 done, 1 a rule said no or what is checked does not hold, 2 wrong use."""

import re
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from core.cli import audit, check, database, digest, draw, evidence, figures, intake, scoring, users
from core.cli.session import ACTING, complain
from core.errorlog import keep_error
from core.errors import CoreError
from core.messages import sentence

REFUSED, MISUSED = 1, 2

app = typer.Typer(
    help="后半篇——巡察整改督评一体看板。命令行与页面用同一套规则。任何命令都可加 --as 用户名，以该账号的权限办理；不加则以内置操作员（巡察办权限）办理并留痕。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
database.register(app)
figures.register(app)
check.register(app)
digest.register(app)
scoring.register(app)
app.add_typer(users.app, name="user", help="账号与授权")
app.add_typer(intake.app, name="intake", help="导入台账、拆分反馈意见")
app.add_typer(evidence.app, name="evidence", help="上传佐证、查看档案清单")
app.add_typer(draw.app, name="draw", help="回马枪抽取：列出、核验、写出抽取单")
app.add_typer(audit.app, name="audit", help="留痕校验")


def run(arguments: Sequence[str]) -> int:
    """Run one command line; every refusal is a sentence on standard error, never a traceback."""
    ACTING.clear()
    try:
        rest = _take_actor(list(arguments))
        code = app(rest, standalone_mode=False)
    except TyperException as error:
        complain(f"用法不对：{_shown(error)}")
        return MISUSED
    except typer.Abort:
        complain("已中止。")
        return REFUSED
    except CoreError as error:
        complain(sentence(error))
        return REFUSED
    except Exception:
        complain(f"程序出错，没有办成。请把编号 {keep_error()} 告诉系统管理员。")
        return REFUSED
    return code if isinstance(code, int) else 0


WORDS = (
    (r"No such command '(.*)'\.?", r"没有“\1”这个命令，见 python -m core --help"),
    (r"No such option: (\S+).*", r"没有“\1”这个选项，见 --help"),
    (r"Missing (?:argument|option) '(.*)'\.?", r"缺少 \1"),
    (r"Invalid value for '?([^:']*)'?: (?:File|Path) '(.*)' does not exist\.?", r"\1：没有“\2”这个文件"),
    (r"Invalid value for '?([^:']*)'?: (.*)", r"\1：\2"),
    (r"Invalid value: (.*)", r"\1"),
    (r"Option '(.*)' requires an argument\.?", r"\1 后面要写内容"),
    (r"Got unexpected extra arguments? \((.*)\)", r"多出了“\1”"),
)
"""What typer says of wrong use, in Chinese."""


def _shown(error: TyperException) -> str:
    speak = getattr(error, "format_message", None)
    text = str(speak()) if speak else str(error)
    for pattern, words in WORDS:
        if re.fullmatch(pattern, text, re.DOTALL):
            return re.sub(pattern, words, text, flags=re.DOTALL)
    return text


def _take_actor(arguments: list[str]) -> list[str]:
    """Take --as USER out, wherever it stands."""
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--as":
            ACTING["username"] = next(words, "")
        elif word.startswith("--as="):
            ACTING["username"] = word.removeprefix("--as=")
        else:
            rest.append(word)
    if ACTING.get("username") == "":
        raise typer.BadParameter("--as 后面要写用户名")
    return rest
