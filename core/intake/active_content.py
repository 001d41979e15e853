"""What in an Office file would act by itself or fetch something from elsewhere (docs/trust.md A20); runs in the sandbox."""

import io
import re
import zipfile

from defusedxml.ElementTree import fromstring

from core.errors import UnreadableFile
from core.intake.container import check_container
from core.intake.file_kind import FileKind, sniff
from core.intake.word_numbering import WORD

OFFICE = (FileKind.XLSX, FileKind.DOCX, FileKind.PPTX)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO = re.compile(
    r"(^|/)(vba[^/]*\.(bin|xml)|macrosheets/|intlmacrosheets/|dialogsheets/|activex/|attachedtoolbars\.bin)"
)
FOREIGN_DATA = re.compile(r"(^|/)(externallinks/|connections\.xml$|querytables/)")
EMBEDDED = re.compile(r"(^|/)embeddings/|oleobject[^/]*$")
DDE = re.compile(r"^\s*DDE(AUTO)?\b", re.IGNORECASE | re.MULTILINE)


def refuse_active(data: bytes, *, inside: bool = False) -> None:
    """Refuse macros, objects, remote data and links that are followed without a click; raises UnreadableFile.

    Charts carry their figures as a workbook of their own: one plain workbook inside is looked at likewise, but
    nothing further inside that.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            _refuse_part(archive, name, inside)


def _refuse_part(archive: zipfile.ZipFile, name: str, inside: bool) -> None:
    lower = name.lower()
    if MACRO.search(lower):
        raise UnreadableFile(reason="macro_part", member=name)
    if FOREIGN_DATA.search(lower):
        raise UnreadableFile(reason="external_link", member=name)
    if EMBEDDED.search(lower) and not lower.endswith((".rels", "/")):
        _refuse_object(archive.read(name), name, inside)
    elif lower.endswith(".rels"):
        _refuse_links(archive.read(name))
    elif lower == "[content_types].xml" and b"macroenabled" in archive.read(name).lower():
        raise UnreadableFile(reason="macro_part", member=name)
    elif re.search(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$", lower):
        _refuse_commands(archive.read(name), name)
    elif not lower.endswith((".xml", ".vml")) and _head(archive, name) == OLE:
        raise UnreadableFile(reason="embedded", member=name)


def _refuse_object(data: bytes, name: str, inside: bool) -> None:
    if inside or sniff(data) not in OFFICE:
        raise UnreadableFile(reason="embedded", member=name)
    check_container(data, OFFICE)
    refuse_active(data, inside=True)


def _refuse_links(data: bytes) -> None:
    """A link that a reader clicks is text; whatever is fetched on opening (template, picture, object) is not."""
    for link in fromstring(data):
        is_clicked = link.get("Type", "").endswith("/hyperlink")
        if link.get("TargetMode", "").lower() == "external" and not is_clicked:
            raise UnreadableFile(reason="external_link", member=link.get("Target", "")[:80])


def _refuse_commands(data: bytes, name: str) -> None:
    """What a field tells the program may be cut into many runs; each field begins anew."""
    said = []
    for element in fromstring(data).iter():
        if element.tag == f"{WORD}fldChar":
            said.append("\n")
        elif element.tag == f"{WORD}instrText":
            said.append(element.text or "")
        elif element.tag == f"{WORD}fldSimple":
            said.append(f"\n{element.get(f'{WORD}instr', '')}\n")
    if DDE.search("".join(said)):
        raise UnreadableFile(reason="external_link", member=name)


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(len(OLE))
