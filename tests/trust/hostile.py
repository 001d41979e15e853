"""Damaged and hostile files, the same ones in every run: each with a name that says what is wrong with it."""

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tests.intake.evidence_files import link_of, links_of, pdf_of, picture_of, png_of, slides_of, workbook_of
from tests.intake.files import docx_of, xlsx_of, zip_of

SEED = 20261124
MEGABYTE = 1024 * 1024
HEAVY = ("百万空行.xlsx", "合并五万.xlsx", "末行.xlsx", "合并全表.xlsx", "共享串.xlsx")
"""Files that are read alone, for they may take all that a child has."""
HEADER = ("序号", "单位名称", "存在问题", "整改措施", "完成时限", "完成情况")
ROW = ("1", "柳舟镇", "惠民补贴发放未按规定公示", "逐村公示", "2026-05-31", "整改中")
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


@dataclass(frozen=True)
class Hostile:
    """One file with the name it was given."""

    name: str
    data: bytes


def ledger() -> bytes:
    """A good ledger."""
    return workbook_of(HEADER, ROW)


def bases() -> dict[str, bytes]:
    """Good files to damage."""
    return {
        "xlsx": ledger(),
        "docx": docx_of("<w:p><w:r><w:t>会议纪要</w:t></w:r></w:p>"),
        "pptx": slides_of("一", "二"),
        "pdf": pdf_of(3),
        "png": picture_of(),
        "jpg": picture_of(kind="JPEG"),
    }


