"""Word and text uploads become the same plain text."""

from pathlib import Path

import pytest

from core.errors import UnreadableFile
from core.intake.docx import docx_text, parse_docx, text_of_upload
from core.intake.word_numbering import chinese_number
from tests.intake.files import docx_of

SAMPLES = Path(__file__).parent / "samples"
LEVELS = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:lvlText w:val="%4"/></w:lvl>
  <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
  <w:lvl w:ilvl="5"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3.%6"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
  <w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def _paragraph(text: str, level: int | None = None, number: int = 1, style: str = "") -> str:
    own = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if level is not None else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_sample_document_has_the_text_of_its_twin():
    data = (SAMPLES / "feedback_6.docx").read_bytes()

    assert docx_text(data) == (SAMPLES / "feedback_6.txt").read_text(encoding="utf-8")


def test_automatic_numbers_are_written_out():
    levels = [(0, "总"), (1, "甲"), (2, "a"), (2, "b"), (3, "细"), (1, "乙"), (2, "c"), (4, "点"), (5, "小"), (0, "尾")]
    body = "".join(_paragraph(text, level) for level, text in levels)

    text = parse_docx(docx_of(body, LEVELS))

    assert text.splitlines() == ["一、总", "（一）甲", "1.a", "2.b", "①细", "（二）乙", "1.c", "点", "1.1小", "二、尾"]


def test_restarted_list_counts_on_its_own():
    body = _paragraph("甲", 2) + _paragraph("乙", 2, number=2) + _paragraph("丙", 2)

    assert parse_docx(docx_of(body, LEVELS)) == "1.甲\n5.乙\n2.丙\n"


def test_number_may_come_from_the_style_or_its_base():
    styles = """
    <w:style w:styleId="base"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:styleId="child"><w:basedOn w:val="base"/></w:style>
    <w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>"""
    body = (
        _paragraph("甲", style="child") + _paragraph("乙", style="loop") + _paragraph("丙", 0, number=0, style="base")
    )

    assert parse_docx(docx_of(body, LEVELS, styles)) == "（一）甲\n乙\n丙\n"


def test_tables_breaks_and_tracked_changes_are_read_as_seen():
    body = """
    <w:p><w:r><w:t>前</w:t><w:br/><w:t>后</w:t></w:r><w:del><w:r><w:t>删</w:t></w:r></w:del>
    <w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>一格</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>二格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
    <w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice>
    <mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>"""

    assert parse_docx(docx_of(body)) == "前\n后增\n一格\n二格\n\n框\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_the_usual_encodings(encoding):
    assert text_of_upload("一、问题\r\n二、措施".encode(encoding), "通报.txt") == "一、问题\n二、措施"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "no_text"),
        (b"%PDF-1.4", "wrong_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old_office"),
        (docx_of(""), "no_text"),
        (b"a" * 5000 + b"\xff\xff\xff", "unknown_encoding"),
    ],
)
def test_other_files_are_refused(data, reason):
    with pytest.raises(UnreadableFile) as refused:
        text_of_upload(data, "x.docx" if data.startswith(b"PK") else "x.txt")
    assert refused.value.details["reason"] == reason


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (102, "一〇二")]
)
def test_numbers_are_written_in_chinese(number, written):
    assert chinese_number(number) == written
