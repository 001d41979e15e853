"""Whether evidence really opens, and how many pages it has; runs in the sandbox (docs/trust.md V6, A20)."""

import re
from collections.abc import Callable
from typing import Any

from core.errors import UnreadableFile
from core.intake.active_content import refuse_active
from core.intake.file_kind import FileKind

SCRIPT = re.compile(rb"/(JavaScript|JS|Launch|RichMedia)\b")


def examine(data: bytes, kind: str) -> dict[str, Any]:
    """Open the file as what its content says it is; `pages` is None where they cannot be told. Raises UnreadableFile."""
    look = LOOKS.get(kind)
    return {"pages": look(data) if look else None}


def _pdf(data: bytes) -> int:
    from core.intake.pictures import open_pdf

    if SCRIPT.search(data):
        raise UnreadableFile(reason="pdf_script")
    return len(open_pdf(data))


def _picture(data: bytes) -> int:
    from core.intake.pictures import open_picture

    open_picture(data).load()
    return 1


def _office(data: bytes) -> None:
    refuse_active(data)


LOOKS: dict[str, Callable[[bytes], int | None]] = {
    FileKind.PDF: _pdf,
    FileKind.PNG: _picture,
    FileKind.JPG: _picture,
    FileKind.DOCX: _office,
    FileKind.XLSX: _office,
    FileKind.PPTX: _office,
}
