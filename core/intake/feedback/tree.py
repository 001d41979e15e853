"""Nests the blocks: which item stands under which heading, and which paragraphs belong to an item or to its 整改情况.

The nesting follows the order in which numbering kinds appear, so skipped levels and restarts need no special case:
a kind already open closes down to itself, a new one opens below what is open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from core.intake.feedback.anchors import find_lists
from core.intake.feedback.normalise import Source
from core.intake.feedback.outline import Block, Kind
from core.intake.feedback.titles import Role, role_by_title
from core.intake.feedback.wording import is_anchor, is_stop, leaning
from core.intake.feedback.wrapping import is_shaped

ROOT_DEPTH = 0


class Lead(Enum):
    """What a plain paragraph announces for the list after it."""

    FINDINGS = "findings"
    OTHER = "other"


@dataclass(eq=False)
class Node:
    """A heading or item with what stands under it; `block` is None only for the root, `elder` is the sibling before it."""

    block: Block | None
    depth: float
    elder: Node | None = None
    lead: Lead | None = None
    children: list[Node] = field(default_factory=list)
    paragraphs: list[Block] = field(default_factory=list)
    has_remedy: bool = False
    remedies: list[Block] = field(default_factory=list)

    def words(self, source: Source) -> str:
        """The folded words of the heading or item, without numbering and label."""
        return source.folded[self.block.body : self.block.end] if self.block else ""

    def bare_words(self, source: Source) -> str:
        """The same with quoted text masked."""
        return source.bare[self.block.body : self.block.end] if self.block else ""

    def first_sentence(self, source: Source) -> str:
        """The words up to the first 。 outside quotes."""
        return self.words(source)[: len(self.bare_words(source)[:200].split("。")[0])]


_UNIT_WORDS = re.compile("巡察|党委|党组|总支|支部|党工委|委员会|公司|社区|局|镇|乡|村|学校|医院")


def remedy_spans(node: Node) -> list[tuple[int, int]]:
    """Spans of everything that belongs to a 整改情况 below `node`."""
    spans = [(block.start, block.end) for block in node.remedies]
    return spans + [span for child in node.children for span in remedy_spans(child)]


def build_tree(source: Source, blocks: list[Block]) -> Node:
    """The root node over all blocks."""
    builder = _Builder(source, any(block.is_field for block in blocks))
    for i, block in enumerate(blocks):
        builder.add(block, blocks[i + 1] if i + 1 < len(blocks) else None)
    return builder.root


class _Builder:
    def __init__(self, source: Source, has_fields: bool) -> None:
        self.source = source
        self.has_fields = has_fields
        self.root = Node(None, ROOT_DEPTH)
        self.stack = [self.root]
        self.remedy_of: Node | None = None
        self.remedy_numbers: dict[Kind, int] = {}

    def add(self, block: Block, following: Block | None) -> None:
        if block.is_field and self.stack[-1] is not self.root:
            self._open_remedy(block)
            return
        if block.kind is None and block.labelled:
            block = self._place_plain_label(block)
        if block.kind is None:
            self._add_paragraph(block, following)
        elif self.remedy_of is not None and self._belongs_to_remedy(block):
            self.remedy_of.remedies.append(block)
        else:
            self.remedy_of = None
            self._push(Node(block, self._depth_for(block)))

    def _place_plain_label(self, block: Block) -> Block:
        """An unnumbered `反馈问题:` is an item only where the text answers with 整改情况:."""
        if self.has_fields and block.body < block.end:
            return Block(block.start, block.body, block.end, Kind.LABEL, None, labelled=True)
        return Block(block.start, block.start, block.end)

    # -- headings and items

    def _depth_for(self, block: Block) -> float:
        kind = block.kind or Kind.LABEL
        if kind != Kind.LABEL:
            return float(kind)
        open_items = [node for node in self.stack if node.block and node.block.kind == Kind.ITEM]
        return Kind.ITEM + 5.0 if open_items else Kind.ITEM - 5.0

    def _push(self, node: Node) -> None:
        kind = node.block.kind if node.block else None
        same = next(
            (i for i, open_ in enumerate(self.stack) if kind and open_.block and open_.block.kind == kind), None
        )
        if same is not None:
            del self.stack[same:]
        else:
            while self.stack[-1].depth >= node.depth:
                self.stack.pop()
        siblings = self.stack[-1].children
        node.elder = siblings[-1] if siblings else None
        siblings.append(node)
        self.stack.append(node)

    # -- plain paragraphs

    def _add_paragraph(self, block: Block, following: Block | None) -> None:
        lead = self._lead_of(block, following)
        if lead is not None and not (self.remedy_of and lead is Lead.FINDINGS):
            self.remedy_of = None
            self._push(Node(block, self._depth_of_lead(following), lead=lead))
        elif self.remedy_of is None and self._names_next_unit(block):
            self._push(Node(block, self.stack[-1].depth, lead=Lead.FINDINGS))
        elif self.remedy_of is None:
            self.stack[-1].paragraphs.append(block)
        else:
            self.remedy_of.remedies.append(block)

    def _depth_of_lead(self, following: Block | None) -> float:
        """Above the list it announces; without one, beside the last item or below the open heading."""
        if following and following.kind and following.number == 1:
            return following.kind - 2.0
        return self.stack[-1].depth if self._top_is_item() else self.stack[-1].depth + 1.0

    def _top_is_item(self) -> bool:
        top = self.stack[-1]
        if top.block is None or (
            top.lead is None and role_by_title(top.bare_words(self.source)[:200]) is Role.GATHERING
        ):
            return False
        return not top.children

    def _names_next_unit(self, block: Block) -> bool:
        """“X公司的主要问题:一、…;二、…” after the items of another unit: a new list, no detail of the last item."""
        if self.has_fields or not self._top_is_item() or self._is_shaped(self.stack[-1].block):
            return False
        head = self.source.bare[block.start : block.end].split(":")[0]
        if len(head) > 80 or not _UNIT_WORDS.search(head) or not head.rstrip().endswith(("问题", "是", "有", "不足")):
            return False
        return bool(find_lists(self.source, block.start, block.end))

    def _is_shaped(self, block: Block | None) -> bool:
        return block is not None and is_shaped(self.source, block.body, block.end)

    def _lead_of(self, block: Block, following: Block | None) -> Lead | None:
        """A paragraph that ends in an announcement, followed by a list that starts at 1 or by plain paragraphs."""
        starts_list = following is not None and following.kind is not None and following.number == 1
        tail_start = max(self.source.bare.rfind("。", block.start, block.end - 1) + 1, block.start)
        tail = self.source.bare[tail_start : block.end]
        ends_in_colon = tail.endswith(":")
        if not starts_list and not (ends_in_colon and following is not None and following.kind is None):
            return None
        if is_stop(tail) and not is_anchor(tail.rstrip(":。;")):
            return Lead.OTHER
        if is_anchor(tail.rstrip(":。;"), self.source.bare[block.start : block.end]):
            return Lead.FINDINGS
        return None

    # -- 整改情况 and what is listed in it

    def _open_remedy(self, block: Block) -> None:
        if self.remedy_of is None:
            self.remedy_of = self.stack[-1]
            self.remedy_of.has_remedy = True
            self.remedy_numbers = {}
        self.remedy_of.remedies.append(block)
        # `(2)整改情况:` beside `(1)反馈问题:`: the (3) after it is a field too.
        if block.kind is not None and block.number is not None:
            self.remedy_numbers[block.kind] = block.number

    def _belongs_to_remedy(self, block: Block) -> bool:
        if self.remedy_of is None or block.kind is None:
            return False
        if block.labelled or self._is_shaped(block):
            return False
        inside = self._continues_remedy(block, block.kind)
        if inside and block.number is not None:
            self.remedy_numbers[block.kind] = block.number
        return inside

    def _continues_remedy(self, block: Block, kind: Kind) -> bool:
        """A number that does not go on from the open heading of its kind goes on inside 整改情况."""
        open_ = next((node.block for node in self.stack if node.block and node.block.kind == kind), None)
        if open_ is None:
            return kind > Kind.SECTION or (kind == Kind.SECTION and block.number == 1)
        if block.number != (open_.number or 0) + 1:
            return (block.number == 1 and kind >= Kind.ITEM) or block.number == self.remedy_numbers.get(kind, -9) + 1
        if block.number == self.remedy_numbers.get(kind, -9) + 1:
            return leaning(self.source.folded[block.body : block.end]) <= 0
        return open_.labelled and kind >= Kind.ITEM
