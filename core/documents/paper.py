"""The sheet itself: A4 with margins, type, page numbers and fonts of an official paper (GB/T 9704—2012, docs/rules.md §12)."""

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.text.run import Run

TITLE, BODY, FIRST_LEVEL, SECOND_LEVEL, PAGE_NUMBER = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
SIZE = Pt(16)
"""三号: also the width of one Chinese character of the body."""
LINE = Pt(28.95)
"""22 lines fill the 225 mm of the type area."""


def blank_sheet(landscape: bool) -> Document:
    """An empty paper that says nothing of the program it was made with."""
    document = docx.Document()
    _set_page(document, landscape)
    _set_type(document)
    _set_page_numbers(document)
    document.core_properties.author = document.core_properties.comments = ""
    return document


def set_font(run: Run, name: str, size: Length = SIZE, *, latin: str = LATIN) -> None:
    """Both fonts by name, also where this machine lacks them; quotation marks and dashes are Chinese ones."""
    run.font.name, run.font.size = latin, size
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:hint"), "eastAsia")


def _set_page(document: Document, landscape: bool) -> None:
    section = document.sections[0]
    width, height = Mm(210), Mm(297)
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = (Mm(28), Mm(26)) if landscape else (Mm(37), Mm(35))
    section.left_margin, section.right_margin = (Mm(37), Mm(35)) if landscape else (Mm(28), Mm(26))
    section.footer_distance = Mm(16) if landscape else Mm(23)
    section.header_distance = Mm(15)
    # Programs read a grid of characters in different ways; lines are fixed and characters closed up instead.
    section._sectPr.remove(section._sectPr.find(qn("w:docGrid")))


def _set_type(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = SIZE, LATIN
    properties = normal.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    properties.insert_element_before(_closer(), "w:w", "w:kern", "w:position", "w:sz")
    spacing = normal.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.widow_control = False
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _closer() -> BaseOxmlElement:
    """28 characters of 三号 are wider than the 156 mm of the type area: a quarter of a point less each lets them in."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    return spacing


def _set_page_numbers(document: Document) -> None:
    """— 1 — at the outer edge, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        made = footer.paragraphs[0]
        made.alignment = side
        made.paragraph_format.left_indent = made.paragraph_format.right_indent = Pt(14)
        for part in ("— ", "PAGE", " —"):
            run = made.add_run() if part == "PAGE" else made.add_run(part)
            set_font(run, PAGE_NUMBER, Pt(14), latin=PAGE_NUMBER)
            if part == "PAGE":
                _field(run, part)


def _field(run: Run, name: str) -> None:
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = name
        run._r.append(element)
