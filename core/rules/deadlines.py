"""Overdue, due soon and warning levels, always derived from dates (docs/rules.md §2, §3.1)."""

from datetime import date

from core.rules.plan import RoundPlan
from core.rules.warnings import level_of
from core.vocabulary import Status, WarningLevel


def is_overdue(status: Status, due_on: date | None, as_of: date) -> bool:
    """Whether the deadline lies before the day asked for and the finding is not cleared (逾期)."""
    return status in Status.not_cleared() and due_on is not None and due_on < as_of


def overdue_days(status: Status, due_on: date | None, as_of: date) -> int:
    """Natural days past due (逾期天数); 0 when cleared or not yet past."""
    if due_on is None or not is_overdue(status, due_on, as_of):
        return 0
    return (as_of - due_on).days


def is_due_soon(status: Status, due_on: date | None, as_of: date, days: int) -> bool:
    """Whether the deadline comes within `days` days, the day itself included (临期)."""
    return status in Status.not_cleared() and due_on is not None and 0 <= (due_on - as_of).days <= days


def was_on_time(status: Status, cleared_on: date | None, due_on: date | None) -> bool:
    """Whether a cleared finding was cleared by its deadline (按期)."""
    return status is Status.CLEARED and cleared_on is not None and due_on is not None and cleared_on <= due_on


def warning_level(status: Status, due_on: date | None, as_of: date, plan: RoundPlan) -> WarningLevel:
    """Level of the warning that is due to the people responsible (预警)."""
    return level_of(due_on, as_of, plan) if status in Status.not_cleared() else WarningLevel.NONE
