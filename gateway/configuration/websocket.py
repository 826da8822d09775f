"""The section `[websocket]` of the settings; what is not written is as in `SocketLimits`."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from connectors.manifest import Table
from gateway.http.websocket.limits import SocketLimits

_SMALLEST_MESSAGE = 1024
_USUAL = SocketLimits()


def read_websocket(table: Table | None) -> SocketLimits | None:
    """Give the limits of sockets; None where they are turned off."""
    if table is None:
        return _USUAL
    enabled = table.flag("enabled", default=True)
    found = SocketLimits(
        origins=frozenset(_origins(table)),
        message_bytes=table.integer("max_message_bytes", _USUAL.message_bytes, at_least=_SMALLEST_MESSAGE),
        init_seconds=table.number("init_seconds", _USUAL.init_seconds),
        idle_seconds=table.number("idle_seconds", _USUAL.idle_seconds),
        ping_seconds=table.number("ping_seconds", _USUAL.ping_seconds),
        send_seconds=table.number("send_seconds", _USUAL.send_seconds),
        operations=table.integer("max_operations", _USUAL.operations, at_least=1),
        sockets=table.integer("max_sockets", _USUAL.sockets, at_least=1),
        client_sockets=table.integer("max_sockets_per_client", _USUAL.client_sockets, at_least=1),
        frames_per_second=table.integer("max_frames_per_second", _USUAL.frames_per_second, at_least=1),
    )
    table.finish()
    return found if enabled else None


def _origins(table: Table) -> Iterator[str]:
    for written in table.texts("origins"):
        origin = written.lower()
        if not is_origin(origin):
            table.fault(f"names {written!r}", 'write origins such as "https://approvals.example"', key="origins")
        yield origin


def is_origin(written: str) -> bool:
    """Tell whether a text is scheme, host and perhaps port, and nothing else (RFC 6454, 6.2)."""
    try:
        parts = urlsplit(written)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and written == f"{parts.scheme}://{parts.netloc}"
