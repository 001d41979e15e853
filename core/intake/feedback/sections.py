"""Decides what a section is about: findings, or organisation, advice, next steps and the like.

The title decides; where it says nothing, the shape of the items below decides, then their words.
"""

import re

from core.intake.feedback.normalise import Source
from core.intake.feedback.titles import Role, role_by_title
from core.intake.feedback.tree import Lead, Node
from core.intake.feedback.wording import leaning
from core.intake.feedback.wrapping import is_shaped

_IMPERATIVE_HEAD = 200


def role_of(source: Source, node: Node) -> Role:
    """The role of a section at the outermost level, or below a section that decided nothing."""
    if node.lead is not None:
        return Role.GATHERING if node.lead is Lead.FINDINGS else Role.OTHER
    if is_label_only(node):
        return Role.GATHERING if node.children else Role.HEADING
    title = node.bare_words(source)[:_IMPERATIVE_HEAD]
    role = role_by_title(title)
    if answers_to_label(source, node):
        return Role.OTHER
    return _role_by_items(source, node, title) if role is Role.UNDECIDED else role


def is_label_only(node: Node) -> bool:
    """`1.反馈问题` or `(一)反馈问题:` with nothing after it on its line."""
    return bool(node.block and node.block.labelled and node.block.body >= node.block.end)


def answers_to_label(source: Source, node: Node) -> bool:
    """`(二)整改情况` beside `(一)反馈问题`: the field of its neighbour, not a section of findings."""
    title = node.bare_words(source).strip().rstrip("。:")
    elder = node.elder
    if elder is None or not re.fullmatch(r"整改(?:落实|进展|完成)?(?:情况|措施|成效)", title):
        return False
    return is_label_only(elder) and bool(elder.children or elder.paragraphs)


def _role_by_items(source: Source, node: Node, title: str) -> Role:
    if has_shaped_items(source, node):
        return Role.GATHERING
    if leaning(title) > 0 or (node.block and node.block.labelled):
        return Role.HEADING
    needed = len(node.children) / 2 if leaning(title) < 0 else 0
    return Role.UNDECIDED if lean_of_children(source, node) > needed else Role.OTHER


def has_shaped_items(source: Source, node: Node) -> bool:
    """True if an item below is labelled 问题N:, wrapped in 关于“…”问题, or answered by 整改情况:."""
    for child in node.children:
        if child.block is None or child.lead is Lead.OTHER:
            continue
        if child.has_remedy or child.block.labelled or is_shaped(source, child.block.body, child.block.end):
            return True
        if has_shaped_items(source, child):
            return True
    return False


def lean_of_children(source: Source, node: Node) -> int:
    """Sum over the children: those that read like findings minus those that read like measures."""
    return sum(_lean(child.bare_words(source)[:_IMPERATIVE_HEAD]) for child in node.children if child.lead is None)


def _lean(text: str) -> int:
    """The first sentence decides; where it says nothing either way, the whole item does."""
    return leaning(text.split("。", maxsplit=1)[0]) or leaning(text)


def children_are_findings(source: Source, node: Node, *, is_notice: bool, is_wrapped: bool) -> bool:
    """Whether the items below are findings (node gathers them) or measures (node is itself the finding)."""
    if not node.children:
        return False
    if has_shaped_items(source, node) or any(child.lead is Lead.FINDINGS for child in node.children):
        return True
    numbered = [child for child in node.children if child.lead is None]
    if not numbered:
        return False
    lean = lean_of_children(source, node)
    if is_wrapped:
        return False
    return lean > 0 if is_notice else lean > -len(numbered) / 2
