"""What must hold between the cells of one row (docs/rules.md §4)."""

from collections.abc import Callable, Mapping
from datetime import date

from core.vocabulary import Ledger, MeasureStatus, Secrecy

Cells = Mapping[str, str]
Fault = tuple[str, str, str]
"""Key of the column, what is wrong, how to mend it."""


def row_faults(ledger: Ledger, cells: Cells, today: date) -> tuple[Fault, ...]:
    """What does not fit together in a row as shown; empty when all does. Each cell has been read before."""
    check = _CHECKS.get(ledger)
    return tuple(check(cells, today)) if check else ()


def _task(cells: Cells, _today: date) -> list[Fault]:
    start, due = cells.get("start_on", ""), cells.get("due_on", "")
    if start and due and due < start:
        return [("due_on", f"完成时限 {due} 早于开始时间 {start}", "核对两个日期")]
    return []


def _measure(cells: Cells, today: date) -> list[Fault]:
    faults: list[Fault] = []
    done = cells.get("status") == MeasureStatus.DONE.term
    day = cells.get("done_on", "")
    if done and not day:
        faults.append(("done_on", "完成情况是“已完成”，没有完成日期", "填写完成日期"))
    if day and not done:
        faults.append(("status", f"填了完成日期 {day}，完成情况不是“已完成”", "改为“已完成”，或清空完成日期"))
    return faults + _not_ahead("done_on", "完成日期", day, today)


def _material(cells: Cells, today: date) -> list[Fault]:
    faults = _not_ahead("formed_on", "形成日期", cells.get("formed_on", ""), today)
    if cells.get("secrecy") == Secrecy.CLASSIFIED.term and not cells.get("paper_no"):
        faults.append(("secrecy", "有附件的材料不能标为涉密", "涉密材料只登记纸质件号，不上传；请先撤下附件"))
    return faults


def _not_ahead(key: str, label: str, day: str, today: date) -> list[Fault]:
    return [(key, f"{label} {day} 晚于今天", "改为实际日期")] if day and day > today.isoformat() else []


_CHECKS: dict[Ledger, Callable[[Cells, date], list[Fault]]] = {
    Ledger.TASKS: _task,
    Ledger.MEASURES: _measure,
    Ledger.ARCHIVE: _material,
}
