"""How figures are written: thousands, ratios, changes, days and money, the same on every page."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NOT_COLLECTED = "未采集"


def count(number: int) -> str:
    """1,286"""
    return f"{number:,}"


def ratio(value: float | None) -> str:
    """78.7%; a dash where there is nothing to divide by."""
    return "—" if value is None else f"{value:.1%}"


def change(now: int, before: int, unit: str = "个") -> str:
    """+38 个 or 持平."""
    return "持平" if now == before else f"{now - before:+,} {unit}"


def ratio_change(now: float | None, before: float | None) -> str:
    """+3.0 百分点; 持平 when no digit shown differs."""
    if now is None or before is None:
        return "—"
    points = round(now * 100, 1) - round(before * 100, 1)
    return "持平" if abs(points) < 0.05 else f"{points:+.1f} 百分点"


def in_words(now: int, before: int) -> str:
    """较上月末减少 5 个."""
    if now == before:
        return "与上月末持平"
    return f"较上月末{'增加' if now > before else '减少'} {abs(now - before):,} 个"


def month_day(day: date) -> str:
    """11月24日"""
    return f"{day.month}月{day.day}日"


def money(yuan: Decimal | None) -> str:
    """12.4 万元 from ten thousand up, otherwise 元; empty when no amount is known."""
    if yuan is None:
        return ""
    if abs(yuan) >= 10_000:
        return f"{(yuan / 10_000).quantize(Decimal('0.01')).normalize():,f} 万元"
    return f"{yuan.normalize():,f} 元"


def size(number: int) -> str:
    """Size of a file."""
    return f"{number / 1_048_576:.1f} MB" if number >= 1_048_576 else f"{max(number / 1024, 0.1):.1f} KB"


def points(value: Decimal | None) -> str:
    """74.61; 未采集 where nothing is known."""
    return NOT_COLLECTED if value is None else f"{value.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"


def points_change(now: Decimal | None, before: Decimal | None) -> str:
    """+3.20 against the cycle before; empty when one of them is missing."""
    if now is None or before is None:
        return ""
    return "持平" if now == before else f"{now - before:+.2f}"


def tenths(value: Decimal | None) -> str:
    """70.1; 未采集 where nothing is known. Portraits are written so."""
    return NOT_COLLECTED if value is None else f"{value.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):f}"


def tenths_gap(gap: Decimal | None) -> str:
    """+0.3, -4.8; 持平 when no digit shown differs, empty when there is nothing to compare with."""
    if gap is None:
        return ""
    shown = gap.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{shown:+f}" if shown else "持平"
