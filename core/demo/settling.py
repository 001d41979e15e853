"""The panel goes over its lines again until the total lies where the story needs it, and gives a reason for each change."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.commands.score_sheet import GivenPoints
from core.demo.judging import ARITHMETIC, Judged, Panel
from core.scoring.evaluation import evaluate
from core.scoring.facts import Ballots, ScoreFacts


def fill_in(panel: Panel, ballots: Ballots | None) -> tuple[GivenPoints, ...]:
    """Every line of a sheet with the points of unit and panel."""
    lines = panel.judge()
    own = panel.claims(lines)
    settled = Settling(panel, own, ballots, lines).settle()
    return tuple(
        GivenPoints(indicator=key, self_points=own[key], review_points=line.points, reason=line.reason)
        for key, line in settled.items()
    )


@dataclass
class Settling:
    """One sheet on the table."""

    panel: Panel
    own: Mapping[str, Decimal]
    ballots: Ballots | None
    lines: dict[str, Judged]

    def settle(self) -> dict[str, Judged]:
        """Raise the line that lost most while the total is too low, halve the one that has most while it is too high."""
        while self._total() < self.panel.planned.least and self._raise():
            pass
        while self._total() >= self.panel.planned.most and self._lower():
            pass
        return self.lines

    def _total(self) -> Decimal:
        review = {key: line.points for key, line in self.lines.items()}
        facts = ScoreFacts.model_validate({"self": dict(self.own), "review": review, "ballots": self.ballots})
        return evaluate(self.panel.scheme, facts).total or Decimal(0)

    def _raise(self) -> bool:
        """Whether there was a line to raise."""
        indicators = self.panel.scheme.indicators
        key = max(self._open_lines(), key=lambda one: indicators[one].points - self.lines[one].points)
        was = self.lines[key].points
        self.lines[key] = self.panel.change(key, indicators[key].points, self.panel.phrases.raised)
        return self.lines[key].points > was

    def _lower(self) -> bool:
        """Whether there was a line to lower."""
        key = max(self._open_lines(), key=lambda one: self.lines[one].points)
        was = self.lines[key].points
        self.lines[key] = self.panel.change(key, was // 1 / 2, self.panel.phrases.lowered)
        return was > 0

    def _open_lines(self) -> list[str]:
        return [key for key, one in self.panel.scheme.indicators.items() if one.evidence not in ARITHMETIC]
