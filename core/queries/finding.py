"""One finding with everything known about it: its five ledgers, its chain of clearance, what is still lacking."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from core.errors import NotFound
from core.queries.base import Reading, query
from core.queries.criteria import joined
from core.queries.finding_rows import (
    ArchiveRow,
    DecisionRow,
    ExtensionRow,
    FindingDetail,
    MeasureRow,
    OutcomeFacts,
    PeriodRow,
    PolicyRow,
    RequestRow,
    ResponsibilityFacts,
    TaskRow,
)
from core.queries.findings import in_lists
from core.queries.scope import place_of, visible_findings
from core.queries.similar import tags_of, ties_of
from core.rules.phases import phase
from core.rules.plan import RoundPlan
from core.store.models import (
    ArchiveItem,
    ClearanceDecision,
    ClearanceRequest,
    ExtensionRequest,
    FeedbackDocument,
    Finding,
    FindingPeriod,
    Inspection,
    InspectionRound,
    Measure,
    Outcome,
    PolicyDocument,
    ProgressReport,
    Responsibility,
    StoredFile,
    Task,
    Unit,
    UnitHead,
)


@query
def get_finding(reading: Reading, finding_id: int) -> FindingDetail:
    """The finding with this id; raises NotFound when it is not there or not for this person."""
    found = reading.session.execute(
        joined(Finding, Inspection, Unit, InspectionRound).where(
            Finding.id == finding_id, FindingPeriod.valid_to.is_(None), visible_findings(reading.scope)
        )
    ).first()
    if found is None:
        raise NotFound(what="finding", id=finding_id)
    finding, inspection, unit, inspection_round = found
    plan = RoundPlan.model_validate(inspection_round.plan)
    return FindingDetail(
        row=in_lists(reading, finding_id),
        place=place_of(inspection, unit, finding.lead_department_id),
        inspection_id=inspection.id,
        inspection_code=inspection.code,
        feedback_on=inspection.feedback_on,
        closed_on=inspection.closed_on,
        phase=phase(inspection, reading.as_of, plan, reading.calendar),
        station=finding.station,
        segment=finding.segment,
        source=finding.source,
        cause=finding.cause,
        nature=finding.nature,
        concerns_public=finding.concerns_public,
        commonality=finding.commonality,
        involves_persons=finding.involves_persons,
        severity=finding.severity,
        is_publishable=finding.is_publishable,
        lead_department_id=finding.lead_department_id,
        aspect=finding.aspect,
        document_title=_document_title(reading, finding.document_id),
        source_start=finding.source_start,
        source_end=finding.source_end,
        relapse_of=_code(reading, finding.relapse_of_id),
        tasks=_tasks(reading, finding_id),
        measures=_measures(reading, finding_id),
        responsibility=_responsibility(reading, finding_id),
        outcome=_outcome(reading, finding_id),
        policies=_policies(reading, finding_id),
        archive=_archive(reading, finding_id),
        requests=_requests(reading, finding_id),
        extensions=_extensions(reading, finding_id),
        periods=_periods(reading, finding_id),
        last_progress_on=_last_progress(reading, finding_id),
        head_in_office=_head(reading, unit.id),
        note=finding.note,
        tags=tags_of(reading, finding_id),
        ties=ties_of(reading, finding_id),
    )


def _document_title(reading: Reading, document_id: int | None) -> str:
    return reading.session.scalar(sa.select(FeedbackDocument.title).where(FeedbackDocument.id == document_id)) or ""


def _code(reading: Reading, finding_id: int | None) -> str:
    return reading.session.scalar(sa.select(Finding.code).where(Finding.id == finding_id)) or ""


def _tasks(reading: Reading, finding_id: int) -> tuple[TaskRow, ...]:
    rows = reading.session.scalars(sa.select(Task).where(Task.finding_id == finding_id).order_by(Task.seq))
    return tuple(
        TaskRow(seq=t.seq, goal=t.goal, completion_mark=t.completion_mark, start_on=t.start_on, due_on=t.due_on)
        for t in rows
    )


def _measures(reading: Reading, finding_id: int) -> tuple[MeasureRow, ...]:
    shown = sa.select(sa.func.count()).where(ArchiveItem.measure_id == Measure.id).correlate(Measure).scalar_subquery()
    rows = reading.session.execute(
        sa.select(Measure, Task.seq, shown)
        .join(Task, Task.id == Measure.task_id)
        .where(Task.finding_id == finding_id)
        .order_by(Task.seq, Measure.seq)
    )
    return tuple(
        MeasureRow(
            id=m.id,
            task_seq=task_seq,
            seq=m.seq,
            text=m.text,
            status=m.status,
            done_on=m.done_on,
            result=m.result,
            evidence=evidence,
        )
        for m, task_seq, evidence in rows
    )


def _responsibility(reading: Reading, finding_id: int) -> ResponsibilityFacts:
    row = reading.session.scalars(sa.select(Responsibility).where(Responsibility.finding_id == finding_id)).first()
    return ResponsibilityFacts(**_same(row, ResponsibilityFacts)) if row else ResponsibilityFacts()


def _outcome(reading: Reading, finding_id: int) -> OutcomeFacts:
    row = reading.session.scalars(sa.select(Outcome).where(Outcome.finding_id == finding_id)).first()
    return OutcomeFacts(**_same(row, OutcomeFacts)) if row else OutcomeFacts()


def _policies(reading: Reading, finding_id: int) -> tuple[PolicyRow, ...]:
    rows = reading.session.scalars(
        sa.select(PolicyDocument).where(PolicyDocument.finding_id == finding_id).order_by(PolicyDocument.id)
    )
    return tuple(PolicyRow(**_same(row, PolicyRow)) for row in rows)


def _archive(reading: Reading, finding_id: int) -> tuple[ArchiveRow, ...]:
    rows = reading.session.execute(
        sa.select(ArchiveItem, StoredFile, Measure.seq, _elsewhere())
        .outerjoin(StoredFile, StoredFile.id == ArchiveItem.file_id)
        .outerjoin(Measure, Measure.id == ArchiveItem.measure_id)
        .where(ArchiveItem.finding_id == finding_id)
        .order_by(ArchiveItem.seq)
    )
    return tuple(
        ArchiveRow(
            **{name: getattr(item, name) for name in KEPT},
            file_name=stored.shown_name if stored else "",
            content_type=stored.content_type if stored else "",
            size=stored.size if stored else 0,
            sha256=stored.sha256 if stored else "",
            measure_seq=measure_seq,
            elsewhere=elsewhere,
        )
        for item, stored, measure_seq, elsewhere in rows
    )


KEPT = ("id", "version", "seq", "title", "kind", "formed_on", "pages", "keeper", "secrecy", "retention", "verdict",
        "verdict_note", "paper_no", "file_id")  # fmt: skip
"""What an entry of the archive ledger says by itself."""


def _elsewhere() -> sa.ScalarSelect[int]:
    """How many other findings list the same bytes; a number only, for they may lie beyond the reader's scope."""
    other, same = aliased(ArchiveItem), aliased(StoredFile)
    return (
        sa.select(sa.func.count(other.finding_id.distinct()))
        .join(same, same.id == other.file_id)
        .where(same.sha256 == StoredFile.sha256, other.finding_id != ArchiveItem.finding_id)
        .correlate(StoredFile, ArchiveItem)
        .scalar_subquery()
    )


