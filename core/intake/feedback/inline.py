"""Lists inside a paragraph: 一是…;二是…, 一、…;二、…, “a;b。c;d。” and “a,b,c等问题”.

Numbering first; without it ";" separates findings and "。" aspects; with neither, a list ending in 等问题 is cut at ",".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.intake.feedback.candidate import Candidate, Span, Style
from core.intake.feedback.normalise import Source, trim
from core.intake.feedback.outline import ORDINALS, Kind, find_markers
from core.intake.feedback.units import is_unit_name
from core.intake.feedback.wording import has_deficit, is_stop

CLOSING = "。;:,、.!?"
_FIRST_NUMBER = re.compile("[一1①⑴⒈㈠❶]")
_CHAIN_KINDS = (*ORDINALS, Kind.CHAPTER, Kind.SECTION, Kind.ITEM, Kind.SUBITEM, Kind.CIRCLED)
_AND_SO_ON = re.compile(
    r"等(?:方面|突出|具体|一些|若干|\d+[个项条]|[一二三四五六七八九十两]+[个项条]|[几多]个)*(?:的)?(?:突出|具体|主要)?问题(?=[,。;:]|$)"
)
ASPECT_COLON = re.compile(
    r"\s*([^:;。]{2,60}?方面)(?:(?:还)?存在)?(?:的)?(?:主要|突出)?(?:问题|不足)?(?:主要)?(?:是|有|为)?\s*:"
)
_HEADED_COLON = re.compile(r"\s*([^:;。]{4,40}):(?=[^。]*;)")
_ASPECT_COMMA = re.compile(r"\s*(在[^:;。,]{2,40}方面),")
_CONNECTIVE = re.compile(r"\s*(?:同时|此外|另外|再者),?(?:还存在|还发现)?\s*")
_QUOTED_ASPECT = re.compile(r"(?:关于)?(?:在)?\s*[“\"‘]([^”\"’]+)[”\"’]\s*方面$")


@dataclass(frozen=True)
class Chain:
    """A numbered list inside a paragraph: (position of the number, start of the words) per item."""

    kind: Kind
    marks: tuple[Span, ...]
    has_gap: bool
    stop: int

    @property
    def start(self) -> int:
        """Where the first number stands."""
        return self.marks[0][0]


def sentences(bare: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences, closing sign included."""
    position = start
    for match in re.compile("[。!?]").finditer(bare, start, end):
        yield position, match.end()
        position = match.end()
    if bare[position:end].strip():
        yield position, end


def end_of_list(source: Source, start: int, end: int) -> int:
    """Where the list that begins at `start` is over: before the first sentence that is advice, order or pledge."""
    for i, (first, last) in enumerate(sentences(source.bare, start, end)):
        if i and is_stop(source.bare[first:last]):
            return first
    return end


def find_chain(source: Source, start: int, end: int, but_not: Kind | None = None) -> Chain | None:
    """The numbered list that begins first; one item alone counts only at the very start."""
    if not _FIRST_NUMBER.search(source.bare, start, end):
        return None
    chains = [_chain_of(source.bare, start, end, kind) for kind in _CHAIN_KINDS if kind != but_not]
    found = [chain for chain in chains if chain]
    return min(found, key=lambda chain: (chain.start, -len(chain.marks)), default=None)


def _chain_of(bare: str, start: int, end: int, kind: Kind) -> Chain | None:
    marks: list[Span] = []
    expected, has_gap, stop = 1, False, end
    boundary = "。;:,!?" if kind in ORDINALS else "。;:!?"
    for position, number, words in find_markers(bare, start, end, kind, boundary):
        if marks and number == 1:
            stop = position
            break
        if number == expected or (marks and number in (expected - 1, expected + 1)):
            has_gap = has_gap or number != expected
            marks.append((position, words))
            expected = number + 1
    if not marks or (len(marks) == 1 and bare[start : marks[0][0]].strip()):
        return None
    return Chain(kind, tuple(marks), has_gap, stop)


def parse_list(source: Source, start: int, end: int) -> list[Candidate]:
    """The findings of a span that is known to be a list of findings."""
    chain = find_chain(source, start, end)
    if chain and not has_deficit(source.folded[start : chain.start]):
        return chain_items(source, chain)
    return _separated(source, start, end)


