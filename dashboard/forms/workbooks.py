"""Giving out a workbook, and choosing cell by cell what is taken from one that came back."""

import hashlib
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.access.log import Access, log_access
from core.commands.ledger_additions import NewRow
from core.commands.ledger_changes import CellChange, Saved
from core.commands.workbooks import IssueWorkbook, ReturnWorkbook
from core.errors import CoreError
from core.files import clean_name
from core.intake.travelling import Returned, read_travelling
from core.intake.workbook import write_workbook
from core.ledgers.differences import AddedRow, Difference, Fate
from core.ledgers.travelling import travelling_sheets
from core.messages import sentence
from core.queries.ledger_grid import LedgerGrid
from core.queries.workbooks import IssuedWorkbook, ReturnedWorkbook, WorkbookRow, compare_workbook, get_workbook
from core.vocabulary import Role
from dashboard import runtime
from dashboard.components import say, workbooks
from dashboard.components.export import XLSX
from dashboard.components.workbooks import KEEP, TAKE
from dashboard.shell import PageContext, attempt, offer_download, plain

_LEFT = "没有采用的 {left} 处不在系统里，改好后可以再上传同一份表。"
READ, UPLOADS = "workbooks.read", "workbooks.uploads"


def show_issue(ctx: PageContext, grid: LedgerGrid) -> None:
    """One button: the workbook is stored and handed out."""
    if st.button("下发一份", type="primary", icon=":material/outbox:", key="workbooks.issue"):
        made: list[int] = []
        command = IssueWorkbook(inspection_id=grid.inspection_id)
        if attempt(lambda: made.append(ctx.write(command)), "已下发，浏览器正在下载。交回时在本页上传。"):
            _hand_out(ctx, made[0])
            st.rerun()


def show_issued(ctx: PageContext, issued: Sequence[WorkbookRow]) -> None:
    """What was issued, newest first, each to be downloaded again as it left."""
    for row in issued:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(workbooks.issued_line(row), width="stretch")
            if st.button("再下载", icon=":material/download:", key=f"workbooks.again.{row.id}"):
                _hand_out(ctx, row.id)
                st.rerun()


def take_upload() -> Returned | None:
    """The workbook that was uploaded; one that cannot be read says why."""
    number = st.session_state.setdefault(UPLOADS, 0)
    upload = st.file_uploader("交回的工作簿（.xlsx）", key=f"workbooks.file.{number}")
    if upload is None:
        return None
    read = st.session_state.get(READ)
    if read is None or read[0] != upload.file_id:
        read = (upload.file_id, _read(upload.getvalue(), clean_name(upload.name)))
        st.session_state[READ] = read
    found = read[1]
    if isinstance(found, Returned):
        return found
    st.error(plain(str(found)), icon=":material/block:")
    return None


def show_returned(ctx: PageContext, returned: Returned) -> None:
    """What differs, cell by cell; nothing is saved before somebody says so."""
    try:
        found: ReturnedWorkbook = ctx.read_now(compare_workbook, returned)
    except CoreError as error:
        st.error(plain(sentence(error)), icon=":material/block:")
        return
    is_office = ctx.actor.has(Role.OFFICE)
    st.markdown(workbooks.returned_sentence(found))
    for fault in found.comparison.faults:
        st.warning(plain(fault), icon=":material/warning:")
    mark = f"{found.id}.{hashlib.sha256(repr(found.comparison).encode()).hexdigest()[:12]}"
    cells = workbooks.to_decide(found.comparison)
    rows = workbooks.to_add(found.comparison)
    picks = _choose(cells, is_office, mark) if cells else []
    added = _choose_rows(rows, mark) if rows else []
    taken = [one for one, pick in zip(cells, picks, strict=True) if pick == TAKE]
    reason = st.text_input("修改理由", key="workbooks.reason") if any(map(workbooks.is_corrected, taken)) else ""
    _save(ctx, found, taken, added, reason, _what_stops(cells, picks, added, is_office))


def _choose(cells: Sequence[Difference], is_office: bool, mark: str) -> list[str | None]:
    """One line for each cell with the three values and what is to be done."""
    say.section("逐格核对", "口径：格；下发后两边都改了的要选定一边")
    conflicts = None
    if any(one.fate is Fate.CONFLICT for one in cells):
        conflicts = st.segmented_control("两边都改了的格", [TAKE, KEEP], key=f"workbooks.conflicts.{mark}")
    frame = pd.DataFrame(
        {
            "清单": [one.ledger.term for one in cells],
            "编号": [one.finding_code for one in cells],
            "栏目": [one.label for one in cells],
            "下发时": [one.was for one in cells],
            "回收表": [one.theirs for one in cells],
            "现在": [one.now for one in cells],
            "处理": [workbooks.preset(one, is_office=is_office, conflicts=conflicts) for one in cells],
            "说明": [workbooks.obstacle(one, is_office=is_office) or one.fate.term for one in cells],
        },
        dtype="object",
    )
    edited = st.data_editor(
        frame,
        key=f"workbooks.choice.{mark}.{conflicts}",
        hide_index=True,
        row_height=34,
        height=min(34 + 34 * len(cells), 420),
        placeholder="请选",
        disabled=[name for name in frame.columns if name != "处理"],
        column_config={"处理": st.column_config.SelectboxColumn(options=[TAKE, KEEP], width=110)},
    )
    return [None if pd.isna(one) else str(one) for one in edited["处理"]]


