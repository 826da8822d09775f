"""What sockets may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketLimits:
    """Limits of every socket, of the sockets of one client, and of all."""

    origins: frozenset[str] = frozenset()  # of pages, beside the gateway's own
    message_bytes: int = 262_144
    init_seconds: float = 3  # until connection_init
    idle_seconds: float = 300  # without operations and messages
    ping_seconds: float = 20  # between pings, and for the answer to one
    send_seconds: float = 10  # a client may leave what it was sent unread
    operations: int = 16  # at once on one socket
    sockets: int = 1_000
    client_sockets: int = 100
    frames_per_second: int = 50
