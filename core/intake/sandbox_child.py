"""The child side of `sandbox`: takes its limits first, then runs one function and answers in JSON lines."""

import importlib
import json
import sys
from typing import IO, Any

from core.errors import UnreadableFile

# openpyxl imports these two when they are there; they double the start, and only what draws needs the second.
_FOR_FIGURES, _FOR_PICTURES = "numpy", "PIL"


def main() -> None:
    """Read one request from stdin and write messages to stdout."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    requests = sys.stdin.buffer
    request = json.loads(requests.readline())
    _take_limits(request["memory_bytes"], request["cpu_seconds"])
    for name in (_FOR_FIGURES,) if request["imaging"] else (_FOR_FIGURES, _FOR_PICTURES):
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        args = [requests.read(arg["bytes"]) if "bytes" in arg else arg["value"] for arg in request["args"]]
        message = {"result": _call(request, args, answers)}
        line = _line(message)
    except UnreadableFile as error:
        line = _line({"refused": error.details})
    except (MemoryError, RecursionError):
        line = _line({"refused": {"reason": "too_heavy"}})
    except Exception as error:
        # Whatever a parser trips over is a broken file to the person who sent it; the kind goes to our log.
        line = _line({"failed": type(error).__name__})
    answers.write(line)
    answers.flush()


def _take_limits(memory_bytes: int, cpu_seconds: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits; the parent's wall time still holds.
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _call(request: dict[str, Any], args: list[Any], answers: IO[bytes]) -> Any:
    module_name, function_name = request["function"].split(":")
    function = getattr(importlib.import_module(module_name), function_name)
    if not request["progress"]:
        return function(*args)

    def report(done: int, total: int) -> None:
        answers.write(_line({"progress": [done, total]}))
        answers.flush()

    return function(*args, progress=report)


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode() + b"\n"


if __name__ == "__main__":
    main()
