"""Findings come in, are confirmed, corrected and withdrawn (docs/rules.md §4, §13)."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Document, Line, Money, Name, Passage, Statement, Version
from core.commands.finding_sorting import Tags, new_tags, require_department, set_tags
from core.commands.load import load_finding, load_inspection
from core.commands.stages import begin_rectification
from core.commands.ties import NewTie, tie
from core.commands.transit import move, require_step
from core.errors import InvalidInput, RuleViolated
from core.rules.lifecycle import Action, Missing
from core.rules.plan import RoundPlan
from core.store.finding_state import State, begin, open_since
from core.store.models import FeedbackDocument, Finding, Inspection
from core.store.trail import Happening
from core.vocabulary import Category, Commonality, Handling, Severity, Source, Station, Status, Subcategory

TITLE_LENGTH = 24
TELLING = 6
"""A clause shorter than this names nothing."""
OPTIONAL = frozenset({"cause", "nature", "note", "commonality", "severity", "lead_department_id", "is_publishable"})
"""What confirming a draft leaves alone unless it is given."""


class Draft(Command):
    """One finding as somebody read it out of a feedback text or typed it."""

    text: Statement
    title: Line = ""
    subcategory: Subcategory | None = None
    category: Category | None = None
    handling: Handling = Handling.TIME_LIMITED
    due_on: Day | None = None
    involves_persons: bool = False
    concerns_public: bool = False
    amount_yuan: Money | None = None
    cause: Line = ""
    nature: Line = ""
    note: Passage = ""
    tags: Tags = ()
    commonality: Commonality = Commonality.INDIVIDUAL
    severity: Severity = Severity.GENERAL
    lead_department_id: int | None = None
    is_publishable: bool = True
    aspect: Line = ""
    source_start: int | None = Field(default=None, ge=0)
    source_end: int | None = Field(default=None, ge=1)
    confidence: float | None = Field(default=None, ge=0, le=1)


class SaveDrafts(Command):
    """Keep the findings of a feedback text as drafts (待确认), each with its place in the original."""

    inspection_id: int
    document_title: Name
    document_text: Document
    drafts: tuple[Draft, ...] = Field(min_length=1, max_length=500)


class AddFinding(Command):
    """Enter one finding by hand; it is assigned at once."""

    inspection_id: int
    draft: Draft
    source: Source = Source.FEEDBACK
    found_on: Day | None = None
    """Day on which supervision or a survey found it; a finding of the feedback counts from the feedback day."""
    ties: tuple[NewTie, ...] = Field(default=(), max_length=20)
    """Similar ones that were marked while it was typed."""


class Confirmation(Command):
    """One draft as it is to stand once confirmed."""

    finding_id: int
    version: Version
    draft: Draft


class ConfirmFindings(Command):
    """Confirm drafts: they are assigned to the unit from the feedback day on (已交办)."""

    confirmations: tuple[Confirmation, ...] = Field(min_length=1, max_length=500)


class CorrectFinding(Command):
    """Correct what a finding says; state and deadline have their own ways."""

    finding_id: int
    version: Version
    title: Line | None = None
    text: Statement | None = None
    subcategory: Subcategory | None = None
    handling: Handling | None = None
    involves_persons: bool | None = None
    concerns_public: bool | None = None
    is_publishable: bool | None = None
    commonality: Commonality | None = None
    severity: Severity | None = None
    amount_yuan: Money | None = None
    cause: Line | None = None
    nature: Line | None = None
    note: Passage | None = None
    tags: Tags | None = None
    lead_department_id: int | None = None


class Withdrawal(Command):
    """One finding to withdraw."""

    finding_id: int
    version: Version


class WithdrawFindings(Command):
    """Take findings out of all figures; they stay stored (撤销)."""

    withdrawals: tuple[Withdrawal, ...] = Field(min_length=1, max_length=500)
    reason: Statement


@dataclass(frozen=True)
class Numbering:
    """Next free numbers of an inspection's findings."""

    prefix: str
    first: int

    def code(self, offset: int) -> str:
        """Number of the finding at this offset: 轮次-单位-序号."""
        return f"{self.prefix}-{self.first + offset:02d}"


