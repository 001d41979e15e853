"""Tables of records to choose one from: a click on a line and the field above the table mean the same choice."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

import pandas as pd
import streamlit as st

HEAD, ROW, MOST_ROWS = 34, 30, 13
Line = dict[str, Any]


class Record(Protocol):
    """What has a number of its own."""

    @property
    def id(self) -> int:
        """Number in the database."""


R = TypeVar("R", bound=Record)


def choose_record(rows: Sequence[R], names: Mapping[int, str], *, key: str, hint: str) -> R | None:
    """The field that says which record the buttons beside it are for; None as long as none is chosen."""
    chosen = st.selectbox(
        hint,
        [row.id for row in rows],
        index=None,
        format_func=lambda number: names.get(number, ""),
        key=key,
        placeholder=hint,
        label_visibility="collapsed",
        width=230,
    )
    return next((row for row in rows if row.id == chosen), None)


def show_records(lines: Sequence[Line], ids: Sequence[int], *, chooser: str, columns: Mapping[str, Any]) -> None:
    """The table under it; a click on any cell chooses the record in the field with the key `chooser`."""
    table = f"{chooser}.table"
    st.dataframe(
        pd.DataFrame(list(lines), columns=list(columns)),
        key=table,
        hide_index=True,
        height=HEAD + ROW * min(len(lines), MOST_ROWS),
        row_height=ROW,
        placeholder="",
        on_select=partial(_choose, table, chooser, tuple(ids)),
        selection_mode="single-cell",
        column_config=dict(columns),
    )


def differences(before: Line, after: Line) -> str:
    """What somebody else changed, as it is now; empty when nothing that is shown did."""
    return "；".join(f"{name}“{value}”" for name, value in after.items() if value != before[name])


def yes_no(value: bool) -> str:
    """启用 as a word."""
    return "是" if value else "否"


def _choose(table: str, chooser: str, ids: tuple[int, ...]) -> None:
    cells = st.session_state[table].selection.cells
    if cells and cells[0][0] < len(ids):
        st.session_state[chooser] = ids[cells[0][0]]
