"""The five ledgers as the office's own Excel: one sheet each, merged cells where rows share them (docs/rules.md §4, §12)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from core.intake.workbook import Sheet, Value
from core.ledgers.fields import FIELDS, Kind, LedgerField
from core.vocabulary import Ledger

TASK_COLUMNS = ("seq", "goal", "completion_mark", "start_on", "due_on")
MEASURE_COLUMNS = ("seq", "text", "status", "done_on", "result", "evidence")
PIXELS_OF_A_CHARACTER = 7.5


class Row(Protocol):
    """A row of a ledger."""

    @property
    def finding_code(self) -> str:
        """Number of its finding."""

    @property
    def cells(self) -> dict[str, str]:
        """What it shows by column."""


Rows = Mapping[Ledger, Sequence[Row]]


def ledger_sheets(heading: str, note: str, rows: Rows) -> list[Sheet]:
    """问题、任务、责任、成效、档案; an empty ledger is a sheet with its header alone."""
    return [_task_sheet(heading, note, rows) if ledger is Ledger.TASKS else _sheet(heading, note, ledger, rows[ledger])
            for ledger in Ledger if ledger is not Ledger.MEASURES]  # fmt: skip


def value_of(field: LedgerField, shown: str) -> Value:
    """A shown cell as Excel should hold it: days as days, money and counts as numbers."""
    if not shown:
        return None
    if field.kind is Kind.DAY:
        return date.fromisoformat(shown)
    if field.kind is Kind.MONEY:
        return Decimal(shown)
    return int(shown) if field.kind is Kind.COUNT and shown.isdigit() else shown


def _sheet(heading: str, note: str, ledger: Ledger, rows: Sequence[Row]) -> Sheet:
    fields = FIELDS[ledger]
    body = [[value_of(field, row.cells[field.key]) for field in fields] for row in rows]
    shared = [0, 1] if ledger is Ledger.ARCHIVE else []
    return Sheet(
        name=ledger.term,
        title=(f"{heading}{ledger.term}", note),
        header=[field.label for field in fields],
        rows=body,
        widths=_widths(fields),
        merges=[(column, *run) for column in shared for run in _runs(rows, lambda row: row.finding_code)],
    )


def _task_sheet(heading: str, note: str, rows: Rows) -> Sheet:
    """Tasks with their measures: what belongs to the finding and the task is merged over its measures."""
    tasks = FIELDS[Ledger.TASKS]
    first = [field for field in tasks if field.key not in TASK_COLUMNS]
    own = [_by_key(tasks, key) for key in TASK_COLUMNS]
    measured = [_by_key(FIELDS[Ledger.MEASURES], key) for key in MEASURE_COLUMNS]
    lines = list(_task_lines(rows))
    body = [
        [value_of(field, task.cells[field.key]) for field in (*first, *own)]
        + [value_of(field, measure.cells[field.key]) if measure else None for field in measured]
        for task, measure in lines
    ]
    heads = [task for task, _ in lines]
    merges = [(c, *run) for c in range(len(first)) for run in _runs(heads, lambda row: row.finding_code)]
    merges += [
        (len(first) + c, *run)
        for c in range(len(own))
        for run in _runs(heads, lambda row: f"{row.finding_code} {row.cells['seq']}")
    ]
    return Sheet(
        name=Ledger.TASKS.term,
        title=(f"{heading}{Ledger.TASKS.term}", note),
        header=[field.label for field in (*first, *own, *measured)],
        rows=body,
        widths=_widths((*first, *own, *measured)),
        merges=merges,
    )


def _task_lines(rows: Rows) -> Iterable[tuple[Row, Row | None]]:
    """Each measure with its task; a task without one stands alone."""
    by_task: dict[tuple[str, str], list[Row]] = {}
    for measure in rows[Ledger.MEASURES]:
        by_task.setdefault((measure.finding_code, measure.cells["task"]), []).append(measure)
    for task in rows[Ledger.TASKS]:
        mine: list[Row | None] = [*by_task.get((task.finding_code, task.cells["seq"]), [])]
        yield from ((task, measure) for measure in mine or [None])


def _runs(rows: Sequence[Row], key: Callable[[Row], str]) -> list[tuple[int, int]]:
    """First and last place of every run of two or more rows that share the key."""
    runs, start = [], 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or key(rows[place]) != key(rows[start]):
            if place - start > 1:
                runs.append((start, place - 1))
            start = place
    return runs


def _by_key(fields: Sequence[LedgerField], key: str) -> LedgerField:
    return next(field for field in fields if field.key == key)


def _widths(fields: Sequence[LedgerField]) -> dict[int, float]:
    return {place: field.width / PIXELS_OF_A_CHARACTER for place, field in enumerate(fields)}