def numbering(work: Work, inspection: Inspection) -> Numbering:
    """Continue after the highest number ever given, withdrawn ones included."""
    last = work.session.scalar(select(func.max(Finding.seq)).where(Finding.inspection_id == inspection.id))
    return Numbering(prefix=inspection.code, first=(last or 0) + 1)


def first_clause(text: str) -> str:
    """Short name of a finding: its first clause that says something, cut to what a list shows."""
    head = text.strip()
    for mark in "，。；：,;:\n":
        clause = head.split(mark, 1)[0]
        head = clause if len(clause) >= TELLING else head
    return head[:TITLE_LENGTH]


def new_finding(inspection: Inspection, draft: Draft, number: tuple[int, str], state: State, source: Source) -> Finding:
    """A finding row from a draft; its state columns follow `state`."""
    seq, code = number
    return Finding(
        inspection_id=inspection.id,
        code=code,
        seq=seq,
        source=source,
        status=state.status,
        station=state.station,
        held_since_on=state.held_since_on,
        **describe(draft),
    )


def describe(draft: Draft) -> dict[str, Any]:
    """Columns that a draft fills."""
    category = draft.subcategory.category if draft.subcategory else draft.category
    return {
        "title": draft.title or first_clause(draft.text),
        "text": draft.text,
        "category": category,
        "subcategory": draft.subcategory,
        "handling": draft.handling,
        "involves_persons": draft.involves_persons,
        "concerns_public": draft.concerns_public,
        "amount_yuan": draft.amount_yuan,
        "cause": draft.cause,
        "nature": draft.nature,
        "note": draft.note,
        "commonality": draft.commonality,
        "severity": draft.severity,
        "lead_department_id": draft.lead_department_id,
        "is_publishable": draft.is_publishable,
        "aspect": draft.aspect,
        "source_start": draft.source_start,
        "source_end": draft.source_end,
        "confidence": draft.confidence,
    }


def assigned(
    inspection: Inspection, plan: RoundPlan, handling: Handling, due_on: date | None, found_on: date | None = None
) -> State:
    """The first counted state: with the unit since it was fed back, or found later; raises RuleViolated before feedback."""
    if inspection.feedback_on is None:
        raise RuleViolated(missing=(Missing(code="no_feedback_day", where="master_data.inspections"),))
    since = max(inspection.feedback_on, found_on or inspection.feedback_on)
    due = due_on or plan.due_on(handling, since, work_calendar())
    if due < since:
        raise InvalidInput(
            problems=[("due_on", "before_feedback", "", {"due_on": due, "feedback_on": inspection.feedback_on})]
        )
    return State(status=Status.NOT_STARTED, station=Station.UNIT, due_on=due, held_since_on=since, segment=1)


@handles(SaveDrafts)
def save_drafts(work: Work, command: SaveDrafts) -> Done:
    """Store the text and one draft for each finding in it; returns the ids of the drafts."""
    inspection, _unit, _plan = load_inspection(work, command.inspection_id)
    document = _document(work, inspection, command)
    state = State(
        status=Status.DRAFT, station=Station.OFFICE_CONFIRMS, due_on=None, held_since_on=work.today, segment=1
    )
    numbers = numbering(work, inspection)
    findings = []
    for offset, draft in enumerate(command.drafts):
        number = (numbers.first + offset, numbers.code(offset))
        finding = new_finding(inspection, draft, number, state, Source.FEEDBACK)
        finding.document_id = document.id
        findings.append(finding)
    start = min(inspection.feedback_on or work.today, work.today)
    dated = [replace(state, due_on=draft.due_on) for draft in command.drafts]
    begin(work.session, [(f, [(start, its)]) for f, its in zip(findings, dated, strict=True)], work.stamp)
    for finding, draft in zip(findings, command.drafts, strict=True):
        work.session.add_all(new_tags(finding, draft.tags))
    after = {"document": document.title, "drafts": len(findings)}
    return Done(
        Happening(action="drafts.saved", subject_type="inspection", subject_id=inspection.id, after=after),
        [finding.id for finding in findings],
    )


