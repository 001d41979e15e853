"""When the ledgers of a finding may be changed (docs/rules.md §4.4)."""

from core.vocabulary import Ledger, Status


def locked(ledger: Ledger, status: Status, *, is_office: bool, has_reason: bool) -> str | None:
    """Code of why a row cannot be changed now, None when it can.

    What is under review stays as it was signed; what is cleared is corrected by the office only, with a reason.
    What the feedback says is corrected by the office at any time.
    """
    if ledger is Ledger.FINDINGS:
        return None
    if status is Status.APPLIED:
        return "ledger_in_review"
    if status is not Status.CLEARED:
        return None
    if not is_office:
        return "ledger_cleared"
    return None if has_reason else "ledger_cleared_needs_reason"
