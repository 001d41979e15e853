"""Words and tables around workbooks that travel."""

from collections.abc import Sequence

from core.clock import local
from core.ledgers.differences import AddedRow, Comparison, Difference, Fate
from core.messages import MISSING
from core.queries.ledger_grid import LedgerGrid
from core.queries.workbooks import ReturnedWorkbook, WorkbookRow
from core.rules.ledger_locks import locked
from dashboard.shell import plain

TAKE, KEEP = "采用回收表", "保留现在"
NEEDS_REASON = "ledger_cleared_needs_reason"
GUIDE = (
    ":small[:gray[没有网的单位：下发一份 Excel，里面只有本单位的清单，能填的格是白色的；"
    "填好交回来在下面上传，逐格核对后才入库。]]"
)


def sentence(grid: LedgerGrid, issued: Sequence[WorkbookRow]) -> str:
    """How many workbooks of this inspection were issued, and how many are away."""
    away = sum(row.returned_on is None for row in issued)
    name = f"{plain(grid.unit_name)}（{plain(grid.round_name)}）"
    if not issued:
        return f"{name}还没有下发过清单。"
    return f"{name}下发过清单 **{len(issued)}** 份，收回 **{len(issued) - away}** 份，在外 **{away}** 份。"


def issued_line(row: WorkbookRow) -> str:
    """When, by whom, and whether it came back."""
    back = f"{row.returned_on} 收回" if row.returned_on else "还没有收回"
    return plain(f"{local(row.issued_at):%Y-%m-%d %H:%M}　{row.by} 下发　{back}")


def returned_sentence(found: ReturnedWorkbook) -> str:
    """What differs, in cells; new rows are counted apart."""
    count = {fate: sum(one.fate is fate for one in found.comparison.cells) for fate in Fate}
    fresh = [row for row in found.comparison.rows if not row.is_there]
    parts = [
        f"回收表改了 **{count[Fate.THEIRS]}** 格",
        f"两边都改了、要选的 **{count[Fate.CONFLICT]}** 格",
        f"新加 **{len(fresh)}** 行",
    ]
    quiet = [
        (sum(bool(one.fault) for one in found.comparison.cells), "格填的有误、收不了"),
        (count[Fate.OURS], "格下发后系统里改了、保留现在的"),
        (count[Fate.AGREED], "格两边改得一样"),
        (count[Fate.GONE], "格所在的行已删去"),
        (len(found.comparison.rows) - len(fresh), "行系统里已有"),
    ]
    parts += [f"{number} {words}" for number, words in quiet if number]
    again = f"这份表 {found.returned_on} 已收回过一次。" if found.returned_on else ""
    head = f"{plain(found.unit_name)}（{plain(found.round_name)}）{found.issued_on} 下发的清单"
    return f"{head}：{'，'.join(parts)}。{again}"


def to_decide(comparison: Comparison) -> list[Difference]:
    """Cells that somebody looks at; what changed only here, or alike on both sides, needs nothing."""
    return [one for one in comparison.cells if one.fate in (Fate.THEIRS, Fate.CONFLICT, Fate.GONE)]


def to_add(comparison: Comparison) -> list[AddedRow]:
    """New rows that are not in the ledgers yet."""
    return [row for row in comparison.rows if not row.is_there]


def obstacle(one: Difference, *, is_office: bool) -> str:
    """Why this cell cannot be taken; empty when it can. Something cleared needs a reason, which is asked for apart."""
    if one.fate is Fate.GONE or one.status is None:
        return "这一行在系统里已删去，不能收"
    if one.fault:
        return one.fault
    code = locked(one.ledger, one.status, is_office=is_office, has_reason=True)
    return MISSING[code].format(finding=one.finding_code) if code else ""


def is_corrected(one: Difference) -> bool:
    """Whether taking this cell corrects something cleared."""
    return one.status is not None and locked(one.ledger, one.status, is_office=True, has_reason=False) == NEEDS_REASON


def preset(one: Difference, *, is_office: bool, conflicts: str | None) -> str | None:
    """What is chosen before anybody chooses: the workbook where only it changed, nothing where both did."""
    if obstacle(one, is_office=is_office):
        return KEEP
    return TAKE if one.fate is Fate.THEIRS else conflicts
