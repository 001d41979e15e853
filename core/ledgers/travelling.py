"""The workbook that a unit off the network fills in: its rows, what may be written where, and marks to know it again (docs/rules.md §4.5)."""

from collections.abc import Mapping, Sequence

from core.intake.workbook import Choice, Sheet, Value
from core.ledgers.cells import NO, YES
from core.ledgers.fields import FIELDS, GROWING, Kind, LedgerField, Writer
from core.ledgers.sheets import PIXELS_OF_A_CHARACTER, value_of
from core.vocabulary import Ledger, Status

Snapshot = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Ledger → row → column → what it showed when the workbook left."""
FILLED = (Ledger.TASKS, Ledger.MEASURES, Ledger.RESPONSIBILITIES, Ledger.OUTCOMES)
"""Ledgers that the unit fills in; the findings go along to be read."""
SHOWN = (Ledger.FINDINGS, *FILLED)
ROW_ID = "行号（勿改）"
TOKEN_SHEET, WORDS_SHEET, GUIDE_SHEET = "标识", "可选项", "填写说明"
BLANK_ROWS = 30
CLOSED = frozenset({Status.APPLIED.term, Status.CLEARED.term})
"""Findings whose ledgers are locked for the unit."""
_KIND_WORDS = {
    Kind.DAY: ("日期", "2026-03-31"),
    Kind.MONEY: ("金额，单位元", "46000，或 4.6万元"),
    Kind.COUNT: ("整数", "3"),
    Kind.POLICIES: ("一行一项", "《补贴公示办法》 柳政〔2026〕3号 2026-03-31"),
}
_HOW = (
    ("怎么填", "只填白色的格；灰色的格是系统带出的，改了也不会收。日期、金额写错了收回时会指出来，不会丢。"),
    ("加任务、加措施", f"写在“{Ledger.TASKS.term}”“{Ledger.MEASURES.term}”下面的白色空行里，问题编号从下拉里选。不要复制整行。"),
    ("删行、排序", "不必删行、排序：删去的行收回时不会从系统里删，确需删去的告诉巡察办。"),
    ("交回", "不要改表名、列名，不要另存为别的格式；填好后交巡察办，或有网时自己在“下发与回收”上传。"),
)  # fmt: skip


def travelling_sheets(unit_name: str, note: str, token: str, cells: Snapshot) -> list[Sheet]:
    """Guidance first, then one sheet for each ledger; word lists and the mark are hidden."""
    codes = [row["finding"] for row in _ordered(cells, Ledger.FINDINGS).values()]
    closed = {row["finding"] for row in cells.get(Ledger.FINDINGS, {}).values() if row["status"] in CLOSED}
    words = _words([code for code in codes if code not in closed])
    ledgers = [_sheet(f"{unit_name}整改{ledger.term}", note, ledger, cells, closed, words) for ledger in SHOWN]
    longest = max(map(len, words.values()))
    lists = [[items[place] if place < len(items) else None for items in words.values()] for place in range(longest)]
    return [
        _guide(unit_name, note),
        *ledgers,
        Sheet(WORDS_SHEET, list(words), lists, visibility="hidden"),
        Sheet(TOKEN_SHEET, (TOKEN_SHEET,), [[token]], visibility="veryHidden"),
    ]


def _ordered(cells: Snapshot, ledger: Ledger) -> dict[str, Mapping[str, str]]:
    """By finding, task and measure, whatever order the store gives them back in."""

    def place(item: tuple[str, Mapping[str, str]]) -> tuple[int, ...]:
        row = item[1]
        parts = (row["finding"].rsplit("-", 1)[-1], row.get("task", ""), row.get("seq", ""))
        return tuple(int(part) if part.isdigit() else 0 for part in parts)

    return dict(sorted(cells.get(ledger, {}).items(), key=place))


def _sheet(
    title: str, note: str, ledger: Ledger, cells: Snapshot, closed: set[str], words: Mapping[str, Sequence[str]]
) -> Sheet:
    fields, rows = FIELDS[ledger], _ordered(cells, ledger)
    body: list[list[Value]] = [
        [number, *(value_of(field, row.get(field.key, "")) for field in fields)] for number, row in rows.items()
    ]
    blank = BLANK_ROWS if ledger in FILLED and ledger in GROWING else 0
    body += [[None] * (len(fields) + 1) for _ in range(blank)]
    open_cells = _open_cells(fields, list(rows.values()), closed, blank) if ledger in FILLED else frozenset()
    return Sheet(
        name=ledger.term,
        title=(title, note),
        header=[ROW_ID, *(field.label for field in fields)],
        rows=body,
        widths={place: field.width / PIXELS_OF_A_CHARACTER for place, field in enumerate(fields, 1)},
        choices=[
            Choice(column, WORDS_SHEET, list(words).index(field.label), len(words[field.label]))
            for column, field in enumerate(fields, 1)
            if ledger in FILLED and words.get(field.label)
        ],
        hidden_columns=frozenset({0}),
        open_cells=open_cells,
    )


def _open_cells(
    fields: Sequence[LedgerField], rows: Sequence[Mapping[str, str]], closed: set[str], blank: int
) -> frozenset[tuple[int, int]]:
    """What the unit may write: its columns of rows that are not locked, and everything open in the blank rows."""
    numbered = list(enumerate(fields, 1))
    theirs = {(place, column) for place, row in enumerate(rows) if row["finding"] not in closed
              for column, field in numbered if is_filled(field)}  # fmt: skip
    return frozenset(theirs | {(len(rows) + n, c) for n in range(blank) for c, field in numbered if field.is_open})


def is_filled(field: LedgerField) -> bool:
    """Whether the unit may change this column of a row that is there."""
    return field.writer is Writer.UNIT and not field.is_set_once


def _words(codes: Sequence[str]) -> dict[str, list[str]]:
    """Every drop-down of the workbook by the label of its column."""
    words = {"问题编号": list(codes)}
    for ledger in FILLED:
        for field in FIELDS[ledger]:
            if field.kind is Kind.CHOICE and field.terms is not None:
                words[field.label] = [term.term for term in field.terms]
            elif field.kind is Kind.FLAG:
                words[field.label] = [YES, NO]
    return words


def _guide(unit_name: str, note: str) -> Sheet:
    """What may be written in each column, made from the columns themselves."""
    rows = [(name, "", text, "") for name, text in _HOW]
    rows += [
        (ledger.term, field.label, _allowed(field), _example(field))
        for ledger in FILLED
        for field in FIELDS[ledger]
        if is_filled(field) or (field.is_open and ledger in GROWING)
    ]
    return Sheet(
        GUIDE_SHEET,
        ("清单", "栏目", "可以写什么", "例"),
        rows,
        title=(f"{unit_name}整改清单下发表", note),
        widths={0: 20.0, 1: 22.0, 2: 60.0, 3: 42.0},
    )


def _allowed(field: LedgerField) -> str:
    if field.key == "finding":
        return "只在新加的行里选；带出的行不能改"
    if field.key == "task":
        return "只在新加的行里写，第几项任务；空着归到最后一项"
    if field.terms is not None:
        return f"从下拉里选：{'、'.join(term.term for term in field.terms)}"
    words = _KIND_WORDS[field.kind][0] if field.kind in _KIND_WORDS else f"文字，最多 {field.most} 字"
    return f"必填，{words}" if field.is_required else words


def _example(field: LedgerField) -> str:
    if field.kind in _KIND_WORDS and field.key != "task":
        return _KIND_WORDS[field.kind][1]
    return field.help.removeprefix("可量化，如 ") if field.terms is None else next(iter(field.terms)).term
