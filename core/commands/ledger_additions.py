"""New rows of the ledgers: findings, tasks and measures (docs/rules.md §4.4)."""

from collections.abc import Callable
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from core.commands.base import Command
from core.commands.findings import Draft, assigned, new_finding, numbering
from core.commands.ledger_sheet import WHOLE_ROW, Edit, Problem, Sheet, findings_by_code, problem, row_as_text
from core.commands.ledger_tables import put_value
from core.commands.stages import begin_rectification
from core.errors import InvalidInput, RuleViolated
from core.intake.ledger.model import CellFault
from core.ledgers.cells import stored
from core.ledgers.fields import FIELDS, GROWING, field_of
from core.ledgers.rows import row_faults
from core.rules.ledger_locks import locked
from core.rules.lifecycle import Missing
from core.rules.plan import RoundPlan
from core.store.finding_state import begin
from core.store.models import Finding, Inspection, Measure, Task
from core.vocabulary import Handling, Ledger, Role, Source


class NewRow(Command):
    """One row to add: its cells by column as typed; `place` names it to the person (粘贴第 3 行)."""

    ledger: Ledger
    cells: dict[str, str] = Field(max_length=40)
    place: str = Field(default="新行", max_length=40)


Added = list[tuple[Ledger, int, int]]
"""Ledger, row and finding of what was added."""


def add_rows(sheet: Sheet, inspection: Inspection, plan: RoundPlan, rows: tuple[NewRow, ...]) -> None:
    """Store new rows, findings first and measures last; raises InvalidInput with every faulty cell."""
    if not rows:
        return
    read = [(row, _read(sheet, row)) for row in rows]
    if problems := [fault for _, (_, faults) in read for fault in faults]:
        raise InvalidInput(problems=problems)
    by_ledger: dict[Ledger, list[tuple[NewRow, dict[str, str]]]] = {}
    for row, (cells, _) in read:
        by_ledger.setdefault(row.ledger, []).append((row, cells))
    added: Added = []
    for ledger in Ledger:
        if ledger in by_ledger:
            added += _ADDERS[ledger](sheet, inspection, plan, by_ledger[ledger])
    _note(sheet, added)


Typed = list[tuple[NewRow, dict[str, str]]]


def _read(sheet: Sheet, row: NewRow) -> tuple[dict[str, str], list[Problem]]:
    if row.ledger not in GROWING:
        return {}, [
            problem(row.place, "finding", "这份清单不能直接加行", "责任、成效按问题填写；材料请上传", ledger=row.ledger)
        ]
    cells, problems = {}, []
    for column in FIELDS[row.ledger]:
        raw = row.cells.get(column.key, "")
        if not column.is_open or (not raw and not column.is_required):
            continue
        try:
            _column, cells[column.key] = sheet.read(row.ledger, column.key, _preset(column.key, raw), is_new=True)
        except CellFault as fault:
            problems.append(problem(row.place, column.key, fault.reason, fault.fix, ledger=row.ledger))
    faults = row_faults(row.ledger, cells, sheet.work.today)
    return cells, problems + [problem(row.place, *fault, ledger=row.ledger) for fault in faults]


def _preset(key: str, raw: str) -> str:
    """A finding that says nothing of its source comes from the feedback."""
    return Source.FEEDBACK.term if key == "source" and not raw else raw


def _add_findings(sheet: Sheet, inspection: Inspection, plan: RoundPlan, rows: Typed) -> Added:
    """Assigned from the feedback day on, numbered on, as a finding entered by hand."""
    work, numbers = sheet.work, numbering(sheet.work, inspection)
    history = []
    for offset, (row, cells) in enumerate(rows):
        handling = Handling.from_term(cells.get("handling", "")) or Handling.TIME_LIMITED
        try:
            state = assigned(inspection, plan, handling, _value(Ledger.FINDINGS, cells, "due_on", sheet))
        except InvalidInput as error:
            facts = _facts_of(error)
            fault = (f"期限 {facts['due_on']} 早于反馈日 {facts['feedback_on']}", "核对期限，或空着按整改类别推算")
            raise InvalidInput(problems=[problem(row.place, "due_on", *fault, ledger=Ledger.FINDINGS)]) from error
        number = (numbers.first + offset, numbers.code(offset))
        draft = Draft(text=cells["text"], handling=handling)
        finding = new_finding(inspection, draft, number, state, Source.FEEDBACK)
        history.append((finding, [(state.held_since_on, state)]))
    begin(work.session, history, work.stamp)
    for (finding, _), (_row, cells) in zip(history, rows, strict=True):
        for key in cells:
            if key not in ("finding", "due_on", "text"):
                put_value(work, Ledger.FINDINGS, finding, key, _value(Ledger.FINDINGS, cells, key, sheet))
    begin_rectification(work, inspection)
    return [(Ledger.FINDINGS, finding.id, finding.id) for finding, _ in history]


def _add_tasks(sheet: Sheet, inspection: Inspection, _plan: RoundPlan, rows: Typed) -> Added:
    plans = _Plans(sheet, inspection)
    made = []
    for row, cells in rows:
        task = plans.new_task(plans.finding(row, cells))
        for key in ("goal", "completion_mark", "start_on", "due_on"):
            setattr(task, key, _value(Ledger.TASKS, cells, key, sheet))
        made.append(task)
    sheet.work.session.flush()
    return [(Ledger.TASKS, task.id, task.finding_id) for task in made]