def chain_items(source: Source, chain: Chain) -> list[Candidate]:
    """One finding per number, or several below `一是…方面:a;b。`."""
    bounds = [position for position, _ in chain.marks[1:]] + [_end_of_last(source, chain)]
    items: list[Candidate] = []
    for (_, words), bound in zip(chain.marks, bounds, strict=True):
        items.extend(_chain_item(source, words, bound))
    if chain.has_gap:
        items = [replace(item, notes=(*item.notes, "编号不连续")) for item in items]
    return items


def _end_of_last(source: Source, chain: Chain) -> int:
    """The last item ends with its sentence, unless the items before it ran over several."""
    bare, last = source.bare, chain.marks[-1][1]
    end = chain.stop
    if bare[last : chain.stop].rstrip().endswith(":"):
        end = max(bare.rfind("。", last, chain.stop) + 1, last) or chain.stop
    firsts = [words for _, words in chain.marks]
    runs_over = any(
        "。" in bare[a : b - 1].rstrip(" \n。;") for a, b in zip(firsts, [p for p, _ in chain.marks[1:]], strict=False)
    )
    for i, (first, stop) in enumerate(sentences(bare, last, end)):
        if i and (not runs_over or not has_deficit(source.folded[first:stop])):
            return first
    return end


def _chain_item(source: Source, start: int, end: int) -> list[Candidate]:
    aspect, words = _split_aspect(source, start, end, headed=False)
    inner = find_chain(source, words, end)
    if aspect is None and inner and source.bare[start : inner.start].rstrip().endswith(":"):
        aspect, words = (start, inner.start - 1), inner.start
    if aspect is None:
        first, last = trim(source, start, end, CLOSING)
        return [Candidate(first, last, Style.INLINE)] if first < last else []
    items = chain_items(source, inner) if inner else _pieces(source, words, end, ";", Style.INLINE)
    return [item.under(_named(source, aspect)) for item in items]


def _separated(source: Source, start: int, end: int) -> list[Candidate]:
    has_semicolon = ";" in source.bare[start:end]
    items: list[Candidate] = []
    for group, (first, last) in enumerate(sentences(source.bare, start, end)):
        connective = _CONNECTIVE.match(source.bare, first, last)
        words = connective.end() if connective else first
        items.extend(replace(item, group=group) for item in _sentence_items(source, words, last, has_semicolon))
    return items


def _sentence_items(source: Source, start: int, end: int, has_semicolon: bool) -> list[Candidate]:
    aspect, words = _split_aspect(source, start, end, headed=True)
    closings = list(_AND_SO_ON.finditer(source.bare, words, end))
    closing = closings[-1 if has_semicolon else 0] if closings else None
    if closing and not has_semicolon:
        items = _comma_items(source, words, closing.start())
    else:
        stop = (
            closing.start() if closing and not source.bare[closing.end() : end].strip(" 。;") and has_semicolon else end
        )
        items = _pieces(source, words, stop, ";", Style.SEMICOLON if has_semicolon else Style.SENTENCE)
    return [item.under(_named(source, aspect)) for item in items] if aspect else items


def _comma_items(source: Source, start: int, end: int) -> list[Candidate]:
    items = _pieces(source, start, end, ",", Style.COMMA)
    if len(items) > 1:
        return items
    parts = _pieces(source, start, end, "、", Style.COMMA)
    is_list = len(parts) > 1 and all(has_deficit(source.folded[part.start : part.end]) for part in parts)
    return parts if is_list else items


def _pieces(source: Source, start: int, end: int, separator: str, style: Style) -> list[Candidate]:
    items, position = [], start
    for piece in source.bare[start:end].split(separator):
        first, last = trim(source, position, position + len(piece), CLOSING)
        position += len(piece) + 1
        if last - first > 1:
            items.append(Candidate(first, last, style))
    return items


def _split_aspect(source: Source, start: int, end: int, *, headed: bool) -> tuple[Span | None, int]:
    """The heading in front of a colon, and where the words after it begin."""
    patterns = (ASPECT_COLON, _HEADED_COLON, _ASPECT_COMMA) if headed else (ASPECT_COLON,)
    for pattern in patterns:
        if (match := pattern.match(source.bare, start, end)) and match.end() < end:
            return match.span(1), match.end()
    return None, start


def _named(source: Source, aspect: Span) -> Span | None:
    """The heading as an aspect; a unit name is none."""
    start, end = trim(source, *aspect, CLOSING)
    if is_unit_name(source.bare[start:end].removesuffix("方面")):
        return None
    if match := _QUOTED_ASPECT.match(source.bare, start, end):
        return match.span(1)
    return start, end
