"""Evidence of prevention and of a proper archive: wider review, institutions, follow-up, pieces (docs/rules.md §7.1)."""

from core.rules.deadlines import is_overdue
from core.scoring.facts import InspectionFacts
from core.scoring.figures import shown
from core.scoring.indicators.measurement import (
    Loss,
    Measurement,
    deducted,
    evidence,
    not_collected,
    per_finding,
    per_item,
)
from core.scoring.scheme import Indicator
from core.vocabulary import Status


@evidence("per_item")
def wider_review_done(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """At least one cleared finding led to a look at the like elsewhere (举一反三)."""
    cleared = [finding for finding in facts.findings if finding.status is Status.CLEARED]
    if not cleared:
        return not_collected("还没有销号的问题")
    wider = sum(finding.wider_review for finding in cleared)
    if wider:
        return Measurement(points=indicator.points, formula=f"{wider} 个问题举一反三，得满分 {shown(indicator.points)}")
    loss = Loss(
        points=per_item(indicator),
        reason="没有举一反三记录",
        mend="开展举一反三并登记范围",
        finding_ids=tuple(finding.id for finding in cleared),
    )
    return deducted(indicator, f"{shown(indicator.points)} − {shown(loss.points)}", [loss])


@evidence("per_item")
def institutions_built(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Findings that became long-term rest on a rule that was made or revised (建章立制)."""
    if not facts.findings:
        return not_collected("还没有移交问题")
    lacking = [finding for finding in facts.findings if finding.status is Status.LONG_TERM and not finding.policies]
    return per_finding(indicator, lacking, "转长期坚持而没有建立制度", "建立制度并登记", "长期坚持事项都有制度")


@evidence("per_item")
def long_term_followed(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Stage goals of long-term findings were kept (长效跟踪)."""
    if not facts.findings:
        return not_collected("还没有移交问题")
    lapsed = [
        finding
        for finding in facts.findings
        if finding.status is Status.LONG_TERM and is_overdue(finding.status, finding.due_on, facts.as_of)
    ]
    return per_finding(indicator, lapsed, "过了阶段目标日未更新", "更新阶段目标", "长期坚持事项没有过期的")


@evidence("per_item")
def archive_complete(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Each measure that is done, and each cleared finding, has its evidence (档案规范)."""
    if not facts.findings:
        return not_collected("还没有移交问题")
    bare = {
        finding.id: finding.done_measures_without_evidence
        or int(finding.status is Status.CLEARED and not finding.pieces)
        for finding in facts.findings
    }
    missing = sum(bare.values())
    loss = Loss(
        points=per_item(indicator) * missing,
        reason=f"缺 {missing} 件佐证",
        mend=f"补 {missing} 件佐证",
        finding_ids=tuple(number for number, lacking in bare.items() if lacking),
    )
    return deducted(indicator, f"{shown(indicator.points)} − {shown(per_item(indicator))} × {missing}", [loss])
