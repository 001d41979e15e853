"""What uploaded bytes must be before any parser may see them (size, kind, members, no DTD)."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from core.errors import UnreadableFile
from core.intake.file_kind import ZIP_KINDS, FileKind, sniff

__all__ = ["FileKind", "check_container", "sniff"]

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_MEMBERS = 2000
MOST_ENTRIES = 10_000
"""Entries of directories anywhere in the bytes, those of zips inside included."""
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 100
# Small sheets of empty styled rows compress far better than a hundred to one and are harmless.
RATIO_MATTERS_ABOVE = 10 * MEGABYTE
_CHUNK = 256 * 1024
_ZIP_ENTRY = b"PK\x01\x02"
_XML_NAMES = (".xml", ".rels", ".vml")
_DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_LONGEST_DECLARATION = max(map(len, _DECLARATIONS))
_ENCODING = re.compile(rb"^[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"gb2312", b"gbk", b"gb18030"}
_STRICT = b"purl.oclc.org/ooxml"
_REFUSED: dict[FileKind, str] = {
    FileKind.XLS: "old_office",
    FileKind.DOC: "old_office",
    FileKind.PPT: "old_office",
    FileKind.OLE: "old_office",
    FileKind.ENCRYPTED: "password",
    FileKind.XLSM: "macros",
    FileKind.DOCM: "macros",
    FileKind.PPTM: "macros",
    FileKind.XLSB: "binary_workbook",
    FileKind.MARKUP: "web_page",
    FileKind.TEXT: "plain_text",
}
_MODERN = {
    FileKind.XLS: FileKind.XLSX,
    FileKind.XLSM: FileKind.XLSX,
    FileKind.DOC: FileKind.DOCX,
    FileKind.DOCM: FileKind.DOCX,
    FileKind.PPT: FileKind.PPTX,
    FileKind.PPTM: FileKind.PPTX,
}
"""What to save a file as that cannot be taken."""


def check_container(data: bytes, expected: FileKind | Iterable[FileKind], max_bytes: int = MAX_BYTES) -> None:
    """Refuse bytes that are too large, of another kind or unsafe to unpack; raises UnreadableFile."""
    wanted = (expected,) if isinstance(expected, FileKind) else tuple(expected)
    if not data:
        raise UnreadableFile(reason="empty")
    if len(data) > max_bytes:
        raise UnreadableFile(reason="too_large", size=_megabytes(len(data)), limit=_megabytes(max_bytes))
    if data.count(_ZIP_ENTRY) > MOST_ENTRIES:
        # Before the directory of members is read: each entry costs the server far more memory than the file.
        raise UnreadableFile(reason="too_many_parts", count=data.count(_ZIP_ENTRY), limit=MAX_MEMBERS)
    kind = sniff(data)
    if kind is FileKind.ZIP and FileKind.ZIP not in wanted:
        _open_archive(data).close()
    if kind not in wanted:
        better = _MODERN.get(kind)
        shown = better.shown if better in wanted else "、".join(one.shown for one in wanted)
        raise UnreadableFile(reason=_REFUSED.get(kind, "wrong_kind"), found=kind.shown, wanted=shown)
    if kind in ZIP_KINDS:
        with _open_archive(data) as archive:
            _check_archive(archive, len(data))


def _megabytes(size: int) -> str:
    """Rounded up, so that a size above a limit never reads like the limit."""
    tenths = -(-size * 10 // MEGABYTE)
    return f"{tenths / 10:g} MB"


def _open_archive(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        # Without its last part, the directory of members, a zip was cut short.
        reason = "broken" if b"PK\x05\x06" in data[-66_000:] else "truncated"
        raise UnreadableFile(reason=reason) from error


def _check_archive(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise UnreadableFile(reason="too_many_parts", count=len(members), limit=MAX_MEMBERS)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED:
        raise UnreadableFile(reason="unpacks_too_large", size=_megabytes(unpacked), limit=_megabytes(MAX_UNPACKED))
    seen: set[str] = set()
    for member in members:
        _check_member(member, seen)
    if sum(member.compress_size for member in members) > packed:
        # Members that share bytes: more packed content than the file is long.
        raise UnreadableFile(reason="unsafe_member", member=members[0].filename)
    for member in members:
        _check_content(archive, member)


def _check_member(member: zipfile.ZipInfo, seen: set[str]) -> None:
    name = member.filename
    path = PurePosixPath(name)
    mode = member.external_attr >> 16
    unsafe = (
        path.is_absolute()
        or ".." in path.parts
        or "\\" in name
        or ":" in name
        or name.lower() in seen
        or stat.S_ISLNK(mode)
        or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )
    if unsafe:
        raise UnreadableFile(reason="unsafe_member", member=name)
    if member.flag_bits & 0x1:
        raise UnreadableFile(reason="password")
    if member.file_size > RATIO_MATTERS_ABOVE and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        ratio = member.file_size // max(member.compress_size, 1)
        raise UnreadableFile(reason="suspicious_ratio", member=name, ratio=ratio)
    seen.add(name.lower())


def _check_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack piecewise: the stated size must be true and no XML may declare a document type."""
    is_xml = member.filename.lower().endswith(_XML_NAMES)
    if not is_xml:
        return
    size, tail = 0, b""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                if size == 0:
                    _check_first_bytes(chunk)
                size += len(chunk)
                window = tail + chunk
                if any(word in window for word in _DECLARATIONS):
                    raise UnreadableFile(reason="entity")
                tail = window[-_LONGEST_DECLARATION:]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFile(reason="broken") from error


def _check_first_bytes(chunk: bytes) -> None:
    found = _ENCODING.match(chunk)
    if found and found.group(1).lower() not in _PLAIN_ENCODINGS:
        raise UnreadableFile(reason="entity")
    if _STRICT in chunk[:4096]:
        raise UnreadableFile(reason="strict_format")
