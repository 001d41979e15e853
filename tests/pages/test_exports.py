"""Every list goes out as Excel with every column and line of the screen, and the trail says so (docs/rules.md §4.7)."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.files import path_of
from core.queries.actions import action_words, subject_words
from core.store.models import AccessEvent, StoredFile
from dashboard.components.export import as_shown, to_sheet
from tests.county import County
from tests.pages.conftest import open_app

LISTS = {
    "findings": ("问题台账", "findings.export"),
    "overdue": ("逾期问题", "overdue.late.export"),
    "progress": ("整改进度", "progress.export"),
    "evaluation": ("评估得分", "evaluation.export"),
    "lookback": ("回头看候选和提示", "lookback.export"),
    "portrait": ("单位画像", "portrait.export"),
    "cross_check": ("五份清单对账", "cross_check.export"),
    "plan_review": ("方案联审", "plan_review.export"),
}


@pytest.fixture
def overdue_county(county: County) -> County:
    """Overdue findings in both units, enough of them for a hint, one due soon."""
    for number in range(4):
        county.add_finding(text=f"第{number}个问题", due_on=date(2026, 6, 30), amount_yuan=12_000)
        county.add_finding("县财政局", text=f"第{number}个挂账", due_on=date(2026, 6, 30))
    return county


@pytest.mark.parametrize("where", LISTS)
def test_what_is_on_the_screen_is_in_the_sheet(overdue_county: County, tmp_path: Path, where: str) -> None:
    title, key = LISTS[where]
    at = open_app(overdue_county, "office", where)
    shown = [frame.value for frame in at.dataframe]
    button = at.button(key=key)
    button.click().run()
    assert not at.exception
    sheet = exported(overdue_county, tmp_path)
    header = [cell.value for cell in sheet[3]]
    assert sheet["A1"].value == title
    assert "口径：" in sheet["A2"].value
    main = shown[0]
    assert set(main.columns) <= set(header)
    lines = sheet.max_row - 3
    assert f"（{lines} 行）" in button.label
    assert lines >= len(main)
    held = {str(cell.value) for row in sheet.iter_rows(min_row=4) for cell in row}
    assert {one for name in main.columns for one in main[name] if isinstance(one, str) and one} <= held
    assert sheet.print_area == f"'{sheet.title}'!$A$1:${sheet.cell(3, len(header)).column_letter}${sheet.max_row}"
    assert sheet.print_options.horizontalCentered
    with overdue_county.store.read() as session:
        last = sa.select(AccessEvent.action, AccessEvent.subject).order_by(AccessEvent.id.desc()).limit(1)
        action, subject = session.execute(last).one()
    assert (action_words(action), subject_words(subject)) == ("导出列表", f"列表 {title}，行数 {lines}")


def test_an_export_holds_what_the_filters_leave(overdue_county: County, tmp_path: Path) -> None:
    at = open_app(overdue_county, "office", "findings", unit="LZZ", find="第3个")
    at.button(key="findings.export").click().run()
    sheet = exported(overdue_county, tmp_path)
    line = dict(zip([cell.value for cell in sheet[3]], [cell.value for cell in sheet[4]], strict=True))
    assert sheet.max_row == 4
    told = {"单位": "柳舟镇", "反馈原文": "第3个问题", "状态": "未启动、逾期", "涉及金额（元）": 12_000, "进度%": 0}
    assert {name: line[name] for name in told} == told
    assert isinstance(line["剩余/日"], int)


def test_lines_of_one_unit_share_its_cell_and_values_are_those_of_paper() -> None:
    frame = pd.DataFrame(
        {
            "单位": ["甲", "甲", "乙", "甲", "甲", "甲"],
            "状态": [["● 整改中", "！ 逾期"], [], ["数据不足"], [], [], []],
            "在手/日": [1, None, 2, 3, 4, 5],
            "完成率": [0.5, None, 1, 0, 0, 0],
        }
    )
    sheet = to_sheet(as_shown("key", "表", "个", frame, ["完成率"]), frame, "截至今天")
    assert list(sheet.merges) == [(0, 0, 1), (0, 3, 5)]
    expected: list[list[Any]] = [
        ["甲", "整改中、逾期", 1, "50.0%"],
        ["甲", "", None, None],
        ["乙", "数据不足", 2, "100.0%"],
    ]
    assert [list(row) for row in sheet.rows[:3]] == expected
    assert isinstance(sheet.rows[0][2], int)
    assert to_sheet(as_shown("key", "表", "个", frame[:0]), frame[:0], "").merges == []


def exported(county: County, data_dir: Path) -> Worksheet:
    """The sheet handed out last."""
    with county.store.read() as session:
        fingerprint = session.scalars(sa.select(StoredFile.sha256).order_by(StoredFile.id.desc())).first()
    assert fingerprint is not None
    sheet = load_workbook(io.BytesIO(path_of(data_dir / "files", fingerprint).read_bytes())).active
    assert isinstance(sheet, Worksheet)
    return sheet
