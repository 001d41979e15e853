"""Many new units at once: rows typed or pasted from a sheet; good ones are saved, wrong ones stay with the reason beside them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from core import clock
from core.commands.master_data import CreateUnit
from core.errors import CoreError, InvalidInput
from core.identity import Actor
from core.intake.ledger.words import parse_unit_kind
from core.messages import sentence
from core.vocabulary import UnitKind
from dashboard import gate, runtime
from dashboard.shell import PageContext, flash, plain

CODE, NAME, SHORT, KIND, ORDER, WHY = "编号", "名称", "简称", "类别", "排序", "没有保存的原因"
TYPED = (CODE, NAME, SHORT, KIND, ORDER)
ROWS, ROUND = "unit_batch.rows", "unit_batch.round"
BLANK_ROWS = 10
NAMED = 5
"""Reasons that are also told above the table, where they are not cut off."""
GUIDE = (
    ":small[:gray[从 Excel 复制后点一行的“编号”格粘贴，行不够自动加；简称空着用名称，排序空着为 0。"
    f"类别：{'、'.join(kind.term for kind in UnitKind)}。有误的行留在表里，改后再保存。]]"
)
Row = dict[str, str]


def show_batch(_ctx: PageContext) -> None:
    """Its buttons above the table, where they stay in sight."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(GUIDE, width="stretch")
        buttons = st.container(horizontal=True, width="content", gap="small")
    rows = _rows()
    if wrong := [row for row in rows if row.get(WHY)]:
        st.error(
            plain("\n".join(f"{row[NAME] or row[CODE]}：{row[WHY]}" for row in wrong[:NAMED])), icon=":material/block:"
        )
    st.data_editor(
        pd.DataFrame(rows, columns=[*TYPED, WHY], dtype=object),
        key=_table_key(),
        hide_index=True,
        row_height=34,
        height=416,
        num_rows="dynamic",
        disabled=[WHY],
        placeholder="",
        column_config=_columns(),
    )
    with buttons:
        _show_buttons(len(typed_rows(rows, st.session_state.get(_table_key()) or {})))


def _show_buttons(count: int) -> None:
    st.button("清空", disabled=not count, on_click=_restart, args=([],), key="unit_batch.clear")
    st.button(
        f"保存 {count} 个单位" if count else "保存单位",
        type="primary",
        disabled=not count,
        on_click=gate.guarded(_save),
        key="unit_batch.save",
    )


def typed_rows(rows: list[Row], edits: Mapping[str, Any]) -> list[Row]:
    """The rows as they stand on the screen, without those that are empty or deleted."""
    changed: Mapping[Any, Row] = edits.get("edited_rows", {})
    deleted = set(edits.get("deleted_rows", ()))
    kept = [row | _texts(changed.get(place, {})) for place, row in enumerate(rows) if place not in deleted]
    added = [_texts(row) for row in edits.get("added_rows", ())]
    return [row for row in (*kept, *added) if any(row.get(name) for name in TYPED)]


def unit_of(row: Row) -> CreateUnit:
    """The command for one row; raises InvalidInput."""
    name, kind = row.get(NAME, ""), row.get(KIND, "")
    fields: dict[str, Any] = {
        "code": row.get(CODE, ""),
        "name": name,
        "short_name": row.get(SHORT) or name,
        "kind": (parse_unit_kind(kind) if kind else None) or kind,
        "sort_order": row.get(ORDER) or 0,
    }
    return CreateUnit(**fields)


def _save(actor: Actor) -> None:
    """Save every good row by itself, so that one wrong row does not hold up the others."""
    rows = typed_rows(_rows(), st.session_state.get(_table_key()) or {})
    today, wrong = clock.today(), []
    for row in rows:
        try:
            runtime.carry_out(actor, unit_of(row), today)
        except CoreError as error:
            wrong.append(row | {WHY: _reason(error, row)})
    _restart(wrong)
    saved = len(rows) - len(wrong)
    if saved:
        flash(f"已新增 {saved} 个单位。" + (f"还有 {len(wrong)} 行没有保存，原因在该行。" if wrong else ""))


def _reason(error: CoreError, row: Row) -> str:
    if isinstance(error, InvalidInput) and row.get(KIND) and parse_unit_kind(row[KIND]) is None:
        return f"类别：读到“{row[KIND]}”，请写{'、'.join(kind.term for kind in UnitKind)}。"
    return sentence(error).replace("\n", "")


def _restart(rows: list[Row]) -> None:
    """A fresh table with these rows in it."""
    st.session_state[ROWS] = [*rows, *_blank(BLANK_ROWS - len(rows))]
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _rows() -> list[Row]:
    rows: list[Row] = st.session_state.setdefault(ROWS, _blank(BLANK_ROWS))
    return rows


def _blank(count: int) -> list[Row]:
    """Empty rows to type or paste into."""
    return [dict.fromkeys((*TYPED, WHY), "") for _ in range(count)]


def _table_key() -> str:
    return f"unit_batch.table.{st.session_state.get(ROUND, 0)}"


def _texts(row: Mapping[str, Any]) -> Row:
    return {name: str(row[name] or "").strip() for name in TYPED if name in row}


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {
        CODE: text(width=84),
        NAME: text(width=190),
        SHORT: text(width=104),
        KIND: text(width=104),
        ORDER: text(width=62),
        WHY: text(width=410),
    }
