"""Rows to data frames for charts; a frame without rows keeps its columns."""

from collections.abc import Sequence

import pandas as pd

from core.queries.progress import GroupFigures
from core.vocabulary import Status

PROGRESS_COLUMNS = (
    "code",
    "name",
    "status",
    "term",
    "order",
    "findings",
    "share",
    "start",
    "total",
    "ratio",
    "overdue",
)


def progress_frame(groups: Sequence[GroupFigures]) -> pd.DataFrame:
    """One line for each group and state: its number, its share, and where it begins in the bar of the group."""
    rows = [row for group in groups for row in _segments(group)]
    return pd.DataFrame(rows, columns=list(PROGRESS_COLUMNS))


def _segments(group: GroupFigures) -> list[tuple[object, ...]]:
    figures, start = group.figures, 0.0
    rows: list[tuple[object, ...]] = []
    for order, status in enumerate(Status.counted()):
        number = getattr(figures, status.value)
        share = number / figures.findings if figures.findings else 0.0
        rows.append(
            (group.code, group.name, status.value, status.term, order, number, share, start, figures.findings,
             figures.clearance_ratio, figures.overdue)
        )  # fmt: skip
        start += share
    return rows
