"""The plan of rectification by finding: tasks with measures, and who answers for them (docs/rules.md §4)."""

from typing import Any, Self

from pydantic import Field, model_validator
from sqlalchemy import bindparam, delete, func, or_, select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Line, Passage, Statement, Version
from core.commands.load import load_finding
from core.errors import RuleViolated
from core.rules.lifecycle import Missing
from core.store.models import ArchiveItem, Finding, Measure, Responsibility, Task
from core.store.trail import Happening
from core.vocabulary import MeasureStatus

OF_FINDING = Task.finding_id == bindparam("number")
UNPLAN = (
    delete(Measure).where(Measure.task_id.in_(select(Task.id).where(OF_FINDING))),
    delete(Task).where(OF_FINDING),
)
BEGUN = (
    select(func.count())
    .select_from(Measure)
    .join(Task, Task.id == Measure.task_id)
    .outerjoin(ArchiveItem, ArchiveItem.measure_id == Measure.id)
    .where(OF_FINDING, or_(Measure.status != MeasureStatus.NOT_STARTED, ArchiveItem.id.is_not(None)))
)
ANSWERS = select(Responsibility).where(Responsibility.finding_id == bindparam("number"))
"""Written once: a plan has dozens of findings, and building a statement costs more than running it."""


class PlannedTask(Command):
    """One task with its measures."""

    goal: Passage = ""
    completion_mark: Line = ""
    start_on: Day | None = None
    due_on: Day | None = None
    measures: tuple[Statement, ...] = Field(default=(), max_length=50)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start_on and self.due_on and self.due_on < self.start_on:
            raise ValueError("任务的完成时限早于开始时间")
        return self


class FindingPlan(Command):
    """Tasks of one finding and who answers for them; posts, not names."""

    finding_id: int
    version: Version
    tasks: tuple[PlannedTask, ...] = Field(default=(), max_length=20)
    owner_leader: Line = ""
    lead_office: Line = ""
    co_offices: Line = ""
    handler: Line = ""


class RecordPlan(Command):
    """Enter or replace the plan of one or many findings at once; all are saved or none."""

    plans: tuple[FindingPlan, ...] = Field(min_length=1, max_length=500)


@handles(RecordPlan)
def record_plan(work: Work, command: RecordPlan) -> Done:
    """Store tasks, measures and responsibility of each finding; returns how many findings."""
    after = {code: _describe(plan) for code, plan in (_record(work, plan) for plan in command.plans)}
    first = command.plans[0].finding_id
    happening = Happening(action="plan.recorded", subject_type="finding", subject_id=first, after={"plans": after})
    return Done(happening, len(command.plans))


def _record(work: Work, plan: FindingPlan) -> tuple[str, FindingPlan]:
    finding, _inspection, _plan = load_finding(work, plan.finding_id, plan.version)
    _require_not_begun(work, finding)
    for statement in UNPLAN:
        work.session.execute(statement, {"number": finding.id}, execution_options={"synchronize_session": False})
    tasks = [
        Task(finding_id=finding.id, seq=seq, **planned.model_dump(exclude={"measures"}))
        for seq, planned in enumerate(plan.tasks, 1)
    ]
    work.session.add_all(tasks)
    work.session.flush()
    work.session.add_all(
        Measure(task_id=task.id, seq=place, text=text)
        for task, planned in zip(tasks, plan.tasks, strict=True)
        for place, text in enumerate(planned.measures, 1)
    )
    _answer_for(work, finding, plan)
    finding.version += 1
    return finding.code, plan


def _require_not_begun(work: Work, finding: Finding) -> None:
    """Measures that were begun or have evidence stay: what was done is not planned anew."""
    if number := work.session.scalar(BEGUN, {"number": finding.id}):
        raise RuleViolated(finding=finding.code, missing=(Missing(code="plan_begun", where="finding", count=number),))


def _answer_for(work: Work, finding: Finding, plan: FindingPlan) -> None:
    row = work.session.scalars(ANSWERS, {"number": finding.id}).first()
    if row is None:
        row = Responsibility(finding_id=finding.id)
        work.session.add(row)
    for name in ("owner_leader", "lead_office", "co_offices", "handler"):
        setattr(row, name, getattr(plan, name))


def _describe(plan: FindingPlan) -> dict[str, Any]:
    return plan.model_dump(exclude={"finding_id", "version"})
