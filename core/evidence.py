"""What may be kept as evidence: told from the content, never from the name (docs/trust.md V6, V7)."""

from core.intake.container import check_container
from core.intake.file_kind import FileKind, sniff

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


def evidence_type(data: bytes) -> str:
    """Content type of acceptable evidence; raises UnreadableFile with the reason for anything else."""
    check_container(data, tuple(TYPES))
    return TYPES[sniff(data)]