def _add_measures(sheet: Sheet, inspection: Inspection, _plan: RoundPlan, rows: Typed) -> Added:
    plans = _Plans(sheet, inspection)
    placed = [(plans.task(plans.finding(row, cells), row, cells.get("task", "")), cells) for row, cells in rows]
    sheet.work.session.flush()
    made = []
    for task, cells in placed:
        measure = Measure(task_id=task.id, seq=plans.next_measure(task), text=cells["text"])
        for key in cells.keys() & {"status", "done_on", "result"}:
            setattr(measure, key, _value(Ledger.MEASURES, cells, key, sheet))
        made.append((task, measure))
    sheet.work.session.add_all(measure for _, measure in made)
    sheet.work.session.flush()
    brought = [(Ledger.TASKS, task.id, task.finding_id) for task in plans.made]
    return brought + [(Ledger.MEASURES, measure.id, task.finding_id) for task, measure in made]


class _Plans:
    """The tasks and numbers of one inspection's findings, read once for a whole block of rows."""

    def __init__(self, sheet: Sheet, inspection: Inspection) -> None:
        self.sheet, self.inspection = sheet, inspection
        self.findings = findings_by_code(sheet.work, inspection.id)
        self.made: list[Task] = []
        session = sheet.work.session
        of_it = Finding.inspection_id == inspection.id
        self._tasks: dict[int, list[Task]] = {}
        tasks = select(Task).join(Finding, Finding.id == Task.finding_id).where(of_it).order_by(Task.seq)
        for task in session.scalars(tasks):
            self._tasks.setdefault(task.finding_id, []).append(task)
        last = select(Measure.task_id, func.max(Measure.seq)).join(Task, Task.id == Measure.task_id)
        last = last.join(Finding, Finding.id == Task.finding_id).where(of_it).group_by(Measure.task_id)
        self._last = dict(session.execute(last).all())

    def finding(self, row: NewRow, cells: dict[str, str]) -> Finding:
        """The finding a row names, by its number or by the running number alone."""
        code = cells.get("finding", "")
        found = self.findings.get(code) or self.findings.get(f"{self.inspection.code}-{code.zfill(2)}")
        if found is None:
            fix = f"写这次巡察的问题编号，如 {self.inspection.code}-01，或只写 01"
            fault = (f"没有编号为“{code}”的问题", fix)
            raise InvalidInput(problems=[problem(row.place, "finding", *fault, ledger=row.ledger)])
        is_office = self.sheet.work.actor.has(Role.OFFICE)
        if reason := locked(row.ledger, found.status, is_office=is_office, has_reason=bool(self.sheet.reason)):
            raise RuleViolated(missing=(Missing(code=reason, where="ledgers"),), finding=found.code)
        return found

    def new_task(self, finding: Finding) -> Task:
        """The next task of a finding."""
        mine = self._tasks.setdefault(finding.id, [])
        task = Task(finding_id=finding.id, seq=mine[-1].seq + 1 if mine else 1)
        self.sheet.work.session.add(task)
        mine.append(task)
        return task

    def task(self, finding: Finding, row: NewRow, wanted: str) -> Task:
        """The task a measure belongs to: the one named, else the last; a first measure brings its task with it."""
        mine = self._tasks.get(finding.id, [])
        named = next((task for task in mine if str(task.seq) == wanted), None)
        if named is not None:
            return named
        if wanted and (mine or wanted != "1"):
            fault = (f"{finding.code} 没有任务 {wanted}", "先在“任务清单”加这个任务，或空着")
            raise InvalidInput(problems=[problem(row.place, "task", *fault, ledger=row.ledger)])
        if mine:
            return mine[-1]
        self.made.append(self.new_task(finding))
        return self.made[-1]

    def next_measure(self, task: Task) -> int:
        """The next number within a task."""
        self._last[task.id] = self._last.get(task.id, 0) + 1
        return self._last[task.id]


def _facts_of(error: InvalidInput) -> dict[str, Any]:
    problems: Any = error.details["problems"]
    facts: dict[str, Any] = problems[0][3]
    return facts


def _value(ledger: Ledger, cells: dict[str, str], key: str, sheet: Sheet) -> Any:
    column = field_of(ledger, key)
    assert column is not None  # noqa: S101 - keys come from the list of columns
    return stored(column, cells.get(key, ""), sheet.names)


def _note(sheet: Sheet, added: Added) -> None:
    """Each added row as it stands now: undoing it later must know whether anything was done to it since."""
    for ledger in {ledger for ledger, _, _ in added}:
        sheet.forget(ledger)
    sheet.edits += [
        Edit(
            ledger=ledger,
            row_id=row_id,
            finding_id=finding_id,
            field=WHOLE_ROW,
            before="",
            after=row_as_text(sheet.rows(ledger)[row_id].cells),
        )
        for ledger, row_id, finding_id in added
    ]


_ADDERS: dict[Ledger, Callable[[Sheet, Inspection, RoundPlan, Typed], Added]] = {
    Ledger.FINDINGS: _add_findings,
    Ledger.TASKS: _add_tasks,
    Ledger.MEASURES: _add_measures,
}
