"""Walks the outline and collects the findings of every section that is about findings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.intake.feedback.anchors import find_lists
from core.intake.feedback.candidate import Candidate, Span
from core.intake.feedback.items import Reading, findings_of_gathering, findings_of_item, findings_of_prose
from core.intake.feedback.normalise import Source
from core.intake.feedback.outline import Kind
from core.intake.feedback.sections import (
    answers_to_label,
    children_are_findings,
    has_shaped_items,
    is_label_only,
    lean_of_children,
    role_of,
)
from core.intake.feedback.titles import Role, is_general_title, is_never_about_findings, role_by_title
from core.intake.feedback.tree import Lead, Node
from core.intake.feedback.wording import leaning
from core.intake.feedback.wrapping import aspect_of_heading, unwrap_finding

_GUESSED_SECTION = "所在部分的标题没有说明是不是问题"


@dataclass(frozen=True)
class Place:
    """Where the walk stands: the aspect above, and whether the section is only guessed to be about findings."""

    aspect: Span | None = None
    is_guess: bool = False


def collect_findings(source: Source, root: Node, reading: Reading) -> list[Candidate]:
    """All findings in reading order, spans not overlapping."""
    found = [item for block in root.paragraphs for item in find_lists(source, block.start, block.end)]
    found.extend(_walk_sections(source, root, reading, Place()))
    return _without_overlap(found)


def _without_overlap(found: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for item in sorted(found, key=lambda item: (item.start, item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _walk_sections(source: Source, node: Node, reading: Reading, place: Place) -> Iterator[Candidate]:
    """Below the root or a section that decides nothing: each child says for itself what it is about."""
    roles = [role_of(source, child) for child in node.children]
    has_named_section = Role.GATHERING in roles
    for child, role in zip(node.children, roles, strict=True):
        if role is Role.UNDECIDED and has_named_section:
            continue
        yield from _walk_section(source, child, role, reading, place)


def _walk_section(source: Source, node: Node, role: Role, reading: Reading, place: Place) -> Iterator[Candidate]:
    if node.lead is not None:
        yield from _walk_lead(source, node, reading, place)
    elif role is Role.GATHERING:
        yield from _walk_gathering(source, node, reading, place)
    elif role is Role.HEADING:
        yield from _walk_item(source, node, reading, place)
    elif role is Role.UNDECIDED:
        walk = _walk_gathering if leaning(node.bare_words(source)) < 0 else _walk_item
        yield from walk(source, node, reading, replace(place, is_guess=True))


def _walk_lead(source: Source, node: Node, reading: Reading, place: Place) -> Iterator[Candidate]:
    if node.block:
        yield from _placed(find_lists(source, node.block.start, node.block.end), place)
    if node.lead is Lead.FINDINGS:
        yield from _placed(findings_of_prose(source, node.paragraphs), place)
        yield from _walk_announced(source, node, reading, place)
        return
    # “…提出如下意见:” may stand before the whole opinion: a chapter that names itself as findings still counts.
    for child in node.children:
        if (
            child.block
            and child.block.kind == Kind.CHAPTER
            and role_by_title(child.bare_words(source)) is Role.GATHERING
        ):
            yield from _walk_gathering(source, child, reading, place)


def _walk_announced(source: Source, node: Node, reading: Reading, place: Place) -> Iterator[Candidate]:
    """An opening paragraph may announce the whole text: chapters with something below them still speak for themselves."""
    if any(child.block and child.block.kind == Kind.CHAPTER and child.children for child in node.children):
        yield from _walk_sections(source, node, reading, place)
        return
    for child in node.children:
        yield from _walk_item(source, child, reading, place)


def _walk_gathering(source: Source, node: Node, reading: Reading, place: Place) -> Iterator[Candidate]:
    if not node.children:
        yield from _placed(findings_of_gathering(source, node, reading), place)
        return
    if node.paragraphs:
        yield from _placed([i for b in node.paragraphs for i in find_lists(source, b.start, b.end)], place)
    for child in node.children:
        yield from _walk_item(source, child, reading, place)


def _walk_item(source: Source, node: Node, reading: Reading, place: Place) -> Iterator[Candidate]:
    """Inside a section of findings: a heading that gathers, or an item that is itself the finding."""
    if node.lead is not None:
        yield from _walk_lead(source, node, reading, place)
        return
    if _is_foreign(source, node):
        return
    wrapped = _is_wrapped_finding(source, node)
    if not children_are_findings(source, node, is_notice=reading.is_notice, is_wrapped=wrapped):
        yield from _placed(findings_of_item(source, node, reading), place)
        return
    below = replace(place, aspect=place.aspect or _aspect_of(source, node))
    for child in node.children:
        yield from _walk_item(source, child, reading, below)


def _is_wrapped_finding(source: Source, node: Node) -> bool:
    """关于“…”问题的整改: a finding, so what is listed below are measures; 在“…”方面 is a heading."""
    if node.block is None or unwrap_finding(source, node.block.body, node.block.end) is None:
        return False
    return not node.bare_words(source).rstrip("。:; ").endswith("方面")


def _is_foreign(source: Source, node: Node) -> bool:
    """A section about something else inside the findings part: (一)组织领导情况 below 二、整改落实情况."""
    if node.block is None or node.block.kind is None or node.block.kind > Kind.SECTION or is_label_only(node):
        return False
    title = node.bare_words(source)[:200]
    if is_never_about_findings(title) or answers_to_label(source, node):
        return True
    if role_by_title(title) is not Role.OTHER:
        return False
    return not has_shaped_items(source, node) and lean_of_children(source, node) <= 0


def _aspect_of(source: Source, node: Node) -> Span | None:
    if node.block is None or is_label_only(node) or is_general_title(node.bare_words(source)[:200]):
        return None
    return aspect_of_heading(source, node.block.body, node.block.end)


def _placed(items: list[Candidate], place: Place) -> list[Candidate]:
    placed = [item.under(place.aspect) for item in items]
    return [item.doubted(_GUESSED_SECTION) for item in placed] if place.is_guess else placed