def _requests(reading: Reading, finding_id: int) -> tuple[RequestRow, ...]:
    requests = reading.session.scalars(
        sa.select(ClearanceRequest).where(ClearanceRequest.finding_id == finding_id).order_by(ClearanceRequest.id)
    ).all()
    decided = reading.session.execute(
        sa.select(ClearanceDecision, UnitHead.name)
        .outerjoin(UnitHead, UnitHead.id == ClearanceDecision.head_id)
        .where(ClearanceDecision.request_id.in_([request.id for request in requests]))
        .order_by(ClearanceDecision.id)
    ).all()
    return tuple(
        RequestRow(
            segment=request.segment,
            requested_on=request.requested_on,
            wanted=request.wanted,
            statement=request.statement,
            next_due_on=request.next_due_on,
            stage_goal=request.stage_goal,
            ended_on=request.ended_on,
            decisions=tuple(_decision(row, head or "") for row, head in decided if row.request_id == request.id),
        )
        for request in requests
    )


def _decision(row: ClearanceDecision, head: str) -> DecisionRow:
    return DecisionRow(
        step=row.step,
        decision=row.decision,
        decided_on=row.decided_on,
        reason=row.reason,
        amend_by_on=row.amend_by_on,
        head=head,
        on_paper=row.paper_file_id is not None,
    )


def _extensions(reading: Reading, finding_id: int) -> tuple[ExtensionRow, ...]:
    rows = reading.session.scalars(
        sa.select(ExtensionRequest).where(ExtensionRequest.finding_id == finding_id).order_by(ExtensionRequest.id)
    )
    return tuple(ExtensionRow(**_same(row, ExtensionRow)) for row in rows)


def _periods(reading: Reading, finding_id: int) -> tuple[PeriodRow, ...]:
    rows = reading.session.scalars(
        sa.select(FindingPeriod)
        .where(FindingPeriod.finding_id == finding_id)
        .order_by(FindingPeriod.valid_from, FindingPeriod.id)
    )
    return tuple(PeriodRow(**_same(row, PeriodRow)) for row in rows)


def _last_progress(reading: Reading, finding_id: int) -> date | None:
    return reading.session.scalar(
        sa.select(sa.func.max(ProgressReport.happened_on)).where(ProgressReport.finding_id == finding_id)
    )


def _head(reading: Reading, unit_id: int) -> str:
    row = reading.session.scalars(
        sa.select(UnitHead).where(
            UnitHead.unit_id == unit_id,
            UnitHead.from_on <= reading.as_of,
            sa.or_(UnitHead.to_on.is_(None), UnitHead.to_on >= reading.as_of),
        )
    ).first()
    return f"{row.post} {row.name}" if row else ""


def _same(row: Any, kind: Any) -> dict[str, Any]:
    """The fields that a row of the table and a row for the reader have in common."""
    return {name: getattr(row, name) for name in kind.__dataclass_fields__}
