"""Rules made or revised, as lines of one cell: 《名称》文号 日期 (docs/rules.md §4)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.intake.ledger.dates import parse_date
from core.intake.ledger.model import CellFault

_LINE = re.compile(r"^(?:\d+[.、)]\s*)?《(?P<name>[^《》]{1,78})》\s*(?P<rest>.*)$")
_DAY = re.compile(r"(?:^|\s|[，,])(?P<day>20\d\d(?:[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?)?(?:月)?)$")
_NUMBER_LENGTH = 100


@dataclass(frozen=True)
class Policy:
    """One rule: its name, its number and the day it was issued, as far as known."""

    name: str
    number: str = ""
    issued_on: date | None = None


def read_policies(text: str, year: int | None) -> tuple[Policy, ...]:
    """The rules a cell names, one a line; raises CellFault naming the line that is none."""
    lines = [line.strip(" ；;、\t") for line in text.split("\n")]
    return tuple(_read_line(line, year) for line in lines if line)


def show_policies(policies: Iterable[Policy]) -> str:
    """The rules as lines of a cell."""
    return "\n".join(
        " ".join(part for part in (f"《{one.name}》", one.number, str(one.issued_on or "")) if part) for one in policies
    )


def _read_line(line: str, year: int | None) -> Policy:
    found = _LINE.match(line)
    if found is None:
        raise CellFault(f"“{line[:30]}”不像一项制度", "一行写一项：《名称》文号 2026-03-31，文号和日期可以不写")
    rest = found["rest"].strip()
    day = _DAY.search(rest)
    issued_on = parse_date(day["day"], year).on if day else None
    number = (rest[: day.start()] if day else rest).strip(" ，,")
    if len(number) > _NUMBER_LENGTH:
        raise CellFault(f"“{number[:20]}…”太长，不像文号", "文号之外的话写在“整改成效”里")
    return Policy(found["name"].strip(), number, issued_on)
