"""Finds the lists of findings in running text by what announces them: “主要问题:”, “主要是:”, “发现…,…等问题”."""

import re
from collections.abc import Iterator

from core.intake.feedback.candidate import Candidate, Span, Style
from core.intake.feedback.inline import Chain, chain_items, end_of_list, find_chain, parse_list, sentences
from core.intake.feedback.normalise import Source
from core.intake.feedback.outline import marker_at
from core.intake.feedback.units import is_unit_name
from core.intake.feedback.wording import is_anchor, is_stop, leaning

_LOOK_BACK = 120
_PLEDGE = re.compile(r"\s*[一二三四五六七八九十1]+要")
_COMMA_ANCHOR = re.compile(r"(?:(?:巡察|检查|督查|审计)组?(?:也|还|中)?发现了?|主要(?:是|有|存在)|问题是|指出)\s*,?\s*")
_HEADING_INSIDE = re.compile(r"(?<![个类])方面|(?:短板|差距|薄弱环节|弱项|不足)\s*$")
_AND_SO_ON = re.compile(r"等[^。;:,]{0,6}问题")
_BEFORE_AND_SO_ON = re.compile(r"(?:发现|指出)[^。;:]{0,40}?(?:还|主要|仍|也)?存在[着的]?\s*|主要[是有]\s*")


def find_lists(source: Source, start: int, end: int) -> list[Candidate]:
    """The findings listed in one paragraph of running text; nothing where no list is announced."""
    regions = list(_announced_by_colon(source, start, end))
    if regions:
        found = [parse_list(source, *region) for region in regions]
    else:
        found = [_announced_by_sentence(source, start, end)]
    return [item for items in found for item in items if _reads_like_findings(source, items)]


def _announced_by_colon(source: Source, start: int, end: int) -> Iterator[Span]:
    """Span of each list that stands after an announcing colon."""
    bare = source.bare
    heads: list[tuple[int, int]] = []
    for match in re.compile(":").finditer(bare, start, end):
        window = max(start, match.start() - _LOOK_BACK)
        clause_start = max(window, *(bare.rfind(sign, window, match.start()) + 1 for sign in "。;:"))
        if heads and _opens_inner_item(bare, clause_start, match.start()):
            continue
        if _is_pledge(bare, match.end()):
            continue
        context = bare[max(start, match.start() - _LOOK_BACK) : match.start()]
        clause = bare[clause_start : match.start()]
        if is_anchor(clause, context) or is_unit_name(clause):
            heads.append((clause_start, match.end()))
    for i, (_, body) in enumerate(heads):
        stop = heads[i + 1][0] if i + 1 < len(heads) else end
        yield body, end_of_list(source, body, stop)


def _is_pledge(bare: str, start: int) -> bool:
    """“对存在的问题:一要…;二要…” announces promises."""
    return bool(_PLEDGE.match(bare, start))


def _opens_inner_item(bare: str, start: int, end: int) -> bool:
    """`二是…方面存在的问题:` and `…有短板:` go on with a list, they do not announce a new one."""
    while start < end and bare[start] == " ":
        start += 1
    marker = marker_at(bare, start)
    words = bare[marker[2] if marker else start : end]
    return not is_unit_name(words) and (marker is not None or bool(_HEADING_INSIDE.search(words)))


def _announced_by_sentence(source: Source, start: int, end: int) -> list[Candidate]:
    bare = source.bare
    if (chain := find_chain(source, start, end)) and _follows_problem_sentence(bare, start, chain):
        stop = end_of_list(source, chain.start, chain.stop)
        inner = find_chain(source, chain.start, stop)
        return chain_items(source, inner) if inner else []
    for first, last in sentences(bare, start, end):
        if not is_stop(bare[first:last]) and (items := _announced_by_words(source, first, last, end)):
            return items
    return []


def _announced_by_words(source: Source, start: int, end: int, list_end: int) -> list[Candidate]:
    """“巡察发现,a;b。c;d。” and “发现存在a,b,c等问题”: the sentence itself opens the list."""
    bare = source.bare
    if (match := _COMMA_ANCHOR.search(bare, start, end)) and ";" in bare[match.end() : end]:
        stop = end_of_list(source, match.end(), list_end)
        return [item.doubted("清单前没有冒号") for item in parse_list(source, match.end(), stop)]
    closing = _AND_SO_ON.search(bare, start, end)
    if closing and (match := _BEFORE_AND_SO_ON.search(bare, start, closing.start())):
        return [item for item in parse_list(source, match.end(), end) if item.style is Style.COMMA]
    return []


def _follows_problem_sentence(bare: str, start: int, chain: Chain) -> bool:
    before = bare[start : chain.start].strip()
    last = re.split("[。;]", before.rstrip("。:,;"))[-1]
    if not before:
        return False
    return is_anchor(last, before[-_LOOK_BACK:]) or ("问题" in last and not is_stop(last) and "整改" not in last)


def _reads_like_findings(source: Source, items: list[Candidate]) -> bool:
    """A list of measures or pledges is no list of findings, whatever announced it."""
    lean = sum(leaning(source.folded[item.start : item.end]) for item in items)
    return lean > 0 or (lean == 0 and len(items) > 1)
