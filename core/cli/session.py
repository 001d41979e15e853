"""What every command of the command line needs: the store, who acts, and how results are printed."""

import json
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import typer

from core import clock
from core.access.actor import ByOperator, ByUsername, Caller
from core.commands.base import Command, execute
from core.config import Settings
from core.queries.base import ask
from core.store.engine import Store, open_store
from core.store.schema import require_current
from core.vocabulary import Role

ACTING: dict[str, str] = {}
"""The account given by --as, taken out of the arguments before anything else reads them."""

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"读到“{text}”，请写成 2026-03-31") from error


AsOf = Annotated[
    date | None, typer.Option("--as-of", parser=_read_day, metavar="日期", help="统计日，如 2026-03-31；默认今天")
]
Until = Annotated[date | None, typer.Option("--until", parser=_read_day, metavar="日期", help="截至哪一天，默认今天")]
FeedbackOn = Annotated[
    date | None, typer.Option("--feedback-on", parser=_read_day, metavar="日期", help="台账带来的新巡察的反馈日")
]


def store() -> Store:
    """The database, checked to fit this program."""
    found = open_store(Settings().database)
    require_current(found)
    return found


def caller(role: Role = Role.OFFICE) -> Caller:
    """Whoever --as names, else the operator with the rights of one role."""
    username = ACTING.get("username")
    return ByUsername(username) if username else ByOperator(role)


def see(function: Callable[..., Any], *criteria: Any, as_of: date | None = None, role: Role = Role.OFFICE) -> Any:
    """Ask a query."""
    return ask(store(), caller(role), as_of or clock.today(), function, *criteria)


def do(command: Command, role: Role = Role.OFFICE) -> Any:
    """Run a command."""
    return execute(store(), caller(role), command, today=clock.today())


def print_json(value: Any) -> None:
    """One JSON document on standard output, Chinese as it is."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=1))


def say(text: str) -> None:
    """A line for people."""
    print(text)


def complain(text: str) -> None:
    """A line about what went wrong."""
    print(text, file=sys.stderr)


def plain(value: Any) -> Any:
    """Rows as JSON can hold them: codes, ISO dates, numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    return _atom(value)


def _atom(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else value
