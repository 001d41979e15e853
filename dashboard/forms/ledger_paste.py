"""A block copied from Excel, read by us: line breaks in cells and merged cells come out right."""

import streamlit as st

from core.ledgers.fields import FIELDS, GROWING, KEYED_BY_FINDING, Kind, LedgerField
from core.ledgers.paste import Block, read_block
from core.ledgers.pending import Pending
from core.queries.ledger_rows import LedgerRow
from core.vocabulary import Ledger
from dashboard.forms.ledger_work import LedgerWork
from dashboard.shell import flash

AS_NEW, OVER = "作为新行加入", "填入已有的行"


def show_paste(work: LedgerWork, ledger: Ledger) -> None:
    """The area to paste into, and where it goes; nothing is saved by it."""
    with st.popover("粘贴 Excel", icon=":material/content_paste:", width="content"):
        text = st.text_area(
            "在 Excel 里选中区域复制，点这里按 Ctrl+V", height=150, key=f"ledgers.paste.{ledger}.{work.round}"
        )
        ways = [AS_NEW, OVER] if _can_grow(work, ledger) else [OVER]
        way = st.segmented_control("放到哪里", ways, default=ways[0], key=f"ledgers.paste.way.{ledger}") or ways[0]
        fields = [field for field in FIELDS[ledger] if field.is_open and (way == AS_NEW or not field.is_set_once)]
        usual = next((n for n, field in enumerate(fields) if field.is_required and field.kind is Kind.TEXT), 0)
        first = st.selectbox(
            "从哪一栏起（第一行是表头时按表头对）",
            fields,
            usual if way == AS_NEW and ledger is Ledger.FINDINGS else 0,
            format_func=lambda field: field.label,
        )
        rows = list(work.rows(ledger).values())
        start = 0
        if way == OVER and rows:
            start = st.selectbox(
                "从哪一行起（有“问题编号”一栏时按编号对）",
                range(len(rows)),
                format_func=lambda n: _row_name(ledger, rows[n]),
            )
        fill = st.checkbox("空格沿用上一行（合并单元格）", value=False)
        if not st.button("放进表格", type="primary", disabled=not text.strip(), key="ledgers.paste.go"):
            return
    block = read_block(ledger, text, first, fill_down=fill)
    if way == AS_NEW:
        placed, left = _as_new(work, ledger, block), 0
    else:
        placed, left = _over(work.pending, ledger, block, rows, start or 0)
    work.draw_anew()
    flash(_said(block, placed, left))
    st.rerun()


def _can_grow(work: LedgerWork, ledger: Ledger) -> bool:
    return ledger in GROWING and (ledger is not Ledger.FINDINGS or work.is_office)


def _row_name(ledger: Ledger, row: LedgerRow) -> str:
    return f"{row.finding_code} {row.cells.get('seq', '')} {row.title[:14]}"


def _as_new(work: LedgerWork, ledger: Ledger, block: Block) -> int:
    for number, cells in enumerate(block.rows):
        typed = _typed(block, cells)
        if ledger is Ledger.FINDINGS:
            typed.pop("finding", None)
        work.pending.type_row(f"{work.round}.paste.{number}", ledger, typed)
    return len(block.rows)


def _over(pending: Pending, ledger: Ledger, block: Block, rows: list[LedgerRow], start: int) -> tuple[int, int]:
    """Rows filled and rows that found no place."""
    by_code = {row.finding_code: row for row in rows} if ledger in KEYED_BY_FINDING else {}
    by_number = any(column is not None and column.key == "finding" for column in block.columns) and bool(by_code)
    placed = 0
    for number, cells in enumerate(block.rows):
        typed = _typed(block, cells)
        code = typed.pop("finding", "")
        target = by_code.get(code) if by_number else (rows[start + number] if start + number < len(rows) else None)
        if target is None:
            continue
        placed += 1
        for key, text in typed.items():
            pending.type_cell((ledger, target.row_id, key), target.cells[key], text)
    return placed, len(block.rows) - placed


def _typed(block: Block, cells: tuple[str, ...]) -> dict[str, str]:
    """The cells of columns we have and that people fill."""
    pairs: list[tuple[LedgerField | None, str]] = list(zip(block.columns, cells, strict=False))
    return {column.key: text for column, text in pairs if column is not None and column.is_open}


def _said(block: Block, placed: int, left: int) -> str:
    parts = [f"已放进表格 {placed} 行，还没有保存"]
    parts += [f"{left} 行没有对上，没有放进来"] if left else []
    parts += [f"没有这些栏目，未取：{'、'.join(block.unknown)}"] if block.unknown else []
    parts += [f"一次最多 20,000 行，另有 {block.left_out} 行没有取，请用“台账导入”"] if block.left_out else []
    return "；".join(parts) + "。"
