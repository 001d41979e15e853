"""Evaluations of the demo county: the office enters sheets, the leading group's adoption follows (docs/rules.md §7)."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta

from core.commands.evaluation import AdoptEvaluation, WithdrawAdoption
from core.commands.score_sheet import FalseItem, GivenPoints, SaveEvaluation, StatedVeto
from core.demo.ballots import draw_ballots
from core.demo.county_plan import CountyPlan
from core.demo.days import MORNING, chance, next_workday
from core.demo.fates import Character
from core.demo.judging import Panel
from core.demo.review_phrases import ReviewPhrases
from core.demo.schedule import Moment
from core.demo.settling import fill_in
from core.demo.sheet_plan import plan_sheets
from core.demo.sheets import End, PlannedSheet, once_more
from core.demo.story import OFFICE, Story
from core.queries.score_sheet import ScoreSheet, get_draft_sheet
from core.scoring.evaluation import Score
from core.scoring.facts import Ballots, InspectionFacts
from core.scoring.indicators import measure_all
from core.vocabulary import Grade, Status

ENTERED_AT, ADOPTED_AT = MORNING - 50, MORNING - 35
"""Minutes of the day, before the units write anything."""
FILLED_SO_FAR = 0.6
"""Share of the lines of an unfinished sheet that have points."""


def plan_evaluations(story: Story, plan: CountyPlan) -> None:
    """Put all evaluations into the schedule; those that follow on a weak result come in as they arise."""
    for sheet in plan_sheets(plan, story.seed):
        Evaluating(story, sheet).plan()


@dataclass
class Evaluating:
    """One sheet from its first line to its adoption."""

    story: Story
    planned: PlannedSheet
    id: int = 0
    version: int = 1

    def plan(self) -> None:
        """Schedule entry and adoption."""
        planned = self.planned
        self.story.schedule.add(planned.entered_on, ENTERED_AT + planned.number % 12, self._enter)
        if planned.end in (End.ADOPTED, End.CORRECTED):
            self.story.schedule.add(planned.entered_on, ADOPTED_AT + planned.number % 12, self._adopt)
        if planned.end is End.CORRECTED:
            day = next_workday(planned.entered_on + timedelta(days=4))
            self.story.schedule.add(day, ENTERED_AT, self._correct)

    def _enter(self, moment: Moment) -> None:
        self.id = self.story.do(self._command(moment), OFFICE, moment)

    def _command(self, moment: Moment) -> SaveEvaluation:
        """The sheet as the panel fills it in, with the evidence of the day of evaluation."""
        planned, rng = self.planned, self._rng("judged")
        sheet: ScoreSheet = self.story.ask(
            get_draft_sheet, planned.inspection.code, planned.cycle, moment=replace(moment, day=planned.on)
        )
        false_items = _false_items(planned.false_items, sheet, self._phrases, rng)
        facts = InspectionFacts(
            as_of=planned.on,
            findings=tuple(sheet.findings.values()),
            milestones=sheet.milestones,
            false_item_ids=tuple(item.finding_id for item in false_items),
        )
        panel = Panel(sheet.scheme, facts, measure_all(sheet.scheme, facts), planned, self._phrases, rng)
        return SaveEvaluation(
            inspection_id=planned.inspection.id,
            cycle=planned.cycle,
            version=self.version if self.id else None,
            evaluated_on=planned.on,
            points=_so_far(fill_in(panel, self._ballots), planned.end),
            ballots=self._ballots,
            false_items=false_items,
            vetoes=tuple(StatedVeto(veto=veto, basis=self._phrases.bases[veto]) for veto in planned.vetoes),
        )

    def _adopt(self, moment: Moment) -> None:
        score: Score = self.story.do(AdoptEvaluation(evaluation_id=self.id, version=self.version), OFFICE, moment)
        self.version += 1
        if self.planned.again and score.grade in (Grade.FAIR, Grade.POOR):
            sheet = once_more(self.planned, self.story.until, self._rng("again"))
            if sheet is not None:
                Evaluating(self.story, sheet).plan()

    def _correct(self, moment: Moment) -> None:
        """The adoption is taken back, the ballots are put right, and it is adopted again."""
        reason = self._phrases.corrections[0]
        command = WithdrawAdoption(evaluation_id=self.id, version=self.version, reason=reason)
        self.story.do(command, OFFICE, moment)
        self.version += 1
        self.story.do(self._command(moment), OFFICE, moment)
        self.version += 1
        self._adopt(moment)

    @property
    def _phrases(self) -> ReviewPhrases:
        return self.story.content.phrases.review

    @property
    def _ballots(self) -> Ballots | None:
        planned = self.planned
        ballots = draw_ballots(planned.survey, self._seen_as, planned.cycle, self._rng("ballots"))
        was_corrected = planned.end is End.CORRECTED and self.version > 1
        if ballots is None or not was_corrected:
            return ballots
        return ballots.model_copy(update={"satisfied": ballots.satisfied + 8})

    @property
    def _seen_as(self) -> Character:
        """People know when nothing was done, or worse."""
        planned = self.planned
        return Character.SHAM if planned.is_poor or planned.vetoes else planned.inspection.character

    def _rng(self, name: str) -> random.Random:
        return chance(self.story.seed, name, self.planned.number, self.planned.cycle)


def _false_items(number: int, sheet: ScoreSheet, phrases: ReviewPhrases, rng: random.Random) -> tuple[FalseItem, ...]:
    """So many of the cleared findings turn out to be untrue."""
    cleared = sorted(one.id for one in sheet.findings.values() if one.status is Status.CLEARED)
    chosen = sorted(rng.sample(cleared, min(number, len(cleared))))
    notes = rng.sample(phrases.untrue, min(len(chosen), len(phrases.untrue)))
    return tuple(FalseItem(finding_id=one, note=notes[place % len(notes)]) for place, one in enumerate(chosen))


def _so_far(points: tuple[GivenPoints, ...], end: End) -> tuple[GivenPoints, ...]:
    return points[: round(len(points) * FILLED_SO_FAR)] if end is End.UNFINISHED else points
