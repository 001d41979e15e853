"""Turns one item without lower items into its finding, or into several where its own paragraph lists them."""

import re
from dataclasses import dataclass
from enum import Enum

from core.intake.feedback.anchors import find_lists
from core.intake.feedback.candidate import Candidate, Span, Style
from core.intake.feedback.inline import (
    ASPECT_COLON,
    CLOSING,
    Chain,
    chain_items,
    end_of_list,
    find_chain,
    parse_list,
    sentences,
)
from core.intake.feedback.normalise import Source, trim
from core.intake.feedback.outline import ORDINALS, Block, Kind
from core.intake.feedback.sections import is_label_only
from core.intake.feedback.titles import is_general_title
from core.intake.feedback.tree import Node
from core.intake.feedback.units import is_unit_name
from core.intake.feedback.wording import has_deficit, is_measure_sentence, is_stop, leaning
from core.intake.feedback.wrapping import aspect_of_heading, unwrap_finding

_OUTER_HEADING = re.compile(
    r"\s*([^:;。]{2,60}?方面)(?:存在)?(?:的)?(?:主要|突出)?(?:问题|不足)?(?:主要)?(?:是|有|为)?\s*[:。](?=.)"
)


class Details(Enum):
    """What 一是…二是… inside a numbered item is: by rule, always findings, or always detail of the one finding."""

    BY_RULE = "by_rule"
    SPLIT = "split"
    KEEP = "keep"


@dataclass(frozen=True)
class Reading:
    """One way to read the text; a notice (整改通报) answers each finding with measures, an opinion does not."""

    is_notice: bool
    details: Details = Details.BY_RULE


def findings_of_item(source: Source, node: Node, reading: Reading) -> list[Candidate]:
    """The findings of an item that has no lower items."""
    block = node.block
    if block is None:
        return []
    if is_label_only(node):
        return _below_label(source, node)
    if wrapped := unwrap_finding(source, block.body, block.end):
        return [Candidate(*wrapped, Style.LABELLED)]
    if is_general_title(source.bare[block.body : block.end][:200]):
        return findings_of_prose(source, node.paragraphs)
    return _findings_in_words(source, node, block, reading)


def _findings_in_words(source: Source, node: Node, block: Block, reading: Reading) -> list[Candidate]:
    end = end_of_list(source, block.body, block.end)
    if listed := _listed_inside(source, block, end, reading):
        return listed
    if _heads_prose(source, node, reading):
        heading = aspect_of_heading(source, block.body, block.end)
        return [item.under(heading) for item in findings_of_prose(source, node.paragraphs)]
    return _whole_item(source, node, end, reading)


def findings_of_gathering(source: Source, node: Node, reading: Reading) -> list[Candidate]:
    """The findings below 存在的主要问题 and the like where no numbered item follows; the title itself is none."""
    block = node.block
    if block is None:
        return []
    listed = _listed_inside(source, block, end_of_list(source, block.body, block.end), reading)
    if reading.is_notice and not is_label_only(node):
        return listed or [item for p in node.paragraphs for item in find_lists(source, p.start, p.end)]
    return listed or findings_of_prose(source, node.paragraphs)


def findings_of_prose(source: Source, paragraphs: list[Block]) -> list[Candidate]:
    """The findings of plain paragraphs below a heading that promises findings."""
    found: list[Candidate] = []
    for block in paragraphs:
        words = source.folded[block.start : block.end]
        if listed := find_lists(source, block.start, block.end):
            found.extend(listed)
        elif is_stop(source.bare[block.start : block.end]):
            break
        elif has_deficit(words):
            found.extend(_unannounced(source, block))
    return found


def _unannounced(source: Source, block: Block) -> list[Candidate]:
    end = end_of_list(source, block.start, block.end)
    chain = find_chain(source, block.start, end)
    if chain or ASPECT_COLON.match(source.bare, block.start, end):
        return parse_list(source, block.start, end)
    if ";" in source.bare[block.start : end]:
        return [item.doubted("清单前没有“主要问题”一类的引导语") for item in parse_list(source, block.start, end)]
    start, end = trim(source, block.start, end, CLOSING)
    return [Candidate(start, end, Style.PARAGRAPH)]


