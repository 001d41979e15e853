"""Looking at evidence without leaving the page: drawn or read in the sandbox, for those who may open the file."""

import base64
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.access.log import Access, log_access
from core.errors import NotFound, UnreadableFile
from core.evidence import LIMITS
from core.files import find_file, read_whole
from core.identity import Actor
from core.intake.file_kind import sniff
from core.intake.preview import SHOWN, preview_page
from core.intake.sandbox import run_limited
from core.store.engine import Store


@dataclass(frozen=True, kw_only=True)
class Preview:
    """One page of a file, counted from 0: a picture, else a table under the name of its sheet, else text."""

    name: str
    page: int
    pages: int
    picture: bytes = b""
    heading: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    text: str = ""


def open_preview(store: Store, folder: Path, actor: Actor, file_id: int, page: int, now: datetime) -> Preview:
    """Show a page of a file the actor may open; every look is logged. Raises UnreadableFile for what cannot be shown."""
    opened = find_file(store, folder, actor, file_id)
    subject = f"file={file_id}, page={page + 1}"
    log_access(store, Access.by(actor, "file.previewed", subject, "ok" if opened else "not_found"), now)
    if opened is None:
        raise NotFound(what="file", id=file_id)
    data = read_whole(opened)
    kind = sniff(data)
    if kind not in SHOWN:
        raise UnreadableFile(reason="not_shown", found=kind.shown)
    shown = run_limited(preview_page, data, kind.value, page, limits=LIMITS, imaging=True)
    return Preview(
        name=opened.name,
        page=shown["page"],
        pages=shown["pages"],
        picture=base64.b64decode(shown.get("picture", "")),
        heading=shown.get("heading", ""),
        table=tuple(tuple(row) for row in shown.get("table", ())),
        text=shown.get("text", ""),
    )
