"""Whether the five ledgers of one finding hold each other, and where they do not (对账, docs/rules.md §4.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from core.vocabulary import LedgerBreak, Status

CLAIMS = (Status.CLEARED, Status.PARTIALLY_CLEARED)
"""States that say something was achieved; 长期坚持 says so only while it is asked for."""
EXPLAINABLE = (LedgerBreak.EVIDENCE_REUSED, LedgerBreak.ALIKE_OUTCOMES)
"""What may be in order and is closed by a reason; everything else has to be mended."""
TASKS, ANSWERS, OUTCOME, EVIDENCE = "finding.tasks", "finding.responsibility", "finding.outcome", "finding.evidence"


@dataclass(frozen=True, kw_only=True)
class MeasureFacts:
    """One measure; `name` is task and place, 1.2."""

    id: int
    name: str
    is_done: bool = False
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TaskFacts:
    """One task with its measures."""

    seq: int
    due_on: date | None = None
    measures: tuple[MeasureFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PieceFacts:
    """One piece of evidence; without a measure it is general and serves them all."""

    seq: int
    measure_id: int | None = None
    formed_on: date | None = None
    elsewhere: tuple[int, ...] = ()
    """Other findings that hold the same file."""


@dataclass(frozen=True, kw_only=True)
class LedgerFacts:
    """What the ledgers say of one finding on one day."""

    finding_id: int
    as_of: date
    claim: Status | None = None
    """What it has been given or is asking for; None while it is under way."""
    on_the_spot: bool = False
    """即知即改 and cleared where it was seen put right: nobody has to have planned it, and the remark says what was done."""
    began_on: date | None = None
    """Feedback day; None where one may have put it right before (立行立改、即知即改)."""
    due_on: date | None = None
    """The latest deadline it has or ever had."""
    cleared_on: date | None = None
    involves_persons: bool = False
    tasks: tuple[TaskFacts, ...] = ()
    owner_leader: str = ""
    lead_office: str = ""
    handler: str = ""
    summary: str = ""
    has_disposal: bool = False
    pieces: tuple[PieceFacts, ...] = ()
    alike: tuple[int, ...] = ()
    """Other findings of the unit or the round whose outcome says nearly the same."""

    @property
    def measures(self) -> tuple[MeasureFacts, ...]:
        """Of all tasks."""
        return tuple(measure for task in self.tasks for measure in task.measures)


@dataclass(frozen=True, kw_only=True)
class Break:
    """One place where the ledgers do not hold each other; `code` names the sentence that says it."""

    kind: LedgerBreak
    code: str
    where: str
    places: tuple[tuple[str, date | None], ...] = ()
    """Measures, tasks or pieces by name, with the day that is wrong."""
    limit: date | None = None
    """The day it is measured by."""
    others: tuple[int, ...] = field(default=())
    """Other findings it concerns."""


def claiming(facts: LedgerFacts, wanted: Status, *, on_the_spot: bool = False) -> LedgerFacts:
    """The same ledgers once this is asked for: outcome, disposal and evidence fall due."""
    return replace(facts, claim=wanted, on_the_spot=on_the_spot)


def breaks_of(facts: LedgerFacts) -> tuple[Break, ...]:
    """All breaks of a finding in the order of the ledgers, at most one for each thing that can be wrong."""
    planned = () if facts.on_the_spot else (*_tasks(facts), *_answers(facts))
    return (
        *planned,
        *_outcome(facts),
        *_evidence(facts),
        *_dates(facts),
        *_likenesses(facts),
    )


def _tasks(facts: LedgerFacts) -> Iterator[Break]:
    if not facts.tasks:
        yield Break(kind=LedgerBreak.FINDING_WITHOUT_TASK, code="finding_without_task", where=TASKS)
    bare = tuple((str(task.seq), None) for task in facts.tasks if not task.measures)
    if bare:
        yield Break(kind=LedgerBreak.TASK_WITHOUT_MEASURE, code="task_without_measure", where=TASKS, places=bare)


def _answers(facts: LedgerFacts) -> Iterator[Break]:
    """Without a task nobody has to answer for one yet."""
    kind = LedgerBreak.TASK_WITHOUT_OWNER
    if facts.tasks and not facts.owner_leader:
        yield Break(kind=kind, code="no_owner_leader", where=ANSWERS)
    if facts.tasks and not facts.lead_office and not facts.handler:
        yield Break(kind=kind, code="no_owner_office", where=ANSWERS)


def _outcome(facts: LedgerFacts) -> Iterator[Break]:
    if facts.claim and not facts.on_the_spot and not facts.summary:
        yield Break(kind=LedgerBreak.CLEARED_WITHOUT_OUTCOME, code="cleared_without_outcome", where=OUTCOME)
    if facts.claim and facts.involves_persons and not facts.has_disposal:
        yield Break(kind=LedgerBreak.PERSON_WITHOUT_DISPOSAL, code="person_without_disposal", where=OUTCOME)


def _evidence(facts: LedgerFacts) -> Iterator[Break]:
    """Measures that are done need a piece each, all of them once the finding is cleared; one general piece serves all."""
    kind = LedgerBreak.MEASURE_WITHOUT_EVIDENCE
    if facts.claim and not facts.pieces:
        yield Break(kind=kind, code="no_evidence", where=EVIDENCE)
        return
    shown = {piece.measure_id for piece in facts.pieces}
    if None in shown:
        return
    every = facts.claim is Status.CLEARED and not facts.on_the_spot
    bare = tuple((m.name, None) for m in facts.measures if (m.is_done or every) and m.id not in shown)
    if bare:
        yield Break(kind=kind, code="measure_without_evidence", where=EVIDENCE, places=bare)


def _dates(facts: LedgerFacts) -> Iterator[Break]:
    done = {m.name: m.done_on for m in facts.measures if m.is_done}
    ends = {} if facts.on_the_spot else {str(task.seq): task.due_on for task in facts.tasks}
    formed = {str(piece.seq): piece.formed_on for piece in facts.pieces}
    checks = (
        ("task_due_late", TASKS, _after(ends, facts.due_on), facts.due_on),
        ("measure_done_early", TASKS, _before(done, facts.began_on), facts.began_on),
        ("measure_done_ahead", TASKS, _after(done, facts.as_of), facts.as_of),
        ("measure_done_late", TASKS, _after(done, facts.cleared_on), facts.cleared_on),
        ("evidence_formed_ahead", EVIDENCE, _after(formed, facts.as_of), facts.as_of),
        ("cleared_early", "finding", _before({"": facts.cleared_on}, facts.began_on), facts.began_on),
    )
    for code, where, places, limit in checks:
        if places:
            yield Break(kind=LedgerBreak.DATES_OUT_OF_ORDER, code=code, where=where, places=places, limit=limit)


def _after(days: Mapping[str, date | None], limit: date | None) -> tuple[tuple[str, date | None], ...]:
    return tuple((name, day) for name, day in days.items() if day and limit and day > limit)


def _before(days: Mapping[str, date | None], limit: date | None) -> tuple[tuple[str, date | None], ...]:
    return tuple((name, day) for name, day in days.items() if day and limit and day < limit)


def _likenesses(facts: LedgerFacts) -> Iterator[Break]:
    reused = tuple((str(piece.seq), None) for piece in facts.pieces if piece.elsewhere)
    if reused:
        others = tuple(dict.fromkeys(other for piece in facts.pieces for other in piece.elsewhere))
        yield Break(
            kind=LedgerBreak.EVIDENCE_REUSED, code="evidence_reused", where=EVIDENCE, places=reused, others=others
        )
    if facts.alike:
        yield Break(kind=LedgerBreak.ALIKE_OUTCOMES, code="alike_outcomes", where=OUTCOME, others=facts.alike)
