"""Which letter open warnings of a unit call for, and what it says (docs/rules.md §3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.vocabulary import DispatchKind, WarningLevel

LETTERS = {
    WarningLevel.GREEN: DispatchKind.WARNING_LETTER,
    WarningLevel.YELLOW: DispatchKind.WARNING_LETTER,
    WarningLevel.RED: DispatchKind.SUPERVISION_ORDER,
    WarningLevel.ESCALATED: DispatchKind.ADMONITION,
}
ADVICE = {
    DispatchKind.WARNING_LETTER: "请对照整改方案抓紧办理，在期限内完成；确有困难的，期限届满前按程序申请延期。",
    DispatchKind.SUPERVISION_ORDER: "请党委（党组）主要负责人牵头，逐项查明超期原因，明确完成日期和责任人，限期整改到位，并书面反馈。",
    DispatchKind.ADMONITION: "经多次提醒仍未完成，现予告诫。请党委（党组）主要负责人作出书面说明并立即整改；仍不落实的，将按规定提出问责建议。",
}
"""What each letter asks for, until somebody writes something else."""
REPLY_DAYS = {DispatchKind.WARNING_LETTER: None, DispatchKind.SUPERVISION_ORDER: 15, DispatchKind.ADMONITION: 10}
"""Natural days within which an answer is asked for; a warning letter asks for a signature only."""


@dataclass(frozen=True, kw_only=True)
class WarnedOf:
    """One thing that still waits, as far as a letter depends on it."""

    title: str
    due_on: date
    level: WarningLevel
    issued_on: date
    finding_id: int | None = None


def letter_kind(warned: Sequence[WarnedOf]) -> DispatchKind:
    """The sternest letter that one of them calls for."""
    levels = list(WarningLevel)
    return LETTERS[max((one.level for one in warned), key=levels.index)]


def is_told(warned: Sequence[WarnedOf], drafted_on: Sequence[date]) -> bool:
    """Whether a letter of this kind was drafted since the newest of these warnings: the same is not written twice."""
    return any(day >= max(one.issued_on for one in warned) for day in drafted_on)


def letter_text(warned: Sequence[WarnedOf], day: date) -> str:
    """One numbered line for each thing, the longest late first; days are natural days."""
    lines = []
    for number, one in enumerate(sorted(warned, key=lambda each: each.due_on), 1):
        left = (one.due_on - day).days
        when = f"已超期{-left}日" if left < 0 else f"还剩{left}日"
        lines.append(
            f"{number}. {one.title}，应于{one.due_on.year}年{one.due_on.month}月{one.due_on.day}日前完成，{when}。"
        )
    return "\n".join(lines)
