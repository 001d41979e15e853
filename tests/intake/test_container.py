"""Uploaded bytes are known by their content and refused with a sentence each (docs/trust.md V6)."""

import io
import warnings
import zipfile

import pytest

from core.errors import UnreadableFile
from core.intake.container import MAX_BYTES, MAX_MEMBERS, FileKind, check_container, sniff
from core.intake.reasons import REASONS, reason_sentence
from tests.intake.files import docx_of, xlsx_of, zip_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _refusal(data: bytes, expected: FileKind = FileKind.XLSX) -> str:
    with pytest.raises(UnreadableFile) as refused:
        check_container(data, expected)
    sentence = reason_sentence(refused.value)
    assert "{" not in sentence
    assert sentence.endswith("。")
    return str(refused.value.details["reason"])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FileKind.EMPTY),
        (xlsx_of(), FileKind.XLSX),
        (xlsx_of({"xl/vbaProject.bin": b"x"}), FileKind.XLSM),
        (zip_of({"xl/workbook.bin": b"x"}), FileKind.XLSB),
        (docx_of(""), FileKind.DOCX),
        (zip_of({"ppt/presentation.xml": b"<p/>"}), FileKind.PPTX),
        (zip_of({"OFD.xml": b"<o/>"}), FileKind.OFD),
        (zip_of({"a.txt": b"x"}), FileKind.ZIP),
        (OLE + "Workbook".encode("utf-16-le"), FileKind.XLS),
        (OLE + "WordDocument".encode("utf-16-le"), FileKind.DOC),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileKind.ENCRYPTED),
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n...", FileKind.PNG),
        (b"\xff\xd8\xff\xe0...", FileKind.JPG),
        (b"Rar!\x1a\x07\x01\x00", FileKind.ARCHIVE),
        (b"<html><table></table>", FileKind.MARKUP),
        ("序号,问题".encode("gb18030"), FileKind.TEXT),
        ("序号,问题".encode(), FileKind.TEXT),
        (b"\x00\x01\x02", FileKind.UNKNOWN),
    ],
)
def test_kind_is_told_from_content(data, kind):
    assert sniff(data) is kind


def test_good_container_passes():
    check_container(xlsx_of(), FileKind.XLSX)
    check_container(b"%PDF-1.7\n", (FileKind.PDF, FileKind.PNG))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + b"\0" * MAX_BYTES, "too_large"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Workbook".encode("utf-16-le"), "old_office"),
        (xlsx_of({"xl/vbaProject.bin": b"x"}), "macros"),
        (zip_of({"xl/workbook.bin": b"x"}), "binary_workbook"),
        (b"<html><table></table>", "web_page"),
        ("序号,问题\n1,甲".encode("gb18030"), "plain_text"),
        (b"\xff\xd8\xff\xe0 photo", "wrong_kind"),
        (docx_of(""), "wrong_kind"),
        (xlsx_of()[:60], "truncated"),
        (xlsx_of({f"xl/{n}": b"" for n in range(MAX_MEMBERS)}), "too_many_parts"),
        (xlsx_of({"xl/a.xml": b"A" * (11 * 1024 * 1024)}), "suspicious_ratio"),
        (xlsx_of({"../evil": b""}), "unsafe_member"),
        (xlsx_of({"/etc/x": b""}), "unsafe_member"),
        (xlsx_of({"xl\\x": b""}), "unsafe_member"),
        (xlsx_of({"xl/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "entity"),
        (xlsx_of({"xl/a.xml": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16")}), "entity"),
        (xlsx_of({"xl/a.xml": b'<?xml version="1.0" encoding="UTF-7"?><a/>'}), "entity"),
        (xlsx_of({"xl/a.xml": b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}), "strict_format"),
    ],
)
def test_unfit_file_is_refused(data, reason):
    assert _refusal(data) == reason


def test_small_parts_may_compress_as_well_as_they_like():
    check_container(xlsx_of({"xl/a.xml": b"A" * (9 * 1024 * 1024)}), FileKind.XLSX)


def test_declaration_across_two_chunks_is_seen():
    for offset in range(256 * 1024 - 10, 256 * 1024 + 1):
        assert _refusal(xlsx_of({"xl/a.xml": b" " * offset + b"<!DOCTYPE a><a/>"})) == "entity"


def test_duplicate_member_is_refused():
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        for _ in range(2):
            archive.writestr("xl/workbook.xml", b"<workbook/>")

    assert _refusal(buffer.getvalue()) == "unsafe_member"


def test_symbolic_link_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("xl/workbook.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert _refusal(buffer.getvalue()) == "unsafe_member"


def test_encrypted_member_is_refused():
    data = bytearray(xlsx_of())
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1

    assert _refusal(bytes(data)) == "password"


def test_stated_sizes_add_up_to_the_limit():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(25):
            archive.writestr(f"xl/{number}.bin", b"\0" * (9 * 1024 * 1024))

    assert _refusal(buffer.getvalue()) == "unpacks_too_large"


def test_damaged_content_is_broken():
    data = bytearray(zip_of({"xl/workbook.xml": b"<workbook/>" * 100}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF

    assert _refusal(bytes(data)) == "broken"


def test_every_reason_is_a_whole_sentence_that_says_what_to_do():
    for sentence in REASONS.values():
        assert sentence.endswith("。")
        assert "请" in sentence
