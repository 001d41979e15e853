"""A checked ledger becomes findings, all of its good rows at once; the whole batch can be undone (docs/rules.md §13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import Field
from sqlalchemy import select

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Code, Day, Line, Money, Name, Passage, Statement, Version
from core.commands.findings import Draft, Numbering, describe, numbering
from core.commands.inspections import CreateInspection, create_inspection
from core.commands.load import load, require_version
from core.commands.master_data import CreateUnit, create_unit
from core.commands.stages import begin_rectification
from core.commands.transit import move
from core.errors import InvalidInput, RuleViolated
from core.ledgers.policies import read_policies
from core.rules.lifecycle import Action, Missing
from core.rules.plan import RoundPlan
from core.store.finding_state import State, begin
from core.store.models import (
    Body,
    Finding,
    FindingPeriod,
    FindingTag,
    Inspection,
    InspectionRound,
    InspectionStagePeriod,
    IntakeBatch,
    Measure,
    Outcome,
    PolicyDocument,
    ProgressReport,
    Responsibility,
    Task,
)
from core.store.trail import Happening
from core.vocabulary import BodyKind, Source, Station, Status, UnitKind


class LedgerEntry(Command):
    """One accepted row of a ledger, with the unit it was matched to (an id, or the code of a unit to create)."""

    row: int = Field(ge=1)
    unit: int | Code | None = None
    draft: Draft
    source: Source = Source.FEEDBACK
    status: Status | None = None
    cleared_on: Day | None = None
    progress: Passage = ""
    measures: tuple[Statement, ...] = ()
    goal: Passage = ""
    owner_leader: Line = ""
    lead_office: Line = ""
    co_offices: Line = ""
    handler: Line = ""
    recovered_yuan: Money | None = None
    is_publishable: bool = True
    department: Line = ""
    """Lead department by its name; one that is not registered is kept in the note."""
    completion_mark: Line = ""
    started_on: Day | None = None
    disposal: Passage = ""
    policies: Passage = ""
    wider_review: Passage = ""
    remaining: Passage = ""


class NewUnit(Command):
    """A unit that only the ledger knows so far."""

    code: Code
    name: Name
    kind: UnitKind = UnitKind.AGENCY


class ImportLedger(Command):
    """Take over the good rows of one ledger: into one inspection, or into those of a round by unit."""

    file_name: Name
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    file_id: int | None = None
    round_id: int | None = None
    inspection_id: int | None = None
    entries: tuple[LedgerEntry, ...] = Field(min_length=1, max_length=20_000)
    new_units: tuple[NewUnit, ...] = ()
    team_id: int | None = None
    """Team of inspections that the ledger brings with it."""
    feedback_on: Day | None = None
    """Feedback day of inspections that the ledger brings with it."""
    counted_on: Day | None = None
    """Day up to which the ledger counts; what is cleared without a day counts as cleared then."""
    rejected: int = 0
    duplicates: int = 0


class UndoBatch(Command):
    """Withdraw everything one import brought in."""

    batch_id: int
    version: Version
    reason: Statement


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    batch_id: int
    accepted: int
    duplicates: int
    created_units: tuple[str, ...]
    created_inspections: tuple[str, ...]


@dataclass
class Target:
    """An inspection that rows go to, with its plan and next number."""

    inspection: Inspection
    plan: RoundPlan
    numbers: Numbering
    used: int = 0
    texts: frozenset[str] = frozenset()

    def next_number(self) -> tuple[int, str]:
        """Sequence number and code of the next finding."""
        self.used += 1
        return self.numbers.first + self.used - 1, self.numbers.code(self.used - 1)


@handles(ImportLedger)
def import_ledger(work: Work, command: ImportLedger) -> Done:
    """Store every row that is not there yet, with units and inspections that are missing; one event for all."""
    targets = _targets(work, command)
    made_now = _made_now(work)
    made = [t.inspection.code for t in targets.values() if t.inspection.id in made_now]
    fresh = [
        (entry, targets[entry.unit])
        for entry in _with_department(work, command.entries)
        if entry.draft.text not in targets[entry.unit].texts
    ]
    if not fresh:
        raise RuleViolated(missing=(Missing(code="nothing_new", where="intake_ledger", count=len(command.entries)),))
    known = len(command.entries) - len(fresh)
    batch = IntakeBatch(
        file_name=command.file_name,
        sha256=command.sha256,
        imported_on=work.today,
        accepted=len(fresh),
        rejected=command.rejected,
        duplicates=command.duplicates + known,
        event_id=work.event_id,
        file_id=command.file_id,
    )
    work.session.add(batch)
    work.session.flush()
    findings = _store_findings(work, command, fresh, batch)
    for target in targets.values():
        begin_rectification(work, target.inspection)
    _store_ledgers(work, [(finding, entry) for finding, (entry, _) in zip(findings, fresh, strict=True)])
    result = Imported(
        batch_id=batch.id,
        accepted=len(fresh),
        duplicates=known,
        created_units=tuple(unit.name for unit in command.new_units),
        created_inspections=tuple(made),
    )
    after = {"file": batch.file_name, "sha256": batch.sha256, "accepted": batch.accepted, "first": findings[0].code}
    return Done(
        Happening(action="ledger.imported", subject_type="intake_batch", subject_id=batch.id, after=after), result
    )


@handles(UndoBatch)
def undo_batch(work: Work, command: UndoBatch) -> Done:
    """Withdraw the findings of a batch that nobody has worked on; refused when somebody has; returns how many."""
    batch = load(work, IntakeBatch, command.batch_id, "batch")
    require_version(batch, command.version)
    findings = work.session.scalars(
        select(Finding).where(Finding.batch_id == batch.id, Finding.status != Status.WITHDRAWN)
    ).all()
    touched = work.session.scalars(
        select(Finding.code)
        .join(FindingPeriod, FindingPeriod.finding_id == Finding.id)
        .where(Finding.batch_id == batch.id, FindingPeriod.event_id != batch.event_id)
        .distinct()
    ).all()
    if batch.undone_on is not None or touched:
        code = "batch_worked_on" if touched else "batch_undone_already"
        raise RuleViolated(missing=(Missing(code=code, where="intake_ledger", count=len(touched)),), codes=touched[:5])
    for finding in findings:
        move(work, finding, Action.WITHDRAW, work.today)
    batch.undone_on = work.today
    after = {"withdrawn": len(findings), "reason": command.reason}
    return Done(
        Happening(action="ledger.undone", subject_type="intake_batch", subject_id=batch.id, after=after), len(findings)
    )


def _targets(work: Work, command: ImportLedger) -> dict[int | str | None, Target]:
    """For each unit named in the entries the inspection that takes its rows, created where it is missing."""
    if command.inspection_id is not None:
        inspection = load(work, Inspection, command.inspection_id, "inspection")
        row = load(work, InspectionRound, inspection.round_id, "round")
        target = _target(work, inspection, RoundPlan.model_validate(row.plan))
        return {entry.unit: target for entry in command.entries}
    if command.round_id is None:
        raise InvalidInput(problems=[("round_id", "missing", "", {})])
    row = load(work, InspectionRound, command.round_id, "round")
    plan = RoundPlan.model_validate(row.plan)
    created = {unit.code: _create(work, unit) for unit in command.new_units}
    keys = dict.fromkeys(entry.unit for entry in command.entries)
    if None in keys:
        raise InvalidInput(problems=[("unit", "missing", "", {})])
    return {key: _target(work, _inspection(work, command, row.id, created.get(str(key), key)), plan) for key in keys}


def _create(work: Work, unit: NewUnit) -> int:
    command = CreateUnit(code=unit.code, name=unit.name, short_name=unit.name, kind=unit.kind)
    number: int = create_unit(work, command).result
    return number


def _inspection(work: Work, command: ImportLedger, round_id: int, unit_id: int | str | None) -> Inspection:
    if not isinstance(unit_id, int):
        raise InvalidInput(problems=[("unit", "unknown_unit", "", {"read": unit_id})])
    found = work.session.scalars(
        select(Inspection).where(Inspection.round_id == round_id, Inspection.unit_id == unit_id)
    ).first()
    if found is not None:
        return found
    team_id = command.team_id or _any_team(work)
    wanted = CreateInspection(
        round_id=round_id, unit_id=unit_id, team_id=team_id, feedback_on=_feedback_day(work, command, unit_id)
    )
    return load(work, Inspection, create_inspection(work, wanted).result, "inspection")


def _any_team(work: Work) -> int:
    """An import may come before teams are entered; the office puts the right one in afterwards."""
    first = work.session.scalars(select(Body.id).where(Body.kind == BodyKind.TEAM).order_by(Body.id)).first()
    if first is not None:
        return first
    team = Body(code="T0", name="待定巡察组", kind=BodyKind.TEAM)
    work.session.add(team)
    work.session.flush()
    return team.id


def _feedback_day(work: Work, command: ImportLedger, unit_id: int) -> date:
    """The stated day, else the earliest day that the unit's rows name, else today."""
    if command.feedback_on is not None:
        return command.feedback_on
    rows = [entry for entry in command.entries if entry.unit == unit_id or isinstance(entry.unit, str)]
    days = [day for entry in rows for day in (entry.draft.due_on, entry.cleared_on) if day is not None]
    return min([*days, work.today])


