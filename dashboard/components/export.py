"""Lists as Excel: made when asked for, handed out through the guarded file route, written down in the access trail.

A list names its columns once, in the frame that is on the screen; the sheet is written from the same frame, so that no
column can be missing there (docs/rules.md §4.7).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from core.access.log import Access, log_access
from core.identity import Actor
from core.intake.workbook import Sheet, Value, write_workbook
from dashboard import gate, numbers, runtime
from dashboard.shell import PageContext, offer_download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 20_000
MERGED = "单位"
"""Rows of one unit that follow each other share this cell."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list in its present view: `frame` makes it for whoever asks, `total` lines of it."""

    key: str
    title: str
    basis: str
    """What is counted (口径)."""
    total: int
    frame: Callable[[Actor], pd.DataFrame]
    ratios: Sequence[str] = field(default=())
    """Columns of shares, written as per cent."""


def as_shown(key: str, title: str, basis: str, frame: pd.DataFrame, ratios: Sequence[str] = ()) -> Listing:
    """A list that is on the screen with all its lines."""
    return Listing(key=key, title=title, basis=basis, total=len(frame), ratios=ratios, frame=lambda _actor: frame)


def show_list_export(ctx: PageContext, listing: Listing) -> None:
    """A button that exports what the filters leave."""
    st.button(
        f"导出 Excel（{numbers.count(min(listing.total, MOST))} 行）",
        icon=":material/download:",
        key=f"{listing.key}.export",
        on_click=gate.guarded(_export),
        args=(listing, ctx.as_of),
    )


def to_sheet(listing: Listing, frame: pd.DataFrame, note: str) -> Sheet:
    """The frame as the office prints it."""
    header = [str(name) for name in frame.columns]
    rows = [
        [_cell(value, name in listing.ratios) for name, value in zip(header, line, strict=True)]
        for line in frame.itertuples(index=False, name=None)
    ]
    return Sheet(
        name=listing.title, title=(listing.title, note), header=header, rows=rows, merges=_merges(header, rows)
    )


def _export(actor: Actor, listing: Listing, as_of: date) -> None:
    frame = listing.frame(actor)
    note = f"截至{as_of}　口径：{listing.basis}　导出人：{actor.shown}"
    data = write_workbook([to_sheet(listing, frame, note)])
    offer_download(actor, f"{listing.title}_{as_of}.xlsx", XLSX, data)
    subject = f"list={listing.title}, rows={len(frame)}"
    log_access(runtime.store(), Access.by(actor, "list.exported", subject), runtime.now())


def _cell(value: Any, is_ratio: bool) -> Value:
    """Pills in words without their marks; what is not there stays empty; whole numbers without a comma."""
    if isinstance(value, list):
        return "、".join(pill.split(" ", 1)[-1] for pill in value)
    if value is None or pd.isna(value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if is_ratio:
        return f"{value:.1%}"
    whole: Value = int(value) if isinstance(value, float) and value.is_integer() else value
    return whole


def _merges(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[tuple[int, int, int]]:
    """Runs of the same unit as (column, first row, last row)."""
    if MERGED not in header:
        return []
    column = header.index(MERGED)
    starts = [i for i, row in enumerate(rows) if not i or row[column] != rows[i - 1][column]]
    ends = [*(start - 1 for start in starts[1:]), len(rows) - 1]
    return [(column, first, last) for first, last in zip(starts, ends, strict=False) if first < last]
