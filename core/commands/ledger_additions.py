"""New rows of the ledgers: findings, tasks and measures (docs/rules.md §4.3)."""

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
    for ledger in Ledger:
        if ledger in by_ledger:
            _ADDERS[ledger](sheet, inspection, plan, by_ledger[ledger])


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


def _add_findings(sheet: Sheet, inspection: Inspection, plan: RoundPlan, rows: Typed) -> None:
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
        _note(sheet, Ledger.FINDINGS, finding.id, finding.id, {**cells, "finding": finding.code})
    begin_rectification(work, inspection)


def _add_tasks(sheet: Sheet, inspection: Inspection, _plan: RoundPlan, rows: Typed) -> None:
    for row, cells in rows:
        finding = _finding(sheet, inspection, row, cells)
        task = _new_task(sheet, finding)
        for key in ("goal", "completion_mark", "start_on", "due_on"):
            setattr(task, key, _value(Ledger.TASKS, cells, key, sheet))
        sheet.work.session.flush()
        _note(sheet, Ledger.TASKS, task.id, finding.id, {**cells, "seq": task.seq})


def _add_measures(sheet: Sheet, inspection: Inspection, _plan: RoundPlan, rows: Typed) -> None:
    for row, cells in rows:
        finding = _finding(sheet, inspection, row, cells)
        task = _task(sheet, finding, row, cells.get("task", ""))
        last = sheet.work.session.scalar(select(func.max(Measure.seq)).where(Measure.task_id == task.id))
        measure = Measure(task_id=task.id, seq=(last or 0) + 1, text=cells["text"])
        for key in cells.keys() & {"status", "done_on", "result"}:
            setattr(measure, key, _value(Ledger.MEASURES, cells, key, sheet))
        sheet.work.session.add(measure)
        sheet.work.session.flush()
        _note(sheet, Ledger.MEASURES, measure.id, finding.id, {**cells, "task": task.seq, "seq": measure.seq})


def _finding(sheet: Sheet, inspection: Inspection, row: NewRow, cells: dict[str, str]) -> Finding:
    code = cells.get("finding", "")
    found = findings_by_code(sheet.work, inspection.id)
    # People write the running number alone where the rest is the same for all.
    finding = found.get(code) or found.get(f"{inspection.code}-{code.zfill(2)}")
    if finding is None:
        fix = f"写这次巡察的问题编号，如 {inspection.code}-01，或只写 01"
        raise InvalidInput(
            problems=[problem(row.place, "finding", f"没有编号为“{code}”的问题", fix, ledger=row.ledger)]
        )
    is_office = sheet.work.actor.has(Role.OFFICE)
    if reason := locked(row.ledger, finding.status, is_office=is_office, has_reason=True):
        raise RuleViolated(missing=(Missing(code=reason, where="ledgers"),), finding=finding.code)
    return finding


def _new_task(sheet: Sheet, finding: Finding) -> Task:
    last = sheet.work.session.scalar(select(func.max(Task.seq)).where(Task.finding_id == finding.id))
    task = Task(finding_id=finding.id, seq=(last or 0) + 1)
    sheet.work.session.add(task)
    return task


def _task(sheet: Sheet, finding: Finding, row: NewRow, wanted: str) -> Task:
    """The task a measure belongs to: the one that is named, else the last; a first measure brings its task with it."""
    tasks = sheet.work.session.scalars(select(Task).where(Task.finding_id == finding.id).order_by(Task.seq)).all()
    if wanted and (named := next((task for task in tasks if str(task.seq) == wanted), None)):
        return named
    if wanted and not (wanted == "1" and not tasks):
        fault = (f"{finding.code} 没有任务 {wanted}", "先在“任务清单”加这个任务，或空着")
        raise InvalidInput(problems=[problem(row.place, "task", *fault, ledger=row.ledger)])
    if tasks:
        return tasks[-1]
    task = _new_task(sheet, finding)
    sheet.work.session.flush()
    _note(sheet, Ledger.TASKS, task.id, finding.id, {"finding": finding.code, "seq": task.seq})
    return task


def _facts_of(error: InvalidInput) -> dict[str, Any]:
    problems: Any = error.details["problems"]
    facts: dict[str, Any] = problems[0][3]
    return facts


def _value(ledger: Ledger, cells: dict[str, str], key: str, sheet: Sheet) -> Any:
    column = field_of(ledger, key)
    assert column is not None  # noqa: S101 - keys come from the list of columns
    return stored(column, cells.get(key, ""), sheet.names)


def _note(sheet: Sheet, ledger: Ledger, row_id: int, finding_id: int, cells: dict[str, Any]) -> None:
    sheet.edits.append(
        Edit(
            ledger=ledger,
            row_id=row_id,
            finding_id=finding_id,
            field=WHOLE_ROW,
            before="",
            after=row_as_text({key: str(value) for key, value in cells.items()}),
        )
    )


_ADDERS: dict[Ledger, Callable[[Sheet, Inspection, RoundPlan, Typed], None]] = {
    Ledger.FINDINGS: _add_findings,
    Ledger.TASKS: _add_tasks,
    Ledger.MEASURES: _add_measures,
}
