"""Cuts the text into blocks: one numbered or labelled item, one field, or one plain paragraph each.

Numbering kinds, outermost first: 一、 / (一) / 1. / (1) / ① / 第一, / 一是 / 其一, ; 问题N: stands apart (see tree.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from core.intake.feedback.normalise import Source, trim
from core.intake.feedback.numerals import read_number


class Kind(IntEnum):
    """Numbering kinds; the value is the usual depth."""

    CHAPTER = 10
    SECTION = 20
    ITEM = 30
    DECIMAL = 35
    SUBITEM = 40
    CIRCLED = 50
    FIRSTLY = 60
    ONE_IS = 70
    ONE_OF = 80
    LABEL = 90


ORDINALS = (Kind.FIRSTLY, Kind.ONE_IS, Kind.ONE_OF)

_CN = "[一二三四五六七八九十百]{1,4}"
# 1.3名干部 is item 1; 1.35万元 and 1.2.3 are not: after a dot and a digit only a count may follow.
_DECIMAL_AFTER = r"(?!\d{1,8}(?:\.\d{1,8}){0,3}\s{0,2}(?:万|亿|元|%|‰|余|倍|个百分点|平方|亩|公里|米|吨|\.|$))"
_MARKERS = (
    (Kind.DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[、.]\s*|\s+)(?!\d)")),
    (Kind.ITEM, re.compile(rf"(?:(\d{{1,3}})\s*(?:、|,(?!\d)|\.{_DECIMAL_AFTER})|([⒈-⒛]))\s*")),
    (Kind.CHAPTER, re.compile(rf"({_CN})\s*[、.,]\s*|第({_CN})部分[、:\s]*")),
    (Kind.SECTION, re.compile(rf"(?:\(\s*({_CN})\s*\)|([㈠-㈩]))\s*[、.]?\s*")),
    (Kind.SUBITEM, re.compile(r"(?:\(\s*(\d{1,3})\s*\)|([⑴-⒇])|(\d{1,2})\))\s*[、.]?\s*")),
    (Kind.CIRCLED, re.compile(r"([①-⑳❶-❿])\s*[、.]?\s*")),
    (Kind.FIRSTLY, re.compile(rf"第({_CN})\s*[,、:]\s*")),
    (Kind.ONE_IS, re.compile(rf"({_CN})是\s*[,:]?\s*")),
    (Kind.ONE_OF, re.compile(rf"其({_CN})\s*[,、:是]\s*")),
)
_NUMBERED_LABEL = re.compile(
    r"[【\[]?(?:巡察)?(?:反馈|具体|主要|存在)?的?问题\s*\(?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*\)?\s*(?:[】\]]\s*[:、.]?|[:、.]|\s(?=\S))\s*"
)
_PLAIN_LABEL = re.compile(
    r"[【\[]?(?:巡察)?(?:反馈|具体|存在)(?:的)?(?:具体|主要)?问题(?:情况|表现|描述)?\s*(?:[】\]]\s*:?|:|(?=\n|$))\s*|[【\[]?问题(?:表现|描述)?\s*(?:[】\]]\s*:?|:)\s*"
)
_FIELD = re.compile(
    r"[【\[]?(?:巡察)?(?:(?:问题)?整改(?:落实|进展|推进|完成|工作)?(?:情况|措施|成效|结果|进展|举措|进度|效果)(?:[及和与](?:完成|落实|整改)?(?:情况|成效|结果|进展|效果))?|完成(?:情况|时限)|整改(?:时限|状态|责任人|责任领导)"
    r"|(?:牵头|责任)(?:领导|单位|部门|科室)|责任人|下一步(?:措施|打算)|取得成效)\s*(?:[】\]]\s*:?|:|(?=\n|$))\s*"
)
# Inside a paragraph a field name without colon or bracket is just words.
_INLINE_FIELD = _FIELD.pattern.replace(r"|(?=\n|$)", "")
_INLINE_LABEL = re.compile(rf"(?<=[。;\s】\]])(?:{_NUMBERED_LABEL.pattern}|{_INLINE_FIELD})")
_SHAPED = re.compile(r"(?:关于|针对)\s*[“\"‘]|(?:反馈|具体)?问题\s*\d*\s*:|反馈问题")
_BOUNDARY = "。;:!?"


@dataclass(frozen=True)
class Block:
    """`start`..`body` is numbering and label, `body`..`end` the words. `kind` is None for a plain paragraph."""

    start: int
    body: int
    end: int
    kind: Kind | None = None
    number: int | None = None
    labelled: bool = False
    is_field: bool = False


def marker_at(bare: str, position: int) -> tuple[Kind, int, int] | None:
    """Kind, number and end of the numbering that begins at `position`."""
    for kind, pattern in _MARKERS:
        if match := pattern.match(bare, position):
            written = next(group for group in match.groups() if group)
            number = read_number(written.rsplit(".", 1)[-1])
            if number is not None:
                return kind, number, match.end()
    return None


def read_blocks(source: Source) -> list[Block]:
    """All blocks in reading order; blank lines are dropped."""
    blocks: list[Block] = []
    for start, end in _lines(source):
        has_fields = False
        for piece_start, piece_end in _cut_at_labels(source.bare, start, end):
            block = read_block(source, piece_start, piece_end)
            has_fields = has_fields or block.is_field
            if not has_fields and blocks:
                blocks[-1:] = _cut_before_next(source, blocks[-1], block)
            blocks.extend(_cut_at_siblings(source, block, shaped_only=has_fields))
    return blocks


def read_block(source: Source, start: int, end: int) -> Block:
    """The block of one trimmed piece of text."""
    start, end = trim(source, start, end)
    bare, kind, number, body = source.bare, None, None, start
    if found := marker_at(bare, start):
        kind, number, body = found
    if match := _FIELD.match(bare, body, end):
        if kind is None or kind >= Kind.ITEM:
            return Block(start, match.end(), end, kind, number, is_field=True)
        return Block(start, body, end, kind, number)
    label = _NUMBERED_LABEL.match(bare, body, end)
    plain = None if label else _PLAIN_LABEL.match(bare, body, end)
    if label:
        kind, number = (kind, number) if kind else (Kind.LABEL, read_number(label.group(1)))
        return Block(start, label.end(), end, kind, number, labelled=True)
    if plain:
        return Block(start, plain.end(), end, kind, number, labelled=True)
    return Block(start, min(body, end), end, kind, number)


def find_markers(
    bare: str, start: int, end: int, kind: Kind, boundary: str = _BOUNDARY
) -> Iterator[tuple[int, int, int]]:
    """(position, number, end) of every marker of `kind` that stands at the start or after a boundary sign."""
    pattern = dict(_MARKERS)[kind]
    for match in pattern.finditer(bare, start, end):
        before = match.start() - 1
        while before >= start and bare[before] == " ":
            before -= 1
        if before >= start and bare[before] not in boundary:
            continue
        written = next(group for group in match.groups() if group)
        number = read_number(written.rsplit(".", 1)[-1])
        if number is not None:
            yield match.start(), number, match.end()


def _lines(source: Source) -> Iterator[tuple[int, int]]:
    position = 0
    for line in source.folded.split("\n"):
        start, end = trim(source, position, position + len(line))
        if start < end:
            yield start, end
        position += len(line) + 1


def _cut_at_labels(bare: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(match.start() for match in _INLINE_LABEL.finditer(bare, start, end) if match.start() > start), end]
    return list(pairwise(cuts))


def _cut_at_siblings(source: Source, block: Block, *, shaped_only: bool) -> list[Block]:
    """`1.…。2.…。3.…` in one paragraph becomes three blocks; after a field only where 关于“ or 问题: follows."""
    if block.kind in (None, Kind.LABEL) or block.number is None:
        return [block]
    cuts = [block.start]
    expected = block.number + 1
    for position, number, body in find_markers(source.bare, block.body, block.end, block.kind):
        if number == expected and (not (shaped_only or block.is_field) or _SHAPED.match(source.bare, body)):
            cuts.append(position)
            expected += 1
    if len(cuts) == 1:
        return [block]
    cuts.append(block.end)
    return [read_block(source, a, b) for a, b in pairwise(cuts)]


def _cut_before_next(source: Source, previous: Block, block: Block) -> list[Block]:
    """A plain paragraph “…问题:一是…” that goes on with a paragraph 二是… is cut before its 一是."""
    if previous.kind is not None or previous.is_field or block.kind in (None, Kind.LABEL) or (block.number or 0) < 2:
        return [previous]
    cuts: list[int] = []
    for position, number, _ in find_markers(source.bare, previous.body, previous.end, block.kind):
        if number == 1:
            cuts = [position]
        elif cuts and number == len(cuts) + 1:
            cuts.append(position)
    if not cuts or len(cuts) != (block.number or 0) - 1 or cuts[0] == previous.start:
        return [previous]
    lead_start, lead_end = trim(source, previous.start, cuts[0])
    cuts.append(previous.end)
    lead = replace(previous, start=lead_start, end=lead_end, body=min(previous.body, lead_end))
    return [lead, *(read_block(source, a, b) for a, b in pairwise(cuts))]
