"""The words a copy notice begins with: its findings, their causes, and what is advised by their kinds (docs/rules.md §5.2)."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.vocabulary import Subcategory

MOST_KINDS = 6
"""Kinds of findings that are advised on: the most frequent ones, so that a notice stays readable."""
LONGEST = 3800
"""Characters of a list; a field holds 4000."""


@dataclass(frozen=True, kw_only=True)
class NoticeFinding:
    """A finding as far as notices tell of it."""

    id: int
    code: str
    title: str
    subcategory: Subcategory | None
    cause: str = ""
    nature: str = ""


def summary(findings: Sequence[NoticeFinding]) -> str:
    """Every finding in a line of its own, with its number and kind."""
    return _numbered([f"{one.title}（{one.code}，{_kind(one)}）" for one in findings], "个问题")


def causes(findings: Sequence[NoticeFinding]) -> str:
    """成因 and 性质 of those findings that have them."""
    lines = []
    for one in findings:
        told = [f"{name}为{words.rstrip('。')}" for name, words in (("成因", one.cause), ("性质", one.nature)) if words]
        if told:
            lines.append(f"{one.code}：{'，'.join(told)}")
    return _numbered(lines, "个问题的成因和性质") if lines else ""


def by_kind(findings: Sequence[NoticeFinding], words: Callable[[Subcategory | None], str]) -> str:
    """What is said to each kind of finding, the most frequent kinds first, the same words once."""
    kinds = Counter(one.subcategory for one in findings)
    order = sorted(kinds, key=lambda kind: (-kinds[kind], kind or "Z"))[:MOST_KINDS]
    said = list(dict.fromkeys(words(kind) for kind in order))
    return said[0] if len(said) == 1 else _numbered(said, "条")


def _kind(one: NoticeFinding) -> str:
    return f"{one.subcategory.value} {one.subcategory.term}" if one.subcategory else "未分类"


def _numbered(lines: Sequence[str], unit: str) -> str:
    """1. … 2. …; what would be longer than a field holds is counted instead."""
    kept: list[str] = []
    room = LONGEST
    for number, line in enumerate(lines, 1):
        written = f"{number}. {line.rstrip('。')}。"
        if room < len(written):
            return "\n".join([*kept, f"其余{len(lines) - len(kept)}{unit}见问题清单。"])
        kept.append(written)
        room -= len(written) + 1
    return "\n".join(kept)
