"""What a rectification plan says: its three ledgers as they are shown now, and as a version keeps them (docs/rules.md §3.3)."""

from typing import Any

from core.ledgers.fields import FIELDS
from core.queries.base import Reading
from core.queries.ledger_rows import LedgerRow, ledger_rows
from core.rules.plan_comparison import COMPARED, PlanContent, PlanRow
from core.vocabulary import Ledger

_NOT_PLANNED = {Ledger.MEASURES: ("status", "done_on", "result")}
"""What comes of a plan is no part of it."""
PLANNED: dict[Ledger, tuple[str, ...]] = {
    ledger: tuple(f.key for f in FIELDS[ledger] if f.is_open and f.key not in _NOT_PLANNED.get(ledger, ()))
    for ledger in COMPARED
}
"""Columns of the plan: those that people fill in before the work begins."""


def plan_now(reading: Reading, inspection_id: int) -> PlanContent:
    """The three ledgers as they stand now."""
    return {ledger: tuple(map(_row, ledger_rows(reading, inspection_id, ledger))) for ledger in COMPARED}


def to_store(content: PlanContent) -> dict[str, Any]:
    """The content of a version as it is stored."""
    return {
        ledger.value: [
            {"row": row.row, "finding": row.finding, "title": row.title, "cells": dict(row.cells)} for row in rows
        ]
        for ledger, rows in content.items()
    }


def from_store(content: dict[str, Any]) -> PlanContent:
    """The content of a version as it was shown; a ledger that it lacks is empty."""
    return {ledger: tuple(PlanRow(**row) for row in content.get(ledger.value, ())) for ledger in COMPARED}


def _row(row: LedgerRow) -> PlanRow:
    return PlanRow(row=row.row_id, finding=row.finding_code, title=row.title, cells=row.cells)
