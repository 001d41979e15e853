"""Uploaded and exported files: bytes under their fingerprint in a folder, facts in the table (docs/trust.md V7)."""

import contextlib
import hashlib
import os
import tempfile
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.log import Access, log_access
from core.errors import NotFound, NotPermitted, Unavailable
from core.file_access import may_open
from core.identity import Actor
from core.queries.scope import visible_inspections
from core.store.engine import Store
from core.store.models import Inspection, StoredFile, Unit
from core.store.models.material import FilePurpose
from core.vocabulary import Role

UNSAFE = frozenset('<>:"/\\|?*')
NAME_LENGTH = 120
DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)})
"""Names that mean a device on Windows, whatever ending they have."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Bytes with the name they were given and what they are for; the type is what the content says."""

    data: bytes
    name: str
    content_type: str
    purpose: FilePurpose
    inspection_id: int | None = None
    pages: int | None = None


@dataclass(frozen=True, kw_only=True)
class OpenedFile:
    """A file somebody may have: where it lies and how it is sent."""

    path: Path
    name: str
    content_type: str
    sha256: str


def clean_name(name: str) -> str:
    """A name that cannot lead out of a folder, hide its ending or break a header."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c not in UNSAFE and unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if len(kept) > NAME_LENGTH:
        kept = f"{stem[: NAME_LENGTH - len(ending) - 1]}{dot}{ending}" if stem else kept[:NAME_LENGTH]
    if kept.split(".")[0].strip().lower() in DEVICES:
        kept = f"_{kept}"
    return kept or "未命名文件"


def keep_file(store: Store, folder: Path, actor: Actor, upload: Upload, now: datetime) -> int:
    """Keep a file of somebody who may hand it in; returns its id, the same one for evidence an inspection has already."""
    if upload.purpose is FilePurpose.EVIDENCE:
        _require_keeper(actor)
    return write_file(store, folder, actor, upload, now)


def write_file(store: Store, folder: Path, actor: Actor, upload: Upload, now: datetime) -> int:
    """Write the bytes, then the row; the caller has asked whether the actor may.

    A crash in between leaves bytes without a row, never the reverse.
    """
    fingerprint = hashlib.sha256(upload.data).hexdigest()
    _write_once(folder, fingerprint, upload.data)
    with store.write() as session:
        if upload.inspection_id is not None:
            _require_visible(session, actor, upload.inspection_id)
            if known := _known(session, upload, fingerprint):
                return known
        row = StoredFile(
            sha256=fingerprint,
            size=len(upload.data),
            shown_name=clean_name(upload.name),
            content_type=upload.content_type,
            purpose=upload.purpose,
            stored_at=now,
            account_id=actor.account_id,
            inspection_id=upload.inspection_id,
            pages=upload.pages,
        )
        session.add(row)
        session.flush()
        return row.id


def open_file(store: Store, folder: Path, actor: Actor, file_id: int, now: datetime) -> OpenedFile:
    """Find a file the actor may have; a foreign one is as absent as one that never was. Every opening is logged."""
    opened = find_file(store, folder, actor, file_id)
    log_access(store, Access.by(actor, "file.opened", f"file={file_id}", "ok" if opened else "not_found"), now)
    if opened is None:
        raise NotFound(what="file", id=file_id)
    read_whole(opened)
    return opened


def find_file(store: Store, folder: Path, actor: Actor, file_id: int) -> OpenedFile | None:
    """The file as far as the actor may have it; whoever asks writes the attempt into the access trail."""
    with store.read() as session:
        row = session.get(StoredFile, file_id)
        if row is None or not may_open(session, actor, row):
            return None
        path = path_of(folder, row.sha256)
        return OpenedFile(path=path, name=row.shown_name, content_type=row.content_type, sha256=row.sha256)


def read_whole(opened: OpenedFile) -> bytes:
    """The bytes as they were stored; raises Unavailable when they are gone or no longer the same (docs/trust.md A21)."""
    try:
        data = opened.path.read_bytes()
    except OSError as error:
        raise Unavailable(reason="file_lost") from error
    if hashlib.sha256(data).hexdigest() != opened.sha256:
        raise Unavailable(reason="file_damaged")
    return data


def require_may_keep(store: Store, actor: Actor, inspection_id: int) -> None:
    """Refuse evidence of somebody who may not hand it in, before any work is done on it."""
    _require_keeper(actor)
    with store.read() as session:
        _require_visible(session, actor, inspection_id)


def path_of(folder: Path, fingerprint: str) -> Path:
    """Where the bytes with this fingerprint lie."""
    return folder / fingerprint[:2] / fingerprint


def _require_keeper(actor: Actor) -> None:
    if not actor.has(Role.OFFICE, *Role.of_a_unit()):
        raise NotPermitted(reason="role")


def _known(session: Session, upload: Upload, fingerprint: str) -> int | None:
    """The row of the same bytes in the same inspection."""
    same = select(StoredFile.id).where(
        StoredFile.sha256 == fingerprint,
        StoredFile.purpose == upload.purpose,
        StoredFile.inspection_id == upload.inspection_id,
    )
    return session.scalars(same.order_by(StoredFile.id)).first()


def _require_visible(session: Session, actor: Actor, inspection_id: int) -> None:
    seen = select(Inspection.id).join(Unit, Unit.id == Inspection.unit_id)
    if session.scalars(seen.where(Inspection.id == inspection_id, visible_inspections(actor.scope))).first() is None:
        raise NotFound(what="inspection", id=inspection_id)


def _write_once(folder: Path, fingerprint: str, data: bytes) -> None:
    target = path_of(folder, fingerprint)
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise Unavailable(reason="disk_full" if error.errno == 28 else "cannot_open") from error
