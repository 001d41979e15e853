"""Macros, objects and links that are followed on opening are refused with the part that holds them (docs/trust.md A20)."""

import pytest

from core.errors import UnreadableFile
from core.intake.active_content import OLE, refuse_active
from core.intake.reasons import reason_sentence
from tests.intake.evidence_files import link_of, links_of, workbook_of
from tests.intake.files import docx_of, xlsx_of, zip_of

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_with(extra: dict[str, bytes]) -> bytes:
    return zip_of({"word/document.xml": f"<w:document {WORD}/>".encode(), **extra})


def field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}</w:p>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word_with({"word/vbaData.xml": b"<x/>"}), "macro_part"),
        (xlsx_of({"xl/macrosheets/sheet1.xml": b"<x/>"}), "macro_part"),
        (word_with({"word/activeX/activeX1.bin": b"x"}), "macro_part"),
        (
            xlsx_of({"[Content_Types].xml": b'<T a="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'}),
            "macro_part",
        ),
        (xlsx_of({"xl/externalLinks/externalLink1.xml": b"<x/>"}), "external_link"),
        (xlsx_of({"xl/connections.xml": b"<x/>"}), "external_link"),
        (
            word_with({"word/_rels/settings.xml.rels": links_of(link_of(b"attachedTemplate", b"http://a.example/t"))}),
            "external_link",
        ),
        (
            word_with({"word/_rels/document.xml.rels": links_of(link_of(b"image", b"http://a.example/p.png"))}),
            "external_link",
        ),
        (docx_of(field('DDEAUTO c:\\\\x "/c calc"')), "external_link"),
        (docx_of(field(" PAGE ") + field("DD", "E x")), "external_link"),
        (docx_of('<w:fldSimple w:instr="dde x"/>'), "external_link"),
        (word_with({"word/embeddings/oleObject1.bin": OLE}), "embedded"),
        (word_with({"word/media/image1.png": OLE + b"x"}), "embedded"),
        (word_with({"word/embeddings/Macro.xlsm": xlsx_of({"xl/vbaProject.bin": b"x"})}), "embedded"),
        (
            word_with({"word/embeddings/a.xlsx": xlsx_of({"xl/embeddings/b.xlsx": workbook_of((1,))})}),
            "embedded",
        ),
    ],
)
def test_what_acts_by_itself_is_refused(data: bytes, reason: str) -> None:
    """A20."""
    with pytest.raises(UnreadableFile) as refusal:
        refuse_active(data)
    assert refusal.value.details["reason"] == reason
    assert "请" in reason_sentence(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        workbook_of(("序号", "问题")),
        word_with({"word/_rels/document.xml.rels": links_of(link_of(b"hyperlink", b"http://a.example/"))}),
        word_with({"word/embeddings/chart.xlsx": workbook_of((1, 2))}),
        docx_of(field(' HYPERLINK "http://a.example/dde" ')),
        xlsx_of({"xl/printerSettings/printerSettings1.bin": b"\0" * 64}),
    ],
)
def test_what_only_a_click_follows_and_what_a_chart_is_drawn_from_pass(data: bytes) -> None:
    refuse_active(data)
