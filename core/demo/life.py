"""One finding's steps, one after the other in time: what unit, supervisors and office do with it."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from core.commands.clearance import (
    ApproveClearance,
    ClearOnTheSpot,
    ReopenFinding,
    RequestClearance,
    ReturnClearance,
    ReviewClearance,
    SignClearance,
    Wanted,
)
from core.commands.evidence import AttachEvidence
from core.commands.explanations import ExplainBreak
from core.commands.extension import DecideExtension, RequestExtension
from core.commands.rectification_plan import RecordPlan
from core.demo.county_plan import PlannedFinding
from core.demo.days import EVENING, MORNING, on_workday
from core.demo.fates import Character, Fate
from core.demo.outcomes import SHAM_OUTCOME, draw_outcome
from core.demo.people import Heads
from core.demo.plans import finding_plan
from core.demo.reports import Reports
from core.demo.schedule import Deed, Moment
from core.demo.story import OFFICE, Story
from core.errors import RuleViolated
from core.vocabulary import LedgerBreak, MaterialKind, Station, Status

ON_PAPER, SECOND_PIECE, REPORTED_TWICE = 0.1, 0.05, 0.3
"""How often a head signs on paper, a second piece is handed in, progress is reported twice; every command costs the load
some milliseconds."""


@dataclass
class Life:
    """Plans steps in order of time; `limit` is the last day on which anything may happen."""

    story: Story
    reports: Reports
    heads: Heads
    finding: PlannedFinding
    rng: random.Random
    limit: date
    day: date = date.min
    minute: int = MORNING + 5
    shared_files: dict[str, int] = field(default_factory=dict)
    """Files a sham unit hands in again and again, by kind."""
    is_told: bool = False
    """Whether the outcome ledger of this run is filled in."""

    def on(self, day: date, deed: Deed) -> None:
        """Do this on the day, but after everything before and not after the limit."""
        day = max(self.day, on_workday(min(day, self.limit)))
        if day == self.day:
            self.minute += self.rng.randint(2, 9)
        else:
            self.minute = self.rng.randint(MORNING, EVENING - 100)
        self.day = day
        self.story.schedule.add(day, self.minute, deed)

    def work(self, before: date, percents: tuple[int, ...]) -> None:
        """Report progress so often before this day, at the unit's reporting days; at least once."""
        before = max(self.day, on_workday(min(before, self.limit)))
        days = self.reports.days_between(self.finding.inspection, self.day, before)
        if not days:
            text = self.rng.choice(self.story.content.phrases.progress_notes(percents[0]))
            self.on(before, lambda moment: self.reports.send_one(self.finding, percents[0], text, moment))
            return
        number = min(len(days), len(percents))
        for place, percent in enumerate(percents[:number]):
            self.reports.add(self.finding, days[place * (len(days) - 1) // max(1, number - 1)], percent, self.rng)

    def prepare(self, day: date, *, on_the_spot: bool = False) -> None:
        """Fill in what the plan lacks, hand in evidence and write down what was done; on the spot only what became of persons."""
        if not on_the_spot:
            self.on(day, self._complete_plan)
        pieces = self.finding.composed.evidence
        number = 2 if len(pieces) > 1 and self.rng.random() < SECOND_PIECE else 1
        for piece in pieces[:number]:
            self.on(day, partial(self._attach, piece.kind, piece.title))
        if not self.is_told and (self.finding.composed.involves_persons or not on_the_spot):
            outcome = draw_outcome(self.finding, self.story.content.phrases, self.rng)
            self.on(day, partial(outcome.write, self.story, self.rng))
            self.is_told = True

    def request(self, day: date, wanted: Wanted = Status.CLEARED, next_due_on: date | None = None) -> None:
        """Ask for clearance with everything that is needed for it."""
        self.prepare(day)
        statement = SHAM_OUTCOME if self._is_sham else self.finding.composed.outcome
        goal = "" if wanted is Status.CLEARED else self.rng.choice(self.story.content.phrases.stage_goals)
        self.on(day, lambda moment: self._pass(RequestClearance, self._clerk, moment, wanted=wanted, statement=statement,
                                               next_due_on=next_due_on, stage_goal=goal))  # fmt: skip

    def sign(self, day: date) -> None:
        """The head signs, sometimes on paper."""
        on_paper = self.rng.random() < ON_PAPER
        self.on(day, self._sign_on_paper if on_paper else self._sign)

    def review(self, day: date) -> None:
        """Whoever supervises on that day passes it on."""
        remark = self._statement()
        self.on(day, lambda moment: self._pass(ReviewClearance, self._reviewer(moment.day), moment, remark=remark))

    def approve(self, day: date) -> None:
        """The office approves."""
        remark = self._statement()
        self.on(day, lambda moment: self._pass(ApproveClearance, OFFICE, moment, remark=remark))

    def clear(self, by: date, wanted: Wanted = Status.CLEARED, next_due_on: date | None = None) -> None:
        """The whole chain, so that approval falls on about this day."""
        lags = [self.rng.randint(1, 3), self.rng.randint(1, 4), self.rng.randint(1, 4)]
        start = max(self.day + timedelta(days=1), min(by, self.limit) - timedelta(days=sum(lags)))
        self.work(start, (25, 85) if self.rng.random() < REPORTED_TWICE else (85,))
        self.request(start, wanted, next_due_on)
        self.sign(min(start + timedelta(days=lags[0]), by))
        self.review(min(start + timedelta(days=lags[0] + lags[1]), by))
        self.approve(by)

    def send_back(self, day: date, station: Station) -> None:
        """Return the request from where it lies."""
        said = self.rng.choice(self.story.content.phrases.return_reasons)

        def deed(moment: Moment) -> None:
            who = {
                Station.HEAD_SIGNS: self._head(moment.day),
                Station.FIRST_REVIEW: self._reviewer(moment.day),
                Station.APPROVAL: OFFICE,
            }[station]
            amend_by_on = moment.day + timedelta(days=10)
            self._do(ReturnClearance, who, moment, reason=said.reason + said.supplement, amend_by_on=amend_by_on)

        self.on(day, deed)

    def clear_on_the_spot(self, day: date) -> None:
        """The team, or the office, sees it put right."""
        self.prepare(day, on_the_spot=True)
        who, remark = OFFICE if self.rng.random() < 0.25 else self._team, self._statement()
        self.on(day, lambda m: self._pass(ClearOnTheSpot, who, m, cleared_on=m.day, remark=remark))

    def extend(self, day: date, new_due_on: date, approve: bool | None, decided_on: date | None = None) -> None:
        """Ask for a later deadline; None leaves the request open."""
        reason = self.rng.choice(self.story.content.phrases.extension_reasons)
        self.on(day, lambda m: self._do(RequestExtension, self._clerk, m, new_due_on=new_due_on, reason=reason))
        if approve is None:
            return
        remark = "情况属实，同意延期，不再二次延期。" if approve else "理由不充分，请倒排工期，按原期限完成。"
        self.on(decided_on or day, lambda m: self._do(DecideExtension, OFFICE, m, approve=approve, remark=remark))

    def reopen(self, day: date, due_on: date | None = None) -> None:
        """Supervisors find it again; after close-out another finding lives on in its place."""
        reason = self.rng.choice(self.story.content.phrases.relapse_findings)

        def deed(moment: Moment) -> None:
            due = due_on or moment.day + timedelta(days=45)
            who, before = self._reviewer(moment.day), self.finding.id
            self.finding.id = self._do(ReopenFinding, who, moment, found_on=moment.day, reason=reason, due_on=due)
            self.finding.has_whole_plan &= self.finding.id == before

        self.on(day, deed)
        self.is_told = False

    @property
    def _clerk(self) -> str:
        return self.finding.inspection.clerk

    @property
    def _team(self) -> str:
        return f"team{self.finding.inspection.team[1:]}"

    @property
    def _is_sham(self) -> bool:
        return self.finding.inspection.character is Character.SHAM

    def _head(self, day: date) -> str:
        return self.heads.account(self.finding.inspection.unit, day)

    def _reviewer(self, day: date) -> str:
        """The team until close-out; afterwards the discipline office or, for every other unit, the resident team."""
        inspection = self.finding.inspection
        if inspection.closed_on is None or day < inspection.closed_on:
            return self._team
        if self.finding.fate is Fate.LONG_TERM_CLEARED:
            return f"resident{inspection.unit.resident_team[1:]}"
        return f"discipline{inspection.unit.discipline_office[1:]}"

    def _statement(self) -> str:
        return self.rng.choice(self.story.content.phrases.clearance_statements)

    def _do(self, made: type, who: str, moment: Moment, **fields: object) -> int:
        number = self.finding.id
        command = made(finding_id=number, version=self.story.version(number), **fields)
        result: int = self.story.do(command, who, moment)
        return result

    def _pass(self, made: type, who: str, moment: Moment, **fields: object) -> None:
        """Take a step of clearance; refused for a likeness, the clerk says why it is in order and the step is taken again."""
        try:
            self._do(made, who, moment, **fields)
        except RuleViolated as refusal:
            for missing in refusal.details["missing"]:  # type: ignore[attr-defined]
                reason = self.rng.choice(self.story.content.phrases.explanations)
                self._do(ExplainBreak, self._clerk, moment, kind=LedgerBreak.from_code(missing.code), reason=reason)
            self._do(made, who, moment, **fields)

    def _complete_plan(self, moment: Moment) -> None:
        if not self.finding.has_whole_plan:
            plan = finding_plan(self.story, self.finding, self.rng)
            self.story.do(RecordPlan(plans=(plan,)), self._clerk, moment)
            self.finding.has_whole_plan = True

    def _sign(self, moment: Moment) -> None:
        self._do(SignClearance, self._head(moment.day), moment, signed_on=moment.day)

    def _sign_on_paper(self, moment: Moment) -> None:
        about = f"{self.finding.composed.title}（{self.finding.id}）"
        lines = (about, "同意申请销号", self.finding.inspection.unit.head_post)
        scan = self._keep(MaterialKind.DECISION, "销号申请签字页扫描件", lines, moment)
        self._do(SignClearance, self._clerk, moment, signed_on=moment.day, paper_file_id=scan)

    def _attach(self, kind: MaterialKind, title: str, moment: Moment) -> None:
        about = f"{self.finding.composed.title}（{self.finding.id}）"
        lines = (self.finding.inspection.unit.name, title, f"{moment.day:%Y-%m-%d}", about)
        if self._is_sham and kind in self.shared_files:
            file_id = self.shared_files[kind]
        else:
            file_id = self.shared_files[kind] = self._keep(kind, title, lines, moment)
        command = AttachEvidence(
            finding_id=self.finding.id,
            file_id=file_id,
            title=title,
            kind=kind,
            formed_on=moment.day,
            pages=1 + len(title) % 9,
            keeper=self.finding.inspection.unit.handler_post,
        )
        self.story.do(command, self._clerk, moment)

    def _keep(self, kind: MaterialKind, title: str, lines: tuple[str, ...], moment: Moment) -> int:
        return self.story.keep(self.finding.inspection, kind, title, lines, moment)


__all__ = ["Life"]
