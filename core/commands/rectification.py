"""What units and office record on findings: progress and outcome (docs/rules.md §4)."""

from datetime import date

from pydantic import Field
from sqlalchemy import select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Line, Money, Name, Passage, Percent, Statement, Version
from core.commands.load import load_finding, load_measure
from core.commands.transit import move, require_step
from core.errors import InvalidInput
from core.rules.lifecycle import Action
from core.store.finding_state import open_since
from core.store.models import Finding, Outcome, PolicyDocument, ProgressReport
from core.store.trail import Happening
from core.vocabulary import MeasureStatus


class ProgressLine(Command):
    """Progress on one finding."""

    finding_id: int
    version: Version
    percent: Percent
    text: Statement
    happened_on: Day


class ReportProgress(Command):
    """Report progress on one or many findings at once; all are saved or none."""

    lines: tuple[ProgressLine, ...] = Field(min_length=1, max_length=500)


class MeasureDone(Command):
    """How far one measure is."""

    measure_id: int
    status: MeasureStatus
    done_on: Day | None = None
    result: Passage = ""


class NewPolicy(Command):
    """A rule made or revised."""

    name: Name
    number: Line = ""
    issued_on: Day | None = None


class RecordOutcome(Command):
    """Fill the outcome ledger of a finding."""

    finding_id: int
    version: Version
    summary: Passage = ""
    disposal: Passage = ""
    recovered_yuan: Money | None = None
    wider_review: Passage = ""
    remaining: Passage = ""
    measures: tuple[MeasureDone, ...] = ()
    policies: tuple[NewPolicy, ...] = ()


@handles(ReportProgress)
def report_progress(work: Work, command: ReportProgress) -> Done:
    """Add one line to each finding and set it under way; returns how many."""
    codes = [_report(work, line) for line in command.lines]
    first = command.lines[0].finding_id
    lines = {
        code: {"percent": line.percent, "text": line.text} for code, line in zip(codes, command.lines, strict=True)
    }
    return Done(
        Happening(action="progress.reported", subject_type="finding", subject_id=first, after={"lines": lines}),
        len(codes),
    )


@handles(RecordOutcome)
def record_outcome(work: Work, command: RecordOutcome) -> Done:
    """Write the outcome ledger; measures and policy documents with it."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    outcome = work.session.scalars(select(Outcome).where(Outcome.finding_id == finding.id)).first()
    if outcome is None:
        outcome = Outcome(finding_id=finding.id)
        work.session.add(outcome)
    fields = command.model_dump(include={"summary", "disposal", "recovered_yuan", "wider_review", "remaining"})
    before = {name: getattr(outcome, name) for name in fields}
    for name, value in fields.items():
        setattr(outcome, name, value)
    for done in command.measures:
        _set_measure(work, finding, done)
    work.session.add_all(PolicyDocument(finding_id=finding.id, **policy.model_dump()) for policy in command.policies)
    finding.version += 1
    return Done(
        Happening(action="outcome.recorded", subject_type="finding", subject_id=finding.id, before=before, after=fields)
    )


def _report(work: Work, line: ProgressLine) -> str:
    finding, _inspection, _plan = load_finding(work, line.finding_id, line.version)
    require_step(Action.REPORT, finding)
    _require_not_ahead(line.happened_on, work.today, finding)
    version = finding.version
    move(work, finding, Action.REPORT, max(line.happened_on, _not_before(work, finding)))
    finding.percent, finding.version = line.percent, version + 1
    work.session.add(
        ProgressReport(
            finding_id=finding.id,
            happened_on=line.happened_on,
            percent=line.percent,
            text=line.text,
            event_id=work.event_id,
        )
    )
    return finding.code


def _not_before(work: Work, finding: Finding) -> date:
    """Work may have begun earlier than the state it is reported in; the state changes from its own day on."""
    return open_since(work.session, finding)


def _require_not_ahead(day: date, today: date, finding: Finding) -> None:
    if day > today:
        raise InvalidInput(
            problems=[("happened_on", "in_the_future", "", {"read": day, "today": today, "finding": finding.code})]
        )


def _set_measure(work: Work, finding: Finding, done: MeasureDone) -> None:
    measure = load_measure(work, finding, done.measure_id)
    if done.status is MeasureStatus.DONE and done.done_on is None:
        raise InvalidInput(problems=[("done_on", "missing", "", {"measure": measure.text})])
    measure.status, measure.done_on, measure.result = done.status, done.done_on, done.result
    measure.version += 1