@handles(AddFinding)
def add_finding(work: Work, command: AddFinding) -> Done:
    """Store one finding as assigned from the feedback day; returns its id."""
    inspection, _unit, plan = load_inspection(work, command.inspection_id)
    if command.found_on is not None and command.found_on > work.today:
        facts = {"read": command.found_on, "today": work.today}
        raise InvalidInput(problems=[("found_on", "in_the_future", "", facts)])
    state = assigned(inspection, plan, command.draft.handling, command.draft.due_on, command.found_on)
    require_department(work, command.draft.lead_department_id)
    numbers = numbering(work, inspection)
    finding = new_finding(inspection, command.draft, (numbers.first, numbers.code(0)), state, command.source)
    begin(work.session, [(finding, [(state.held_since_on, state)])], work.stamp)
    begin_rectification(work, inspection)
    work.session.add_all(new_tags(finding, command.draft.tags))
    tied = [f"{one.link.term} {tie(work, finding, one).code}" for one in command.ties]
    after = {"code": finding.code, "title": finding.title, "due_on": state.due_on, "ties": tied}
    return Done(
        Happening(action="finding.added", subject_type="finding", subject_id=finding.id, after=after), finding.id
    )


@handles(ConfirmFindings)
def confirm_findings(work: Work, command: ConfirmFindings) -> Done:
    """Turn drafts into assigned findings, with the corrections made while reading; returns how many."""
    codes = [_confirm(work, confirmation) for confirmation in command.confirmations]
    first = command.confirmations[0].finding_id
    return Done(
        Happening(action="findings.confirmed", subject_type="finding", subject_id=first, after={"codes": codes}),
        len(codes),
    )


@handles(CorrectFinding)
def correct_finding(work: Work, command: CorrectFinding) -> Done:
    """Change the given fields of a finding."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    require_department(work, command.lead_department_id)
    changes = command.model_dump(exclude_none=True, exclude={"finding_id", "version", "tags"})
    if command.subcategory:
        changes["category"] = command.subcategory.category
    before = {name: getattr(finding, name) for name in changes}
    for name, value in changes.items():
        setattr(finding, name, value)
    if command.tags is not None:
        before["tags"], changes["tags"] = set_tags(work, finding, command.tags), command.tags
    finding.version += 1
    return Done(
        Happening(
            action="finding.corrected", subject_type="finding", subject_id=finding.id, before=before, after=changes
        )
    )


@handles(WithdrawFindings)
def withdraw_findings(work: Work, command: WithdrawFindings) -> Done:
    """Withdraw findings from today on; returns how many."""
    codes = []
    for withdrawal in command.withdrawals:
        finding, _inspection, _plan = load_finding(work, withdrawal.finding_id, withdrawal.version)
        move(work, finding, Action.WITHDRAW, work.today)
        codes.append(finding.code)
    after = {"codes": codes, "reason": command.reason}
    subject = command.withdrawals[0].finding_id
    return Done(
        Happening(action="findings.withdrawn", subject_type="finding", subject_id=subject, after=after), len(codes)
    )


def _confirm(work: Work, confirmation: Confirmation) -> str:
    finding, inspection, plan = load_finding(work, confirmation.finding_id, confirmation.version)
    require_step(Action.CONFIRM, finding)
    draft = confirmation.draft
    require_department(work, draft.lead_department_id)
    state = assigned(inspection, plan, draft.handling, draft.due_on)
    kept = {"source_start", "source_end", "aspect", "confidence"} | (OPTIONAL - draft.model_fields_set)
    for name, value in describe(draft).items():
        if name not in kept:
            setattr(finding, name, value)
    if "tags" in draft.model_fields_set:
        set_tags(work, finding, draft.tags)
    effective_on = max(state.held_since_on, open_since(work.session, finding))
    move(work, finding, Action.CONFIRM, effective_on, due_on=state.due_on)
    begin_rectification(work, inspection)
    return finding.code


def _document(work: Work, inspection: Inspection, command: SaveDrafts) -> FeedbackDocument:
    fingerprint = hashlib.sha256(command.document_text.encode()).hexdigest()
    known = work.session.scalars(
        select(FeedbackDocument).where(
            FeedbackDocument.inspection_id == inspection.id, FeedbackDocument.sha256 == fingerprint
        )
    ).first()
    if known is not None:
        raise RuleViolated(missing=(Missing(code="text_already_split", where="intake_feedback"),))
    document = FeedbackDocument(
        inspection_id=inspection.id,
        title=command.document_title,
        text=command.document_text,
        sha256=fingerprint,
        event_id=work.event_id,
    )
    work.session.add(document)
    work.session.flush()
    return document
