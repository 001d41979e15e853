"""What stands in the archive ledger of a finding: uploaded evidence (docs/rules.md §4)."""

from pydantic import Field
from sqlalchemy import func, select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Day, Line, Name
from core.commands.load import load_finding, load_measure
from core.errors import NotFound
from core.store.models import ArchiveItem, StoredFile
from core.store.models.material import FilePurpose
from core.store.trail import Happening
from core.vocabulary import MaterialKind, Secrecy


class AttachEvidence(Command):
    """Put an uploaded file into a finding's archive ledger."""

    finding_id: int
    file_id: int
    title: Name
    kind: MaterialKind = MaterialKind.OTHER
    measure_id: int | None = None
    formed_on: Day | None = None
    pages: int | None = Field(default=None, ge=1, le=10000)
    keeper: Line = ""
    secrecy: Secrecy = Secrecy.INTERNAL


@handles(AttachEvidence)
def attach_evidence(work: Work, command: AttachEvidence) -> Done:
    """List a stored file as evidence; returns the id of the entry."""
    finding, inspection, _plan = load_finding(work, command.finding_id, None)
    stored = work.session.get(StoredFile, command.file_id)
    if stored is None or stored.inspection_id != inspection.id or stored.purpose is not FilePurpose.EVIDENCE:
        raise NotFound(what="file", id=command.file_id)
    if command.measure_id is not None:
        load_measure(work, finding, command.measure_id)
    last = work.session.scalar(select(func.max(ArchiveItem.seq)).where(ArchiveItem.finding_id == finding.id))
    fields = command.model_dump(exclude={"finding_id"})
    item = ArchiveItem(finding_id=finding.id, seq=(last or 0) + 1, event_id=work.event_id, **fields)
    work.session.add(item)
    work.session.flush()
    after = {"title": item.title, "kind": item.kind, "sha256": stored.sha256}
    return Done(
        Happening(action="evidence.attached", subject_type="finding", subject_id=finding.id, after=after), item.id
    )
