"""Small real files that units hand in as evidence: PDF, PNG and Word, each a few hundred bytes that any viewer opens."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from xml.sax.saxutils import escape

from core.vocabulary import MaterialKind

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITTEN_IN_WORD = (MaterialKind.MINUTES, MaterialKind.POLICY, MaterialKind.TALK_RECORD)
_PICTURES = (MaterialKind.PHOTO, MaterialKind.PUBLICATION)
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Same content, same bytes: an archive keeps the time of writing otherwise."""


@dataclass(frozen=True)
class EvidenceFile:
    """Bytes with the ending and type of what they hold."""

    data: bytes
    ending: str
    content_type: str


def make_file(kind: MaterialKind, lines: tuple[str, ...]) -> EvidenceFile:
    """A file as this kind of material usually comes, with these lines in it."""
    if kind in _WRITTEN_IN_WORD:
        return EvidenceFile(_docx(lines), "docx", DOCX_TYPE)
    if kind in _PICTURES:
        return EvidenceFile(_png(zlib.crc32("".join(lines).encode())), "png", "image/png")
    return EvidenceFile(_pdf(lines), "pdf", "application/pdf")


def _pdf(lines: tuple[str, ...]) -> bytes:
    """One page in a font that every viewer brings for Chinese, so that none has to be embedded."""
    shown = " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)
    page = f"BT /F1 14 Tf 22 TL 60 780 Td {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return bytes(body + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))


def _png(number: int) -> bytes:
    """A plain picture of 32 × 24 points in four colours taken from `number`."""
    colours = [bytes(((number >> shift) & 255, (number >> (shift + 4)) & 255, 160)) for shift in (0, 7, 13, 19)]
    rows = b"".join(b"\0" + colours[2 * (y // 12)] * 16 + colours[2 * (y // 12) + 1] * 16 for y in range(24))
    header = struct.pack(">IIBBBBB", 32, 24, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _docx(lines: tuple[str, ...]) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCX_TYPE}.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return buffer.getvalue()
