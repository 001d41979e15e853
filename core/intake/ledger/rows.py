"""From the cells of one finding to its values, or to the list of cells that are wrong."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from core.intake.ledger.amounts import parse_amount
from core.intake.ledger.categories import CategoryRead, parse_category
from core.intake.ledger.dates import DateRead, parse_date
from core.intake.ledger.grid import Grid
from core.intake.ledger.layout import Block
from core.intake.ledger.model import BrokenCell, CellFault, CellValue, LedgerRow
from core.intake.ledger.synonyms import EXTRA_FIELDS
from core.intake.ledger.text import folded, is_nothing, shown, without_space
from core.intake.ledger.words import (
    least_advanced,
    parse_handling,
    parse_source,
    parse_status,
    parse_unit_kind,
    parse_yes_no,
)
from core.vocabulary import Handling, Status

_DITTO = frozenset({"同上", "〃", "″", "同前"})
_NUMBERED = re.compile(
    r"\s*(?:\(?\d+[.、)]|[一二三四五六七八九十]+是|[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|[①-⑳])"
)
_SERIAL = re.compile(r"\d+[.、]?")


@dataclass(frozen=True)
class Fault:
    """A faulty cell of the sheet."""

    row: int
    column: int
    value: str
    reason: str
    fix: str


@dataclass
class RowReader:
    """Reads findings of one ledger; keeps remarks about words it did not understand."""

    grid: Grid
    columns: Mapping[str, list[int]]
    year: int | None
    money: Mapping[int, int]
    notes: list[str] = field(default_factory=list)
    _above: dict[int, CellValue] = field(default_factory=dict)

    def read(self, block: Block, unit: str | None) -> tuple[LedgerRow | None, list[Fault]]:
        """Read one finding; the row is None when there are faults, which come in column order."""
        return _BlockReader(self, block).read(unit)

    def cell(self, row: int, column: int) -> CellValue | None:
        """The value in this cell; 同上 stands for the value above."""
        value = self.grid.value(row, column)
        if isinstance(value, str) and folded(value) in _DITTO and column in self._above:
            return self._above[column]
        if value is not None:
            self._above[column] = value
        return value

    def unit_of(self, block: Block) -> str | None:
        """The unit named in the row itself."""
        for column in self.columns.get("unit", []):
            text = shown(self.cell(block.rows[0], column))
            if text and not is_nothing(text):
                return without_space(text)
        return None


class _BlockReader:
    def __init__(self, reader: RowReader, block: Block) -> None:
        self._reader = reader
        self._block = block
        self._faults: list[Fault] = []

    def read(self, unit: str | None) -> tuple[LedgerRow | None, list[Fault]]:
        text = self._finding()
        category = self._category()
        due, cleared, started = (self._date(name) for name in ("due", "cleared_on", "started_on"))
        handling = self._parsed("handling", lambda value: parse_handling(shown(value)))
        amount, recovered = self._amount("amount"), self._amount("recovered")
        if self._faults:
            return None, sorted(self._faults, key=lambda fault: fault.column)
        status, status_text = self._status()
        row = LedgerRow(
            row=self._block.rows[0],
            text=text,
            number=self._number(),
            unit=unit,
            unit_kind=self._known("unit_kind", parse_unit_kind),
            category=category.category.value if category else None,
            subcategory=category.subcategory.value if category and category.subcategory else None,
            handling=handling or due.handling,
            due_on=due.on,
            due_text=self._text("due"),
            status=status,
            status_text=status_text,
            progress_text=self._joined("progress"),
            cleared_on=cleared.on,
            amount_yuan=amount,
            recovered_yuan=recovered,
            measures=self._measures(),
            source=self._known("source", parse_source),
            involves_persons=self._known("involves_persons", parse_yes_no),
            publishable=self._known("publishable", parse_yes_no),
            extra=self._extra(started),
            **{name: self._text(name) for name in _PLAIN_TEXTS},
        )
        return row, []

    def _cells(self, name: str) -> Iterable[tuple[int, int, CellValue]]:
        """Cells of a field over the rows of the finding, each merge once; nothing for an absent column."""
        for column in self._reader.columns.get(name, []):
            for index, row in enumerate(self._block.rows):
                value = self._reader.cell(row, column) if index == 0 else self._reader.grid.raw(row, column)
                if value is not None:
                    yield row, column, value

    def _fault(self, row: int, column: int, value: CellValue | None, fault: CellFault) -> None:
        self._faults.append(Fault(row, column, shown(value), fault.reason, fault.fix))

    def _parsed(self, name: str, parse: Callable[[CellValue], Any]) -> Any:
        """First value of a field that says something; every faulty cell is noted."""
        for one in self._all_parsed(name, parse):
            if one is not None:
                return one
        return None

    def _all_parsed(self, name: str, parse: Callable[[CellValue], Any]) -> list[Any]:
        results = []
        for row, column, value in self._cells(name):
            try:
                if isinstance(value, BrokenCell) and not value.is_formula:
                    raise CellFault(f"这一格是 Excel 错误值 {value.shown}", "改为正确的内容，或清空")
                results.append(parse(value))
            except CellFault as fault:
                self._fault(row, column, value, fault)
        return results

    def _finding(self) -> str:
        column = self._reader.columns["text"][0]
        row = self._block.rows[0]
        value = self._reader.grid.value(row, column)
        text = shown(value)
        if isinstance(value, BrokenCell) and not value.is_formula:
            self._fault(row, column, value, CellFault(f"这一格是 Excel 错误值 {value.shown}", "改为问题的原文"))
        elif not text or is_nothing(text):
            self._fault(row, column, value, CellFault("没有问题内容", "补上问题的原文；不是问题的行请删去"))
        return text

    def _category(self) -> CategoryRead | None:
        first = self._parsed("category", lambda value: parse_category(shown(value)))
        second = self._parsed("subcategory", lambda value: parse_category(shown(value)))
        if first and second and first.category is not second.category:
            column = self._reader.columns["subcategory"][0]
            row = self._block.rows[0]
            value = self._reader.grid.value(row, column)
            self._fault(
                row, column, value, CellFault("二级分类不属于这个一级分类", "改为同一个一级分类下的二级分类，或留空")
            )
        found: CategoryRead | None = second or first or self._block.category
        return found

    def _date(self, name: str) -> DateRead:
        """The last of the days named over the rows of the finding."""
        reads: list[DateRead] = self._all_parsed(name, lambda value: self._one_date(name, value))
        days: list[date] = [read.on for read in reads if read.on is not None]
        handling: Handling | None = next((read.handling for read in reads if read.handling), None)
        return DateRead(max(days, default=None), handling)

    def _one_date(self, name: str, value: CellValue) -> DateRead:
        # Beside the deadline a date column may hold a word (未销号, 按期); only a wrong date is a fault there.
        if name != "due" and isinstance(value, str) and not re.search(r"\d|月|日", folded(value)):
            return DateRead()
        return parse_date(value, self._reader.year)

    def _amount(self, name: str) -> Decimal | None:
        columns = self._reader.columns.get(name, [])
        factor = self._reader.money.get(columns[0], 1) if columns else 1
        amounts = self._all_parsed(name, lambda value: parse_amount(value, factor))
        given = [amount for amount in amounts if amount is not None]
        return sum(given, Decimal(0)) if given else None

    def _status(self) -> tuple[Status | None, str | None]:
        """Status by its own column, else by the progress text; several measures count as the least of them."""
        name = "status" if "status" in self._reader.columns else "progress"
        statuses: list[Status] = []
        for row, _, value in self._cells(name):
            text = shown(value)
            status = None if is_nothing(text) else parse_status(text)
            if status is not None:
                statuses.append(status)
            elif name == "status" and not is_nothing(text):
                self._reader.notes.append(f"第 {row} 行完成情况“{text[:30]}”认不出是否完成，没有当作已销号。")
        return least_advanced(statuses), self._joined("status")

    def _number(self) -> str | None:
        text = self._text("number")
        return None if text is None or _SERIAL.fullmatch(folded(text)) else text

    def _measures(self) -> tuple[str, ...]:
        found: list[str] = []
        for _, _, value in self._cells("measure"):
            found.extend(part for part in _split_measures(shown(value)) if part not in found and not is_nothing(part))
        return tuple(found)

    def _text(self, name: str) -> str | None:
        return next((text for _, _, value in self._cells(name) if (text := shown(value))), None)

    def _joined(self, name: str) -> str | None:
        texts = dict.fromkeys(shown(value) for _, _, value in self._cells(name))
        return "\n".join(text for text in texts if text) or None

    def _known(self, name: str, parse: Callable[[str], Any]) -> Any:
        text = self._text(name)
        if text is None or (is_nothing(text) and parse is not parse_yes_no):
            return None
        value = parse(text)
        if value is None:
            row = self._block.rows[0]
            self._reader.notes.append(f"第 {row} 行“{text[:20]}”不是这一列的用词，这一格没有读入。")
        return value

    def _extra(self, started: DateRead) -> tuple[tuple[str, str], ...]:
        present = sorted(EXTRA_FIELDS & self._reader.columns.keys())
        texts = {name: text for name in present if (text := self._joined(name))}
        if started.on is not None:
            texts["started_on"] = started.on.isoformat()
        return tuple(texts.items())


_PLAIN_TEXTS = ("goal", "owner_leader", "lead_department", "co_departments", "handler", "department", "remark")


def _split_measures(text: str) -> list[str]:
    """Lines that are all numbered are measures of their own; their numbers go."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(_NUMBERED.match(line) for line in lines):
        return [text]
    return [_NUMBERED.sub("", line, count=1).strip() for line in lines]
