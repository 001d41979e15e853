"""Finding categories as written in ledgers: code, name or both, first or second level (docs/rules.md §2)."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from core.intake.ledger.model import CellFault
from core.intake.ledger.text import folded, is_nothing, without_space
from core.vocabulary import Category, Subcategory

_KEPT = re.compile(r"[^0-9A-Z\u4e00-\u9fff]")
_NUMBERING = re.compile(r"^(?:第?[一二三四五六七八九十]+[、.章]|[(（][一二三四五六七八九十]+[)）]|\(?\d+[.、)]|[①-⑳])")
_AROUND = re.compile(r"^(?:聚焦|关于|在|反馈问题)+|(?:方面|类)?的?(?:问题|方面|类)$")
_COUNT = re.compile(r"[(（][^()（）]*\d+[^()（）]*[)）]$|[:：]$")
_PATH = re.compile(r"[/\\>＞→—–\-|\n;；,，]+")
_NEAR_ENOUGH = 50


@dataclass(frozen=True, slots=True)
class CategoryRead:
    """First level, and second where the ledger has it."""

    category: Category
    subcategory: Subcategory | None = None


def _key(text: str) -> str:
    return _KEPT.sub("", folded(text).upper())


def _dictionary() -> dict[str, CategoryRead]:
    known: dict[str, CategoryRead] = {}
    for one in Category:
        for word in (one.value, one.term, one.value + one.term):
            known[_key(word)] = CategoryRead(one)
    for sub in Subcategory:
        for word in (sub.value, sub.term, sub.value + sub.term):
            known[_key(word)] = CategoryRead(sub.category, sub)
    return known


_KNOWN = _dictionary()
_NAMES = {f"{one.value} {one.term}": one.term for one in (*Category, *Subcategory)}


def find_category(text: str) -> CategoryRead | None:
    """Look up a category by code, name or both, with or without numbering and 方面; None when unknown."""
    plain = _COUNT.sub("", folded(text))
    for candidate in (plain, _NUMBERING.sub("", plain)):
        for word in (candidate, _AROUND.sub("", candidate)):
            if (read := _KNOWN.get(_key(word))) is not None:
                return read
    return None


def parse_category(text: str) -> CategoryRead | None:
    """Read a category cell, None when it is empty; raises CellFault for one that is not in the dictionary."""
    if is_nothing(text):
        return None
    read = find_category(text) or _path(text)
    if read is None:
        raise CellFault(f"“{without_space(text)}”不在问题分类字典里", f"改为字典里的分类{_nearest(text)}，或留空")
    return read


def _path(text: str) -> CategoryRead | None:
    """First and second level in one cell: 决策部署落实/理论学习."""
    reads = [find_category(part) for part in _PATH.split(text.strip()) if part.strip()]
    known = [read for read in reads if read is not None]
    if len(known) < 2 or len(known) < len(reads) or len({read.category for read in known}) > 1:
        return None
    subs = {read.subcategory for read in known if read.subcategory is not None}
    return CategoryRead(known[0].category, subs.pop() if subs else None) if len(subs) <= 1 else None


def _nearest(text: str) -> str:
    near = process.extractOne(_key(text), _NAMES, scorer=fuzz.WRatio, score_cutoff=_NEAR_ENOUGH)
    return f"（相近的是 {near[2]}）" if near else "，如 B5 财务专项资金"
