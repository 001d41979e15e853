"""What a refusal says: each fault with its place and its kind."""

from collections.abc import Callable

import pytest

from core.errors import InvalidInput

Problem = tuple[str, str, str, dict[str, object]]


def problems(read: Callable[[], object]) -> list[Problem]:
    """Everything that is refused when this is read."""
    with pytest.raises(InvalidInput) as refusal:
        read()
    return refusal.value.details["problems"]  # type: ignore[return-value]


def places(found: list[Problem]) -> list[tuple[str, str]]:
    """Where the faults are, and of what kind."""
    return [(place, kind) for place, kind, *_ in found]
