"""How cell values are compared and shown: one rule for white space, width and dates."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from core.intake.ledger.model import BrokenCell, CellValue

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_FLOATS_ARE_EXACT_BELOW = 1e12
# A dash or slash in a cell says "nothing", as 无 does.
_NOTHING = re.compile(r"[/\\\-—–―_－一无]{0,4}|无|暂无|没有|不涉及|未涉及|[nN][/.]?[aA]", re.ASCII)


def without_space(text: str) -> str:
    """Drop all white space, full-width and zero-width too."""
    return _SPACE.sub("", text)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Half-width form without white space: what two spellings are compared by."""
    return without_space(unicodedata.normalize("NFKC", text))


def shown(value: CellValue | None) -> str:
    """Return the value as a person would read it in the cell, "" for an empty one."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, date):
        return _shown_date(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.12g}" if abs(value) < _FLOATS_ARE_EXACT_BELOW else repr(value)
    return value.shown if isinstance(value, BrokenCell) else str(value)


def _shown_date(value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is nothing (空, 无, /, —)."""
    return _NOTHING.fullmatch(without_space(text)) is not None
