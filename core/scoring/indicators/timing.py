"""Evidence from milestones: done in time, late by so much, or not recorded (docs/rules.md §3.1, §7.1)."""

from datetime import date
from decimal import Decimal

from core.scoring.facts import InspectionFacts, MilestoneFacts
from core.scoring.figures import ZERO, shown
from core.scoring.indicators.measurement import Loss, Measurement, deducted, evidence, not_collected, per_item
from core.scoring.scheme import Indicator
from core.vocabulary import Milestone


@evidence("late")
def relayed_in_time(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Relayed to the leading party body in time (及时传达); loses in steps of days late."""
    return _by_steps(facts, indicator, Milestone.RELAY)


@evidence("late")
def democratic_life_held(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """The democratic-life meeting was held in time (专题民主生活会)."""
    return _by_steps(facts, indicator, Milestone.DEMOCRATIC_LIFE)


@evidence("per_item", "every_days")
def ledgers_in_time(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """The three ledgers came in time (三清单按期); each started span of days late costs."""
    return _by_spans(facts, indicator, Milestone.LEDGERS)


@evidence("per_item", "every_days")
def report_in_time(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """The progress report came in time (报告按期); the signature is for the scorer to check."""
    return _by_spans(facts, indicator, Milestone.REPORT)


@evidence()
def published(facts: InspectionFacts, indicator: Indicator) -> Measurement:
    """Results were published within the party and to the public (双公开)."""
    milestone = _met(facts, Milestone.PUBLICATION)
    if isinstance(milestone, Measurement):
        return milestone
    return Measurement(points=indicator.points, formula=f"{milestone[1]} 已公开，得满分 {shown(indicator.points)}")


def _by_steps(facts: InspectionFacts, indicator: Indicator, milestone: Milestone) -> Measurement:
    met = _met(facts, milestone)
    if isinstance(met, Measurement):
        return met
    due_on, met_on = met
    late = max(0, (met_on - due_on).days)
    lost = max((step.lose for step in indicator.late if late >= step.days), default=ZERO)
    return deducted(indicator, _formula(indicator, met_on, late, shown(lost)), [_late(late, lost, milestone)])


def _by_spans(facts: InspectionFacts, indicator: Indicator, milestone: Milestone) -> Measurement:
    met = _met(facts, milestone)
    if isinstance(met, Measurement):
        return met
    due_on, met_on = met
    late = max(0, (met_on - due_on).days)
    spans = -(-late // (indicator.every_days or 1))
    lost = per_item(indicator) * spans
    words = f"{shown(per_item(indicator))} × {spans}"
    return deducted(indicator, _formula(indicator, met_on, late, words), [_late(late, lost, milestone)])


def _met(facts: InspectionFacts, milestone: Milestone) -> tuple[date, date] | Measurement:
    """Due day and day it was met, or why nothing can be said."""
    known: MilestoneFacts | None = facts.milestones.get(milestone)
    if known is None:
        return not_collected("没有反馈日，节点未定")
    if known.met_on is None or known.met_on > facts.as_of:
        lacking = "未登记" if known.due_on < facts.as_of else "未到期"
        return not_collected(f"{milestone.term}应于 {known.due_on} 前完成，{lacking}")
    return known.due_on, known.met_on


def _formula(indicator: Indicator, met_on: date, late: int, lost: str) -> str:
    when = f"晚 {late} 日" if late else "按期"
    return f"{met_on} 完成，{when}；{shown(indicator.points)} − {lost if late else 0}"


def _late(days: int, points: Decimal, milestone: Milestone) -> Loss:
    return Loss(points=points, reason=f"{milestone.term}晚 {days} 日", mend="")
