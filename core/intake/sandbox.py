"""Where untrusted files are parsed: a child process with limits that answers in JSON, never in pickle."""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from core.errors import UnreadableFile

Progress = Callable[[int, int], None]
MAX_ANSWER_BYTES = 64 * 1024 * 1024
# The child needs no settings and must not see the keys and passwords in ours.
_KEPT_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH")
_ROOT = Path(__file__).resolve().parents[2]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What one child may use."""

    memory_bytes: int = 1024**3
    cpu_seconds: int = 20
    wall_seconds: float = 60.0


DEFAULT_LIMITS = Limits()
# Two children at once leave room for the pages even when both are at their limits.
_slots = threading.BoundedSemaphore(2)


def run_limited(
    function: Callable[..., Any],
    *args: Any,
    progress: Progress | None = None,
    limits: Limits = DEFAULT_LIMITS,
    imaging: bool = False,
) -> Any:
    """Run a top-level function of ours in a child process and return its answer.

    Arguments are bytes or JSON values, the answer is a JSON value; with `progress` the function gets a
    keyword of that name; `imaging` lets it load the library for pictures. Raises UnreadableFile: the one the function raised, `too_heavy` or `broken`.
    """
    name = f"{function.__module__}:{function.__qualname__}"
    with _slots, _start_child() as child:
        timer = threading.Timer(limits.wall_seconds, child.kill)
        timer.start()
        try:
            _send(child.stdin, _request(name, args, limits, progress=progress is not None, imaging=imaging), args)
            answer = _receive(child.stdout, progress)
        finally:
            timer.cancel()
            child.kill()
    return _result(answer, name, child.returncode)


def _start_child() -> "subprocess.Popen[bytes]":
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-s", "-X", "utf8", "-m", "core.intake.sandbox_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=kept,
    )


def _request(name: str, args: tuple[Any, ...], limits: Limits, **wanted: bool) -> bytes:
    shown = [{"bytes": len(arg)} if isinstance(arg, bytes) else {"value": arg} for arg in args]
    request = {
        "function": name,
        "args": shown,
        **wanted,
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": limits.cpu_seconds,
    }
    return json.dumps(request).encode() + b"\n"


def _send(stream: IO[bytes] | None, request: bytes, args: tuple[Any, ...]) -> None:
    if stream is None:
        return
    try:
        with stream:
            stream.write(request)
            for arg in args:
                if isinstance(arg, bytes):
                    stream.write(arg)
    except BrokenPipeError:
        # A child that died early says so by having no answer.
        return


def _receive(stream: IO[bytes] | None, progress: Progress | None) -> dict[str, Any]:
    """Read messages until the answer; an empty answer means the child died."""
    while stream is not None:
        line = stream.readline(MAX_ANSWER_BYTES)
        if len(line) >= MAX_ANSWER_BYTES:
            return {"refused": {"reason": "too_heavy"}}
        if not line.endswith(b"\n"):
            break
        message: dict[str, Any] = json.loads(line)
        if "progress" not in message:
            return message
        if progress is not None:
            progress(*message["progress"])
    return {}


def _result(answer: dict[str, Any], name: str, returncode: int) -> Any:
    if "result" in answer:
        return answer["result"]
    if "refused" in answer:
        raise UnreadableFile(**answer["refused"])
    if "failed" in answer:
        _log.warning("%s failed on an uploaded file: %s", name, answer["failed"])
        raise UnreadableFile(reason="broken")
    _log.warning("%s died on an uploaded file, exit code %s", name, returncode)
    raise UnreadableFile(reason="too_heavy")
