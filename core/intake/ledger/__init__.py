"""Excel ledgers (台账) to checked rows; no database here."""

from core.intake.ledger.file import check_ledger_file
from core.intake.ledger.model import (
    AlsoWrong,
    ColumnMatch,
    DuplicateRow,
    LedgerCheck,
    LedgerRow,
    Match,
    RejectedRow,
    Totals,
)

__all__ = [
    "AlsoWrong",
    "ColumnMatch",
    "DuplicateRow",
    "LedgerCheck",
    "LedgerRow",
    "Match",
    "RejectedRow",
    "Totals",
    "check_ledger_file",
]
