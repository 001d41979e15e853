"""Progress of the demo units: all of a unit's lines of one day are sent together, as units do."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.commands.rectification import ProgressLine, ReportProgress
from core.demo.county_plan import PlannedFinding, PlannedInspection
from core.demo.days import EVENING, on_workday
from core.demo.fates import Character
from core.demo.schedule import Moment
from core.demo.story import Story

INTERVALS = {Character.DILIGENT: 21, Character.AVERAGE: 30, Character.SLOW: 45, Character.SHAM: 35}
"""Days from one report of a unit to the next."""
LINES = 400
FIRST_AFTER = 12


@dataclass
class Reports:
    """Lines waiting for the day on which their unit reports."""

    story: Story
    _lines: dict[tuple[str, date], list[tuple[PlannedFinding, int, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def days_between(self, inspection: PlannedInspection, start: date, end: date) -> list[date]:
        """The unit's reporting days after `start` and before `end`."""
        step = INTERVALS[inspection.character]
        first = inspection.feedback_on + timedelta(days=FIRST_AFTER)
        count = max(0, (end - first).days // step + 1)
        days = (on_workday(first + timedelta(days=step * number)) for number in range(count))
        return [day for day in days if start < day < end]

    def add(self, finding: PlannedFinding, day: date, percent: int, rng: random.Random) -> None:
        """Have the unit report this on one of its reporting days."""
        inspection = finding.inspection
        key = (f"{inspection.wave}/{inspection.unit.code}", day)
        if key not in self._lines:
            self.story.schedule.add(day, EVENING, lambda moment: self._send(inspection, key, moment))
        self._lines[key].append((finding, percent, rng.choice(self.story.content.phrases.progress_notes(percent))))

    def send_one(self, finding: PlannedFinding, percent: int, text: str, moment: Moment) -> None:
        """Report on one finding between the reporting days."""
        self._report(finding.inspection, [(finding, percent, text)], moment)

    def _send(self, inspection: PlannedInspection, key: tuple[str, date], moment: Moment) -> None:
        lines = self._lines.pop(key)
        for first in range(0, len(lines), LINES):
            self._report(inspection, lines[first : first + LINES], moment)

    def _report(
        self, inspection: PlannedInspection, lines: list[tuple[PlannedFinding, int, str]], moment: Moment
    ) -> None:
        command = ReportProgress(
            lines=tuple(
                ProgressLine(
                    finding_id=finding.id,
                    version=self.story.version(finding.id),
                    percent=percent,
                    text=text,
                    happened_on=moment.day,
                )
                for finding, percent, text in lines
            )
        )
        self.story.do(command, inspection.clerk, moment)
