"""The facts of inspections that scoring is told, for any day, by a fixed number of statements (docs/rules.md §7).

States, deadlines and relapses are those of the day asked for. Ledgers are told as they are now, without what is dated
later: they keep no earlier versions.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from core.clock import HERE
from core.queries.base import Reading
from core.queries.chain import chain_facts
from core.queries.criteria import joined
from core.rules.milestones import stop_due_on
from core.rules.plan import RoundPlan
from core.scoring.facts import FindingFacts, InspectionFacts, MilestoneFacts
from core.store.models import (
    ArchiveItem,
    AuditEvent,
    Finding,
    FindingPeriod,
    Inspection,
    InspectionRound,
    Measure,
    Outcome,
    PolicyDocument,
    Responsibility,
    Task,
)
from core.vocabulary import MeasureStatus, Milestone, Status

Counts = dict[int, int]


@dataclass(frozen=True)
class Ledgers:
    """What the ledgers hold, by finding."""

    tasks: dict[int, tuple[int, ...]]
    """Tasks, tasks without a goal, tasks without a day."""
    bare_measures: Counts
    pieces: Counts
    policies: Counts


def inspection_facts(
    reading: Reading, inspection_ids: Collection[int], false_items: Mapping[int, tuple[int, ...]] | None = None
) -> dict[int, InspectionFacts]:
    """Facts of these inspections; who may see them is for the caller to decide."""
    ledgers = _ledgers(reading, inspection_ids)
    found: dict[int, list[FindingFacts]] = defaultdict(list)
    for number, facts in _findings(reading, inspection_ids, ledgers):
        found[number].append(facts)
    milestones = _milestones(reading, inspection_ids)
    return {
        number: InspectionFacts(
            as_of=reading.as_of,
            findings=tuple(found[number]),
            milestones=milestones.get(number, {}),
            false_item_ids=(false_items or {}).get(number, ()),
        )
        for number in inspection_ids
    }


def _findings(reading: Reading, inspection_ids: Collection[int], ledgers: Ledgers) -> list[tuple[int, FindingFacts]]:
    day = reading.as_of
    select = (
        joined(Inspection.id, *COLUMNS)
        .outerjoin(Responsibility, Responsibility.finding_id == Finding.id)
        .outerjoin(Outcome, Outcome.finding_id == Finding.id)
        .where(
            Inspection.id.in_(inspection_ids),
            FindingPeriod.valid_from <= day,
            sa.or_(FindingPeriod.valid_to.is_(None), FindingPeriod.valid_to > day),
            FindingPeriod.status.in_(Status.counted()),
        )
        .order_by(Finding.inspection_id, Finding.seq)
    )
    return [(row[0], _finding(row, ledgers)) for row in reading.session.execute(select)]


COLUMNS = (
    Finding.id.label("finding_id"),
    Finding.code,
    Finding.title,
    Finding.subcategory,
    Finding.severity,
    Finding.involves_persons,
    Finding.relapse_of_id,
    FindingPeriod.status,
    FindingPeriod.due_on,
    FindingPeriod.valid_from,
    FindingPeriod.segment,
    Responsibility.owner_leader,
    Responsibility.lead_office,
    Responsibility.handler,
    Outcome.disposal,
    Outcome.wider_review,
)
"""Columns, not entities: a whole county is read at once."""


def _finding(row: Any, ledgers: Ledgers) -> FindingFacts:
    number = row.finding_id
    tasks, goalless, dayless = ledgers.tasks.get(number, (0, 0, 0))
    return FindingFacts(
        id=number,
        code=row.code,
        title=row.title,
        status=row.status,
        due_on=row.due_on,
        cleared_on=row.valid_from if row.status is Status.CLEARED else None,
        subcategory=row.subcategory,
        severity=row.severity,
        involves_persons=row.involves_persons,
        has_disposal=bool(row.disposal),
        has_owner=bool(row.owner_leader),
        has_handler=bool(row.lead_office or row.handler),
        tasks=tasks,
        tasks_without_goal=goalless,
        tasks_without_due=dayless,
        done_measures_without_evidence=ledgers.bare_measures.get(number, 0),
        pieces=ledgers.pieces.get(number, 0),
        policies=ledgers.policies.get(number, 0),
        wider_review=bool(row.wider_review),
        relapses=row.segment - 1,
        came_back=row.relapse_of_id is not None,
    )


def _ledgers(reading: Reading, inspection_ids: Collection[int]) -> Ledgers:
    day, until = reading.as_of, _end_of(reading.as_of)
    covered = (
        sa.exists()
        .where(
            ArchiveItem.finding_id == Task.finding_id,
            sa.or_(ArchiveItem.measure_id == Measure.id, ArchiveItem.measure_id.is_(None)),
            AuditEvent.id == ArchiveItem.event_id,
            AuditEvent.at < until,
        )
        .correlate(Task, Measure)
    )
    tasks = sa.select(
        Task.finding_id,
        sa.func.count(),
        sa.func.count().filter(Task.goal == ""),
        sa.func.count().filter(Task.due_on.is_(None)),
    )
    measures = sa.select(Task.finding_id, sa.func.count()).join(Measure, Measure.task_id == Task.id)
    pieces = sa.select(ArchiveItem.finding_id, sa.func.count()).join(AuditEvent, AuditEvent.id == ArchiveItem.event_id)
    policies = sa.select(PolicyDocument.finding_id, sa.func.count())
    done = (Measure.status == MeasureStatus.DONE, Measure.done_on <= day, ~covered)
    issued = sa.or_(PolicyDocument.issued_on.is_(None), PolicyDocument.issued_on <= day)
    counts = (
        _by_finding(reading, inspection_ids, select, column)
        for select, column in (
            (tasks, Task.finding_id),
            (measures.where(*done), Task.finding_id),
            (pieces.where(AuditEvent.at < until), ArchiveItem.finding_id),
            (policies.where(issued), PolicyDocument.finding_id),
        )
    )
    by_task, *others = counts
    return Ledgers(by_task, *({number: count for number, (count,) in found.items()} for found in others))


def _by_finding(
    reading: Reading, inspection_ids: Collection[int], select: Any, column: Any
) -> dict[int, tuple[int, ...]]:
    """Counts for each finding of these inspections that has any."""
    chosen = select.join(Finding, Finding.id == column).where(Finding.inspection_id.in_(inspection_ids))
    return {number: tuple(counts) for number, *counts in reading.session.execute(chosen.group_by(column))}


def _end_of(day: date) -> datetime:
    """The instant at which a day ends in China."""
    return datetime.combine(day + timedelta(days=1), time(), HERE)


def _milestones(reading: Reading, inspection_ids: Collection[int]) -> dict[int, dict[Milestone, MilestoneFacts]]:
    plans: dict[int, Any] = dict(
        reading.session.execute(
            sa.select(Inspection.id, InspectionRound.plan)
            .join(InspectionRound, InspectionRound.id == Inspection.round_id)
            .where(Inspection.id.in_(inspection_ids))
        ).all()
    )
    found = {}
    for number, facts in chain_facts(reading.session, inspection_ids).items():
        plan = RoundPlan.model_validate(plans[number])
        found[number] = {
            milestone: MilestoneFacts(due_on=due_on, met_on=facts.met.get(milestone))
            for milestone in Milestone.scored()
            if (due_on := stop_due_on(milestone, facts, plan, reading.calendar)) is not None
        }
    return found
