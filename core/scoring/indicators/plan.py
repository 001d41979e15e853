"""Evidence from the plan's ledgers: who answers, what is covered, whether measures can be carried out (docs/rules.md §7.1)."""

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

NOTHING = "还没有移交问题"


@evidence("per_item")
def owners_named(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Every finding has a leader who answers for it (一岗双责认领)."""
    if not facts.findings:
        return not_collected(NOTHING)
    lacking = [finding for finding in facts.findings if not finding.has_owner]
    return per_finding(indicator, lacking, "没有责任领导", "落实责任领导", "问题都有责任领导")


@evidence("per_item")
def findings_covered(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Every finding has a task (问题全覆盖)."""
    if not facts.findings:
        return not_collected(NOTHING)
    lacking = [finding for finding in facts.findings if not finding.tasks]
    return per_finding(indicator, lacking, "没有整改任务", "补列整改任务", "问题都有整改任务")


@evidence("per_item")
def measures_operable(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Tasks state a goal, a day and who does the work (措施可操作); each element that lacks costs."""
    planned = [finding for finding in facts.findings if finding.tasks]
    if not planned:
        return not_collected("还没有任务清单")
    gaps = (
        ("没有整改目标", "补写整改目标", [(f, f.tasks_without_goal) for f in planned]),
        ("没有完成时限", "补定完成时限", [(f, f.tasks_without_due) for f in planned]),
        ("没有牵头部门或经办人", "落实牵头部门和经办人", [(f, int(not f.has_handler)) for f in planned]),
    )
    each = per_item(indicator)
    losses = [
        Loss(
            points=each * sum(number for _, number in found),
            reason=f"{sum(number for _, number in found)} 处{reason}",
            mend=f"{sum(number for _, number in found)} 处{mend}",
            finding_ids=tuple(finding.id for finding, number in found if number),
        )
        for reason, mend, found in gaps
    ]
    missing = sum(number for _, _, found in gaps for _, number in found)
    return deducted(indicator, f"{shown(indicator.points)} − {shown(each)} × {missing}", losses)
