"""One page of evidence as a picture, as text or as a table; runs in the sandbox."""

import base64
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from defusedxml.ElementTree import fromstring

from core.errors import UnreadableFile
from core.intake.file_kind import FileKind

LINES, LINE_LENGTH = 40, 2000
"""Lines of a page of text, and characters of a line."""
SHEETS, ROWS, SHEET_ROWS, COLUMNS, CELL_LENGTH = 20, 40, 1000, 30, 300
"""How much of a workbook is shown: sheets, rows of a page, rows of a sheet, columns, characters of a cell."""
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Page = dict[str, Any]


def preview_page(data: bytes, kind: str, page: int) -> Page:
    """Page `page` (from 0, the last one when beyond) with the number of `pages`; one of `picture`, `text`, `table`."""
    return SHOWN[kind](data, page)


def _pdf(data: bytes, page: int) -> Page:
    from core.intake.pictures import draw_page, open_pdf

    document = open_pdf(data)
    number = min(page, len(document) - 1)
    return {"pages": len(document), "page": number, "picture": _text_of(draw_page(document, number))}


def _picture(data: bytes, _page: int) -> Page:
    from core.intake.pictures import shrink

    return {"pages": 1, "page": 0, "picture": _text_of(shrink(data))}


def _document(data: bytes, page: int) -> Page:
    from core.intake.docx import parse_docx

    lines = [line[:LINE_LENGTH] for line in parse_docx(data).splitlines() if line.strip()]
    if not lines:
        raise UnreadableFile(reason="nothing_to_show")
    pages = [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    number = min(page, len(pages) - 1)
    return {"pages": len(pages), "page": number, "text": "\n".join(pages[number])}


def _workbook(data: bytes, page: int) -> Page:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    pages = [part for sheet in workbook.worksheets[:SHEETS] for part in _parts(sheet)]
    if not pages:
        raise UnreadableFile(reason="nothing_to_show")
    number = min(page, len(pages) - 1)
    name, rows = pages[number]
    return {"pages": len(pages), "page": number, "heading": name, "table": rows}


def _parts(sheet: Any) -> Iterator[tuple[str, list[list[str]]]]:
    """The filled rows of a sheet in pages; what a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    for values in sheet.iter_rows(max_row=SHEET_ROWS, max_col=COLUMNS, values_only=True):
        rows.append([_shown(value) for value in values])
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((index + 1 for row in rows for index, cell in enumerate(row) if cell), default=0)
    for start in range(0, len(rows), ROWS):
        yield sheet.title, [(row + [""] * width)[:width] for row in rows[start : start + ROWS]]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return (value.isoformat() if isinstance(value, date) else str(value))[:CELL_LENGTH]


def _slides(data: bytes, page: int) -> Page:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        slides = _slide_names(archive)
        if not slides:
            raise UnreadableFile(reason="nothing_to_show")
        number = min(page, len(slides) - 1)
        slide = fromstring(archive.read(slides[number]))
    paragraphs = ("".join(run.text or "" for run in p.iter(f"{DRAWING}t")) for p in slide.iter(f"{DRAWING}p"))
    text = "\n".join(line[:LINE_LENGTH] for line in paragraphs if line.strip())
    return {"pages": len(slides), "page": number, "text": text or "（这一页没有文字）"}


def _slide_names(archive: zipfile.ZipFile) -> list[str]:
    """Parts of the slides in the order of the show, which the numbers in their names need not follow."""
    links = fromstring(archive.read("ppt/_rels/presentation.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    shown = (e.get(LINK) for e in fromstring(archive.read("ppt/presentation.xml")).iter() if e.tag.endswith("}sldId"))
    names = (f"ppt/{targets[one].removeprefix('/ppt/')}" for one in shown if one in targets)
    return [name for name in names if name in archive.namelist()]


def _text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


SHOWN: dict[str, Callable[[bytes, int], Page]] = {
    FileKind.PDF: _pdf,
    FileKind.PNG: _picture,
    FileKind.JPG: _picture,
    FileKind.DOCX: _document,
    FileKind.XLSX: _workbook,
    FileKind.PPTX: _slides,
}
"""Kinds that can be shown; the others can only be downloaded."""
