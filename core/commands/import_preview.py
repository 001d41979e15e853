"""What an import would do with a checked ledger: the step that page and command line share (docs/rules.md §13)."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.commands.intake import LedgerEntry
from core.commands.ledger_entries import KEPT, place_of, refused, rejected, to_entry
from core.errors import InvalidInput
from core.intake.ledger.model import AlsoWrong, DuplicateRow, LedgerCheck, LedgerRow, RejectedRow, Totals
from core.intake.ledger.words import parse_unit_kind
from core.vocabulary import Status, UnitKind

Unit = int | str | None
UNIT_CODE_LENGTH = 32
_PARTY_BODY = re.compile(r"^中共|(?:党组织|党组|党工委|党委|党总支|总支|党支部|支部)$")


@dataclass(frozen=True, kw_only=True)
class Units:
    """How the names in a ledger meet the units of the database."""

    known: Mapping[str, int]
    """Names that the database knows."""
    similar: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Short names of known units that come near an unknown name."""
    decided: Mapping[str, Unit] = field(default_factory=dict)
    """What somebody said about unknown names: an id, the code of a unit to create, None to leave its rows out."""
    only: tuple[int, str] | None = None
    """Unit of the one inspection that takes all rows: id and short name; None when a round takes them."""


@dataclass(frozen=True, kw_only=True)
class UnknownUnit:
    """A name that nobody has matched yet."""

    name: str
    rows: int
    similar: tuple[str, ...]
    kind: UnitKind


@dataclass(frozen=True, kw_only=True)
class ImportPreview:
    """Each finding of the ledger is accepted, rejected, double in the file, or in the database already."""

    entries: tuple[LedgerEntry, ...]
    """Ready for `ImportLedger` once `unknown_units` is empty."""
    rows: tuple[LedgerRow, ...]
    """The rows of `entries`, in the same order."""
    rejected: tuple[RejectedRow, ...]
    doubles: tuple[DuplicateRow, ...]
    stored: tuple[LedgerRow, ...]
    unknown_units: tuple[UnknownUnit, ...]
    totals: Totals
    notes: tuple[str, ...]
    """What was read otherwise than it stands."""
    doubt: str
    """Why this may be the wrong ledger for the chosen inspection, empty when nothing speaks for it."""

    @property
    def duplicates(self) -> int:
        """Rows that bring nothing new."""
        return len(self.doubles) + len(self.stored)

    @property
    def rows_total(self) -> int:
        """Findings that the ledger holds."""
        return len(self.entries) + len(self.rejected) + self.duplicates


def unit_names(check: LedgerCheck) -> tuple[str, ...]:
    """Names to match with known units, each once, in the order of the ledger; the one in the title comes last."""
    names = dict.fromkeys((*(row.unit for row in check.rows), check.unit_hint))
    return tuple(name for name in names if name)


def unit_code(name: str) -> str:
    """Code for a unit that only the ledger knows: its name without the words for its party body, as numbers show it."""
    plain = "".join(mark for mark in name if not mark.isspace() and mark not in "/\\")
    return (_PARTY_BODY.sub("", plain) or plain)[:UNIT_CODE_LENGTH]


def preview_import(
    check: LedgerCheck, units: Units, known_texts: frozenset[tuple[int, str]], today: date
) -> ImportPreview:
    """Sort the accepted rows of a check; `known_texts` are (unit id, text) of the findings stored already."""
    sorting = _Sorting(check, units, frozenset((unit, text.strip()) for unit, text in known_texts))
    for row in check.rows:
        sorting.add(row)
    return sorting.result(today)