def _choose_rows(rows: Sequence[AddedRow], mark: str) -> list[AddedRow]:
    """New rows with a tick each."""
    say.section("新加的行", "口径：行；任务、措施")
    frame = pd.DataFrame(
        {
            "加入": [not row.fault for row in rows],
            "位置": [row.place for row in rows],
            "内容": [" / ".join(text for _, text in row.cells) for row in rows],
            "说明": [row.fault or "可以加入" for row in rows],
        }
    )
    edited = st.data_editor(
        frame,
        key=f"workbooks.rows.{mark}",
        hide_index=True,
        row_height=34,
        disabled=["位置", "内容", "说明"],
        column_config={"加入": st.column_config.CheckboxColumn(width=52)},
    )
    return [row for row, ticked in zip(rows, edited["加入"], strict=True) if ticked]


def _what_stops(
    cells: Sequence[Difference], picks: Sequence[str | None], added: Sequence[AddedRow], is_office: bool
) -> str:
    """Why it cannot be saved yet; empty when it can."""
    open_ones = sum(pick is None for pick in picks)
    if open_ones:
        return f"还有 {open_ones} 格两边都改了，没有选定"
    wrong = [(f"{one.finding_code} {one.label}", text) for one, pick in zip(cells, picks, strict=True)
             if pick == TAKE and (text := workbooks.obstacle(one, is_office=is_office))]  # fmt: skip
    wrong += [(row.place, row.fault) for row in added if row.fault]
    return f"{wrong[0][0]}：{wrong[0][1]}；或不采用" if wrong else ""


def _save(
    ctx: PageContext,
    found: ReturnedWorkbook,
    taken: Sequence[Difference],
    added: Sequence[AddedRow],
    reason: str,
    stop: str,
) -> None:
    if stop:
        st.markdown(f":red[:material/error: {plain(stop)}]")
    nothing = not taken and not added
    label = "没有要入库的，登记收回" if nothing else f"入库 {len(taken)} 格、{len(added)} 行，登记收回"
    if not st.button(label, type="primary", disabled=bool(stop), key="workbooks.take"):
        return

    def save() -> Saved | None:
        cells = tuple(
            CellChange(ledger=one.ledger, row_id=one.row_id, field=one.key, was=one.now, now=one.theirs)
            for one in taken
        )
        rows = tuple(NewRow(ledger=row.ledger, cells=dict(row.cells), place=row.place) for row in added)
        saved: Saved | None = ctx.write(
            ReturnWorkbook(workbook_id=found.id, version=found.version, cells=cells, rows=rows, reason=reason)
        )
        return saved

    left = (
        len(workbooks.to_decide(found.comparison)) - len(taken) + len(workbooks.to_add(found.comparison)) - len(added)
    )
    if attempt(save, lambda saved: _what_was_saved(saved) + (_LEFT.format(left=left) if left else "")):
        st.session_state.pop(READ, None)
        st.session_state[UPLOADS] += 1
        st.rerun()


def _what_was_saved(saved: Saved | None) -> str:
    if saved is None:
        return "已登记收回，清单没有变。"
    return f"已入库 {saved.cells} 格，新增 {saved.added} 行（{saved.findings} 个问题），已登记收回。可在“五份清单”的“最近修改”整体撤销。"


def _read(data: bytes, name: str) -> Returned | str:
    try:
        with st.spinner("正在核对…"):
            return read_travelling(data)
    except CoreError as error:
        return f"{name}：{sentence(error)}"


def _hand_out(ctx: PageContext, workbook_id: int) -> None:
    """Make the file as it left and write down who took it."""
    book: IssuedWorkbook = ctx.read_now(get_workbook, workbook_id)
    note = f"{book.round_name}　{book.issued_on} 下发　只填白色的格"
    with st.spinner("正在生成工作簿…"):
        data = write_workbook(travelling_sheets(book.unit_name, note, book.token, book.cells))
    offer_download(ctx.actor, f"清单下发_{book.unit_name}_{book.issued_on}.xlsx", XLSX, data)
    log_access(runtime.store(), Access.by(ctx.actor, "workbook.downloaded", f"workbook={book.id}"), runtime.now())
