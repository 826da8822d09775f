"""Serves one ASGI application on one port, and can really go down and come back on the same port."""

from __future__ import annotations

import asyncio
import socket
from typing import cast

from starlette.types import ASGIApp
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

_BACKLOG = 512
_REBIND_ATTEMPTS = 100


class Listener:
    """uvicorn's HTTP protocol on a socket of our own, without uvicorn's process management."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._config = Config(app, lifespan="off", log_config=None, timeout_keep_alive=60, proxy_headers=False)
        self._config.load()
        self._host = host
        self._port = 0
        self._state = ServerState()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Address of the service."""
        return f"http://{self._host}:{self._port}"

    async def open(self) -> None:
        """Listen, on a port the system gives the first time and on the same one later."""
        if self._server is not None:
            return
        sock = await self._bound()
        self._port = sock.getsockname()[1]
        self._server = await asyncio.get_running_loop().create_server(self._protocol, sock=sock, backlog=_BACKLOG)

    async def close(self) -> None:
        """Stop listening, cut live connections and end the requests they carried."""
        if self._server is None:
            return
        self._server.close()
        self._server = None
        for connection in list(self._state.connections):
            cast("HttpToolsProtocol", connection).transport.abort()
        tasks = list(self._state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _protocol(self) -> asyncio.Protocol:
        return HttpToolsProtocol(config=self._config, server_state=self._state, app_state={})

    async def _bound(self) -> socket.socket:
        for _ in range(_REBIND_ATTEMPTS):
            sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind((self._host, self._port))
            except OSError:
                sock.close()
                await asyncio.sleep(0.05)
            else:
                return sock
        raise OSError(f"port {self._port} of {self._host} cannot be taken again")
