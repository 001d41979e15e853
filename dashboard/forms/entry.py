"""The entry table: what was typed is kept by finding until it is saved, whatever happens to the rows in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from core import desk
from core.commands.rectification import ProgressLine, ReportProgress
from core.errors import CoreError
from core.ledgers.pending import difference
from core.messages import sentence
from core.queries.criteria import FindingCriteria
from core.queries.entry import EntryRow, list_entry_rows
from core.queries.findings import Window
from dashboard import runtime
from dashboard.components.tables import status_pill
from dashboard.shell import PageContext, flash, plain

TYPED, ROUND, OPEN, DRAFTS = "entry.typed", "entry.round", "entry.open", "entry.drafts"
FORM = "progress"
PERCENT, TEXT, DAY = "进度%", "本次进展", "发生日期"
EDITED = (PERCENT, TEXT, DAY)


@dataclass(frozen=True)
class Typed:
    """What somebody typed on one finding and has not saved."""

    percent: int
    text: str
    day: date

    @property
    def problem(self) -> str:
        """Why this line cannot be saved yet."""
        return "" if self.text.strip() else "填了进度或日期，还没有写本次进展"


class EntryTable:
    """One unit's table in one window: the rows it was opened with, and what was typed since."""

    def __init__(self, ctx: PageContext, unit: str, rows: Sequence[EntryRow]) -> None:
        self.ctx, self.unit, self.rows = ctx, unit, rows
        self.typed: dict[int, Typed] = _kept(ctx, unit)

    def show(self) -> None:
        """Draw the table and take in what was typed."""
        number = st.session_state.get(ROUND, 0)
        edited = st.data_editor(
            entry_frame(self.rows, self.typed, self.ctx.today),
            key=f"entry.table.{self.unit}.{number}",
            hide_index=True,
            row_height=34,
            height=410,
            num_rows="fixed",
            disabled=["编号", "问题", "剩余/日", "状态", "提示"],
            placeholder="",
            column_config=_columns(self.ctx.today),
        )
        self.typed |= _typed(self.rows, edited, self.typed)
        self._keep_draft()

    @property
    def problems(self) -> list[str]:
        """Lines that cannot be saved, by number."""
        codes = {row.finding.id: row.finding.code for row in self.rows}
        return [
            f"{codes[number]} {line.problem}" for number, line in self.typed.items() if line.problem and number in codes
        ]

    def save(self) -> bool:
        """Save all lines or none; after a refusal the rows are read anew and what was typed stays."""
        versions = {row.finding.id: row.finding.version for row in self.rows}
        try:
            lines = tuple(
                ProgressLine(
                    finding_id=number,
                    version=versions[number],
                    percent=line.percent,
                    text=line.text,
                    happened_on=line.day,
                )
                for number, line in self.typed.items()
                if number in versions
            )
            saved = self.ctx.write(ReportProgress(lines=lines))
        except CoreError as error:
            _keep(self.unit, self.typed)
            reopen()
            st.session_state["entry.refused"] = sentence(error)
            return False
        discard(self.ctx, self.unit)
        flash(f"已保存 {saved} 个问题的进展。")
        return True

    def _keep_draft(self) -> None:
        """What is typed lies in the database too: a lost connection or an expired login loses nothing."""
        drafts = st.session_state.setdefault(DRAFTS, {})
        now = {str(number): [line.percent, line.text, line.day.isoformat()] for number, line in self.typed.items()}
        changed, gone = difference(drafts.get(self.unit, {}), now)
        if changed or gone:
            desk.keep_draft(runtime.store(), self.ctx.actor, (FORM, self.unit), changed, gone, runtime.now())
            drafts[self.unit] = now


def open_rows(ctx: PageContext, unit: str) -> Sequence[EntryRow]:
    """The rows the table was opened with; other people's saves do not move lines under somebody's hands."""
    opened = st.session_state.get(OPEN)
    if opened is None or opened[0] != unit:
        criteria = FindingCriteria(units=(unit,))
        opened = (unit, ctx.read_now(list_entry_rows, criteria, Window(by_deadline=True)))
        st.session_state[OPEN] = opened
    rows: Sequence[EntryRow] = opened[1]
    return rows


