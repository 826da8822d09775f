"""The transport of httpx, which connects to addresses that were checked and looks no name up after that."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from connectors.core.networks import Networks, literal
from connectors.exchange.resolving import Lookups


class CheckedTransport(httpx.AsyncHTTPTransport):
    """HTTP/1.1 without proxies, to public addresses and those of the networks given; a connection for each request."""

    def __init__(self, *, tls: ssl.SSLContext, connections: int, networks: Networks, connect_seconds: float) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(  # httpx has no way to give a network backend to its own
            ssl_context=tls,
            max_connections=connections,
            max_keepalive_connections=0,  # h11 would give what came behind one answer as the next
            network_backend=_CheckedBackend(networks, connect_seconds),
        )


class _CheckedBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, networks: Networks, seconds: float) -> None:
        self._lookups = Lookups(networks, seconds)
        self._seconds = seconds
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002 - the signature of httpcore; ours covers the lookup too
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that lets us, all within the seconds there are."""
        clock = asyncio.get_running_loop().time
        until = clock() + self._seconds
        address = literal(host)
        found = [address] if address else await self._lookups.addresses(host, port)
        for left in range(len(found), 1, -1):
            try:
                share = (until - clock()) / left
                return await self._inner.connect_tcp(str(found[-left]), port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(str(found[-1]), port, until - clock(), local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
