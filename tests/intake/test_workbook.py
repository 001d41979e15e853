"""Workbooks for people: text stays text, pages print as a landscape table (docs/trust.md V4)."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.intake.workbook import Choice, Sheet, neutralise_csv, write_workbook

DANGEROUS = ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "＝cmd", "＋1", "－1", "＠x"]


def _read(*sheets: Sheet):
    return load_workbook(io.BytesIO(write_workbook(sheets)))


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula(text):
    sheet = _read(Sheet("表", [text], [[text]], title=[text])).active

    for place in ("A1", "A2", "A3"):
        assert (sheet[place].value, sheet[place].data_type) == (text, "s")
        assert sheet[place].quotePrefix


def test_numbers_and_dates_stay_what_they_are():
    sheet = _read(Sheet("表", ["a", "b", "c", "d"], [[1, Decimal("2.50"), date(2025, 3, 1), None]])).active

    assert [sheet.cell(2, column).value for column in (1, 2, 4)] == [1, 2.5, None]
    assert sheet["C2"].value.date() == date(2025, 3, 1)
    assert sheet["C2"].number_format == "yyyy-mm-dd"


def test_control_characters_and_overlong_text_do_not_break_the_file():
    sheet = _read(Sheet("表", ["a"], [["甲\x00\x0b乙"], ["长" * 40_000]])).active

    assert (sheet["A2"].value, len(sheet["A3"].value)) == ("甲乙", 32_767)


def test_page_is_a4_landscape_with_header_repeated_and_frozen():
    sheet = _read(Sheet("表", ["列"], [["值"]], title=["题"])).active

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$2:$2",
    )
    assert (sheet.freeze_panes, sheet.page_setup.fitToHeight) == ("A3", 0)


def test_sheet_names_are_made_valid_and_unique():
    workbook = _read(Sheet("一/二:三", ["a"]), Sheet("一/二:三", ["a"]), Sheet("名" * 40, ["a"]), Sheet("", ["a"]))

    assert workbook.sheetnames == ["一 二 三", "一 二 三(2)", "名" * 31, "Sheet"]


def test_marked_cells_merges_and_choices_are_drawn():
    rows = [["甲", "是"], [None, "否"]]
    choice = Choice(column=1, sheet="字典", source_column=0, count=2)
    sheet = Sheet("表", ["问题", "可否"], rows, marked=frozenset({(1, 1)}), merges=[(0, 0, 1)], choices=[choice])
    read = _read(sheet, Sheet("字典", ["可否"], [["是"], ["否"]])).active

    assert read["B3"].fill.start_color.rgb == "FFFFD9D9"
    assert [str(merge) for merge in read.merged_cells.ranges] == ["A2:A3"]
    assert read.data_validations.dataValidation[0].formula1 == "'字典'!$A$2:$A$3"


@pytest.mark.parametrize("text", [*DANGEROUS, "\rx"])
def test_csv_text_gets_an_apostrophe_before_a_formula_sign(text):
    assert neutralise_csv(text) == f"'{text}"


def test_csv_text_is_otherwise_left_alone():
    assert neutralise_csv("甲=乙") == "甲=乙"