def reopen() -> None:
    """Read the rows anew at the next run, under a fresh table."""
    st.session_state.pop(OPEN, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def discard(ctx: PageContext, unit: str) -> None:
    """Forget what was typed on this unit."""
    desk.drop_draft(runtime.store(), ctx.actor, FORM, unit)
    st.session_state.setdefault(DRAFTS, {})[unit] = {}
    st.session_state.setdefault(TYPED, {})[unit] = {}
    reopen()


def show_refusal() -> None:
    """Why the last save was refused; what was typed is still in the table."""
    if text := st.session_state.pop("entry.refused", None):
        st.error(plain(text), icon=":material/block:")


def entry_frame(rows: Sequence[EntryRow], typed: dict[int, Typed], today: date) -> pd.DataFrame:
    """One line for each finding; typed values stand where they were typed."""
    lines = [typed.get(row.finding.id) for row in rows]
    return pd.DataFrame(
        {
            "编号": [row.finding.code for row in rows],
            "问题": [row.finding.title for row in rows],
            "剩余/日": [row.finding.days_left for row in rows],
            "状态": [status_pill(row.finding.status) for row in rows],
            PERCENT: [line.percent if line else row.finding.percent for row, line in zip(rows, lines, strict=True)],
            TEXT: [line.text if line else "" for line in lines],
            DAY: [line.day if line else today for line in lines],
            "提示": [hint(row) for row in rows],
        }
    )


def hint(row: EntryRow) -> str:
    """What this finding waits for."""
    if row.return_reason:
        return f"退回：{row.return_reason}"
    if not row.reported_this_month:
        return f"本月未报（上次 {row.last_on:%m-%d}）" if row.last_on else "本月未报"
    return f"上次 {row.last_on:%m-%d}：{row.last_text}"


def _typed(rows: Sequence[EntryRow], edited: pd.DataFrame, before: dict[int, Typed]) -> dict[int, Typed]:
    found = {}
    for row, (percent, text, day) in zip(rows, edited[list(EDITED)].itertuples(index=False), strict=True):
        line = Typed(int(percent) if pd.notna(percent) else 0, str(text or ""), _day(day))
        if line.text or line.percent != row.finding.percent or row.finding.id in before:
            found[row.finding.id] = line
    return found


def _day(value: Any) -> date:
    return value.date() if hasattr(value, "date") else value


def _kept(ctx: PageContext, unit: str) -> dict[int, Typed]:
    """What was typed before the table was drawn: in this window, or in an earlier visit."""
    held = st.session_state.setdefault(TYPED, {})
    if unit not in held:
        draft = desk.read_draft(runtime.store(), ctx.actor, FORM, unit)
        held[unit] = {number: (line[0], line[1], date.fromisoformat(line[2])) for number, line in draft.items()}
        st.session_state.setdefault(DRAFTS, {})[unit] = draft
    return {int(number): Typed(*line) for number, line in held[unit].items()}


def _keep(unit: str, typed: dict[int, Typed]) -> None:
    plain_lines = {str(n): (line.percent, line.text, line.day) for n, line in typed.items()}
    st.session_state.setdefault(TYPED, {})[unit] = plain_lines


def _columns(today: date) -> dict[str, Any]:
    return {
        "编号": st.column_config.TextColumn(width=112),
        "问题": st.column_config.TextColumn(width=176),
        "剩余/日": st.column_config.NumberColumn(width=66),
        "状态": st.column_config.TextColumn(width=92),
        PERCENT: st.column_config.NumberColumn(width=72, min_value=0, max_value=100, step=5, required=True),
        TEXT: st.column_config.TextColumn(width=262, max_chars=2000),
        DAY: st.column_config.DateColumn(width=98, max_value=today, format="YYYY-MM-DD", required=True),
        "提示": st.column_config.TextColumn(width=150),
    }
