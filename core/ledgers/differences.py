"""A workbook that came back, against what left and what stands now: cell by cell, nothing lost, nothing overwritten (docs/rules.md §4.5)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.intake.ledger.model import CellFault
from core.intake.travelling import Returned, ReturnedRow, ReturnedSheet
from core.ledgers.cells import Names, read_cell
from core.ledgers.checking import Row, Rows
from core.ledgers.fields import BY_KEY, FIELDS, GROWING, LedgerField
from core.ledgers.travelling import FILLED, Snapshot, is_filled
from core.vocabulary import Ledger, Status, Term

_IDENTITY = ("finding", "task", "seq")
"""Columns that say which row it is; the mark must agree with them."""


class Fate(Term):
    """What became of one cell while the workbook was away."""

    SAME = "same", "没有修改"
    THEIRS = "theirs", "回收表改了"
    OURS = "ours", "系统里改了"
    AGREED = "agreed", "两边改得一样"
    CONFLICT = "conflict", "两边都改了"
    GONE = "gone", "这一行已删去"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One cell that is not everywhere the same; `status` is that of its finding, None where the row is gone."""

    ledger: Ledger
    row_id: int
    finding_code: str
    key: str
    label: str
    was: str
    theirs: str
    now: str
    fate: Fate
    fault: str = ""
    status: Status | None = None


