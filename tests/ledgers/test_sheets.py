"""The exported ledgers hold every column of the screen, merged where rows share them (docs/rules.md §12)."""

import io

from openpyxl import load_workbook

from core.intake.workbook import write_workbook
from core.ledgers.fields import FIELDS
from core.ledgers.sheets import ledger_sheets
from core.queries.ledger_rows import LedgerRow
from core.vocabulary import Ledger, Status


def row(number: int, code: str, ledger: Ledger, **cells: str) -> LedgerRow:
    shown = {field.key: "" for field in FIELDS[ledger]} | {"finding": code, "title": f"问题{code}"} | cells
    return LedgerRow(row_id=number, finding_id=1, finding_code=code, title="", status=Status.IN_PROGRESS, cells=shown)


ROWS = {ledger: [] for ledger in Ledger} | {
    Ledger.FINDINGS: [row(1, "01", Ledger.FINDINGS, amount_yuan="46000.00", due_on="2026-03-31", text="=1+1")],
    Ledger.TASKS: [row(1, "01", Ledger.TASKS, seq="1", goal="公示"), row(2, "01", Ledger.TASKS, seq="2", goal="建章")],
    Ledger.MEASURES: [row(n, "01", Ledger.MEASURES, task="1", seq=str(n), text=f"措施{n}") for n in (1, 2)],
}


def test_every_column_of_the_screen_is_in_the_export() -> None:
    sheets = {sheet.name: list(sheet.header) for sheet in ledger_sheets("柳舟镇整改", "截至", ROWS)}
    assert list(sheets) == ["问题清单", "任务清单", "责任清单", "整改成效清单", "整改档案清单"]
    for ledger in Ledger:
        labels = [field.label for field in FIELDS[ledger]]
        name = Ledger.TASKS.term if ledger is Ledger.MEASURES else ledger.term
        assert set(labels) <= set(sheets[name]), ledger


def test_measures_stand_beside_their_task_in_merged_cells() -> None:
    book = load_workbook(io.BytesIO(write_workbook(ledger_sheets("柳舟镇整改", "截至", ROWS))))
    sheet = book["任务清单"]
    labels = [cell.value for cell in sheet[3]]
    body = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4, max_row=6)]
    column = labels.index("整改措施")
    assert [line[column] for line in body] == ["措施1", "措施2", None]
    merged = {str(span) for span in sheet.merged_cells.ranges}
    assert {"A4:A6", "B4:B6", "C4:C5", "D4:D5"} <= merged
    findings = book["问题清单"]
    assert [cell.number_format for cell in findings[4] if cell.is_date] == ["yyyy-mm-dd"]
    assert findings.cell(4, 3).data_type == "s"
