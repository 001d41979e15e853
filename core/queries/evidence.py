"""Which material an inspection has, and where the same bytes are used (docs/rules.md §4.3)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.identity import Scope
from core.queries.base import Reading, query
from core.queries.scope import visible_findings, visible_inspections
from core.store.models import ArchiveItem, Finding, Inspection, StoredFile, Unit
from core.vocabulary import MaterialKind


@dataclass(frozen=True, kw_only=True)
class FileUse:
    """One place in the archive ledgers where a file is listed."""

    finding_id: int
    code: str
    finding_title: str
    unit_name: str
    seq: int
    title: str


@dataclass(frozen=True, kw_only=True)
class FileUses:
    """Where the same bytes are listed: places the asker may see, and how many findings he may not."""

    seen: tuple[FileUse, ...] = ()
    hidden: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """Numbers of the findings that may be named, each once."""
        return tuple(dict.fromkeys(use.code for use in self.seen))


@dataclass(frozen=True, kw_only=True)
class Attached:
    """What attaching a file brought: its entry, and where else the same bytes are."""

    item_id: int
    uses: FileUses


@dataclass(frozen=True, kw_only=True)
class MaterialRow:
    """One stored file of an inspection, as it was last listed."""

    file_id: int
    title: str
    kind: MaterialKind
    file_name: str
    size: int
    pages: int | None
    formed_on: date | None
    keeper: str
    codes: tuple[str, ...]
    """Numbers of the findings it proves already."""


@query
def list_same_files(reading: Reading, file_id: int) -> FileUses:
    """Where the bytes of this file are listed, itself included; raises NotFound for a file that may not be opened."""
    sha256 = reading.session.scalar(
        _listed(StoredFile.sha256).where(StoredFile.id == file_id, visible_findings(reading.scope)).limit(1)
    )
    if sha256 is None:
        raise NotFound(what="file", id=file_id)
    return uses_of(reading.session, reading.scope, sha256)


@query
def list_material(reading: Reading, inspection_code: str) -> tuple[MaterialRow, ...]:
    """Files listed under findings of an inspection that the asker may see, the newest first."""
    seen = sa.select(Inspection.id).join(Unit, Unit.id == Inspection.unit_id)
    known = seen.where(Inspection.code == inspection_code, visible_inspections(reading.scope))
    if reading.session.scalar(known) is None:
        raise NotFound(what="inspection", id=inspection_code)
    rows = reading.session.execute(
        _listed(ArchiveItem, StoredFile, Finding.code)
        .where(Inspection.code == inspection_code, visible_findings(reading.scope))
        .order_by(ArchiveItem.id)
    ).all()
    codes: dict[int, list[str]] = {}
    for _item, stored, code in rows:
        codes.setdefault(stored.id, []).append(code)
    newest = {stored.id: (item, stored) for item, stored, _code in rows}
    return tuple(_material(item, stored, codes[stored.id]) for item, stored in reversed(newest.values()))


def uses_of(session: Session, scope: Scope, sha256: str, but: int | None = None) -> FileUses:
    """Entries that list these bytes, except one; findings beyond the scope are only counted."""
    listed = _listed(Finding, Unit.short_name, ArchiveItem).where(StoredFile.sha256 == sha256)
    if but is not None:
        listed = listed.where(ArchiveItem.id != but)
    seen = session.execute(listed.where(visible_findings(scope)).order_by(Finding.code, ArchiveItem.seq)).all()
    everywhere = set(session.scalars(listed.with_only_columns(Finding.id).distinct()))
    return FileUses(
        seen=tuple(
            FileUse(
                finding_id=finding.id,
                code=finding.code,
                finding_title=finding.title,
                unit_name=unit_name,
                seq=item.seq,
                title=item.title,
            )
            for finding, unit_name, item in seen
        ),
        hidden=len(everywhere - {finding.id for finding, _unit, _item in seen}),
    )


def _listed(*columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(ArchiveItem)
        .join(StoredFile, StoredFile.id == ArchiveItem.file_id)
        .join(Finding, Finding.id == ArchiveItem.finding_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
    )


def _material(item: ArchiveItem, stored: StoredFile, codes: list[str]) -> MaterialRow:
    return MaterialRow(
        file_id=stored.id,
        title=item.title,
        kind=item.kind,
        file_name=stored.shown_name,
        size=stored.size,
        pages=item.pages,
        formed_on=item.formed_on,
        keeper=item.keeper,
        codes=tuple(dict.fromkeys(codes)),
    )
