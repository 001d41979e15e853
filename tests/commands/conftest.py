"""The county that commands are tried on."""

import pytest

from core.store.engine import Store
from tests.county import County, build_county


@pytest.fixture
def county(store: Store) -> County:
    """A small county on each engine."""
    return build_county(store)