def _target(work: Work, inspection: Inspection, plan: RoundPlan) -> Target:
    if inspection.feedback_on is None:
        raise RuleViolated(
            missing=(Missing(code="no_feedback_day", where="master_data.inspections"),), inspection=inspection.code
        )
    stored = select(Finding.text).where(Finding.inspection_id == inspection.id, Finding.status != Status.WITHDRAWN)
    return Target(inspection, plan, numbering(work, inspection), texts=frozenset(work.session.scalars(stored)))


def _made_now(work: Work) -> frozenset[int]:
    """Inspections whose first stage this very command opened; asked before any of them moves on."""
    rows = select(InspectionStagePeriod.inspection_id).where(InspectionStagePeriod.event_id == work.event_id)
    return frozenset(work.session.scalars(rows))


def _store_findings(
    work: Work, command: ImportLedger, fresh: list[tuple[LedgerEntry, Target]], batch: IntakeBatch
) -> list[Finding]:
    history = [_finding(entry, target, batch, command.counted_on or work.today, work.today) for entry, target in fresh]
    begin(work.session, history, work.stamp)
    return [finding for finding, _ in history]


def _finding(
    entry: LedgerEntry, target: Target, batch: IntakeBatch, counted_on: date, today: date
) -> tuple[Finding, list[tuple[date, State]]]:
    states = _past(entry, target, counted_on, today)
    seq, code = target.next_number()
    last = states[-1][1]
    finding = Finding(
        inspection_id=target.inspection.id,
        code=code,
        seq=seq,
        source=entry.source,
        status=last.status,
        station=last.station,
        held_since_on=last.held_since_on,
        batch_id=batch.id,
        batch_row=entry.row,
        percent=100 if last.status is Status.CLEARED else 0,
        **describe(entry.draft) | {"is_publishable": entry.is_publishable},
    )
    return finding, states


