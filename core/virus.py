"""Asking a virus scanner (clamd) about an upload; without its answer nothing is kept (docs/trust.md A20)."""

import socket
import struct

from core.errors import Unavailable, UnreadableFile

TIMEOUT = 30.0
"""Seconds for each answer of the socket."""
PIECE = 256 * 1024
LONGEST_REPLY = 4096


def require_clean(data: bytes, address: str) -> None:
    """Send the bytes to clamd at `address` (a path or host:port); an empty address means that there is none.

    Raises UnreadableFile when something was found, Unavailable when clamd does not say that the bytes are clean.
    """
    if not address:
        return
    try:
        reply = _ask(data, address)
    except OSError as error:
        raise Unavailable(reason="scanner_away") from error
    if reply.endswith(" FOUND"):
        raise UnreadableFile(reason="infected", found=reply.removeprefix("stream: ").removesuffix(" FOUND")[:80])
    if reply != "stream: OK":
        raise Unavailable(reason="scanner_away")


def answers(address: str) -> bool:
    """Whether clamd is there and at work."""
    try:
        with _connect(address) as line:
            line.sendall(b"zPING\0")
            return line.recv(LONGEST_REPLY).startswith(b"PONG")
    except OSError:
        return False


def _ask(data: bytes, address: str) -> str:
    with _connect(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        reply = b""
        while b"\0" not in reply and len(reply) < LONGEST_REPLY and (more := line.recv(LONGEST_REPLY)):
            reply += more
    return reply.split(b"\0")[0].decode(errors="replace").strip()


def _connect(address: str) -> socket.socket:
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        return socket.create_connection((host, int(port)), TIMEOUT)
    if not hasattr(socket, "AF_UNIX"):
        raise OSError("no sockets in the file system here")
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(TIMEOUT)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line