@dataclass(frozen=True, kw_only=True)
class AddedRow:
    """A row the unit wrote into the blank rows; `is_there` when the same row stands in the ledger by now."""

    ledger: Ledger
    place: str
    cells: tuple[tuple[str, str], ...]
    fault: str = ""
    is_there: bool = False


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All that differs, the rows that were added, and what could not be read, each with how to mend it."""

    cells: tuple[Difference, ...]
    rows: tuple[AddedRow, ...]
    faults: tuple[str, ...]
    unchanged: int
    """Cells that are the same in all three."""


def fate_of(was: str, theirs: str, now: str) -> Fate:
    """What became of a cell that showed `was` when the workbook left."""
    if theirs == was:
        return Fate.SAME if now == was else Fate.OURS
    if now == was:
        return Fate.THEIRS
    return Fate.AGREED if now == theirs else Fate.CONFLICT


def compare(base: Snapshot, returned: Returned, now: Rows, names: Names) -> Comparison:
    """Compare what left, what came back and what stands now."""
    found = _Found(base, now, names)
    sheets = {sheet.ledger: sheet for sheet in returned.sheets}
    for ledger in FILLED:
        if ledger in sheets:
            found.take(sheets[ledger])
        elif base.get(ledger) or ledger in GROWING:
            found.faults.append(f"缺少“{ledger.term}”表，或找不到它的表头：按没有修改处理。请从下发的原表恢复后再传")
    return Comparison(
        cells=tuple(found.cells), rows=tuple(found.rows), faults=tuple(found.faults), unchanged=found.unchanged
    )


class _Found:
    """What one comparison has found so far."""

    def __init__(self, base: Snapshot, now: Rows, names: Names) -> None:
        self.base, self.now, self.names = base, now, names
        self.cells: list[Difference] = []
        self.rows: list[AddedRow] = []
        self.faults: list[str] = []
        self.unchanged = 0

    def take(self, sheet: ReturnedSheet) -> None:
        """One ledger."""
        name, base = sheet.ledger.term, self.base.get(sheet.ledger, {})
        if not sheet.has_marks:
            self.faults.append(f"“{name}”里隐藏的行号列不见了，对不上原来的行，整张表没有收。请填回下发的原表再传")
            return
        if sheet.missing:
            self.faults.append(f"“{name}”缺少栏目 {'、'.join(sheet.missing)}：这些栏按没有修改处理")
        times = Counter(row.mark for row in sheet.rows if row.mark)
        for row in sheet.rows:
            if not row.mark:
                self._add(sheet.ledger, row)
            elif times[row.mark] > 1:
                text = "有几行的行号相同，多半是复制了整行，这几行都没有收。请把新行写在下面的白色空行里"
                self.faults.append(f"“{name}”第 {row.place} 行：{text}")
            elif row.mark not in base or not _is_it(base[row.mark], row):
                text = "行号与下发时对不上，这一行没有收。请按问题编号填回原来的行"
                self.faults.append(f"“{name}”第 {row.place} 行：{text}")
            else:
                self._compare(sheet.ledger, row, base[row.mark])
        if gone := [row["finding"] for mark, row in base.items() if mark not in times]:
            self.faults.append(f"“{name}”少了 {len(gone)} 行（{'、'.join(dict.fromkeys(gone))}）：系统里的没有删")

    def _compare(self, ledger: Ledger, row: ReturnedRow, base: Mapping[str, str]) -> None:
        here = self.now.get(ledger, {}).get(int(row.mark))
        typed, broken = dict(row.cells), dict(row.broken)
        for field in FIELDS[ledger]:
            if not is_filled(field) or (field.key not in typed and field.key not in broken):
                continue
            was = base.get(field.key, "")
            theirs, fault = self._read(field, typed.get(field.key), broken.get(field.key), was)
            now = here.cells[field.key] if here else was
            fate = fate_of(was, theirs, now)
            if here is None and fate is not Fate.SAME:
                fate = Fate.GONE
            if fate is Fate.SAME:
                self.unchanged += 1
                continue
            self.cells.append(
                Difference(
                    ledger=ledger,
                    row_id=int(row.mark),
                    finding_code=base["finding"],
                    key=field.key,
                    label=field.label,
                    was=was,
                    theirs=theirs,
                    now=now if here else "",
                    fate=fate,
                    fault=fault,
                    status=here.status if here else None,
                )
            )

    def _read(self, field: LedgerField, raw: str | None, broken: str | None, was: str) -> tuple[str, str]:
        """The cell as it would be shown, and what is wrong with it; what left and came back untouched is never wrong."""
        if raw is None:
            return broken or "", "公式没有算出结果，在表里粘贴为数值后再传"
        if raw.strip() == was.strip():
            return was, ""
        try:
            return read_cell(field, raw, self.names), ""
        except CellFault as wrong:
            return raw, f"{wrong.reason}，{wrong.fix}"

    def _add(self, ledger: Ledger, row: ReturnedRow) -> None:
        place = f"{ledger.term}第 {row.place} 行"
        open_keys = {field.key for field in FIELDS[ledger] if field.is_open}
        cells = {key: text for key, text in row.cells if text and key in open_keys}
        if not cells and not row.broken:
            return
        if ledger not in GROWING:
            self.faults.append(f"{place}：这份清单不能加行，没有收。请填在该问题原来的那一行")
            return
        read, faults = dict(_read_new(ledger, cells, self.names)), list(_faults_of_new(ledger, cells, row, self.names))
        self.rows.append(
            AddedRow(
                ledger=ledger,
                place=place,
                cells=tuple(cells.items()),
                fault="；".join(faults),
                is_there=not faults and self._stands(ledger, read),
            )
        )

    def _stands(self, ledger: Ledger, read: Mapping[str, str]) -> bool:
        """Whether a row that was not there when the workbook left says the same in all that was written."""
        rows = self.now.get(ledger, {}).items()
        fresh = [row for number, row in rows if str(number) not in self.base.get(ledger, {})]
        return any(all(_agrees(row, key, text) for key, text in read.items()) for row in fresh)


def _is_it(base: Mapping[str, str], row: ReturnedRow) -> bool:
    """Whether the mark sits on the row it was given to: number of the finding, task and measure."""
    return all(text == base.get(key, "") for key, text in row.cells if key in _IDENTITY)


def _agrees(row: Row, key: str, text: str) -> bool:
    if key == "finding":
        return row.finding_code == text or row.finding_code.rsplit("-", 1)[-1] == text.zfill(2)
    return row.cells[key] == text


def _read_new(ledger: Ledger, cells: Mapping[str, str], names: Names) -> Iterator[tuple[str, str]]:
    for key, text in cells.items():
        try:
            yield key, read_cell(BY_KEY[ledger][key], text, names)
        except CellFault:
            continue


def _faults_of_new(ledger: Ledger, cells: Mapping[str, str], row: ReturnedRow, names: Names) -> Iterator[str]:
    if not cells.get("finding"):
        yield "没有问题编号，从下拉里选"
    for key, _shown in row.broken:
        yield f"{BY_KEY[ledger][key].label}：公式没有算出结果，粘贴为数值后再传"
    for field in FIELDS[ledger]:
        if field.key in cells or field.is_required:
            try:
                read_cell(field, cells.get(field.key, ""), names)
            except CellFault as wrong:
                yield f"{field.label}：{wrong.reason}，{wrong.fix}"
