"""Runs an ASGI application with uvicorn: guarded protocol, bounded drain on SIGTERM and SIGINT, clear bind errors."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Collection, Generator
from contextlib import contextmanager
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from gateway.access.networks import Network
from gateway.http.guard import GuardedProtocol, guarded_protocol
from gateway.http.limits import ServerLimits
from gateway.http.websocket.guard import guarded_socket
from gateway.http.websocket.limits import SocketLimits

BACKLOG: Final = 1024
LAST_PORT: Final = 65_535
_TICKS_A_SECOND: Final = 10


class CannotListen(Exception):  # noqa: N818 - it reads as what happened, and its text is shown to the operator
    """The address cannot be listened on; the message says why and what to write instead."""


class StartFailed(Exception):  # noqa: N818 - as above
    """The application's start-up failed; the log has the reason."""


def serve(
    app: ASGIApp,
    host: str,
    port: int,
    *,
    on_started: Callable[[str, int], None] | None = None,
    limits: ServerLimits | None = None,
    proxies: Collection[Network] = (),
    sockets: SocketLimits | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is being answered and return.

    `on_started` is called with the address really bound, so port 0 may be given. Connections of `proxies` are not
    counted by address. WebSockets are taken where their limits are given. Raises `CannotListen`
    if the address is taken or not ours, `StartFailed` if the application's lifespan fails.
    """
    listener = listen(host, port)
    with listener:
        server = _Server(_config(app, limits or ServerLimits(), proxies, sockets), _bound(listener), on_started)
        try:
            server.run(sockets=[listener])
        except SystemExit:
            raise StartFailed("the application could not start; the log has the reason") from None
    if not server.started:
        raise StartFailed("the application could not start; the log has the reason")


def listen(host: str, port: int) -> socket.socket:
    """Bind a listening socket; raises `CannotListen`."""
    if not 0 <= port <= LAST_PORT:
        raise CannotListen(f"{port} is no port; give one from 1 to {LAST_PORT} with --port (0: any free port)")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise CannotListen(_explain(host, port, error)) from None


def _explain(host: str, port: int, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"cannot listen on {host} port {port}: {reason}; give another with --host or --port (0: any free port)"


def _bound(listener: socket.socket) -> tuple[str, int]:
    host, port, *_ = listener.getsockname()
    return host, port


def _config(
    app: ASGIApp, limits: ServerLimits, proxies: Collection[Network], sockets: SocketLimits | None
) -> uvicorn.Config:
    frames = sockets or SocketLimits()
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=guarded_protocol(limits, proxies),
        ws=guarded_socket(sockets) if sockets else "none",
        ws_max_size=frames.message_bytes,
        ws_ping_interval=frames.ping_seconds,
        ws_ping_timeout=frames.ping_seconds,
        ws_per_message_deflate=False,  # a small message could unpack to a very large one
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=limits.idle_seconds,
        timeout_graceful_shutdown=limits.drain_seconds,
        backlog=BACKLOG,
    )


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, address: tuple[str, int], on_started: Callable[[str, int], None] | None
    ) -> None:
        super().__init__(config)
        self._address = address
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._on_started:
            self._on_started(*self._address)

    async def on_tick(self, counter: int) -> bool:
        """Drop slow readers once a second, beside what uvicorn does every tenth of one."""
        if counter % _TICKS_A_SECOND == 0:
            now = asyncio.get_running_loop().time()
            for connection in tuple(self.server_state.connections):
                if isinstance(connection, GuardedProtocol):
                    connection.drop_slow_reader(now)
        return await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Generator[None, Any, None]:
        """Handle signals as uvicorn does, but return normally afterwards: being told to stop is no failure."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()
