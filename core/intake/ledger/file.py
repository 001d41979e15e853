"""The door for uploaded ledgers: container check, parse and check in a child process."""

from collections.abc import Callable, Mapping
from typing import Any

from core.intake.container import FileKind, check_container
from core.intake.ledger.model import LedgerCheck
from core.intake.ledger.wire import from_wire, to_wire
from core.intake.sandbox import run_limited

Progress = Callable[[int, int], None]


def check_ledger_file(
    data: bytes,
    *,
    year_hint: int | None = None,
    overrides: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> LedgerCheck:
    """Check an uploaded .xlsx ledger; `progress` gets findings checked and rows there are.

    `overrides` maps headers of the file to fields of `synonyms.SYNONYMS` or to `ignore`.
    Raises UnreadableFile.
    """
    check_container(data, FileKind.XLSX)
    answer = run_limited(check_bytes, data, year_hint, dict(overrides or {}), progress=progress)
    return from_wire(LedgerCheck, answer)


def check_bytes(data: bytes, year_hint: int | None, overrides: dict[str, str], progress: Progress | None = None) -> Any:
    """Parse and check inside the sandbox; `data` has passed the container check."""
    # Only the child needs the parser; the server must not pay for loading it.
    from core.intake.ledger.check import check_ledger
    from core.intake.ledger.reader import read_sheet

    sheet = read_sheet(data)
    return to_wire(check_ledger(sheet, year_hint=year_hint, overrides=overrides, progress=progress))
