"""What makes an evaluation poor whatever the points say; each hit names its evidence (docs/rules.md §7.3)."""

from dataclasses import dataclass

from core.scoring.facts import ScoreFacts
from core.scoring.scheme import Limits
from core.vocabulary import Veto


@dataclass(frozen=True, kw_only=True)
class VetoHit:
    """One veto that was triggered."""

    code: Veto
    evidence: str

    @property
    def words(self) -> str:
        """Name and evidence, the name only once."""
        return self.evidence if self.code.term in self.evidence else f"{self.code.term}：{self.evidence}"


def find_vetoes(limits: Limits, facts: ScoreFacts) -> tuple[VetoHit, ...]:
    """All vetoes that hold, in fixed order."""
    found = {
        Veto.FALSE_REPORT: (
            facts.false_items >= limits.false_items,
            f"{facts.false_items} 项报告与事实不符，达到 {limits.false_items} 项",
        ),
        Veto.FALSE_RECTIFICATION: (facts.confirmed_false_rectification, "已查实虚假整改"),
        Veto.NOT_STARTED_90D: (
            facts.days_not_started >= limits.days_not_started,
            f"有问题逾期 {facts.days_not_started} 日仍未启动，达到 {limits.days_not_started} 日",
        ),
        Veto.ACCOUNTABILITY_CASE: (facts.accountability_case, "因敷衍整改被立案问责"),
        Veto.RELAPSED_TWO_ROUNDS: (facts.relapsed_two_rounds, "同一问题连续两轮反弹"),
        Veto.MASS_INCIDENT: (facts.mass_incident, "因整改不力引发群体性事件"),
    }
    return tuple(VetoHit(code=veto, evidence=found[veto][1]) for veto in Veto if found[veto][0])
