"""What the child process is asked to do in the sandbox tests."""

import os
import time
from collections.abc import Callable
from typing import Any

from core.errors import UnreadableFile


def lengths(data: bytes, word: str) -> list[Any]:
    return [len(data), word]


def count(last: int, progress: Callable[[int, int], None] | None = None) -> int:
    for done in range(1, last + 1):
        if progress is not None:
            progress(done, last)
    return last


def eat_memory() -> int:
    return len(bytearray(2 * 1024**3))


def turn_forever() -> None:
    while True:
        pass


def sleep_long() -> None:
    time.sleep(60)


def die() -> None:
    os._exit(3)


def stumble() -> None:
    raise ValueError("a parser's own trouble")


def refuse() -> None:
    raise UnreadableFile(reason="no_text")


def chatter() -> str:
    print("not an answer")
    return "answer"


def see_environment() -> list[str]:
    return sorted(os.environ)
