"""Wrong rows go out as a workbook and come back right."""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from core.intake.ledger.corrections import corrections_workbook
from core.intake.ledger.template import blank_template
from tests.intake.ledger.sheets import check_bytes, check_rows, rejected, saved

SAMPLES = Path(__file__).parent / "samples"


def _open(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def _mended(data: bytes, changes: dict[str, str]) -> bytes:
    workbook = _open(data)
    for place, value in changes.items():
        workbook.active[place] = value
    return saved(workbook)


def test_wrong_rows_keep_headers_and_tell_where_and_why():
    check = check_bytes((SAMPLES / "ledger_1.xlsx").read_bytes())
    sheet = _open(corrections_workbook(check)).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))

    assert rows[0][:5] == ("序号", "单位名称", "单位类别", "问题分类", "存在问题")
    assert rows[0][-5:] == ("原行号", "错在哪一列", "读到", "原因", "怎么改")
    assert [row[12] for row in rows[1:]] == [6, 10, 12]
    assert sheet["H5"].fill.start_color.rgb == "FFFFD9D9"
    assert sheet["G5"].fill.fill_type is None


def test_unmended_rows_are_rejected_again_in_the_same_columns():
    for name in ("ledger_1", "ledger_2", "ledger_3"):
        check = check_bytes((SAMPLES / f"{name}.xlsx").read_bytes())
        again = check_bytes(corrections_workbook(check))
        assert [row.column for row in again.rejected] == [row.column for row in check.rejected]
        assert again.rows_total == len(check.rejected)
        assert again.year == check.year


def test_mended_rows_come_back_with_unit_and_category_of_their_merges():
    check = check_bytes((SAMPLES / "ledger_1.xlsx").read_bytes())
    again = check_bytes(_mended(corrections_workbook(check), {"H5": "2025-02-28", "E6": "补录的问题", "D7": ""}))

    assert again.rejected == ()
    assert [(row.unit, row.subcategory) for row in again.rows] == [
        ("县教育局", "B5"),
        ("双河镇", "B7"),
        ("双河镇", None),
    ]
    assert again.rows[1].due_on == date(2025, 4, 30)


def test_category_of_a_section_row_goes_with_the_wrong_row():
    check = check_bytes((SAMPLES / "ledger_3.xlsx").read_bytes())
    again = check_bytes(_mended(corrections_workbook(check), {"C5": "补上的问题"}))

    assert (again.rows[0].category, again.unit_hint) == ("B", "白石县交通投资公司")


def test_several_measures_of_a_wrong_finding_stay_together():
    header = ["序号", "问题", "措施", "时限"]
    rows = [header, [1, "=甲", "第一条", "2025.2.30"], [None, None, "第二条", None]]
    check = check_rows(rows, ["A2:A3", "B2:B3", "D2:D3"])
    again = check_bytes(_mended(corrections_workbook(check), {"D3": "2025.2.28"}))

    assert rejected(check) == [(2, "时限", "D")]
    assert [(row.text, row.measures) for row in again.rows] == [("=甲", ("第一条", "第二条"))]


def test_columns_settled_by_hand_come_back_without_the_hand():
    check = check_rows([["毛病", "办法"], ["", "a"]], overrides={"毛病": "text", "办法": "measure"})
    again = check_bytes(_mended(corrections_workbook(check), {"A3": "甲"}))

    assert [(row.text, row.measures) for row in again.rows] == [("甲", ("a",))]


def test_blank_template_has_every_column_known_and_no_rows():
    data = blank_template()
    check = check_bytes(data)
    workbook = _open(data)

    assert check.rows_total == 0
    assert all(column.how == "exact" for column in check.columns)
    assert workbook.active.title == "台账"
    assert workbook.sheetnames == ["台账", "填写说明", "字典"]
    assert len(workbook["台账"].data_validations.dataValidation) == 6


@pytest.mark.parametrize("header", ["问题分类", "整改类别", "完成情况"])
def test_template_offers_the_words_of_the_dictionary(header):
    workbook = _open(blank_template())
    words = list(workbook["字典"].iter_rows(values_only=True))
    column = words[0].index(header)
    choices = [row[column] for row in words[1:] if row[column]]
    titles = [cell.value for cell in workbook["台账"][2]]
    rows = [["问题", "措施", header], *([f"问题{n}", "a", word] for n, word in enumerate(choices))]

    assert header in titles
    assert check_rows(rows).rejected == ()
