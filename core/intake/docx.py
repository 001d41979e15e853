"""Word documents and plain text to one paragraph per line, with the numbers Word only draws written out."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from core.errors import UnreadableFile
from core.intake.container import FileKind, check_container, sniff
from core.intake.sandbox import run_limited
from core.intake.word_numbering import WORD, Numbering

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Taken-out text of tracked changes and the second copy of a text box are not part of the document.
_SKIPPED = {f"{WORD}del", f"{WORD}moveFrom", f"{_COMPATIBILITY}Fallback"}
_ENCODINGS = ("utf-8-sig", "gb18030")


def docx_text(data: bytes) -> str:
    """Return the text of a .docx, paragraphs and table cells in order, one a line; raises UnreadableFile."""
    check_container(data, FileKind.DOCX)
    return str(run_limited(parse_docx, data))


def text_of_upload(data: bytes, name: str) -> str:
    r"""Return the text of an uploaded .txt or .docx with `\n` line ends; `name` is for the log of the caller only."""
    kind = sniff(data)
    if kind in (FileKind.TEXT, FileKind.MARKUP) and not name.lower().endswith(".docx"):
        check_container(data, (FileKind.TEXT, FileKind.MARKUP))
        text = _decode(data)
    elif kind is FileKind.DOCX:
        text = docx_text(data)
    else:
        check_container(data, (FileKind.DOCX, FileKind.TEXT))
        raise UnreadableFile(reason="wrong_kind", found=kind.shown, wanted=FileKind.DOCX.shown)
    if not text.strip():
        raise UnreadableFile(reason="no_text")
    return text


def _decode(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableFile(reason="unknown_encoding")


def parse_docx(data: bytes) -> str:
    """Parse inside the sandbox; `data` has passed the container check."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = fromstring(archive.read("word/document.xml"))
        numbering = Numbering(_part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml"))
    lines = [numbering.label(paragraph) + _text(paragraph) for paragraph in _paragraphs(document)]
    return "".join(f"{line}\n" for line in lines)


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    return fromstring(archive.read(name)) if name in archive.namelist() else None


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield paragraphs in reading order; those of a text box follow the paragraph that holds it."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{WORD}p":
            yield child
        yield from _paragraphs(child)


def _text(element: Element) -> str:
    pieces: list[str] = []
    for child in element:
        if child.tag in _SKIPPED or child.tag == f"{WORD}p":
            continue
        if child.tag == f"{WORD}t":
            pieces.append(child.text or "")
        elif child.tag in (f"{WORD}br", f"{WORD}cr"):
            pieces.append("\n")
        elif child.tag == f"{WORD}tab":
            pieces.append("\t")
        elif child.tag == f"{WORD}noBreakHyphen":
            pieces.append("-")
        elif child.tag != f"{WORD}pPr":
            pieces.append(_text(child))
    return "".join(pieces)
