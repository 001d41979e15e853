"""What may be kept as evidence: told from the content, never from the name (docs/trust.md V6, V7, A20)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.config import Settings
from core.files import Upload, keep_file, require_may_keep
from core.identity import Actor
from core.intake.container import MEGABYTE, check_container
from core.intake.examine import examine
from core.intake.file_kind import FileKind, sniff
from core.intake.sandbox import Limits, run_limited
from core.store.engine import Store
from core.store.models.material import FilePurpose
from core.virus import require_clean

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
    FileKind.OFD: "application/ofd",
}
ENDINGS = ("pdf", "docx", "xlsx", "pptx", "png", "jpg", "jpeg", "ofd")
LIMITS = Limits(cpu_seconds=10, wall_seconds=20.0)
"""One file is opened in a second or two; what takes longer does so on purpose."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file as somebody sent it, for an inspection."""

    data: bytes
    name: str
    inspection_id: int


def evidence_type(data: bytes, limit_megabytes: int = 20) -> str:
    """Content type of acceptable evidence; raises UnreadableFile with the reason for anything else."""
    check_container(data, tuple(TYPES), max_bytes=limit_megabytes * MEGABYTE)
    return TYPES[sniff(data)]


def keep_evidence(store: Store, settings: Settings, actor: Actor, received: Received, now: datetime) -> int:
    """Check who sends it, its size, kind, viruses and that it opens, in this order; keep it and return its id."""
    require_may_keep(store, actor, received.inspection_id)
    upload = examined(settings, received.data, received.name)
    return keep_file(store, settings.files_dir, actor, replace(upload, inspection_id=received.inspection_id), now)


def examined(settings: Settings, data: bytes, name: str) -> Upload:
    """Acceptable evidence with its type and pages, not kept yet; raises UnreadableFile with the reason for anything else."""
    content_type = evidence_type(data, settings.max_upload_mb)
    require_clean(data, settings.clamd_socket)
    found = run_limited(examine, data, sniff(data).value, limits=LIMITS, imaging=True)
    return Upload(data=data, name=name, content_type=content_type, purpose=FilePurpose.EVIDENCE, pages=found["pages"])
