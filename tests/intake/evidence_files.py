"""Evidence as it comes, written out small: pictures, PDF of several pages, Word, Excel and slides."""

import io
import struct
import zlib

from openpyxl import Workbook
from PIL import Image

from tests.intake.files import zip_of

RELS = b"http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture_of(width: int = 40, height: int = 30, kind: str = "PNG") -> bytes:
    """A plain picture."""
    target = io.BytesIO()
    Image.new("RGB", (width, height), (27, 79, 134)).save(target, kind)
    return target.getvalue()


def png_of(width: int, height: int, packed: bytes = b"") -> bytes:
    """A picture that says it is so large, whatever its packed points are."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def pdf_of(pages: int, extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """Empty pages of A4; `extra` goes into the catalogue, `trailer` into the trailer."""
    numbers = range(3, 3 + pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % extra,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % n for n in numbers), pages),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages,
    ]
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(body + end % (len(objects) + 1, table, len(objects) + 1, trailer, len(body)))


def workbook_of(*rows: tuple[object, ...], sheets: int = 1) -> bytes:
    """A real workbook with these rows on each sheet."""
    workbook = Workbook()
    for number in range(sheets):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        sheet.title = f"表{number + 1}"
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def links_of(*links: bytes) -> bytes:
    """A part that names what a document refers to."""
    return b'<Relationships xmlns="%s">%s</Relationships>' % (RELS, b"".join(links))


def link_of(kind: bytes, target: bytes, number: bytes = b"rId9", *, external: bool = True) -> bytes:
    """One reference to something outside."""
    mode = b' TargetMode="External"' if external else b""
    return b'<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>' % (number, OFFICE_RELS, kind, target, mode)


def slides_of(*texts: str) -> bytes:
    """A show whose parts are numbered backwards."""
    names = [f"slides/slide{len(texts) - number}.xml" for number in range(len(texts))]
    ids = b"".join(b'<p:sldId id="%d" r:id="r%d"/>' % (256 + n, n) for n in range(len(texts)))
    space = b'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="%s"' % OFFICE_RELS
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    links = [link_of(b"slide", name.encode(), b"r%d" % number, external=False) for number, name in enumerate(names)]
    members = {
        "ppt/presentation.xml": b"<p:presentation %s><p:sldIdLst>%s</p:sldIdLst></p:presentation>" % (space, ids),
        "ppt/_rels/presentation.xml.rels": links_of(*links),
    }
    for name, text in zip(names, texts, strict=True):
        members[f"ppt/{name}"] = f"<s {drawing}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>".encode()
    return zip_of(members)
