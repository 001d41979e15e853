"""What lies open on the page of the five ledgers: the rows as they were read, and what was typed since."""

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st

from core import desk
from core.ledgers.checking import Desk, PendingLine, check
from core.ledgers.pending import Pending, difference
from core.queries.ledger_grid import LedgerGrid
from core.queries.ledger_rows import LedgerRow, list_ledger_rows
from core.vocabulary import Ledger, Role
from dashboard import runtime
from dashboard.forms.ledger_typed import take_in
from dashboard.shell import PageContext, flash

OPEN, BASE, KEPT, ROUND, WINDOW = "ledgers.open", "ledgers.base", "ledgers.kept", "ledgers.round", "ledgers.window"
REASON, CONFLICTS, DRAWN = "ledgers.reason", "ledgers.conflicts", "ledgers.drawn"
FORM = "ledgers"


@dataclass
class LedgerWork:
    """One inspection's ledgers in one window.

    `base` is what was pending when the grid was last drawn anew: grid and frame start from it, and the grid's own edits
    are laid over it at every run. What is pending is kept in the database at once; two windows of one person add up.
    """

    ctx: PageContext
    grid: LedgerGrid

    @cached_property
    def pending(self) -> Pending:
        """What was typed and not saved, here or in an earlier visit: read before anything on the page can act on it."""
        pending = Pending.from_draft(self.base)
        drawn = self.drawn
        state = st.session_state.get(self.grid_key(drawn)) if drawn is not None else None
        if drawn is not None and state is not None:
            new = [key for key, (ledger, _) in pending.rows.items() if ledger is drawn]
            take_in(pending, drawn, state, list(self.rows(drawn).values()), new, self.round)
        return pending

    @property
    def drawn(self) -> Ledger | None:
        """The ledger whose grid was drawn last."""
        held = st.session_state.get(DRAWN)
        return Ledger.from_code(held[1]) if held is not None and held[0] == self.grid.code else None

    @drawn.setter
    def drawn(self, ledger: Ledger) -> None:
        st.session_state[DRAWN] = (self.grid.code, ledger.value)

    def grid_key(self, ledger: Ledger) -> str:
        """Key of the grid of a ledger in this round."""
        return f"ledgers.grid.{self.grid.code}.{ledger}.{self.round}"

    @property
    def base(self) -> dict[str, Any]:
        """What was pending when the grid was drawn anew; read from the database when the page is opened."""
        held = st.session_state.get(BASE)
        if held is None or held[0] != self.grid.code:
            kept = desk.read_draft(runtime.store(), self.ctx.actor, FORM, self.grid.code)
            held = (self.grid.code, kept)
            st.session_state[BASE] = held
            st.session_state[KEPT] = dict(kept)
            if kept:
                flash(f"上次没有保存的 {len(kept)} 处已恢复，核对后请保存。")
        content: dict[str, Any] = held[1]
        return content

    @property
    def is_office(self) -> bool:
        """Whether the columns of the office are open."""
        return self.ctx.actor.has(Role.OFFICE)

    @property
    def round(self) -> str:
        """Names this window and how often the grid was drawn anew in it; part of its key and of those of new rows."""
        window = st.session_state.setdefault(WINDOW, secrets.token_hex(3))
        return f"{window}{st.session_state.get(ROUND, 0)}"

    def rows(self, ledger: Ledger) -> dict[int, LedgerRow]:
        """Rows as they were when they were opened: other people's saves do not move lines under somebody's hands."""
        opened = st.session_state.get(OPEN)
        if opened is None or opened[0] != self.grid.code:
            opened = (self.grid.code, {})
            st.session_state[OPEN] = opened
        held: dict[str, Any] = opened[1]
        if ledger.value not in held:
            rows = self.ctx.read_now(list_ledger_rows, self.grid.inspection_id, ledger)
            held[ledger.value] = {row.row_id: row for row in rows}
        found: dict[int, LedgerRow] = held[ledger.value]
        return found

    @property
    def reason(self) -> str:
        """Why something cleared is corrected."""
        return str(st.session_state.get(REASON, "")).strip()

    def lines(self) -> tuple[PendingLine, ...]:
        """Everything that waits to be saved, checked."""
        used = {one[0] for one in self.pending.cells} | {ledger for ledger, _ in self.pending.drops}
        checked = Desk(names=self.grid.names, today=self.ctx.today, is_office=self.is_office, reason=self.reason)
        return check(self.pending, {ledger: self.rows(ledger) for ledger in used}, checked)

    def keep(self) -> None:
        """Put what was typed since the last look into the database."""
        before, after = st.session_state.get(KEPT, {}), self.pending.as_draft()
        changed, gone = difference(before, after)
        if changed or gone:
            desk.keep_draft(runtime.store(), self.ctx.actor, (FORM, self.grid.code), changed, gone, runtime.now())
            st.session_state[KEPT] = after

    def draw_anew(self) -> None:
        """The grid starts from what is pending now, under a fresh key."""
        self.keep()
        st.session_state[BASE] = (self.grid.code, self.pending.as_draft())
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1

    def read_anew(self) -> None:
        """The rows are read again as well."""
        st.session_state.pop(OPEN, None)
        self.draw_anew()

    def clear(self) -> None:
        """All of it is saved or given up; what another window of this person holds stays."""
        self.pending.cells.clear()
        self.pending.rows.clear()
        self.pending.drops.clear()
        for key in (REASON, CONFLICTS):
            st.session_state.pop(key, None)
        self.read_anew()
