"""The ledgers of many findings, or of one, as the rules of the cross-check read them (docs/rules.md §4.2)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from core.likeness import NEARLY_IDENTICAL, alike_pairs, nearest
from core.queries.base import Reading
from core.queries.criteria import FindingCriteria, counted, joined
from core.rules.cross_check import CLAIMS, LedgerFacts, MeasureFacts, PieceFacts, TaskFacts
from core.store.models import (
    ArchiveItem,
    BreakExplanation,
    ClearanceRequest,
    Finding,
    FindingPeriod,
    Inspection,
    InspectionRound,
    Measure,
    Outcome,
    Responsibility,
    StoredFile,
    Task,
    Unit,
)
from core.vocabulary import Handling, LedgerBreak, MeasureStatus, Source, Status

Asked = sa.Select[*tuple[Any, ...]]
FEW = 5
"""So many other findings are looked up for one that shares a file or a text; more would not be read."""
COUNTS = ("disciplined", "reassigned", "admonished", "talked_to", "transferred")
_any_period = aliased(FindingPeriod)
_latest_due = (
    sa.select(sa.func.max(_any_period.due_on))
    .where(_any_period.finding_id == Finding.id)
    .correlate(Finding)
    .scalar_subquery()
)
COLUMNS: tuple[Any, ...] = (
    Finding.id,
    Finding.code,
    Finding.title,
    Finding.handling,
    Finding.source,
    Finding.involves_persons,
    FindingPeriod.status,
    FindingPeriod.station,
    FindingPeriod.valid_from,
    _latest_due.label("due_on"),
    Inspection.feedback_on,
    Inspection.unit_id,
    Inspection.round_id,
    Unit.code.label("unit_code"),
    Unit.short_name.label("unit_name"),
    InspectionRound.name.label("round_name"),
    Responsibility.owner_leader,
    Responsibility.lead_office,
    Responsibility.handler,
    Outcome.summary,
    Outcome.disposal,
    *(getattr(Outcome, name) for name in COUNTS),
)


@dataclass(frozen=True)
class Checked:
    """One finding as a list names it, what its ledgers say, and which likenesses were explained."""

    head: Any
    facts: LedgerFacts
    explained: frozenset[LedgerBreak]


@dataclass(frozen=True)
class Statements:
    """What is asked about chosen findings; the same for one and for all."""

    tasks: Asked
    pieces: Asked
    reused: Asked
    claims: Asked
    explained: Asked


def load_chosen(reading: Reading, criteria: FindingCriteria) -> list[Checked]:
    """Findings that enter the figures of the day, as far as they may be seen, in the order of all lists."""
    heads = reading.session.execute(_with_ledgers(counted(reading, criteria, *COLUMNS)).order_by(*ORDER)).all()
    chosen = counted(reading, criteria, Finding.id)
    statements = _statements(lambda column: column.in_(chosen))
    return _check(reading.session, heads, statements, reading.as_of, _alike_in_all(reading.session, heads), {})


def load_one(session: Session, finding_id: int, as_of: date) -> Checked:
    """One finding as it stands now; whoever asks has made sure that it may be seen."""
    given = {"number": finding_id}
    head = session.execute(HEAD, given).one()
    alike = {finding_id: _alike_to(session, head)} if head.summary else {}
    return _check(session, [head], OF_ONE, as_of, alike, given)[0]


def _with_ledgers(select: sa.Select[Any]) -> sa.Select[Any]:
    return select.outerjoin(Responsibility, Responsibility.finding_id == Finding.id).outerjoin(
        Outcome, Outcome.finding_id == Finding.id
    )


def _statements(chosen: Callable[[Any], ColumnElement[bool]]) -> Statements:
    shared = _files(ArchiveItem.finding_id, StoredFile.sha256).join(Finding, Finding.id == ArchiveItem.finding_id)
    mine = _files(StoredFile.sha256).where(chosen(ArchiveItem.finding_id))
    return Statements(
        tasks=sa.select(
            Task.finding_id, Task.seq, Task.due_on, Measure.id, Measure.seq.label("place"), Measure.status, Measure.done_on
        )
        .outerjoin(Measure, Measure.task_id == Task.id)
        .where(chosen(Task.finding_id))
        .order_by(Task.finding_id, Task.seq, Measure.seq),
        pieces=_files(
            ArchiveItem.finding_id, ArchiveItem.seq, ArchiveItem.measure_id, ArchiveItem.formed_on, StoredFile.sha256,
            outer=True,
        )
        .where(chosen(ArchiveItem.finding_id))
        .order_by(ArchiveItem.finding_id, ArchiveItem.seq),
        reused=shared.where(Finding.status.in_(Status.counted()), StoredFile.sha256.in_(mine)).order_by(Finding.id),
        claims=sa.select(ClearanceRequest.finding_id, ClearanceRequest.wanted).where(
            chosen(ClearanceRequest.finding_id), ClearanceRequest.ended_on.is_(None)
        ),
        explained=sa.select(BreakExplanation.finding_id, BreakExplanation.kind)
        .join(Finding, OF_THIS_RUN)
        .where(chosen(BreakExplanation.finding_id)),
    )  # fmt: skip


def _files(*columns: Any, outer: bool = False) -> sa.Select[Any]:
    """Pieces with their file; one on paper has none."""
    return (
        sa.select(*columns)
        .select_from(ArchiveItem)
        .join(StoredFile, StoredFile.id == ArchiveItem.file_id, isouter=outer)
    )


OF_THIS_RUN = sa.and_(Finding.id == BreakExplanation.finding_id, Finding.segment == BreakExplanation.segment)
"""An explanation ends with the run it was given in: when a finding comes back it is looked at anew."""
ORDER = (
    InspectionRound.term_no.desc(),
    InspectionRound.round_no.desc(),
    Unit.sort_order,
    Unit.id,
    Finding.seq,
    Finding.id,
)
HEAD = _with_ledgers(joined(*COLUMNS)).where(Finding.id == sa.bindparam("number"), FindingPeriod.valid_to.is_(None))
OF_ONE = _statements(lambda column: column == sa.bindparam("number"))
OUTCOMES = (
    sa.select(Finding.id, Outcome.summary, Inspection.unit_id, Inspection.round_id)
    .select_from(Outcome)
    .join(Finding, Finding.id == Outcome.finding_id)
    .join(Inspection, Inspection.id == Finding.inspection_id)
    .where(Outcome.summary != "", Finding.status.in_(Status.counted()))
    .order_by(Finding.id)
)
NEIGHBOURS = OUTCOMES.where(
    Finding.id != sa.bindparam("number"),
    sa.or_(Inspection.unit_id == sa.bindparam("unit"), Inspection.round_id == sa.bindparam("round")),
)
"""Written once: every step of a clearance asks, and building a statement costs more than running it."""


def _check(
    session: Session,
    heads: Sequence[Any],
    statements: Statements,
    as_of: date,
    alike: Mapping[int, tuple[int, ...]],
    given: Mapping[str, int],
) -> list[Checked]:
    """Put what the statements find together, finding by finding."""

    def rows(select: Asked) -> dict[int, list[Any]]:
        return _by_finding(session.execute(select, given))

    rows_of_pieces, tasks = rows(statements.pieces), rows(statements.tasks)
    files = _by_file(session.execute(statements.reused, given)) if rows_of_pieces else {}
    pieces = {number: _pieces(found, files) for number, found in rows_of_pieces.items()}
    asked_for = any(head.status is Status.APPLIED for head in heads)
    claims = rows(statements.claims) if asked_for else {}
    alike_at_all = any(alike.values()) or any(piece.elsewhere for found in pieces.values() for piece in found)
    explained = rows(statements.explained) if alike_at_all else {}
    return [
        Checked(
            head,
            _facts(
                head,
                as_of,
                claims.get(head.id, ()),
                tasks.get(head.id, ()),
                pieces.get(head.id, ()),
                alike.get(head.id, ()),
            ),
            frozenset(row.kind for row in explained.get(head.id, ())),
        )
        for head in heads
    ]


def _by_finding(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.finding_id].append(row)
    return found


def _by_file(rows: Iterable[Any]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.finding_id not in found[row.sha256][-1:]:
            found[row.sha256].append(row.finding_id)
    return found


def _facts(
    head: Any,
    as_of: date,
    claims: Sequence[Any],
    tasks: Sequence[Any],
    pieces: tuple[PieceFacts, ...],
    alike: tuple[int, ...],
) -> LedgerFacts:
    at_once = head.handling is Handling.IMMEDIATE
    cleared = head.status is Status.CLEARED
    return LedgerFacts(
        finding_id=head.id,
        as_of=as_of,
        claim=claims[0].wanted if claims else head.status if head.status in CLAIMS else None,
        on_the_spot=at_once and cleared,
        began_on=None if at_once or head.source is Source.IMMEDIATE else head.feedback_on,
        due_on=head.due_on,
        cleared_on=head.valid_from if cleared else None,
        involves_persons=head.involves_persons,
        tasks=_tasks(tasks),
        owner_leader=head.owner_leader or "",
        lead_office=head.lead_office or "",
        handler=head.handler or "",
        summary=head.summary or "",
        has_disposal=bool(head.disposal) or any(getattr(head, name) for name in COUNTS),
        pieces=pieces,
        alike=alike,
    )


def _tasks(rows: Sequence[Any]) -> tuple[TaskFacts, ...]:
    measures: dict[tuple[int, date | None], list[MeasureFacts]] = {}
    for row in rows:
        listed = measures.setdefault((row.seq, row.due_on), [])
        if row.id is not None:
            name, done = f"{row.seq}.{row.place}", row.status is MeasureStatus.DONE
            listed.append(MeasureFacts(id=row.id, name=name, is_done=done, done_on=row.done_on))
    return tuple(TaskFacts(seq=seq, due_on=due, measures=tuple(listed)) for (seq, due), listed in measures.items())


def _pieces(rows: Sequence[Any], files: Mapping[str, Sequence[int]]) -> tuple[PieceFacts, ...]:
    return tuple(
        PieceFacts(
            seq=row.seq,
            measure_id=row.measure_id,
            formed_on=row.formed_on,
            elsewhere=tuple(islice((one for one in files.get(row.sha256, ()) if one != row.finding_id), FEW)),
        )
        for row in rows
    )


def _alike_to(session: Session, head: Any) -> tuple[int, ...]:
    given = {"number": head.id, "unit": head.unit_id, "round": head.round_id}
    rows = session.execute(NEIGHBOURS, given).all()
    found = nearest(head.summary, [row.summary for row in rows], limit=len(rows), least=NEARLY_IDENTICAL)
    return tuple(sorted(rows[place].id for place, _ in found)[:FEW])


def _alike_in_all(session: Session, heads: Sequence[Any]) -> dict[int, tuple[int, ...]]:
    """For each finding the others of its unit or its round whose outcome says nearly the same; equal texts are compared once."""
    if not any(head.summary for head in heads):
        return {}
    groups: dict[tuple[str, int], dict[str, list[int]]] = defaultdict(dict)
    for row in session.execute(OUTCOMES):
        for group in (("unit", row.unit_id), ("round", row.round_id)):
            groups[group].setdefault(row.summary, []).append(row.id)
    near = {group: _near(holders) for group, holders in groups.items()}

    def others(head: Any) -> tuple[int, ...]:
        places = (("unit", head.unit_id), ("round", head.round_id))
        found = {one for place in places for one in near.get(place, {}).get(head.summary, ())}
        return tuple(sorted(found - {head.id})[:FEW])

    return {head.id: others(head) for head in heads if head.summary}


def _near(holders: Mapping[str, Sequence[int]]) -> dict[str, set[int]]:
    """For each text of one unit or round the first findings that hold it or one nearly like it."""
    texts = list(holders)
    near = {text: set(holders[text][: FEW + 1]) for text in texts}
    for left, right, _score in alike_pairs(texts):
        near[texts[left]].update(holders[texts[right]][: FEW + 1])
        near[texts[right]].update(holders[texts[left]][: FEW + 1])
    return near
