"""What a file really is, told from its bytes; its name decides nothing (docs/rules.md §13)."""

import io
import zipfile
from collections.abc import Collection
from enum import StrEnum


class FileKind(StrEnum):
    """A kind of content; `shown` is what people call it."""

    shown: str

    def __new__(cls, code: str, shown: str) -> "FileKind":
        member = str.__new__(cls, code)
        member._value_ = code
        member.shown = shown
        return member

    EMPTY = "empty", "空文件"
    XLSX = "xlsx", "Excel 表格（.xlsx）"
    XLSM = "xlsm", "带宏的 Excel 表格（.xlsm）"
    XLSB = "xlsb", "二进制 Excel 表格（.xlsb）"
    XLS = "xls", "旧版 Excel 表格（.xls）"
    DOCX = "docx", "Word 文档（.docx）"
    DOCM = "docm", "带宏的 Word 文档（.docm）"
    DOC = "doc", "旧版 Word 文档（.doc）"
    PPTX = "pptx", "演示文稿（.pptx）"
    PPTM = "pptm", "带宏的演示文稿（.pptm）"
    PPT = "ppt", "旧版演示文稿（.ppt）"
    ENCRYPTED = "encrypted", "设了打开密码的文件"
    OLE = "ole", "旧版 Office 文件"
    ODF = "odf", "OpenDocument 文件（.ods、.odt）"
    OFD = "ofd", "版式文件（.ofd）"
    PDF = "pdf", "PDF 文件（.pdf）"
    PNG = "png", "PNG 图片"
    JPG = "jpg", "JPG 图片"
    IMAGE = "image", "其他格式的图片"
    ZIP = "zip", "压缩包（.zip）"
    ARCHIVE = "archive", "压缩包"
    RTF = "rtf", "RTF 文档（.rtf）"
    MARKUP = "markup", "网页或 XML 文本"
    TEXT = "text", "纯文本"
    UNKNOWN = "unknown", "认不出的文件"


ZIP_KINDS = frozenset(
    {FileKind.XLSX, FileKind.XLSM, FileKind.XLSB, FileKind.DOCX, FileKind.DOCM, FileKind.PPTX, FileKind.PPTM}
    | {FileKind.ODF, FileKind.OFD, FileKind.ZIP}
)
_ZIP = b"PK\x03\x04"
_ZIP_WITHOUT_MEMBERS = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"GIF8", FileKind.IMAGE),
    (b"BM", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE),
    (b"MM\x00*", FileKind.IMAGE),
    (b"Rar!\x1a\x07", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"{\\rtf", FileKind.RTF),
)
# Streams of an OLE file are named in UTF-16; the encrypted wrapper is looked for first.
_OLE_STREAMS: tuple[tuple[str, FileKind], ...] = (
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("WordDocument", FileKind.DOC),
    ("PowerPoint Document", FileKind.PPT),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
)
_OFFICE_FOLDERS: tuple[tuple[str, FileKind, FileKind], ...] = (
    ("xl/", FileKind.XLSX, FileKind.XLSM),
    ("word/", FileKind.DOCX, FileKind.DOCM),
    ("ppt/", FileKind.PPTX, FileKind.PPTM),
)
_TEXT_SAMPLE = 4096


def sniff(data: bytes) -> FileKind:
    """Tell the kind of a file from its content."""
    if not data:
        return FileKind.EMPTY
    if data.startswith((_ZIP, _ZIP_WITHOUT_MEMBERS)):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), FileKind.OLE)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix"):
        return FileKind.IMAGE
    return _text_kind(data)


def _zip_kind(data: bytes) -> FileKind:
    """Tell Office, OFD and OpenDocument containers apart by the names inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return FileKind.ZIP
    if "OFD.xml" in names:
        return FileKind.OFD
    if "xl/workbook.bin" in names:
        return FileKind.XLSB
    for folder, plain, with_macros in _OFFICE_FOLDERS:
        if any(name.startswith(folder) for name in names):
            return with_macros if _has_macros(names, folder) else plain
    return FileKind.ODF if {"mimetype", "content.xml"} <= names else FileKind.ZIP


def _has_macros(names: Collection[str], folder: str) -> bool:
    return any(name.startswith(folder) and "vba" in name.lower() and name.endswith(".bin") for name in names)


def _text_kind(data: bytes) -> FileKind:
    """Text has no NUL and reads as UTF-8 or GB18030; UTF-16 needs its mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind.TEXT
    sample = data[:_TEXT_SAMPLE]
    if b"\x00" in sample or not any(_reads_as(sample, encoding) for encoding in ("utf-8", "gb18030")):
        return FileKind.UNKNOWN
    head = sample.lower()
    return (
        FileKind.MARKUP if any(tag in head for tag in (b"<html", b"<table", b"<?xml", b"<!doctype")) else FileKind.TEXT
    )


def _reads_as(sample: bytes, encoding: str) -> bool:
    # The sample may end inside a character: the last bytes are allowed to be cut.
    for cut in range(4):
        try:
            sample[: len(sample) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
