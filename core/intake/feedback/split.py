"""Splits a text into draft findings and checks them against the totals the text states about itself."""

import re

from core.intake.feedback.agreement import warnings_for
from core.intake.feedback.candidate import Candidate, Span
from core.intake.feedback.categories import propose_category
from core.intake.feedback.collect import collect_findings
from core.intake.feedback.confidence import confidence_of
from core.intake.feedback.items import Details, Reading
from core.intake.feedback.model import DraftFinding, FeedbackDraft, StatedTotals
from core.intake.feedback.normalise import Source, read_source
from core.intake.feedback.outline import Block, read_blocks
from core.intake.feedback.totals import read_totals
from core.intake.feedback.tree import Node, build_tree, remedy_spans

_NOTICE_TITLE = re.compile(r"整改(?:落实|进展|完成|工作|推进)*(?:情况|结果|成效)(?:的)?(?:通报|公示|公告|报告|说明)?")
_NOTICE_ITEM = re.compile(r"问题(?:的)?整改")
_TITLE_BLOCKS = 6


def split_feedback(text: str) -> FeedbackDraft:
    """Draft findings of `text` with offsets into it; never fails, an unreadable text gives no finding and a warning."""
    source = read_source(text)
    blocks = read_blocks(source)
    root = build_tree(source, blocks)
    stated, candidates = _read(source, root, is_notice=_is_notice(source, blocks))
    findings = tuple(_draft(source, candidate) for candidate in candidates)
    return FeedbackDraft(stated, findings, warnings_for(stated, findings, _count_aspects(candidates)))


def _read(source: Source, root: Node, *, is_notice: bool) -> tuple[StatedTotals, list[Candidate]]:
    """Read by rule; where that misses the stated total, the reading of 一是…二是… that meets it is taken."""
    candidates = collect_findings(source, root, Reading(is_notice))
    remedies = remedy_spans(root)
    stated = _totals(source, candidates, remedies)
    if stated.findings in (None, len(candidates)):
        return stated, candidates
    for details in (Details.SPLIT, Details.KEEP):
        other = collect_findings(source, root, Reading(is_notice, details))
        if len(other) == stated.findings:
            return _totals(source, other, remedies), other
    return stated, candidates


def _totals(source: Source, candidates: list[Candidate], remedies: list[Span]) -> StatedTotals:
    """Counts inside findings and their 整改情况 are not the total of the text."""
    return read_totals(source, sorted([*((item.start, item.end) for item in candidates), *remedies]))


def _is_notice(source: Source, blocks: list[Block]) -> bool:
    """A notice on rectification answers findings with measures; an opinion or news item only lists them."""
    if any(block.is_field for block in blocks):
        return True
    heads = [source.bare[block.start : block.end][:120] for block in blocks[:_TITLE_BLOCKS] if block.kind is None]
    if any(_NOTICE_TITLE.search(head) for head in heads):
        return True
    items = (source.bare[block.body : block.end][:200] for block in blocks if block.kind is not None)
    return any(_NOTICE_ITEM.search(item) for item in items)


def _count_aspects(candidates: list[Candidate]) -> int:
    """Different headings; without headings a sentence of an unnumbered list is one aspect, else each finding."""
    headed = {item.aspect for item in candidates if item.aspect}
    grouped = {item.group for item in candidates if item.group is not None and not item.aspect}
    return len(headed) or len(grouped) or len(candidates)


def _draft(source: Source, candidate: Candidate) -> DraftFinding:
    text = source.original[candidate.start : candidate.end]
    aspect = source.original[slice(*candidate.aspect)] if candidate.aspect else None
    folded = source.folded[candidate.start : candidate.end]
    confidence, reasons = confidence_of(candidate, folded)
    return DraftFinding(
        text=text,
        aspect=aspect,
        category=propose_category(text, aspect),
        start=candidate.start,
        end=candidate.end,
        confidence=confidence,
        reasons=reasons,
    )