class _Sorting:
    """Puts each row where it belongs."""

    def __init__(self, check: LedgerCheck, units: Units, known: frozenset[tuple[int, str]]) -> None:
        self._check, self._units, self._known = check, units, known
        self._entries: list[LedgerEntry] = []
        self._rows: list[LedgerRow] = []
        self._rejected: list[RejectedRow] = []
        self._doubles: list[DuplicateRow] = []
        self._stored: list[LedgerRow] = []
        self._unknown: Counter[str] = Counter()
        self._first: dict[tuple[Unit, str, str], int] = {}

    def add(self, row: LedgerRow) -> None:
        """Sort one row."""
        name = row.unit or (self._check.unit_hint if self._units.only is None else None)
        unit, fault = self._unit(name)
        if fault is not None:
            self._rejected.append(rejected(row, self._check.columns, [fault]))
            return
        try:
            entry = to_entry(row, unit)
        except InvalidInput as error:
            self._rejected.append(refused(row, self._check.columns, error))
            return
        self._place(row, entry, name or "")

    def _place(self, row: LedgerRow, entry: LedgerEntry, name: str) -> None:
        text = entry.draft.text.strip()
        key = (entry.unit, "" if entry.unit is not None else name, text)
        if isinstance(entry.unit, int) and (entry.unit, text) in self._known:
            self._stored.append(row)
        elif key in self._first:
            self._doubles.append(DuplicateRow(row.row, self._first[key], row.text))
        else:
            self._first[key] = row.row
            self._entries.append(entry)
            self._rows.append(row)
            if name and name not in self._units.known and name not in self._units.decided:
                self._unknown[name] += 1

    def _unit(self, name: str | None) -> tuple[Unit, AlsoWrong | None]:
        """The unit of a row, or why it has none."""
        units, only = self._units, self._units.only
        if name is None:
            return (only[0], None) if only else (None, self._fault("", "没有写单位，标题里也没有", "补上单位名称一列"))
        if name in units.known:
            number = units.known[name]
            if only is not None and number != only[0]:
                return None, self._fault(
                    name, f"所选的巡察是“{only[1]}”，这一行是另一个单位", "改选这个单位的巡察，或按轮次导入"
                )
            return number, None
        if name in units.decided:
            decided = units.decided[name]
            if decided is None:
                return None, self._fault(name, "系统里没有这个单位，已选本次不入库", self._remedy(name))
            return decided, None
        return (only[0] if only else None), None

    def _remedy(self, name: str) -> str:
        near = self._units.similar.get(name, ())
        return f"改为系统里的单位名称（相近的是 {'、'.join(near)}）" if near else "改为系统里的单位名称，或新建单位"

    def _fault(self, value: str, reason: str, fix: str) -> AlsoWrong:
        header, letter = place_of("unit", self._check.columns)
        return AlsoWrong(header, letter, value, reason, fix)

    def result(self, today: date) -> ImportPreview:
        """Everything sorted so far."""
        amounts = [row.amount_yuan for row in self._rows if row.amount_yuan is not None]
        kinds = {row.unit or self._check.unit_hint: row.unit_kind for row in self._rows}
        return ImportPreview(
            entries=tuple(self._entries),
            rows=tuple(self._rows),
            rejected=tuple(sorted((*self._check.rejected, *self._rejected), key=lambda one: one.row)),
            doubles=tuple(sorted((*self._check.duplicates, *self._doubles), key=lambda one: one.row)),
            stored=tuple(self._stored),
            unknown_units=tuple(
                UnknownUnit(
                    name=name,
                    rows=number,
                    similar=self._units.similar.get(name, ()),
                    kind=kinds.get(name) or parse_unit_kind(name) or UnitKind.AGENCY,
                )
                for name, number in self._unknown.items()
            ),
            totals=Totals(sum(row.status is Status.CLEARED for row in self._rows), sum(amounts, Decimal(0))),
            notes=(*self._check.notes, *self._notes(today)),
            doubt=self._doubt(),
        )

    def _doubt(self) -> str:
        hint, only = self._check.unit_hint, self._units.only
        if only is None or hint is None or self._units.known.get(hint, only[0]) == only[0]:
            return ""
        return f"标题里的单位是“{hint}”，所选的巡察是“{only[1]}”，请核对是不是选错了。"

    def _notes(self, today: date) -> list[str]:
        """What is taken over otherwise than the ledger has it."""
        applied = [row.row for row in self._rows if row.status is Status.APPLIED]
        future = [row.row for row in self._rows if row.status is Status.CLEARED and (row.cleared_on or today) > today]
        left = [column.header for column in self._check.columns if column.field and column.field not in KEPT]
        notes = {
            f"写“待销号”的按整改中入库，销号请在系统里申请：第 {_listed(applied)} 行。": applied,
            f"销号日期晚于今天的按今天销号：第 {_listed(future)} 行。": future,
            f"这些列只核对，不入库：{'、'.join(left)}。": left,
        }
        return [text for text, holds in notes.items() if holds]


def _listed(numbers: list[int]) -> str:
    text = "、".join(map(str, numbers[:10]))
    return text if len(numbers) <= 10 else f"{text} 等 {len(numbers)}"
