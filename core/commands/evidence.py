"""The archive ledger of a finding: evidence put in, papers registered, material checked (docs/rules.md §4.3)."""

from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import func, select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Line, Name, Passage, Version
from core.commands.load import load_finding, load_measure, require_version
from core.errors import InvalidInput, NotFound, RuleViolated
from core.queries.evidence import Attached, uses_of
from core.rules.archive import usual_retention
from core.rules.lifecycle import Missing
from core.store.models import ArchiveItem, Finding, StoredFile
from core.store.models.material import FilePurpose
from core.store.trail import Happening
from core.vocabulary import MaterialKind, Retention, Secrecy, Verdict

Given = Annotated[Line, Field(min_length=1)]


class _Material(Command):
    """What is said of any piece of material; without a retention its kind decides."""

    finding_id: int
    title: Name
    kind: MaterialKind = MaterialKind.OTHER
    measure_id: int | None = None
    formed_on: Day | None = None
    pages: int | None = Field(default=None, ge=1, le=10000)
    retention: Retention | None = None


class AttachEvidence(_Material):
    """Put a stored file into a finding's archive ledger: one just uploaded, or one the inspection has already."""

    file_id: int
    keeper: Line = ""
    secrecy: Secrecy = Secrecy.INTERNAL


class RegisterPaper(_Material):
    """Register material that exists on paper only; classified material is never uploaded (涉密材料不得上传)."""

    paper_no: Given
    keeper: Given
    secrecy: Secrecy = Secrecy.CLASSIFIED


class VerifyMaterial(Command):
    """Say what checking a piece of material against the facts came to (核验结论)."""

    finding_id: int
    item_id: int
    version: Version
    verdict: Verdict
    note: Passage = ""


@handles(AttachEvidence)
def attach_evidence(work: Work, command: AttachEvidence) -> Done:
    """List a stored file as evidence; returns its entry and where else the same bytes are used."""
    finding, inspection, _plan = load_finding(work, command.finding_id, None)
    if command.secrecy is Secrecy.CLASSIFIED:
        raise RuleViolated(missing=(Missing(code="classified_file", where="finding.evidence"),))
    stored = work.session.get(StoredFile, command.file_id)
    if stored is None or stored.inspection_id != inspection.id or stored.purpose is not FilePurpose.EVIDENCE:
        raise NotFound(what="file", id=command.file_id)
    item = _list(work, finding, command, pages=command.pages or stored.pages)
    after = {"title": item.title, "kind": item.kind, "sha256": stored.sha256}
    uses = uses_of(work.session, work.actor.scope, stored.sha256, but=item.id)
    return Done(_happening(finding, after, action="evidence.attached"), Attached(item_id=item.id, uses=uses))


@handles(RegisterPaper)
def register_paper(work: Work, command: RegisterPaper) -> Done:
    """List a paper by its number and keeper; returns the id of the entry."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, None)
    item = _list(work, finding, command, pages=command.pages)
    after = {"title": item.title, "kind": item.kind, "paper_no": item.paper_no, "secrecy": item.secrecy}
    return Done(_happening(finding, after, action="paper.registered"), item.id)


@handles(VerifyMaterial)
def verify_material(work: Work, command: VerifyMaterial) -> Done:
    """Record the verdict; one that does not wholly match says why."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, None)
    item = work.session.get(ArchiveItem, command.item_id)
    if item is None or item.finding_id != finding.id:
        raise NotFound(what="material", id=command.item_id)
    if command.verdict in (Verdict.PARTLY, Verdict.DIFFERS) and not command.note:
        raise InvalidInput(problems=[("note", "verdict_reason_due", "", {"verdict": command.verdict.term})])
    require_version(item, command.version)
    before = {"verdict": item.verdict, "note": item.verdict_note}
    item.verdict, item.verdict_note = command.verdict, command.note
    after = {"title": item.title, "verdict": command.verdict, "decision": command.verdict.term, "reason": command.note}
    return Done(_happening(finding, after, before, action="material.verified"))


def _list(work: Work, finding: Finding, command: _Material, pages: int | None) -> ArchiveItem:
    """A new entry at the end of the finding's ledger."""
    if command.measure_id is not None:
        load_measure(work, finding, command.measure_id)
    if command.formed_on is not None and command.formed_on > work.today:
        facts = {"read": command.formed_on, "today": work.today, "finding": finding.code}
        raise InvalidInput(problems=[("formed_on", "in_the_future", "", facts)])
    last = work.session.scalar(select(func.max(ArchiveItem.seq)).where(ArchiveItem.finding_id == finding.id))
    fields: dict[str, Any] = {"file_id": None, **command.model_dump(), "pages": pages}
    fields["retention"] = command.retention or usual_retention(command.kind)
    item = ArchiveItem(seq=(last or 0) + 1, event_id=work.event_id, **fields)
    work.session.add(item)
    work.session.flush()
    return item


def _happening(
    finding: Finding, after: dict[str, Any], before: dict[str, Any] | None = None, *, action: str
) -> Happening:
    return Happening(action=action, subject_type="finding", subject_id=finding.id, before=before or {}, after=after)