def workbook_with(extra: dict[str, bytes]) -> bytes:
    """A good ledger with these parts added or put in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(ledger())) as archive:
        return zip_of({name: archive.read(name) for name in archive.namelist()} | extra)


@lru_cache(maxsize=1)
def all_files() -> list[Hostile]:
    """Everything, in the same order and with the same bytes every time; made once, for it takes seconds."""
    rng = random.Random(SEED)
    made = (_fuzzed(rng), _cut(rng), _blocks(rng), _parts(rng), _wrong_kinds(), _active(), _formulas(), _entities())
    more = (_bombs(), _members(), _locked(), _sheets(), _drawings())
    return [one for family in (*made, *more) for one in family]


def _fuzzed(rng: random.Random) -> Iterator[Hostile]:
    for kind, data in bases().items():
        for number in range(9):
            wrong = bytearray(data)
            for _ in range(1 + number * 3):
                wrong[rng.randrange(len(wrong))] = rng.randrange(256)
            yield Hostile(f"位翻转-{number}.{kind}", bytes(wrong))


def _cut(rng: random.Random) -> Iterator[Hostile]:
    for kind, data in bases().items():
        for number in range(5):
            yield Hostile(f"截断-{number}.{kind}", data[: rng.randrange(1, len(data))])


def _blocks(rng: random.Random) -> Iterator[Hostile]:
    for kind, data in bases().items():
        for what, filler in (("零", b"\0" * 512), ("乱码", rng.randbytes(512)), ("自身", data)):
            place = rng.randrange(8, len(data))
            yield Hostile(f"插入{what}.{kind}", data[:place] + filler + data[place:])


def _parts(rng: random.Random) -> Iterator[Hostile]:
    """The container is whole, what is in it is not."""
    for kind in ("xlsx", "docx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(bases()[kind])) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        for number, name in enumerate(sorted(members)[:6]):
            wrong = bytearray(members[name])
            for _ in range(5):
                wrong[rng.randrange(len(wrong))] = rng.choice(b"<>&\"'/\0\xff")
            yield Hostile(f"部件-{number}.{kind}", zip_of({**members, name: bytes(wrong)}))
        first = next(name for name in members if name.endswith(".xml") and "/" in name)
        yield Hostile(f"缺部件.{kind}", zip_of({n: d for n, d in members.items() if n != first}))


def _wrong_kinds() -> Iterator[Hostile]:
    contents = {
        "程序.xlsx": b"MZ\x90\0" + b"\0" * 400,
        "程序.pdf": b"\x7fELF" + b"\0" * 400,
        "网页.xlsx": b"<html><table><tr><td>1</td></tr></table></html>",
        "矢量图.png": b'<?xml version="1.0"?><svg onload="alert(1)"/>',
        "文本.xlsx": "序号,存在问题".encode("gb18030"),
        "动图.jpg": b"GIF89a" + b"\0" * 50,
        "压缩.docx": b"Rar!\x1a\x07\x01\0" + b"\0" * 50,
        "七压缩.xlsx": b"7z\xbc\xaf\x27\x1c" + b"\0" * 50,
        "富文本.docx": b"{\\rtf1 {\\object}}",
        "空.xlsx": b"",
        "一字节.pdf": b"%",
        "压缩包.xlsx": zip_of({"a.txt": b"x"}),
        "表格.ods": zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
        "旧表.xlsx": OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"),
        "旧文.docx": OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
        "版式.ofd": zip_of({"OFD.xml": b"<o/>", "Doc_0/x.js": b"alert(1)"}),
    }
    yield from (Hostile(name, data) for name, data in contents.items())


def _active() -> Iterator[Hostile]:
    for number, part in enumerate(
        ("xl/vbaProject.bin", "xl/vbaData.xml", "xl/macrosheets/s.xml", "xl/activeX/a.bin", "xl/embeddings/o.bin")
    ):
        yield Hostile(f"宏或对象-{number}.xlsx", workbook_with({part: OLE}))
    for number, part in enumerate(("xl/externalLinks/e.xml", "xl/connections.xml", "xl/queryTables/q.xml")):
        yield Hostile(f"外链-{number}.xlsx", workbook_with({part: b"<x/>"}))
    word = {"word/document.xml": b'<w:document xmlns:w="w"/>'}
    for number, kind in enumerate((b"attachedTemplate", b"image", b"oleObject", b"frame", b"subDocument")):
        links = links_of(link_of(kind, b"\\\\10.0.0.9\\share\\x"))
        yield Hostile(f"外链-{number}.docx", zip_of({**word, "word/_rels/document.xml.rels": links}))
    yield Hostile("动态交换.docx", docx_of('<w:p><w:r><w:instrText>DDEAUTO c:\\x "/c calc"</w:instrText></w:r></w:p>'))
    for number, what in enumerate((b"/S /JavaScript /JS (x)", b"/S /Launch /F (calc.exe)")):
        yield Hostile(f"脚本-{number}.pdf", pdf_of(1, b"/OpenAction << %s >>" % what))


def _formulas() -> Iterator[Hostile]:
    """Read safely: what begins like a formula is text."""
    for number, text in enumerate(
        ('=HYPERLINK("http://a.example")', "+cmd|'/c calc'!A0", "-1+1", "@SUM(1)", "＝1＋1", "\t=1", "=WEBSERVICE(A1)")
    ):
        yield Hostile(f"公式-{number}.xlsx", workbook_of(HEADER, (*ROW[:2], text, *ROW[3:])))


def _entities() -> Iterator[Hostile]:
    declared = b"<!DOCTYPE a [<!ENTITY l0 'ha'>%s]><a>&l9;</a>" % LAUGHS
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    for number, xml in enumerate((declared, outside, declared.decode().encode("utf-16"))):
        yield Hostile(f"实体-{number}.xlsx", xlsx_of({"xl/workbook.xml": xml}))
        yield Hostile(f"实体-{number}.docx", zip_of({"word/document.xml": xml}))
        yield Hostile(f"实体-{number}.pptx", zip_of({"ppt/presentation.xml": xml}))


def _bombs() -> Iterator[Hostile]:
    flat = b"A" * (12 * MEGABYTE)
    yield Hostile("平铺炸弹.xlsx", workbook_with({"xl/a.xml": flat}))
    inner = zip_of({"a.xml": flat})
    yield Hostile("嵌套炸弹.xlsx", workbook_with({f"xl/embeddings/{n}.xlsx": inner for n in range(9)}))
    yield Hostile(
        "嵌套炸弹.docx", zip_of({"word/document.xml": b"<w/>", "word/embeddings/a.xlsx": xlsx_of({"xl/a.xml": flat})})
    )
    yield Hostile("多部件.xlsx", workbook_with({f"xl/{n}": b"" for n in range(2100)}))
    yield Hostile("目录炸弹.xlsx", ledger() + b"PK\x01\x02" * 20_000)
    yield Hostile("目录炸弹二.xlsx", _directory(200_000))
    yield Hostile("重叠.xlsx", _overlapping(400))
    many = {f"xl/{n}.xml": b"<a/>" + b" " * (9 * MEGABYTE) for n in range(23)}
    yield Hostile("总量炸弹.xlsx", workbook_with(many))
    cell = b"<sst %s><si><t>%s</t></si></sst>" % (MAIN, b"x" * (9 * MEGABYTE))
    yield Hostile("共享串.xlsx", workbook_with({"xl/sharedStrings.xml": cell}))


def _directory(entries: int) -> bytes:
    """A directory of many members, none of which is there."""
    one = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    body = one * entries
    return b"PK\x03\x04" + body + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(body), 4, 0)


def _overlapping(entries: int) -> bytes:
    """Members that share one kernel of packed bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packed.compress(b"a" * MEGABYTE) + packed.flush()
    size, crc = len(kernel), zlib.crc32(b"a" * MEGABYTE)
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, size, MEGABYTE, 4, 0) + b"xl/a"
    directory = b"".join(
        struct.pack(
            "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 8, 0, 33, crc, size, MEGABYTE, len(name), 0, 0, 0, 0, 0, 0
        )
        + name
        for name in (b"xl/%d" % n for n in range(entries))
    )
    body = head + kernel
    return (
        body + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), len(body), 0)
    )


