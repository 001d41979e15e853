"""下发与回收: a workbook goes out, comes back, and is taken in cell by cell."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.ledgers.differences import Fate
from core.queries.ledger_rows import list_ledger_rows
from core.queries.workbooks import list_workbooks
from core.vocabulary import Ledger
from dashboard.components import workbooks
from tests.commands.test_workbooks import UNIT, code, compared, file_of, filled, issue, put, save
from tests.county import County
from tests.pages.conftest import OpenPage, said

__all__ = ["code"]
OUTCOMES = Ledger.OUTCOMES


def outcome(county: County) -> dict[str, str]:
    cells: dict[str, str] = county.see(list_ledger_rows, county.ids[UNIT], OUTCOMES)[0].cells
    return cells


def upload(at: AppTest, data: bytes) -> AppTest:
    return at.file_uploader("workbooks.file.0").upload("回收.xlsx", data).run()


def test_the_office_issues_a_workbook_and_its_download_starts(
    county: County, code: str, open_page: OpenPage, tmp_path: Path
) -> None:
    at = open_page("office", "workbooks")
    at.button("workbooks.issue").click().run()
    assert not at.exception
    assert len(county.see(list_workbooks, county.ids[UNIT])) == 1
    assert "在外 **1** 份" in said(at)
    assert any(tmp_path.rglob("*"))


def test_what_only_the_workbook_changed_is_taken_by_one_button(county: County, code: str, open_page: OpenPage) -> None:
    data = filled(file_of(county, issue(county)), lambda book: put(book, OUTCOMES, code, "整改成效", "12个村已公示"))
    at = upload(open_page("liuzhou", "workbooks"), data)
    assert "回收表改了 **1** 格" in said(at)
    at.button("workbooks.take").click().run()
    assert outcome(county)["summary"] == "12个村已公示"
    assert any("已入库 1 格" in one.value for one in at.success)
    assert "收回 **1** 份" in said(at)


def test_a_conflict_must_be_decided_before_anything_is_saved(county: County, code: str, open_page: OpenPage) -> None:
    data = filled(file_of(county, issue(county)), lambda book: put(book, OUTCOMES, code, "整改成效", "单位填的"))
    save(county, OUTCOMES, county.ids["f"], "summary", "", "巡察办填的")
    at = upload(open_page("office", "workbooks"), data)
    assert at.button("workbooks.take").disabled
    at.segmented_control[0].set_value(workbooks.TAKE).run()
    assert at.button("workbooks.take").label.startswith("入库 1 格")
    at.segmented_control[0].set_value(workbooks.KEEP).run()
    at.button("workbooks.take").click().run()
    assert outcome(county)["summary"] == "巡察办填的"
    assert any("没有采用的 1 处" in one.value for one in at.success)


@pytest.mark.parametrize("data", [b"", b"<html>", b"PK\x03\x04 not a workbook"])
def test_a_file_that_is_no_workbook_of_ours_says_why(open_page: OpenPage, data: bytes) -> None:
    at = open_page("office", "workbooks")
    upload(at, data)
    assert len(at.error) == 1
    assert not at.exception


def test_nothing_is_chosen_for_somebody_where_both_sides_changed(county: County, code: str) -> None:
    data = filled(file_of(county, issue(county)), lambda book: put(book, OUTCOMES, code, "整改成效", "单位填的"))
    (one,) = compared(county, data).comparison.cells
    assert (one.fate, workbooks.preset(one, is_office=True, conflicts=None)) == (Fate.THEIRS, workbooks.TAKE)
    save(county, OUTCOMES, county.ids["f"], "summary", "", "巡察办填的")
    (one,) = compared(county, data).comparison.cells
    assert workbooks.preset(one, is_office=True, conflicts=None) is None