def _past(entry: LedgerEntry, target: Target, counted_on: date, today: date) -> list[tuple[date, State]]:
    """The states a row has gone through: with the unit since the feedback day, then what the ledger reports."""
    feedback_on = target.inspection.feedback_on
    assert feedback_on is not None  # noqa: S101 - _target refuses an inspection without it
    due = entry.draft.due_on or target.plan.due_on(entry.draft.handling, feedback_on, work_calendar())
    first = (
        Status.NOT_STARTED
        if entry.status is Status.NOT_STARTED or (entry.status is None and not entry.progress)
        else Status.IN_PROGRESS
    )
    begun = State(status=first, station=Station.UNIT, due_on=due, held_since_on=feedback_on, segment=1)
    if entry.status not in (Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM):
        return [(feedback_on, begun)]
    day = min(entry.cleared_on or max(counted_on, feedback_on), today)
    cleared = entry.status is Status.CLEARED
    station, since = (Station.NOBODY, day) if cleared else (Station.UNIT, min(feedback_on, day))
    ended = State(status=entry.status, station=station, due_on=due, held_since_on=since, segment=1)
    return [(day, ended)] if day <= feedback_on else [(feedback_on, begun), (day, ended)]


def _store_ledgers(work: Work, rows: list[tuple[Finding, LedgerEntry]]) -> None:
    """Tasks with measures, responsibilities, outcomes and reported progress of the imported rows."""
    tasks = [_task(finding, entry) for finding, entry in rows if entry.measures or entry.goal]
    work.session.add_all(tasks)
    work.session.flush()
    by_finding = {task.finding_id: task.id for task in tasks}
    for finding, entry in rows:
        work.session.add_all(_details(work, finding, entry, by_finding.get(finding.id)))


