"""A store whose commands share one transaction: thousands of them at once, and a load that breaks leaves nothing behind."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import event
from sqlalchemy.orm import Session

from core.store.engine import Store, speaking_plainly
from core.store.models import Account, AccountGrant, Finding, Inspection, InspectionRound, Unit
from core.store.models.trail import ChainHead

HELD = (Account, AccountGrant, ChainHead, Finding, Inspection, InspectionRound, Unit)
"""What every command loads again: held in memory, it is filled from the database once. Commands change these as objects only."""


class LoadingStore(Store):
    """Opens connections of its own; what commands write is seen by the next one and kept only when the load ends well.

    A commit for each command costs a quarter of the time even without waiting for the disk, and an interrupted first
    start would leave half a county that looks like a whole one.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._session = self._writing()
        self._held: list[object] = []
        event.listen(self._session, "loaded_as_persistent", self._hold)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """The shared session; what was changed is sent, not yet kept."""
        yield self._session
        self._session.flush()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """The shared session, so that a query sees what the load has written."""
        yield self._session

    @classmethod
    @contextmanager
    def over(cls, store: Store) -> Iterator[Self]:
        """Keep everything when the block ends, nothing when it raises."""
        loading = cls(store.url)
        try:
            with speaking_plainly(), without_collector(), loading._session.begin():
                yield loading
        finally:
            loading._session.close()
            loading.close()

    def _hold(self, _session: Session, row: object) -> None:
        if isinstance(row, HELD):
            self._held.append(row)


@contextmanager
def without_collector() -> Iterator[None]:
    """The collector goes over everything the session holds again and again and finds next to nothing: a sixth of the load."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
