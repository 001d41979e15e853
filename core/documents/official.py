"""The house style of printed papers (GB/T 9704—2012, docs/rules.md §12): a few functions that every paper is put together from.

Text of users goes in letter by letter: nothing in it is obeyed, and what a reader could not see is left out.
"""

import io
from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from core.documents.paper import BODY, FIRST_LEVEL, LINE, SECOND_LEVEL, SIZE, TITLE, blank_sheet, set_font
from core.plain_text import is_visible

MARK = "内部资料　注意保存"
BORDER = "Table Grid"
NOT_IN_XML = "\ufffe\uffff"


def new_document(*, landscape: bool = False, mark: str = MARK) -> Document:
    """A4 with the margins, type and page numbers of an official paper; `mark` stands at the top left of the first page."""
    document = blank_sheet(landscape)
    if mark:
        set_font(_paragraph(document, WD_ALIGN_PARAGRAPH.LEFT).add_run(clean(mark)), FIRST_LEVEL)
    return document


def title(document: Document, text: str) -> None:
    """Centred, 二号; an empty line below it."""
    paragraph = _paragraph(document, WD_ALIGN_PARAGRAPH.CENTER)
    paragraph.paragraph_format.line_spacing = Pt(36)
    paragraph.paragraph_format.space_before = LINE
    paragraph.paragraph_format.space_after = LINE
    paragraph.paragraph_format.keep_with_next = True
    set_font(paragraph.add_run(clean(text)), TITLE, Pt(22))


def number(document: Document, words: str) -> None:
    """Number of the paper, such as 巡察办督〔2026〕3号, centred."""
    paragraph = _paragraph(document, WD_ALIGN_PARAGRAPH.CENTER)
    paragraph.paragraph_format.space_after = LINE
    set_font(paragraph.add_run(clean(words)), BODY)


def addressee(document: Document, name: str) -> None:
    """Whom it is for, at the left edge, with a colon."""
    set_font(_paragraph(document, WD_ALIGN_PARAGRAPH.LEFT).add_run(f"{clean(name)}："), BODY)


def paragraph(document: Document, text: str) -> None:
    """Running text, each line of it a paragraph that begins two characters in."""
    for line in clean(text).splitlines() or [""]:
        set_font(_indented(document).add_run(line), BODY)


def heading(document: Document, text: str, level: int = 1) -> None:
    """一、 in 黑体, （一） in 楷体, deeper ones like the body; the numbering is part of the text."""
    made = _indented(document)
    made.paragraph_format.keep_with_next = True
    set_font(made.add_run(clean(text)), {1: FIRST_LEVEL, 2: SECOND_LEVEL}.get(level, BODY))


def note(document: Document, text: str) -> None:
    """What a table counts, its unit and its day, above it at the right."""
    made = _paragraph(document, WD_ALIGN_PARAGRAPH.RIGHT)
    made.paragraph_format.keep_with_next = True
    set_font(made.add_run(clean(text)), BODY, Pt(12))


def table(document: Document, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A ruled table, widths in mm; the header comes again on every page, no row is torn."""
    made = _table(document, [header, *rows], widths)
    for cell in made.rows[0].cells:
        _in_cell(cell.paragraphs[0], FIRST_LEVEL, WD_ALIGN_PARAGRAPH.CENTER)
    _mark(made.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def form(document: Document, rows: Sequence[Sequence[str]], widths: Sequence[float], height: float = 11) -> None:
    """Labels and room to write beside them, in turns; every row at least `height` mm high."""
    made = _table(document, rows, widths)
    for row in made.rows:
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for label in row.cells[::2]:
            label.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            _in_cell(label.paragraphs[0], FIRST_LEVEL, WD_ALIGN_PARAGRAPH.CENTER)


def signature(document: Document, body: str, day: date | None) -> None:
    """Who signs, centred over the day, which ends four characters before the right edge; a draft has a day to fill in."""
    written = day_words(day) if day else "　　年　　月　　日"
    name, overhang = clean(body), (_width(clean(body)) - _width(written)) / 2
    lines = [(name, max(4 * SIZE - overhang, 0)), (written, 4 * SIZE + max(overhang - 4 * SIZE, 0))]
    for place, (text, indent) in enumerate(lines):
        made = _paragraph(document, WD_ALIGN_PARAGRAPH.RIGHT)
        made.paragraph_format.right_indent = Length(int(indent))
        made.paragraph_format.space_before = 2 * LINE if place == 0 else None
        made.paragraph_format.keep_with_next = place == 0
        set_font(made.add_run(text), BODY)


def page_break(document: Document) -> None:
    """What follows begins on a page of its own."""
    _paragraph(document, WD_ALIGN_PARAGRAPH.LEFT).add_run().add_break(WD_BREAK.PAGE)


def to_bytes(document: Document) -> bytes:
    """The file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def day_words(day: date) -> str:
    """2026年3月5日"""
    return f"{day.year}年{day.month}月{day.day}日"


def clean(text: str) -> str:
    """Text without the characters that hide, reorder or break what stands around them."""
    return "".join(one for one in text if is_visible(one) and one not in NOT_IN_XML)


def _table(document: Document, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    made = document.add_table(rows=len(rows), cols=len(widths), style=BORDER)
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(made.rows, rows, strict=True):
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            first, *more = clean(text).splitlines() or [""]
            cell.paragraphs[0].add_run(first)
            for line in more:
                cell.add_paragraph(line)
            for made_line in cell.paragraphs:
                _in_cell(made_line, BODY, WD_ALIGN_PARAGRAPH.LEFT)
    return made


def _in_cell(made: Paragraph, font: str, side: WD_ALIGN_PARAGRAPH) -> None:
    made.alignment = side
    made.paragraph_format.line_spacing = Pt(20)
    for run in made.runs:
        set_font(run, font, Pt(12))


def _indented(document: Document) -> Paragraph:
    made = _paragraph(document, WD_ALIGN_PARAGRAPH.JUSTIFY)
    made.paragraph_format.first_line_indent = 2 * SIZE
    return made


def _paragraph(document: Document, side: WD_ALIGN_PARAGRAPH) -> Paragraph:
    made = document.add_paragraph()
    made.alignment = side
    return made


def _mark(properties: object, name: str) -> None:
    properties.append(OxmlElement(name))  # type: ignore[attr-defined]


def _width(text: str) -> float:
    """Of one line of the body, Latin letters and digits counting half."""
    return sum(SIZE if ord(one) > 0xFF else SIZE / 2 for one in text)