def _below_label(source: Source, node: Node) -> list[Candidate]:
    """`1.反馈问题` on its own line: the paragraphs up to 整改情况: are the finding."""
    if not node.paragraphs:
        return []
    if not node.has_remedy and node.block and node.block.kind and node.block.kind <= Kind.SECTION:
        return findings_of_prose(source, node.paragraphs)
    start, end = node.paragraphs[0].start, node.paragraphs[-1].end
    if len(node.paragraphs) == 1 and (chain := find_chain(source, start, end)):
        return chain_items(source, chain)
    span = unwrap_finding(source, start, end) or trim(source, start, end, CLOSING)
    return [Candidate(*span, Style.LABELLED)]


def _heads_prose(source: Source, node: Node, reading: Reading) -> bool:
    """`(一)…方面` followed by plain paragraphs that hold the findings."""
    block = node.block
    if reading.is_notice or block is None or not node.paragraphs:
        return False
    title = source.bare[block.body : block.end].rstrip("。:; ")
    listed = any(find_chain(source, p.start, p.end) or ";" in source.bare[p.start : p.end] for p in node.paragraphs)
    is_outer = block.kind is not None and block.kind <= Kind.SECTION
    return is_outer and "。" not in title and (title.endswith("方面") or listed)


def _listed_inside(source: Source, block: Block, end: int, reading: Reading) -> list[Candidate]:
    """The findings listed in the paragraph of the item itself, under its heading as aspect; empty if it is one finding."""
    start = block.body
    if chain := find_chain(source, start, end, but_not=block.kind):
        items = chain_items(source, chain)
        if _chain_is_findings(source, block, chain, items, reading):
            heading = _heading_before(source, start, chain.start)
            return [item.under(heading) for item in items]
    match = _heading_match(source, block, end)
    if match and leaning(source.folded[match.end() : end]) >= int(reading.is_notice):
        heading = aspect_of_heading(source, *match.span(1))
        return [item.under(heading) for item in parse_list(source, match.end(), end)]
    head = source.bare[start:end].split(":")[0]
    if is_general_title(head) and start + len(head) + 1 < end:
        return parse_list(source, start + len(head) + 1, end)
    return []


def _heading_match(source: Source, block: Block, end: int) -> re.Match[str] | None:
    """`(一)…方面:` or `(一)…方面。` with its findings behind it in the same paragraph."""
    is_outer = block.kind is not None and (block.kind <= Kind.SECTION or block.kind in ORDINALS)
    pattern = _OUTER_HEADING if is_outer else ASPECT_COLON
    match = pattern.match(source.bare, block.body, end)
    if match is None or (not is_outer and ";" not in source.bare[match.end() : end]):
        return None
    return None if find_chain(source, match.end(), end) else match


def _heading_before(source: Source, start: int, end: int) -> Span | None:
    title = source.bare[start:end]
    if not title.strip() or is_general_title(title) or is_unit_name(title):
        return None
    return aspect_of_heading(source, start, end)


def _chain_is_findings(source: Source, block: Block, chain: Chain, items: list[Candidate], reading: Reading) -> bool:
    head = source.bare[block.body : chain.start].strip()
    lean = sum(leaning(source.folded[item.start : item.end]) for item in items)
    if lean < 0 or (reading.is_notice and lean <= len(items) / 2):
        return False
    gathers = (
        not head
        or ("。" not in head and head.endswith(":"))
        or head.rstrip("。:,").endswith(("方面", "方面存在的问题"))
    )
    if gathers or reading.details is not Details.BY_RULE:
        return gathers or reading.details is Details.SPLIT
    is_outer = block.kind is not None and block.kind <= Kind.SECTION and lean > len(items) / 2
    return chain.kind not in ORDINALS or is_outer


def _whole_item(source: Source, node: Node, end: int, reading: Reading) -> list[Candidate]:
    block = node.block
    if block is None:
        return []
    if reading.is_notice and not node.has_remedy:
        end = _end_before_measures(source, block.body, end)
    elif end == block.end:
        end = _end_with_details(source, node)
    start, end = trim(source, block.body, end, CLOSING)
    style = Style.LABELLED if block.labelled else Style.NUMBERED
    return [Candidate(start, end, style)] if start < end else []


def _end_before_measures(source: Source, start: int, end: int) -> int:
    for i, (first, last) in enumerate(sentences(source.bare, start, end)):
        if i and is_measure_sentence(source.bare[first:last]):
            return first
    return end


def _end_with_details(source: Source, node: Node) -> int:
    """Plain paragraphs right below an item are its detail as long as they speak of what is wrong."""
    end = node.block.end if node.block else 0
    for block in node.paragraphs:
        words = source.folded[block.start : block.end]
        if not node.has_remedy and (is_stop(source.bare[block.start : block.end]) or not has_deficit(words)):
            break
        end = block.end
    return end
