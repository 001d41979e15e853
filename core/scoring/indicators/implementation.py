"""Evidence from what was put right: ratios, truth, persons and matters, relapse (docs/rules.md §2, §7.1)."""

from collections.abc import Sequence

from core.rules.deadlines import was_on_time
from core.scoring.facts import FindingFacts, InspectionFacts
from core.scoring.figures import shown
from core.scoring.indicators.measurement import Loss, Measurement, evidence, not_collected, per_finding
from core.scoring.scheme import Indicator
from core.vocabulary import Status


@evidence()
def clearance_ratio(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Points × cleared ÷ findings (完成率); partially cleared does not count."""
    if not facts.findings:
        return not_collected("还没有移交问题")
    left = [finding for finding in facts.findings if finding.status is not Status.CLEARED]
    return _share(indicator, len(facts.findings), left, "未销号", "销号")


@evidence()
def on_time_ratio(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Points × cleared by the deadline ÷ past the deadline (按期率)."""
    past = [finding for finding in facts.findings if finding.due_on is not None and finding.due_on < facts.as_of]
    if not past:
        return not_collected("还没有到期的问题")
    late = [finding for finding in past if not was_on_time(finding.status, finding.cleared_on, finding.due_on)]
    return _share(indicator, len(past), late, "未按期销号", "")


@evidence("per_item")
def facts_confirmed(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """What was reported was found to be true (成效真实性)."""
    if not facts.findings:
        return not_collected("还没有移交问题")
    false = [finding for finding in facts.findings if finding.id in facts.false_item_ids]
    return per_finding(indicator, false, "报告与事实不符", "重新整改，如实上报", "没有与事实不符的问题")


@evidence("per_item")
def persons_disposed(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Findings about persons and matters have a disposal (人和事处置)."""
    if not facts.findings:
        return not_collected("还没有移交问题")
    lacking = [finding for finding in facts.findings if finding.involves_persons and not finding.has_disposal]
    return per_finding(indicator, lacking, "涉及人和事没有处置结果", "作出处置并登记", "涉及人和事的问题都有处置结果")


@evidence("per_item")
def nothing_relapsed(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """No finding broke out again (反弹回潮)."""
    if not facts.findings:
        return not_collected("还没有移交问题")
    relapsed = [finding for finding in facts.findings if finding.relapses or finding.came_back]
    return per_finding(indicator, relapsed, "反弹", "重新改到位", "没有反弹的问题")


def _share(indicator: Indicator, total: int, lacking: Sequence[FindingFacts], reason: str, mend: str) -> Measurement:
    good = total - len(lacking)
    points = indicator.points * good / total
    formula = f"{shown(indicator.points)} × {good}/{total} = {shown(points)}"
    if not lacking:
        return Measurement(points=points, formula=formula)
    loss = Loss(
        points=indicator.points - points,
        reason=f"{len(lacking)} 个问题{reason}",
        mend=f"再{mend} {len(lacking)} 个问题" if mend else "",
        finding_ids=tuple(finding.id for finding in lacking),
    )
    return Measurement(points=points, formula=formula, losses=(loss,))
