"""Random sequences of typing, pasting, saving, conflict, undo and lost windows: nothing is lost, nothing overwritten unseen.

Two people work on the same ledgers. A plain model holds what each has typed and what was saved; after every step the
database shows exactly what the model says. `HBP_SEQUENCES` sets how many sequences are run.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core import desk
from core.access.actor import ByUsername, load_actor
from core.commands.findings import Withdrawal, WithdrawFindings
from core.commands.ledger_changes import CellChange, SaveLedgers
from core.commands.ledger_undo import UndoLedgerChange
from core.errors import CellsChanged, RuleViolated
from core.ledgers.fields import BY_KEY
from core.ledgers.paste import read_block
from core.ledgers.pending import Pending, difference
from core.queries.ledger_rows import list_ledger_rows
from core.store.engine import Store
from core.store.schema import migrate
from core.vocabulary import Ledger
from tests.county import TODAY, County, at, build_county

SEQUENCES = int(os.environ.get("HBP_SEQUENCES", "15"))
PEOPLE = ("liuzhou", "office")
COLUMNS = ("summary", "benefit", "remaining")
Cell = tuple[int, str]
held: dict[str, County] = {}


@pytest.fixture(scope="module", autouse=True)
def shared_county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One database for all sequences; each works on findings of its own."""
    folder: Path = tmp_path_factory.mktemp("sequences")
    store = Store(f"sqlite:///{folder / 'county.db'}")
    migrate(store)
    held["county"] = build_county(store)
    yield
    store.close()


