"""Which rows below the header are findings and which are headers, sections, totals, notes or further measures."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from core.intake.ledger.categories import CategoryRead, find_category
from core.intake.ledger.columns import plain_label
from core.intake.ledger.grid import Grid
from core.intake.ledger.header import Header
from core.intake.ledger.text import folded, without_space
from core.intake.ledger.title import looks_like_unit

_TOTAL = re.compile(
    r"(?:本页|本表|本单位|单位|部门|以上|全县|全区|全市|总体)?(?:合计|小计|总计|共计|累计|汇总)(?:[:(\d].*)?"
)
_NOTE = re.compile(
    r"(?:\*|※)?(?:注|备注|附注|说明|填表说明|填报说明|注意事项)\d*[:.、]"
    r"|(?:主要|单位|部门|分管|党委|党组|党支部|总支)?(?:书记|负责人|负责同志|领导|领导签字)?(?:填报|填表|审核|审签|审批|制表|制单|经办|复核|签字|联系|报送|核实|校对|签发|签名|盖章)"
    r"(?:(?:人|员|人员|单位|部门|时间|日期|电话|领导|方式|意见)?(?:\([^()]*\))?:|(?:人|人员|日期)$)|(?:单位|党组织)?\(?(?:盖章|公章)\)?:?$|(?:主要|单位|部门|分管)?(?:负责人|领导)(?:签字|\(签字\)|签名)?:"
)
_CHINESE = "一二三四五六七八九十"
_LEVELS = (re.compile(rf"第?[{_CHINESE}]+[、.,章部]"), re.compile(rf"\([{_CHINESE}]+\)"), re.compile(r"\(?\d+[.、)]"))
_CHINESE_NUMBER = re.compile(rf"\(?[{_CHINESE}]+\)?[、.]?")
_WIDE = 3
# Other words on a line of their own (续表, 接上页) end no section.
_ENDS_SECTION = re.compile(r"(?:方面|问题|类)(?:\(.*\))?[:。]?$")


class Kind(Enum):
    """What a row of the sheet is."""

    BLANK = auto()
    HEADER = auto()
    TOTAL = auto()
    NOTE = auto()
    SECTION = auto()
    NUMBER_ONLY = auto()
    MEASURE = auto()
    FINDING = auto()


@dataclass(frozen=True)
class Block:
    """The rows of one finding with what the sections above say about it."""

    rows: tuple[int, ...]
    category: CategoryRead | None = None
    unit: str | None = None


@dataclass
class Sections:
    """What the section rows passed so far say."""

    categories: dict[int, CategoryRead] = field(default_factory=dict)
    unit: str | None = None

    def enter(self, text: str) -> bool:
        """Take in a section row; False when it says nothing that can be used."""
        plain = folded(text)
        level = next((depth for depth, pattern in enumerate(_LEVELS) if pattern.match(plain)), 0)
        read = find_category(plain)
        if read is not None or _ENDS_SECTION.search(plain) or _LEVELS[level].match(plain):
            self.categories = {depth: old for depth, old in self.categories.items() if depth < level}
        if read is not None:
            self.categories[level] = read
            return True
        unit = _LEVELS[level].sub("", without_space(text), count=1).lstrip("、")
        if looks_like_unit(unit):
            self.unit = unit
            return True
        return False

    @property
    def category(self) -> CategoryRead | None:
        """Category of the deepest section."""
        return self.categories[max(self.categories)] if self.categories else None


class Layout:
    """Walks the rows below the header."""

    def __init__(self, grid: Grid, header: Header, columns: Mapping[str, list[int]], ignored: frozenset[int]) -> None:
        self._grid = grid
        self._titles = {
            folded(text) for row in grid.row_numbers if row < header.first_row for _, text in grid.filled(row)
        }
        self._header = header
        self._text = columns["text"][0]
        self._number = columns.get("number", [0])[0]
        self._measures = columns.get("measure", [])
        self._whole = [column for name in ("unit", "category", "amount") for column in columns.get(name, [])]
        self._single = [column for name in ("due", "status", "handling") for column in columns.get(name, [])]
        self._ignored = ignored
        self._width = max(header.labels)
        self._labels = {
            column: {plain_label(label.text), plain_label(label.group)} for column, label in header.labels.items()
        }
        self.notes: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """Yield the findings in order, each with all its rows."""
        sections = Sections()
        rows: list[int] = []
        context: tuple[CategoryRead | None, str | None] = (None, None)
        below_notes = False
        for row in self._grid.row_numbers:
            if row <= self._header.last_row:
                continue
            kind = self.kind(row, bool(rows))
            if kind is Kind.MEASURE:
                rows.append(row)
                continue
            if kind is Kind.BLANK:
                continue
            if rows:
                yield Block(tuple(rows), *context)
            rows = [row] if kind is Kind.FINDING else []
            if kind is Kind.FINDING:
                context = (sections.category, sections.unit)
            elif kind is Kind.SECTION and not below_notes:
                self._enter(sections, row)
            elif kind is Kind.NUMBER_ONLY:
                self.notes.append(f"第 {row} 行只有序号，没有内容，未读入。")
            below_notes = kind is Kind.NOTE or (below_notes and kind is Kind.SECTION)
        if rows:
            yield Block(tuple(rows), *context)

    def _enter(self, sections: Sections, row: int) -> None:
        text = "、".join(text.strip().rstrip("、.") for _, text in self._cells(row))
        if not sections.enter(text):
            self.notes.append(
                f"第 {row} 行“{without_space(text)[:30]}”按小标题处理，没有作为问题读入，也不是字典里的分类。"
            )

    def _cells(self, row: int) -> list[tuple[int, str]]:
        return [(column, text) for column, text in self._grid.filled(row) if column not in self._ignored]

    def kind(self, row: int, inside: bool) -> Kind:
        """Tell what a row is; `inside` when a finding is open above it."""
        cells = self._cells(row)
        if not cells:
            return Kind.BLANK
        aside = self._aside(cells)
        if aside is not None:
            return aside
        if inside and self._continues(row, dict(cells)):
            return Kind.MEASURE
        if self._is_section(row, cells):
            return Kind.SECTION
        return Kind.NUMBER_ONLY if [column for column, _ in cells] == [self._number] else Kind.FINDING

    def _aside(self, cells: list[tuple[int, str]]) -> Kind | None:
        """Rows told by their first words: a repeated header, a total, a note."""
        first = folded(cells[0][1])
        if self._repeats_header(cells) or (len(cells) == 1 and first in self._titles):
            return Kind.HEADER
        if _TOTAL.fullmatch(first):
            return Kind.TOTAL
        return Kind.NOTE if _NOTE.match(first) else None

    def _repeats_header(self, cells: list[tuple[int, str]]) -> bool:
        # Almost every row is told apart by its first cell already.
        if not self._is_label(*cells[0]):
            return False
        same = sum(self._is_label(column, text) for column, text in cells)
        return same >= 2 and same * 5 >= len(cells) * 3

    def _is_label(self, column: int, text: str) -> bool:
        return plain_label(text) in self._labels.get(column, ())

    def _continues(self, row: int, cells: dict[int, str]) -> bool:
        """A row under a merged finding, or one with a measure and nothing that a finding of its own would have."""
        merge = self._grid.merge_at(row, self._text)
        if merge is not None and merge.top < row and merge.top > self._header.last_row:
            return True
        if self._text in cells or self._number in cells or not any(column in cells for column in self._measures):
            return False
        own = self._whole if self._number else self._whole + self._single
        return not any(column in cells for column in own)

    def _is_section(self, row: int, cells: list[tuple[int, str]]) -> bool:
        column, text = cells[0]
        if len(cells) == 1:
            merge = self._grid.merge_at(row, column)
            wide = merge is not None and merge.right - merge.left + 1 >= min(_WIDE, self._width)
            if wide or (column == min(self._header.labels) and column not in (self._text, self._number)):
                return True
            if column == self._number and not re.fullmatch(r"\d+[.、]?", folded(text)):
                return True
            return column == self._text and bool(_LEVELS[0].match(folded(text))) and find_category(text) is not None
        if len(cells) == 2 and column == self._number and _CHINESE_NUMBER.fullmatch(folded(text)):
            return find_category(cells[1][1]) is not None or folded(cells[1][1]).endswith("方面")
        return False
