"""How findings come in: feedback texts split and confirmed, ledgers imported, single findings entered by hand."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from core.commands.findings import (
    AddFinding,
    Confirmation,
    ConfirmFindings,
    CorrectFinding,
    SaveDrafts,
    Withdrawal,
    WithdrawFindings,
)
from core.commands.inspections import CreateInspection, RecordFeedback
from core.demo.county_plan import PlannedFinding, PlannedInspection
from core.demo.days import EVENING, MORNING, after, chance, next_workday
from core.demo.entries import as_done, as_it_stands, ledger, ledger_entry, read_draft
from core.demo.fates import Fate
from core.demo.feedback_text import compose_feedback
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.demo.waves import WAVES, Intake
from core.intake.feedback import split_feedback
from core.queries.criteria import FindingCriteria
from core.queries.findings import Window, list_findings
from core.vocabulary import Category, Commonality, Severity, Source, Subcategory

BATCH = 400
"""Confirmations sent at once; the command takes 500."""
CAUSES = ("制度不健全", "责任落实不到位", "监督检查缺位", "业务不熟悉", "历史遗留", "政策理解有偏差", "思想认识不到位")
COMMON = (Subcategory.B2, Subcategory.B5, Subcategory.C1, Subcategory.A1)
CORRECTED = 0.08
"""Share of findings that the office describes further after confirming them."""


@dataclass(frozen=True)
class Arrival:
    """One inspection from the decision to inspect until its findings are with the unit."""

    story: Story
    inspection: PlannedInspection
    number: int
    misread: list[int] = field(default_factory=list)
    """Drafts that the splitter took for findings and that are none."""

    def plan(self) -> None:
        """Put everything into the schedule and say from when the unit can work on each finding."""
        inspection, schedule = self.inspection, self.story.schedule
        opened_on = after(inspection.feedback_on, -60)
        if inspection.intake is Intake.NONE:
            schedule.add(after(self.story.until, -20), MORNING, self._open)
            return
        schedule.add(opened_on, MORNING + self.number, self._open)
        schedule.add(inspection.feedback_on, EVENING - 60 + self.number, self._record_feedback)
        rng = chance(self.story.seed, "arrival", self.number)
        split_on = min(next_workday(inspection.feedback_on + timedelta(days=rng.randint(2, 4))), self.story.until)
        known_on = next_workday(split_on + timedelta(days=rng.randint(2, 5)))
        if inspection.intake is Intake.PAST_LEDGER:
            known_on = after(inspection.feedback_on, 430)
            schedule.add(known_on, MORNING, self._import_ledger)
        elif inspection.by_ledger:
            known_on = after(inspection.feedback_on, 24)
            schedule.add(known_on, MORNING, self._import_ledger)
        else:
            schedule.add(split_on, MORNING, self._split)
            if inspection.intake is Intake.FEEDBACK:
                schedule.add(known_on, MORNING - 20, self._confirm)
                schedule.add(next_workday(known_on + timedelta(days=6)), MORNING - 10, self._describe)
        for finding in inspection.findings:
            finding.known_on = known_on if finding.source is Source.FEEDBACK else self._add_later(finding, known_on)

    def _open(self, moment: Moment) -> None:
        inspection, ids = self.inspection, self.story.ids
        code = self.story.content.rounds[WAVES[inspection.wave].round_index].round_no
        command = CreateInspection(
            round_id=ids[f"R{code}"], unit_id=ids[inspection.unit.code], team_id=ids[inspection.team]
        )
        inspection.id = self.story.do(command, OFFICE, moment)
        inspection.code = f"R{code}-{inspection.unit.short_name}"

    def _record_feedback(self, moment: Moment) -> None:
        self.story.do(
            RecordFeedback(inspection_id=self.inspection.id, version=1, feedback_on=moment.day), OFFICE, moment
        )

    def _split(self, moment: Moment) -> None:
        inspection = self.inspection
        written = [finding for finding in inspection.findings if finding.source is Source.FEEDBACK]
        by_category: dict[Category, list[str]] = {}
        for finding in written:
            by_category.setdefault(finding.composed.subcategory.category, []).append(finding.composed.text)
        round_title = self.story.content.rounds[WAVES[inspection.wave].round_index].title
        team = next(body.name for body in self.story.content.bodies if body.code == inspection.team)
        text = compose_feedback(inspection.unit.name, round_title, inspection.feedback_on, by_category, f"县委{team}")
        drafts = split_feedback(text).findings
        command = SaveDrafts(
            inspection_id=inspection.id,
            document_title=f"关于巡察{inspection.unit.short_name}的反馈意见",
            document_text=text,
            drafts=tuple(map(read_draft, drafts)),
        )
        numbers = self.story.do(command, f"team{inspection.team[1:]}", moment)
        found = {draft.text: number for draft, number in zip(drafts, numbers, strict=True)}
        for finding in written:
            finding.id = found.pop(finding.composed.text, 0)
        self.misread.extend(found.values())

    def _confirm(self, moment: Moment) -> None:
        written = [finding for finding in self.inspection.findings if finding.source is Source.FEEDBACK]
        self._confirm_drafts([finding for finding in written if finding.id], moment)
        self._mend([finding for finding in written if not finding.id], moment)
        self._withdraw(moment)

    def _mend(self, overlooked: list[PlannedFinding], moment: Moment) -> None:
        """Whoever confirms compares with the original: a heading read as a finding goes, a finding overlooked comes in."""
        for finding in overlooked:
            command = AddFinding(inspection_id=self.inspection.id, draft=as_it_stands(finding))
            finding.id = self.story.do(command, OFFICE, moment)
        if self.misread:
            withdrawals = tuple(Withdrawal(finding_id=n, version=self.story.version(n)) for n in self.misread)
            command_of_misread = WithdrawFindings(withdrawals=withdrawals, reason="这是标题，不是问题。")
            self.story.do(command_of_misread, OFFICE, moment)

    def _confirm_drafts(self, drafts: list[PlannedFinding], moment: Moment) -> None:
        for first in range(0, len(drafts), BATCH):
            confirmations = tuple(
                Confirmation(finding_id=f.id, version=self.story.version(f.id), draft=as_it_stands(f))
                for f in drafts[first : first + BATCH]
            )
            self.story.do(ConfirmFindings(confirmations=confirmations), OFFICE, moment)

    def _withdraw(self, moment: Moment) -> None:
        doubtful = [finding for finding in self.inspection.findings if finding.fate is Fate.WITHDRAWN]
        if doubtful:
            withdrawals = tuple(Withdrawal(finding_id=f.id, version=self.story.version(f.id)) for f in doubtful)
            self.story.do(
                WithdrawFindings(withdrawals=withdrawals, reason="与本单位其他问题重复，合并整改。"), OFFICE, moment
            )

    def _describe(self, moment: Moment) -> None:
        """What matters for publishing and for the departments is entered for those findings that need it."""
        rng = chance(self.story.seed, "described", self.number)
        for finding in self.inspection.findings:
            composed = finding.composed
            wanted = rng.random() < CORRECTED or not composed.publishable or composed.severity is Severity.GRAVE
            cause = rng.choice(CAUSES)
            if finding.source is Source.FEEDBACK and finding.fate is not Fate.WITHDRAWN and wanted:
                lead = self.story.content.lead_department(composed.subcategory)
                command = CorrectFinding(
                    finding_id=finding.id,
                    version=self.story.version(finding.id),
                    is_publishable=composed.publishable,
                    severity=composed.severity,
                    cause=cause,
                    commonality=Commonality.COMMON if composed.subcategory in COMMON else Commonality.INDIVIDUAL,
                    lead_department_id=self.story.ids[lead.code],
                )
                self.story.do(command, OFFICE, moment)

    def _add_later(self, finding: PlannedFinding, known_on: date) -> date:
        """A finding that supervision or a survey brought up, or that was put right while the team was still there."""
        on = known_on if finding.source is Source.IMMEDIATE else after(known_on, 110)
        due_on = None if finding.source is Source.IMMEDIATE else on + timedelta(days=90)

        def add(moment: Moment) -> None:
            draft = as_it_stands(finding, due_on)
            command = AddFinding(inspection_id=self.inspection.id, draft=draft, source=finding.source)
            finding.id = self.story.do(command, OFFICE, moment)

        finding.target = due_on
        self.story.schedule.add(on, MORNING - 5, add)
        return on

    def _import_ledger(self, moment: Moment) -> None:
        inspection = self.inspection
        rng = chance(self.story.seed, "ledger", self.number)
        entries = tuple(
            ledger_entry(finding, row, rng.choice(inspection.unit.owner_leaders), rng.choice(inspection.unit.offices))
            for row, finding in enumerate(inspection.findings, 4)
        )
        for finding in inspection.findings:
            finding.has_whole_plan = True
        if inspection.intake is Intake.PAST_LEDGER:
            days = [after(inspection.feedback_on, rng.randint(25, 118)) for _ in entries]
            entries = tuple(
                as_done(e, f, d, moment.day) for e, f, d in zip(entries, inspection.findings, days, strict=True)
            )
        self.story.do(ledger(inspection, entries, "整改台账"), OFFICE, moment)
        page = self.story.ask(
            list_findings,
            FindingCriteria(inspection=inspection.code),
            Window(limit=len(entries) + BATCH),
            moment=moment,
        )
        stored = {row.text: row.id for row in page.rows}
        for finding in inspection.findings:
            finding.id = stored[finding.composed.text]
        self._withdraw(moment)
