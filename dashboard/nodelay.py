"""Answers go out at once: without this the kernel holds small packets back for 40 ms."""

import socket
from asyncio import base_events


def switch_on() -> None:
    """Set TCP_NODELAY on every accepted connection; asyncio does so only for sockets whose protocol number is named."""
    base_events._set_nodelay = _set  # type: ignore[attr-defined]


def _set(connection: socket.socket) -> None:
    if connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