def _members() -> Iterator[Hostile]:
    for number, name in enumerate(("../../evil.xml", "/etc/passwd", "xl\\..\\x", "C:evil", "xl/../../x", "CON:x")):
        yield Hostile(f"路径-{number}.xlsx", xlsx_of({name: b"<a/>"}))
    twice = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(twice, "w") as archive:
        warnings.simplefilter("ignore")
        for name in ("xl/workbook.xml", "XL/WORKBOOK.XML", "xl/workbook.xml"):
            archive.writestr(name, b"<workbook/>")
    yield Hostile("同名部件.xlsx", twice.getvalue())
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as archive:
        member = zipfile.ZipInfo("xl/workbook.xml")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    yield Hostile("符号链接.xlsx", link.getvalue())
    good = ledger()
    names = (
        "../../x.xlsx",
        "..\\..\\x.xlsx",
        "CON.xlsx",
        "a\r\nX: y.xlsx",
        "长" * 300 + ".xlsx",
        "\u202egpj.exe.xlsx",
        "",
        ".",
        "a\0b.xlsx",
    )
    yield from (Hostile(name, good) for name in names)


def _locked() -> Iterator[Hostile]:
    yield Hostile("加密.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    marked = bytearray(ledger())
    marked[marked.rindex(b"PK\x01\x02") + 8] |= 1
    yield Hostile("加密部件.xlsx", bytes(marked))
    secret = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (b)]" % (b"o" * 32, b"u" * 32)
    yield Hostile("加密.pdf", pdf_of(1, trailer=secret))


def _sheets() -> Iterator[Hostile]:
    """Sheets that say they are large, and some that are."""
    name = "xl/worksheets/sheet1.xml"
    text = b'<c r="A%d" t="inlineStr"><is><t>\xe5\xba\x8f</t></is></c>'
    sheets = {
        "虚报大小": b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">%s</row></sheetData>' % (text % 1),
        "末行": b'<sheetData><row r="1">%s</row><row r="1048576">%s</row></sheetData>' % (text % 1, text % 1048576),
        "百万空行": b"<sheetData>%s</sheetData>" % b"".join(b'<row r="%d"/>' % n for n in range(1, 1_000_001)),
        "合并五万": b"<sheetData/><mergeCells>%s</mergeCells>"
        % b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 50_001)),
        "深层嵌套": b"<sheetData>%s" % (b"<a>" * 100_000),
        "合并全表": b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        "坏行号": b'<sheetData><row r="-5"><c r="ZZZZ99999999"><v>1</v></c></row></sheetData>',
    }
    for title, body in sheets.items():
        data = workbook_with({name: b"<worksheet %s>%s</worksheet>" % (MAIN, body)})
        yield Hostile(f"{title}.xlsx", data)


def _drawings() -> Iterator[Hostile]:
    yield Hostile("像素炸弹.png", png_of(60_000, 60_000, zlib.compress(b"\0" * MEGABYTE)))
    yield Hostile("像素谎报.png", png_of(8_000, 8_000, zlib.compress(b"\0" * MEGABYTE)))
    yield Hostile("零像素.png", png_of(0, 0, b""))
    yield Hostile("文字块炸弹.png", png_of(8, 8, b"") + struct.pack(">I", 2**31 - 1) + b"zTXt" + b"x" * 99)
    loop = pdf_of(1).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    yield Hostile("页树成环.pdf", loop)
    yield Hostile("嵌套数组.pdf", pdf_of(1, b"/X " + b"[" * 50_000))
    yield Hostile("巨页.pdf", pdf_of(1).replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]"))
    yield Hostile("谎报页数.pdf", pdf_of(1).replace(b"/Count 1", b"/Count 9"))
