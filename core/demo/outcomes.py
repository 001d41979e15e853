"""What a unit writes into the outcome ledger of a finding, by how it works (docs/rules.md §4)."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.commands.rectification import MeasureDone, NewPolicy, RecordOutcome
from core.demo.county_plan import PlannedFinding
from core.demo.fates import LONG_TERM_FATES, Character, Fate
from core.demo.phrases import DemoPhrases
from core.demo.schedule import Moment
from core.demo.story import Story
from core.vocabulary import MeasureStatus

WITH_POLICY, MARKED = 0.8, 0.5
"""How often a long-term finding leads to a rule, and measures are marked done."""
WIDER: Mapping[Character, float] = {
    Character.DILIGENT: 0.6,
    Character.AVERAGE: 0.45,
    Character.SLOW: 0.12,
    Character.SHAM: 0.5,
}
"""How often a unit looks for the like elsewhere (举一反三)."""
SHAM_OUTCOME = "高度重视，迅速整改，已全部整改到位，取得明显成效。"
WIDER_REVIEW = "在本单位及下属单位范围内开展同类问题自查，未发现新的问题。"
DISPOSALS = (
    "对直接责任人给予诫勉谈话，对分管负责人批评教育，责令作出书面检查。",
    "对责任人谈话提醒并在本单位通报，扣发当季绩效。",
    "移交纪检监察机关处理，给予直接责任人党内警告处分。",
    "对责任人给予政务警告处分，调离原岗位，文书已送达归档。",
)


@dataclass(frozen=True)
class PlannedOutcome:
    """Drawn when the story is planned, written when its day comes."""

    finding: PlannedFinding
    summary: str
    disposal: str
    part: Decimal
    """Share of the amount that came back."""

    def write(self, story: Story, rng: random.Random, moment: Moment) -> None:
        """Record it as the unit's clerk."""
        composed, character = self.finding.composed, self.finding.inspection.character
        amount = composed.amount_yuan
        wider = rng.random() < WIDER[character]
        remaining = rng.choice(story.content.phrases.remaining_matters)
        command = RecordOutcome(
            finding_id=self.finding.id,
            version=story.version(self.finding.id),
            summary=self.summary,
            disposal=self.disposal,
            recovered_yuan=None if amount is None else (amount * self.part).quantize(Decimal("0.01")),
            wider_review=WIDER_REVIEW if wider else "",
            remaining=remaining if self.finding.fate is Fate.PARTIAL else "",
            measures=_measures_done(story, self.finding, rng, moment.day),
            policies=_policies(story, self.finding, rng, moment.day),
        )
        story.do(command, self.finding.inspection.clerk, moment)


def draw_outcome(finding: PlannedFinding, phrases: DemoPhrases, rng: random.Random) -> PlannedOutcome:
    """What will be written; about persons there is always something to say."""
    disposal = rng.choice(DISPOSALS) if finding.composed.involves_persons else ""
    part = Decimal(rng.choice((60, 80, 100, 100))) / 100
    return PlannedOutcome(finding, _summary(finding, phrases, rng), disposal, part)


def _summary(finding: PlannedFinding, phrases: DemoPhrases, rng: random.Random) -> str:
    """A sham unit copies; others write what was done, who looked at it, what it brought and how it goes on."""
    if finding.inspection.character is Character.SHAM:
        return SHAM_OUTCOME
    told = (phrases.outcome_checks, phrases.outcome_effects, phrases.outcome_follow_ups)
    return "；".join((finding.composed.outcome, *(rng.choice(sentences) for sentences in told))) + "。"


def _policies(story: Story, finding: PlannedFinding, rng: random.Random, day: date) -> tuple[NewPolicy, ...]:
    """Rules the finding led to; of long-term ones a few rest on none."""
    title = finding.composed.policy_title if rng.random() < WITH_POLICY else None
    if title is None and finding.fate in LONG_TERM_FATES and rng.random() < WITH_POLICY:
        title = rng.choice(story.content.phrases.policy_titles)
    return (NewPolicy(name=title, issued_on=day),) if title else ()


def _measures_done(story: Story, finding: PlannedFinding, rng: random.Random, day: date) -> tuple[MeasureDone, ...]:
    """All that were planned by then, or none is marked at all."""
    if rng.random() >= MARKED:
        return ()
    return tuple(
        MeasureDone(measure_id=number, status=MeasureStatus.DONE, done_on=day, result="已完成")
        for number in story.measures(finding.id)
    )