class TwoPeople(RuleBasedStateMachine):
    """Each person has rows as opened, what is typed since, and a draft; `saved` is what the ledgers must show."""

    def __init__(self) -> None:
        super().__init__()
        self.county = held["county"]
        self.numbers: list[int] = []
        self.saved: dict[Cell, str] = {}
        self.opened: dict[str, dict[Cell, str]] = {}
        self.pending = {who: Pending() for who in PEOPLE}
        self.kept: dict[str, dict[str, Any]] = {who: {} for who in PEOPLE}
        self.changes: list[tuple[str, int, dict[Cell, tuple[str, str]]]] = []
        self.undone: set[int] = set()

    @initialize()
    def open_findings(self) -> None:
        self.numbers = [self.county.add_finding(text=f"问题{n}") for n in range(2)]
        self.saved = {(number, key): "" for number in self.numbers for key in COLUMNS}
        for who in PEOPLE:
            desk.drop_draft(self.county.store, self._actor(who), *self._place())
            self.opened[who] = dict(self.saved)

    @rule(
        who=st.sampled_from(PEOPLE), row=st.integers(0, 1), key=st.sampled_from(COLUMNS), text=st.sampled_from("甲乙丙")
    )
    def type_a_cell(self, who: str, row: int, key: str, text: str) -> None:
        cell = (self.numbers[row], key)
        self.pending[who].type_cell((Ledger.OUTCOMES, *cell), self.opened[who][cell], text)
        self._keep(who)

    @rule(
        who=st.sampled_from(PEOPLE), texts=st.lists(st.sampled_from(["丁\n戊", "己\t庚", ""]), min_size=4, max_size=4)
    )
    def paste_a_block(self, who: str, texts: list[str]) -> None:
        quoted = [f'"{text}"' if text else "" for text in texts]
        block = read_block(
            Ledger.OUTCOMES,
            f"整改成效\t剩余事项\n{quoted[0]}\t{quoted[1]}\n{quoted[2]}\t{quoted[3]}",
            BY_KEY[Ledger.OUTCOMES]["summary"],
            fill_down=False,
        )
        for number, cells in zip(self.numbers, block.rows, strict=False):
            for column, text in zip(block.columns, cells, strict=True):
                assert column is not None
                cell = (number, column.key)
                self.pending[who].type_cell((Ledger.OUTCOMES, *cell), self.opened[who][cell], text)
        self._keep(who)

    @rule(who=st.sampled_from(PEOPLE))
    def lose_the_window(self, who: str) -> None:
        """Another window, another login: what was typed is there again, the rows are read anew."""
        kept = desk.read_draft(self.county.store, self._actor(who), *self._place())
        assert Pending.from_draft(kept) == self.pending[who]
        self.pending[who] = Pending.from_draft(kept)
        self.opened[who] = dict(self.saved)

    @precondition(lambda self: any(len(pending) for pending in self.pending.values()))
    @rule(who=st.sampled_from(PEOPLE), take_mine=st.booleans())
    def save(self, who: str, take_mine: bool) -> None:
        typed = dict(self.pending[who].cells)
        clashing = {
            (number, key) for (_, number, key), (was, now) in typed.items() if self.saved[number, key] not in (was, now)
        }
        wanted = {(number, key): now for (_, number, key), (_was, now) in typed.items()}
        changed = {cell: (self.saved[cell], now) for cell, now in wanted.items() if self.saved[cell] != now}
        try:
            done = self._save(who)
        except CellsChanged as error:
            conflicts: Any = error.details["conflicts"]
            assert {(one.row_id, one.field) for one in conflicts} == clashing
            assert all(one.theirs == self.saved[one.row_id, one.field] for one in conflicts)
            assert self.pending[who].cells == typed
            self._choose(who, conflicts, take_mine)
            return
        except RuleViolated:
            assert not changed
            return
        assert not clashing
        assert done.cells == len(changed)
        self.saved |= {cell: now for cell, (_, now) in changed.items()}
        self.changes.append((who, done.change_id, changed))
        self.pending[who] = Pending()
        self.opened[who] = dict(self.saved)
        self._keep(who)

    @precondition(lambda self: self.changes)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        who, number, cells = data.draw(st.sampled_from(self.changes))
        may = number not in self.undone and all(self.saved[cell] == after for cell, (_, after) in cells.items())
        try:
            self.county.do(UndoLedgerChange(change_id=number), who)
        except RuleViolated:
            assert not may
            return
        assert may
        self.undone.add(number)
        self.saved |= {cell: before for cell, (before, _) in cells.items()}

    def teardown(self) -> None:
        """Findings of this sequence leave the ledgers, so that the next one reads no more than its own."""
        if not self.numbers:
            return
        gone = [Withdrawal(finding_id=number, version=self.county.version(number)) for number in self.numbers]
        self.county.do(WithdrawFindings(withdrawals=tuple(gone), reason="下一轮"))

    @invariant()
    def the_ledgers_show_what_was_saved(self) -> None:
        if not self.saved:
            return
        rows = self.county.see(list_ledger_rows, self.county.ids["柳舟镇"], Ledger.OUTCOMES)
        shown = {(row.row_id, key): row.cells[key] for row in rows for key in COLUMNS if row.row_id in self.numbers}
        assert shown == self.saved

    def _save(self, who: str) -> Any:
        cells = tuple(
            CellChange(ledger=ledger, row_id=number, field=key, was=was, now=now)
            for (ledger, number, key), (was, now) in self.pending[who].cells.items()
        )
        return self.county.do(SaveLedgers(inspection_id=self.county.ids["柳舟镇"], cells=cells), who)

    def _choose(self, who: str, conflicts: Any, take_mine: bool) -> None:
        for one in conflicts:
            cell = (one.ledger, one.row_id, one.field)
            if take_mine:
                self.pending[who].cells[cell] = (one.theirs, one.mine)
            else:
                del self.pending[who].cells[cell]
        self.opened[who] = dict(self.saved)
        self._keep(who)

    def _keep(self, who: str) -> None:
        after = self.pending[who].as_draft()
        changed, gone = difference(self.kept[who], after)
        desk.keep_draft(self.county.store, self._actor(who), self._place(), changed, gone, at(TODAY))
        self.kept[who] = after

    def _actor(self, who: str) -> Any:
        with self.county.store.read() as session:
            return load_actor(session, ByUsername(who), at(TODAY), TODAY)

    def _place(self) -> tuple[str, str]:
        return ("ledgers", "R1-柳舟镇")


TwoPeople.TestCase.settings = settings(
    max_examples=SEQUENCES,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestTwoPeople = TwoPeople.TestCase
