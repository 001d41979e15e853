"""What an evidence function answers: points, the formula behind them, and the findings behind every lost point."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.scoring.facts import FindingFacts, InspectionFacts
from core.scoring.figures import ZERO, shown
from core.scoring.scheme import Indicator


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Points lost for one reason."""

    points: Decimal
    reason: str
    mend: str
    """What would win them back; empty when nothing can."""
    finding_ids: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """Points proposed from data (证据分); None where the data are not collected (未采集)."""

    points: Decimal | None
    formula: str
    losses: tuple[Loss, ...] = ()


EvidenceFunction = Callable[[InspectionFacts, Indicator], Measurement]


@dataclass(frozen=True)
class Evidence:
    """A registered function with the parameters a scheme must give it."""

    measure: EvidenceFunction
    needs: tuple[str, ...] = ()


EVIDENCE: dict[str, Evidence] = {}


def evidence(*needs: str) -> Callable[[EvidenceFunction], EvidenceFunction]:
    """Register an evidence function under its name."""

    def register(function: EvidenceFunction) -> EvidenceFunction:
        EVIDENCE[function.__name__] = Evidence(function, needs)
        return function

    return register


def not_collected(why: str) -> Measurement:
    """Nothing is known: neither full marks nor none."""
    return Measurement(points=None, formula=f"未采集：{why}")


def deducted(indicator: Indicator, formula: str, losses: Iterable[Loss]) -> Measurement:
    """Full marks less what was lost, never below zero (扣完为止)."""
    kept = tuple(loss for loss in losses if loss.points > 0)
    lost = sum((loss.points for loss in kept), ZERO)
    points = max(ZERO, indicator.points - lost)
    return Measurement(points=points, formula=f"{formula} = {shown(points)}", losses=kept)


def per_finding(
    indicator: Indicator, at_fault: Iterable[FindingFacts], reason: str, mend: str, good: str
) -> Measurement:
    """So many points for each finding at fault; `reason` and `mend` name the fault, `good` is said when there is none."""
    found = tuple(at_fault)
    each = per_item(indicator)
    if not found:
        return Measurement(points=indicator.points, formula=f"{good}，得满分 {shown(indicator.points)}")
    loss = Loss(
        points=each * len(found),
        reason=f"{len(found)} 个问题{reason}",
        mend=f"{len(found)} 个问题{mend}",
        finding_ids=tuple(finding.id for finding in found),
    )
    return deducted(indicator, f"{shown(indicator.points)} − {shown(each)} × {len(found)}", [loss])


def per_item(indicator: Indicator) -> Decimal:
    """Points for one item; a scheme without them was refused when it was read."""
    return indicator.per_item if indicator.per_item is not None else ZERO
