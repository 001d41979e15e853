"""A paragraph about a unit that can be quoted as it stands; every figure in it comes from the portrait (docs/rules.md §9)."""

from dataclasses import dataclass
from decimal import Decimal

from core.scoring.evaluation import Score, self_above_review
from core.scoring.figures import shown
from core.scoring.peers import Standing
from core.scoring.portrait import Portrait, PortraitDimensionScore
from core.vocabulary import Proposal, ScoreFlag

NAMED = 2
"""So many strong and weak points are named."""
NOTABLE = Decimal("0.02")
"""Smaller differences from the median are not worth a word."""


@dataclass(frozen=True, kw_only=True)
class PortraitSubject:
    """Whom the paragraph is about, with the figures of the last inspection."""

    unit_name: str
    kind: str
    round_name: str
    findings: int
    cleared: int
    overdue: int
    score: Score | None
    cycle: int | None


def describe(subject: PortraitSubject, portrait: Portrait, standing: Standing) -> str:
    """The paragraph, in plain text."""
    parts = [
        _place(subject, portrait, standing),
        _compared(portrait, standing),
        _rectification(subject),
        _evaluation(subject),
        _gaps(portrait),
    ]
    return "".join(part for part in parts if part)


def strong_and_weak(
    portrait: Portrait, standing: Standing
) -> tuple[list[PortraitDimensionScore], list[PortraitDimensionScore]]:
    """Dimensions notably above and below the median of the kind, the farthest first."""
    compared = [
        (dimension.share - standing.medians[dimension.code], dimension)
        for dimension in portrait.dimensions
        if dimension.share is not None and dimension.code in standing.medians
    ]
    weak = [dimension for gap, dimension in sorted(compared, key=lambda pair: pair[0]) if gap <= -NOTABLE]
    strong = [dimension for gap, dimension in sorted(compared, key=lambda pair: -pair[0]) if gap >= NOTABLE]
    return strong[:NAMED], weak[:NAMED]


def _place(subject: PortraitSubject, portrait: Portrait, standing: Standing) -> str:
    if portrait.score is None:
        return f"{subject.unit_name}的画像数据均未采集，暂不评分。"
    if not portrait.is_ranked:
        return f"{subject.unit_name}政治生态画像 {portrait.score} 分，数据完整度 {portrait.completeness:.0%}，不足以定档和排名。"
    band = portrait.band.term if portrait.band else ""
    tied = "并列" if standing.tied else ""
    return (
        f"{subject.unit_name}政治生态画像 {portrait.score} 分，{band}，居{subject.kind} {standing.of} 家{tied}第 {standing.rank} 位"
        f"，数据完整度 {portrait.completeness:.0%}。"
    )


def _compared(portrait: Portrait, standing: Standing) -> str:
    if not portrait.is_ranked or standing.of < NAMED:
        return ""
    strong, weak = strong_and_weak(portrait, standing)
    good = f"{'、'.join(dimension.name for dimension in strong)}好于同类中位数" if strong else ""
    short = "、".join(
        f"{dimension.name}（得分率 {dimension.share:.1%}，同类中位数 {standing.medians[dimension.code]:.1%}）"
        for dimension in weak
    )
    bad = f"短板是{short}" if weak else ""
    sentence = "；".join(part for part in (good, bad) if part)
    return f"{sentence}。" if sentence else "各项与同类中位数相当。"


def _rectification(subject: PortraitSubject) -> str:
    if not subject.findings:
        return "尚无反馈问题。" if not subject.round_name else f"{subject.round_name}尚未移交问题。"
    ratio = subject.cleared / subject.findings
    overdue = f"逾期 {subject.overdue} 个" if subject.overdue else "没有逾期"
    return (
        f"{subject.round_name}反馈问题 {subject.findings} 个，已销号 {subject.cleared} 个（{ratio:.1%}），{overdue}。"
    )


def _evaluation(subject: PortraitSubject) -> str:
    score = subject.score
    if score is None or score.grade is None:
        return "尚未评估。"
    total = "" if score.total is None else f" {score.total} 分，"
    parts = [f"第 {subject.cycle} 次评估{total or '，'}等次{score.grade.term}"]
    parts += [hit.words for hit in score.vetoes]
    gap = self_above_review(score.by_source)
    if ScoreFlag.INFLATED_SELF in score.flags and gap is not None:
        parts.append(f"自评高于审评 {shown(gap)} 分，自评虚高")
    sentence = "；".join(parts) + "。"
    proposed = [proposal.code.term for proposal in score.proposals]
    if any(proposal.code is Proposal.LOOKBACK for proposal in score.proposals):
        sentence += f"系统建议：{'、'.join(proposed)}，由领导小组确定。"
    return sentence


def _gaps(portrait: Portrait) -> str:
    names = [dimension.name for dimension in portrait.dimensions if dimension.share is None]
    return f"{'、'.join(names)}未采集，不计入。" if names and portrait.score is not None else ""