def _details(work: Work, finding: Finding, entry: LedgerEntry, task_id: int | None) -> Iterable[object]:
    if task_id is not None:
        yield from (Measure(task_id=task_id, seq=number, text=text) for number, text in enumerate(entry.measures, 1))
    posts = {name: getattr(entry, name) for name in ("owner_leader", "lead_office", "co_offices", "handler")}
    if any(posts.values()):
        yield Responsibility(finding_id=finding.id, **posts)
    if (outcome := _outcome(finding, entry)) is not None:
        yield outcome
    for one in read_policies(entry.policies, None):
        yield PolicyDocument(finding_id=finding.id, name=one.name, number=one.number, issued_on=one.issued_on)
    yield from (FindingTag(finding_id=finding.id, tag=tag) for tag in entry.draft.tags)
    if entry.progress:
        yield ProgressReport(
            finding_id=finding.id,
            happened_on=finding.held_since_on,
            percent=finding.percent,
            text=entry.progress,
            event_id=work.event_id,
        )


def _task(finding: Finding, entry: LedgerEntry) -> Task:
    return Task(
        finding_id=finding.id,
        seq=1,
        goal=entry.goal,
        completion_mark=entry.completion_mark,
        start_on=entry.started_on,
        due_on=finding.due_on,
    )


def _outcome(finding: Finding, entry: LedgerEntry) -> Outcome | None:
    """What the row says of the outcome; for a finding that ended, what it reports of the progress is its outcome."""
    ended = finding.status in (Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM)
    said = {name: getattr(entry, name) for name in ("disposal", "wider_review", "remaining", "recovered_yuan")}
    said["summary"] = entry.progress if ended else ""
    return Outcome(finding_id=finding.id, **said) if any(value not in ("", None) for value in said.values()) else None


def _with_department(work: Work, entries: tuple[LedgerEntry, ...]) -> tuple[LedgerEntry, ...]:
    """Lead departments by their names; a name that is not registered is kept in the note."""
    rows = work.session.execute(select(Body.name, Body.id).where(Body.kind == BodyKind.DEPARTMENT))
    known = dict(rows.all())
    return tuple(_placed(entry, known) if entry.department else entry for entry in entries)


def _placed(entry: LedgerEntry, known: dict[str, int]) -> LedgerEntry:
    number = known.get(entry.department)
    note = entry.draft.note if number else f"{entry.draft.note}\n主责部门：{entry.department}".strip()
    draft = entry.draft.model_copy(update={"lead_department_id": number, "note": note})
    return entry.model_copy(update={"draft": draft})
