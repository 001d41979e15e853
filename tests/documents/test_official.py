"""The house style of papers, read back from the file as Word would read it."""

import io
from datetime import date

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents import official


def written(made: Document) -> Document:
    return docx.Document(io.BytesIO(official.to_bytes(made)))


def chinese_font(run: object) -> str:
    fonts = run._element.rPr.rFonts  # type: ignore[attr-defined]
    return str(fonts.get(qn("w:eastAsia")))


def test_a_paper_has_the_margins_type_and_page_numbers_of_the_standard() -> None:
    paper = written(official.new_document())
    (section,) = paper.sections
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(Length(one).mm) for one in margins] == [37, 28, 26, 35]
    assert (round(Length(section.page_width).mm), round(Length(section.page_height).mm)) == (210, 297)
    assert 22 * Length(paper.styles["Normal"].paragraph_format.line_spacing) <= Mm(225)
    assert paper.settings.odd_and_even_pages_header_footer
    sides = {foot: foot.paragraphs[0].alignment for foot in (section.footer, section.even_page_footer)}
    assert list(sides.values()) == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]
    assert all("PAGE" in foot._element.xml and "— " in foot._element.xml for foot in sides)
    assert paper.paragraphs[0].text == "内部资料　注意保存"
    wide = written(official.new_document(landscape=True, mark="")).sections[0]
    assert Length(wide.page_width).mm > Length(wide.page_height).mm


def test_every_part_is_in_its_font_and_place() -> None:
    made = official.new_document(mark="")
    official.title(made, "抄告单")
    official.number(made, "县巡抄〔2026〕3号")
    official.addressee(made, "县民政部门")
    official.heading(made, "一、主要问题")
    official.heading(made, "（一）公示", 2)
    official.paragraph(made, "第一段\n第二段“引号”")
    lines = written(made).paragraphs
    assert [line.text for line in lines] == [
        "抄告单", "县巡抄〔2026〕3号", "县民政部门：", "一、主要问题", "（一）公示", "第一段", "第二段“引号”",
    ]  # fmt: skip
    assert [chinese_font(line.runs[0]) for line in lines[:6]] == [
        "方正小标宋简体", "仿宋_GB2312", "仿宋_GB2312", "黑体", "楷体_GB2312", "仿宋_GB2312",
    ]  # fmt: skip
    assert [line.runs[0].font.size for line in lines[:2]] == [Pt(22), Pt(16)]
    assert lines[5].paragraph_format.first_line_indent == Pt(32)


def test_a_table_repeats_its_header_and_tears_no_row() -> None:
    made = official.new_document()
    official.table(made, ["编号", "问题"], [["1", "甲\n乙"]], [30, 126])
    official.form(made, [["签收人", "", "日期", ""]], [30, 48, 30, 48])
    listed, blanks = written(made).tables
    assert listed.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (*listed.rows, *blanks.rows))
    assert [cell.text for cell in listed.rows[1].cells] == ["1", "甲\n乙"]
    assert [chinese_font(cell.paragraphs[0].runs[0]) for cell in blanks.rows[0].cells] == ["黑体", "仿宋_GB2312"] * 2


def test_the_day_ends_four_characters_before_the_edge_and_the_name_stands_over_its_middle() -> None:
    made = official.new_document(mark="")
    official.signature(made, "县委巡察办", date(2026, 3, 5))
    official.signature(made, "中共某县委巡察工作领导小组办公室", None)
    name, day, long, blank = written(made).paragraphs
    assert (day.text, blank.text) == ("2026年3月5日", "　　年　　月　　日")
    assert day.paragraph_format.right_indent == Pt(64)
    assert name.paragraph_format.right_indent == Pt(64 + (6 * 8 + 3 * 16 - 5 * 16) / 2)
    # A long name must not leave the sheet: the day goes under its middle instead.
    assert Pt(0) <= long.paragraph_format.right_indent < blank.paragraph_format.right_indent


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_no_text_of_users_breaks_a_paper_or_is_obeyed(text: str) -> None:
    made = official.new_document(mark="")
    official.title(made, text)
    official.table(made, ["列"], [[f"{{{{ x }}}}<w:p/>&{text}"]], [100])
    again = written(made)
    assert again.tables[0].rows[1].cells[0].text.startswith("{{ x }}<w:p/>&")
    assert not set(again.paragraphs[0].text) & {"\x00", "\u202e", "\ufffe"}
