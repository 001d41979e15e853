"""A store whose commands share one transaction: thousands of them at once, and a load that breaks leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy.orm import Session

from core.store.engine import Store, speaking_plainly


class LoadingStore(Store):
    """Opens connections of its own; what commands write is seen by the next one and kept only when the load ends well.

    A commit for each command costs a quarter of the time even without waiting for the disk, and an interrupted first
    start would leave half a county that looks like a whole one.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._session = self._writing()

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
            with speaking_plainly(), loading._session.begin():
                yield loading
        finally:
            loading._session.close()
            loading.close()
