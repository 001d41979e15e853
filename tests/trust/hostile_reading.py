"""What a child of the hostile-file test does: reads many files one after the other, as the real children do one each."""

from typing import Any

from core.errors import UnreadableFile
from core.intake.examine import examine
from core.intake.file_kind import FileKind, sniff
from core.intake.ledger.file import check_bytes
from core.intake.preview import SHOWN, preview_page


def read_ledgers(sizes: list[int], data: bytes) -> list[str]:
    """What each file came to as a ledger: `read`, the reason of its refusal, or `failed:` and the error."""
    return [_outcome(lambda one=one: check_bytes(one, 2026, {})) for one in _apart(sizes, data)]  # type: ignore[misc]


def read_evidence(sizes: list[int], data: bytes) -> list[str]:
    """What each file came to as evidence: examined, then shown."""

    def read(one: bytes) -> Any:
        kind = sniff(one)
        examine(one, kind.value)
        return preview_page(one, kind.value, 0) if kind in SHOWN else FileKind.OFD

    return [_outcome(lambda one=one: read(one)) for one in _apart(sizes, data)]  # type: ignore[misc]


def _apart(sizes: list[int], data: bytes) -> list[bytes]:
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return [data[end - size : end] for size, end in zip(sizes, ends, strict=True)]


def _outcome(read: Any) -> str:
    try:
        read()
    except UnreadableFile as error:
        return str(error.details["reason"])
    except (MemoryError, RecursionError):
        return "too_heavy"
    except Exception as error:
        return f"failed:{type(error).__name__}"
    return "read"
