"""What unit and panel give to each line of a score sheet: evidence as it is, with reasons where they differ (docs/rules.md §7.1)."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from core.demo.fates import Character
from core.demo.review_phrases import Need, Remark, ReviewPhrases
from core.demo.sheets import PlannedSheet
from core.demo.waves import Intake
from core.scoring.facts import InspectionFacts
from core.scoring.indicators import Measurement
from core.scoring.review import needs_reason, proposed_points
from core.scoring.scheme import Indicator, Scheme
from core.vocabulary import Milestone, Status

CLAIMED: Mapping[Character, Decimal] = {
    Character.DILIGENT: Decimal("0.1"),
    Character.AVERAGE: Decimal("0.45"),
    Character.SLOW: Decimal("0.85"),
    Character.SHAM: Decimal(1),
}
"""Share of the lost points that a unit does not admit."""
CLAIMED_WHEN_POOR = Decimal("0.5")
REMARKED: Mapping[Character, float] = {
    Character.DILIGENT: 0.35,
    Character.AVERAGE: 0.7,
    Character.SLOW: 0.75,
    Character.SHAM: 0.7,
}
"""How often the panel takes something off a line that is scored by hand, in the first cycle."""
WITH_EVIDENCE, LATER = 0.7, 0.85
"""So much less often where there is evidence, and in later cycles."""
MOODS = (0.7, 1.6)
"""Panels differ."""
ARITHMETIC = frozenset({"clearance_ratio", "on_time_ratio"})
"""Evidence that nobody haggles over."""
ON_PAPER = frozenset({"archive_complete", "persons_disposed", "institutions_built", "wider_review_done"})
"""What an old ledger does not bring with it."""
MILESTONES: Mapping[str, Milestone] = {
    "relayed_in_time": Milestone.RELAY,
    "ledgers_in_time": Milestone.LEDGERS,
    "democratic_life_held": Milestone.DEMOCRATIC_LIFE,
    "report_in_time": Milestone.REPORT,
    "published": Milestone.PUBLICATION,
}
"""What each evidence function waits for."""


@dataclass(frozen=True)
class Judged:
    """Points of one line with the reason, empty where none is due."""

    points: Decimal
    reason: str = ""


@dataclass(frozen=True)
class Panel:
    """Those who judge one sheet, with the evidence before them."""

    scheme: Scheme
    facts: InspectionFacts
    measured: Mapping[str, Measurement]
    planned: PlannedSheet
    phrases: ReviewPhrases
    rng: random.Random

    def judge(self) -> dict[str, Judged]:
        """Points of the panel for every line."""
        mood = self.rng.uniform(*MOODS)
        return {key: self._judge(key, indicator, mood) for key, indicator in self.scheme.indicators.items()}

    def claims(self, lines: Mapping[str, Judged]) -> dict[str, Decimal]:
        """Points a unit gives itself: what the panel finds, and part of what it takes off; in halves of a point."""
        share = CLAIMED_WHEN_POOR if self.planned.is_poor else CLAIMED[self.planned.inspection.character]
        found = {}
        for key, indicator in self.scheme.indicators.items():
            claimed = lines[key].points + (indicator.points - lines[key].points) * share
            found[key] = min(indicator.points, (claimed * 2).to_integral_value(ROUND_CEILING) / 2)
        return found

    def change(self, key: str, points: Decimal, reasons: tuple[str, ...]) -> Judged:
        """Other points for a line, with one of these reasons where one is due."""
        full = self.scheme.indicators[key].points
        due = needs_reason(points, full, self.measured.get(key))
        return Judged(points, self.rng.choice(reasons) if due else "")

    def _judge(self, key: str, indicator: Indicator, mood: float) -> Judged:
        proposed = proposed_points(self.measured.get(key))
        start = indicator.points if proposed is None else proposed
        if indicator.evidence in ARITHMETIC:
            return Judged(start)
        if self.planned.inspection.intake is Intake.PAST_LEDGER and indicator.evidence in ON_PAPER:
            return self.change(key, indicator.points, self.phrases.on_paper)
        often = mood * REMARKED[self.planned.inspection.character] * LATER ** (self.planned.cycle - 1)
        choices = self._remarks(key, start)
        if choices and (self.planned.is_poor or self.rng.random() < often * (1 if proposed is None else WITH_EVIDENCE)):
            remark = self.rng.choice(choices)
            return Judged(start - remark.lose, remark.reason)
        return Judged(start)

    def _remarks(self, key: str, start: Decimal) -> list[Remark]:
        """Those that fit what is on record, and take off no more than is there; before its day nothing is amiss."""
        evidence = self.measured.get(key)
        unrecorded = evidence is not None and evidence.points is None
        if unrecorded and self._is_awaited(key):
            return []
        remarks = [one for one in self.phrases.remarks.get(key, ()) if one.unrecorded is unrecorded]
        return [one for one in remarks if one.lose <= start and (one.needs is None or self._has(one.needs))]

    def _is_awaited(self, key: str) -> bool:
        milestone = MILESTONES.get(self.scheme.indicators[key].evidence or "")
        known = self.facts.milestones.get(milestone) if milestone else None
        return known is not None and known.due_on >= self.facts.as_of

    def _has(self, need: Need) -> bool:
        return any(
            {
                Need.PERSONS: finding.involves_persons and finding.has_disposal,
                Need.LONG_TERM: finding.status is Status.LONG_TERM,
                Need.POLICIES: finding.policies > 0,
            }[need]
            for finding in self.facts.findings
        )
