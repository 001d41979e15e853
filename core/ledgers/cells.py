"""What a cell may hold, as people write it, as it is shown, and as it is stored (docs/rules.md §4, §13)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from core.intake.ledger.amounts import parse_amount
from core.intake.ledger.categories import parse_category
from core.intake.ledger.dates import parse_date
from core.intake.ledger.model import CellFault
from core.intake.ledger.text import is_nothing
from core.intake.ledger.words import parse_handling_or_none, parse_yes_no
from core.ledgers.fields import Kind, LedgerField
from core.ledgers.policies import read_policies, show_policies
from core.plain_text import is_visible
from core.vocabulary import Category, Handling, Subcategory, Term

YES, NO = "是", "否"
_TAG_MARKS = re.compile(r"[、，,;；/\s]+")
_MOST_COUNT = 100_000


@dataclass(frozen=True)
class Names:
    """Names that cells refer to, each with its id; `year` completes dates without one."""

    departments: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None


def read_cell(column: LedgerField, raw: str, names: Names) -> str:
    """The cell as it will be shown; obvious variants are accepted. Raises CellFault with what was read and how to mend it."""
    text = raw.strip().replace("\r\n", "\n").replace("\r", "\n")
    if not all(map(is_visible, text)):
        raise CellFault("含有看不见的控制字符", "删去后重新输入")
    if not text or (column.kind is not Kind.TEXT and is_nothing(text)):
        return _read_empty(column)
    read = _READERS[column.kind](column, text, names)
    if len(read) > column.most:
        raise CellFault(f"有 {len(read)} 个字，最多 {column.most} 个", "缩短，其余写进附件")
    return read


def show(column: LedgerField, value: Any, names: Names) -> str:
    """A stored value as it is shown; empty for nothing."""
    if value is None or value == "":
        return ""
    if column.kind is Kind.DEPARTMENT:
        return next((name for name, number in names.departments.items() if number == value), "")
    if column.kind is Kind.POLICIES:
        return show_policies(value)
    return "、".join(value) if column.kind is Kind.TAGS else _shown(value)


def stored(column: LedgerField, shown: str, names: Names) -> Any:
    """A shown cell as it is stored; the cell has gone through `read_cell`."""
    if not shown and column.kind not in (Kind.TEXT, Kind.FLAG, Kind.TAGS, Kind.POLICIES):
        return None
    return _STORERS[column.kind](column, shown, names)


def _shown(value: Any) -> str:
    if isinstance(value, Subcategory | Category):
        return f"{value.value} {value.term}"
    if isinstance(value, Term):
        return value.term
    if isinstance(value, bool):
        return YES if value else NO
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def _read_empty(column: LedgerField) -> str:
    if column.is_required:
        raise CellFault("必须填写", f"填写{column.label}")
    if column.kind is Kind.FLAG:
        return NO
    if column.kind is Kind.CHOICE and column.terms is not None:
        return next(iter(column.terms)).term if column.key != "handling" else Handling.TIME_LIMITED.term
    return ""


def _read_choice(column: LedgerField, text: str, _names: Names) -> str:
    assert column.terms is not None  # noqa: S101 - every choice has its terms
    if column.terms is Handling and (handling := parse_handling_or_none(text)):
        return handling.term
    plain = "".join(text.split())
    found = column.terms.from_term(plain)
    if found is None:
        known = "、".join(term.term for term in column.terms)
        raise CellFault(f"“{text}”不在可选范围内", f"改为 {known}")
    return found.term


def _read_flag(_column: LedgerField, text: str, _names: Names) -> str:
    read = parse_yes_no(text)
    if read is None:
        raise CellFault(f"“{text}”不是“是”或“否”", "写“是”或“否”")
    return YES if read else NO


def _read_day(_column: LedgerField, text: str, names: Names) -> str:
    read = parse_date(text, names.year)
    if read.on is None:
        raise CellFault(f"“{text}”不是日期", "写成 2026-03-31 这样的日期")
    return read.on.isoformat()


def _read_money(_column: LedgerField, text: str, _names: Names) -> str:
    amount = parse_amount(text, 1)
    return "" if amount is None else f"{amount:.2f}"


def _read_count(column: LedgerField, text: str, _names: Names) -> str:
    plain = text.rstrip("人件页个名次").strip()
    if not plain.isascii() or not plain.isdigit() or int(plain) > _MOST_COUNT:
        raise CellFault(f"“{text}”不是整数", "写成数字，如 3；没有的留空")
    if column.key == "pages" and int(plain) == 0:
        raise CellFault("页数不能是 0", "不知道的留空")
    return str(int(plain))


def _read_category(_column: LedgerField, text: str, _names: Names) -> str:
    read = parse_category(text)
    return "" if read is None else _shown(read.subcategory or read.category)


def _read_department(_column: LedgerField, text: str, names: Names) -> str:
    plain = "".join(text.split())
    if plain not in names.departments:
        raise CellFault(f"没有“{text}”这个主责部门", "从下拉中选择，或先在“基础数据”登记")
    return plain


def _read_tags(_column: LedgerField, text: str, _names: Names) -> str:
    return "、".join(dict.fromkeys(tag for tag in _TAG_MARKS.split(text) if tag))


def _read_policies(_column: LedgerField, text: str, names: Names) -> str:
    return show_policies(read_policies(text, names.year))


def _store_category(_column: LedgerField, shown: str, _names: Names) -> Any:
    code = shown.split(" ", 1)[0]
    return Category.from_code(code) if len(code) == 1 else Subcategory.from_code(code)


_READERS = {
    Kind.TEXT: lambda _column, text, _names: text,
    Kind.CHOICE: _read_choice,
    Kind.FLAG: _read_flag,
    Kind.DAY: _read_day,
    Kind.MONEY: _read_money,
    Kind.COUNT: _read_count,
    Kind.CATEGORY: _read_category,
    Kind.DEPARTMENT: _read_department,
    Kind.TAGS: _read_tags,
    Kind.POLICIES: _read_policies,
}
_STORERS = {
    Kind.TEXT: lambda _column, shown, _names: shown,
    Kind.CHOICE: lambda column, shown, _names: column.terms.from_term(shown),
    Kind.FLAG: lambda _column, shown, _names: shown == YES,
    Kind.DAY: lambda _column, shown, _names: date.fromisoformat(shown),
    Kind.MONEY: lambda _column, shown, _names: Decimal(shown),
    Kind.COUNT: lambda _column, shown, _names: int(shown),
    Kind.CATEGORY: _store_category,
    Kind.DEPARTMENT: lambda _column, shown, names: names.departments.get(shown),
    Kind.TAGS: lambda _column, shown, _names: tuple(shown.split("、")) if shown else (),
    Kind.POLICIES: lambda _column, shown, _names: read_policies(shown, None),
}
