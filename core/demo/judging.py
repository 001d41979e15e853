"""What unit and panel give to each line of a score sheet: evidence as it is, with reasons where they differ (docs/rules.md §7.1)."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from core.commands.score_sheet import GivenPoints
from core.demo.fates import Character
from core.demo.review_phrases import Remark, ReviewPhrases
from core.demo.sheet_plan import PlannedSheet
from core.demo.waves import Intake
from core.scoring.evaluation import evaluate
from core.scoring.facts import Ballots, ScoreFacts
from core.scoring.indicators import Measurement
from core.scoring.review import needs_reason, proposed_points
from core.scoring.scheme import Indicator, Scheme

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
    Character.AVERAGE: 0.62,
    Character.SLOW: 0.75,
    Character.SHAM: 0.7,
}
"""How often the panel takes something off a line that is scored by hand, in the first cycle."""
WITH_EVIDENCE, LATER = 0.55, 0.75
"""So much less often where there is evidence, and in later cycles."""
MOODS = (0.6, 1.6)
"""Panels differ."""
ARITHMETIC = frozenset({"clearance_ratio", "on_time_ratio"})
"""Evidence that nobody haggles over."""
ON_PAPER = frozenset({"archive_complete", "persons_disposed", "institutions_built", "wider_review_done"})
"""What an old ledger does not bring with it."""


@dataclass
class Judging:
    """One sheet being filled in; points of the panel with their reasons, by indicator."""

    scheme: Scheme
    measured: Mapping[str, Measurement]
    planned: PlannedSheet
    phrases: ReviewPhrases
    rng: random.Random
    given: dict[str, tuple[Decimal, str]] = field(default_factory=dict)
    mood: float = field(init=False)

    def __post_init__(self) -> None:
        self.mood = self.rng.uniform(*MOODS)

    def fill(self, ballots: Ballots | None) -> tuple[GivenPoints, ...]:
        """Points of unit and panel for every line."""
        self.given = {key: self._judge(key, indicator) for key, indicator in self.scheme.indicators.items()}
        own = {key: self._own(key, indicator) for key, indicator in self.scheme.indicators.items()}
        self._keep_within(own, ballots)
        return tuple(
            GivenPoints(indicator=key, self_points=own[key], review_points=points, reason=reason)
            for key, (points, reason) in self.given.items()
        )

    def _start(self, key: str, indicator: Indicator) -> Decimal:
        """Evidence, or full marks where there is none."""
        proposed = proposed_points(self.measured.get(key))
        return indicator.points if proposed is None else proposed

    def _own(self, key: str, indicator: Indicator) -> Decimal:
        """What the panel will find, and part of what it will not; in halves of a point."""
        found = self.given[key][0]
        share = CLAIMED_WHEN_POOR if self.planned.is_poor else CLAIMED[self.planned.inspection.character]
        claimed = found + (indicator.points - found) * share
        return min(indicator.points, (claimed * 2).to_integral_value(ROUND_CEILING) / 2)

    def _judge(self, key: str, indicator: Indicator) -> tuple[Decimal, str]:
        start = self._start(key, indicator)
        if indicator.evidence in ARITHMETIC:
            return start, ""
        if self.planned.inspection.intake is Intake.PAST_LEDGER and indicator.evidence in ON_PAPER:
            return indicator.points, self._why(key, indicator.points, self.phrases.on_paper)
        remark = self._remark(key, indicator)
        return (start, "") if remark is None else (max(Decimal(0), start - remark.lose), remark.reason)

    def _remark(self, key: str, indicator: Indicator) -> Remark | None:
        choices = [one for one in self.phrases.remarks.get(key, ()) if one.lose <= indicator.points]
        often = 1.0 if self.planned.is_poor else self._often(key)
        return self.rng.choice(choices) if self.rng.random() < often and choices else None

    def _often(self, key: str) -> float:
        often = self.mood * REMARKED[self.planned.inspection.character] * LATER ** (self.planned.cycle - 1)
        return often if proposed_points(self.measured.get(key)) is None else often * WITH_EVIDENCE

    def _keep_within(self, own: Mapping[str, Decimal], ballots: Ballots | None) -> None:
        """The panel goes over its lines again until the total lies where the story needs it."""
        self._move(own, ballots, lambda total: total < self.planned.least, self._raise)
        self._move(own, ballots, lambda total: total >= self.planned.most, self._lower)

    def _move(
        self,
        own: Mapping[str, Decimal],
        ballots: Ballots | None,
        off: Callable[[Decimal], bool],
        step: Callable[[], bool],
    ) -> None:
        moving = True
        while moving and off(self._total(own, ballots)):
            moving = step()

    def _total(self, own: Mapping[str, Decimal], ballots: Ballots | None) -> Decimal:
        review = {key: points for key, (points, _) in self.given.items()}
        facts = ScoreFacts.model_validate({"self": dict(own), "review": review, "ballots": ballots})
        return evaluate(self.scheme, facts).total or Decimal(0)

    def _raise(self) -> bool:
        """Grant the line that lost most; False when none is left."""
        gaps = {key: self.scheme.indicators[key].points - self.given[key][0] for key in self._open_lines()}
        key = max(gaps, key=lambda one: gaps[one])
        self._change(key, self.scheme.indicators[key].points, self.phrases.raised)
        return gaps[key] > 0

    def _lower(self) -> bool:
        """Halve the line that has most; False when none is left."""
        key = max(self._open_lines(), key=lambda one: self.given[one][0])
        before = self.given[key][0]
        self._change(key, before.to_integral_value() // 1 / 2, self.phrases.lowered)
        return before > 0

    def _open_lines(self) -> list[str]:
        return [key for key, one in self.scheme.indicators.items() if one.evidence not in ARITHMETIC]

    def _change(self, key: str, points: Decimal, reasons: tuple[str, ...]) -> None:
        self.given[key] = (points, self._why(key, points, reasons))

    def _why(self, key: str, points: Decimal, reasons: tuple[str, ...]) -> str:
        full = self.scheme.indicators[key].points
        return self.rng.choice(reasons) if needs_reason(points, full, self.measured.get(key)) else ""
