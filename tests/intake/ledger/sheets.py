"""Builds small ledgers for the tests and checks them without a child process."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from core.intake.ledger.check import check_ledger
from core.intake.ledger.model import LedgerCheck
from core.intake.ledger.reader import read_sheet

Rows = Sequence[Sequence[Any]]


def workbook_bytes(rows: Rows, merges: Sequence[str] = (), formats: dict[str, str] | None = None) -> bytes:
    """An .xlsx of these rows; text that begins with = is stored as text."""
    workbook = Workbook()
    sheet = workbook.active
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    for merge in merges:
        sheet.merge_cells(merge)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def check_rows(rows: Rows, merges: Sequence[str] = (), **options: Any) -> LedgerCheck:
    return check_bytes(workbook_bytes(rows, merges), **options)


def check_bytes(data: bytes, **options: Any) -> LedgerCheck:
    return check_ledger(read_sheet(data), **options)


def texts(check: LedgerCheck) -> list[str]:
    return [row.text for row in check.rows]


def rejected(check: LedgerCheck) -> list[tuple[int, str, str]]:
    return [(row.row, row.column, row.letter) for row in check.rejected]


def field_of(check: LedgerCheck, header: str) -> str | None:
    return next(column.field for column in check.columns if column.header == header)
