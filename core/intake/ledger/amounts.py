"""Amounts of money in yuan: the unit in the cell wins, then that of the header, then 元 (docs/rules.md §4)."""

import re
from decimal import Decimal

from core.intake.ledger.model import BrokenCell, CellFault, CellValue
from core.intake.ledger.text import folded, is_nothing, shown

FACTORS: dict[str, int] = {
    "亿": 100_000_000,
    "千万": 10_000_000,
    "百万": 1_000_000,
    "十万": 100_000,
    "万": 10_000,
    "千": 1_000,
    "百": 100,
    "": 1,
}
_LARGEST = Decimal(100_000_000_000)
_CENT = Decimal("0.01")
_UNIT_WORD = r"(?:亿|千万|百万|十万|万|千|百)?元|亿|千万|百万|万|千|百"
_PART = re.compile(rf"(\d[\d,]*(?:\.\d+)?)({_UNIT_WORD})?")
_WHOLE = re.compile(rf"(?:(?:{_PART.pattern}))+")
_AROUND = re.compile(r"^(?:人民币|rmb|cny|共计|合计|共|计|[¥￥$])+|(?:人民币|整|rmb)$", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]*\)$")
_UNIT_IN_BRACKETS = re.compile(rf"\(({_UNIT_WORD})\)")
_VAGUE = re.compile(r"大约|约|近|超过|超|不足|左右|上下|以上|以下|余|多|逾|将近|[~≈+]|许|几")
_HEADER_UNIT = re.compile(r"(亿|千万|百万|十万|万|千|百)?元")
_EXAMPLE = "写成数字，如 46000 或 4.6万元；没有金额的写“无”或留空"


def unit_factor(text: str) -> int | None:
    """Factor of the money unit that a header or title names, None when it names none."""
    found = _HEADER_UNIT.search(folded(text))
    return FACTORS[found.group(1) or ""] if found else None


def parse_amount(value: CellValue | None, factor: int) -> Decimal | None:
    """Read an amount in yuan, None when there is none; `factor` is the unit of the column. Raises CellFault."""
    if value is None:
        return None
    if isinstance(value, BrokenCell):
        raise _broken(value)
    if isinstance(value, str):
        return _parse_text(value, factor)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CellFault(f"“{shown(value)}”不是金额", "把单元格格式设为常规，" + _EXAMPLE)
    return _accepted(Decimal(shown(value)) * factor, shown(value))


def _broken(value: BrokenCell) -> CellFault:
    if value.is_formula:
        return CellFault("这一格是公式，文件里没有计算结果", "复制后选择性粘贴为数值")
    return CellFault(f"这一格是 Excel 错误值 {value.shown}", "改为正确的金额，或清空")


def _parse_text(text: str, factor: int) -> Decimal | None:
    if is_nothing(text):
        return None
    plain = _AROUND.sub("", _REMARK.sub("", _UNIT_IN_BRACKETS.sub(r"\1", folded(text).lower())))
    if not plain or is_nothing(plain):
        raise CellFault(f"“{text.strip()}”读不成金额", _EXAMPLE)
    exact = _VAGUE.sub("", plain)
    if exact != plain:
        amount = _sum_of_parts(exact, factor)
        fix = f"改为确数，如 {amount.normalize():f}元" if amount is not None else _EXAMPLE
        raise CellFault(f"“{text.strip()}”是约数", fix)
    negative = plain.startswith(("-", "负"))
    amount = _sum_of_parts(plain.lstrip("-负"), factor)
    if amount is None:
        raise CellFault(f"“{text.strip()}”读不成金额", _EXAMPLE)
    return _accepted(-amount if negative else amount, text.strip())


def _sum_of_parts(text: str, factor: int) -> Decimal | None:
    """Add up 3万5000元; a unit further back must be smaller than the one before."""
    if not _WHOLE.fullmatch(text):
        return None
    total, previous = Decimal(0), None
    for digits, unit in _PART.findall(text):
        number = _number(digits)
        step = FACTORS[unit.removesuffix("元")] if unit else (1 if previous is not None else factor)
        if number is None or (previous is not None and (step >= previous or number * step >= previous)):
            return None
        total += number * step
        previous = step
    return total


def _number(digits: str) -> Decimal | None:
    whole = digits.split(".", maxsplit=1)[0]
    if "," in whole and not re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+", whole):
        return None
    return Decimal(digits.replace(",", ""))


def _accepted(amount: Decimal, text: str) -> Decimal:
    if not amount.is_finite() or amount < 0:
        raise CellFault(f"“{text}”是负数", "金额写正数；冲减的另在备注中说明")
    if amount > _LARGEST:
        raise CellFault(f"“{text}”折合超过 1000 亿元，多半是单位写错", "核对单位是元还是万元")
    return amount.quantize(_CENT)
