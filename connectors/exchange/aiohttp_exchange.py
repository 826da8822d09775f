"""HTTP over aiohttp: the native client, for service; cancelling a request closes it upstream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from connectors.core.faults import Fault, Malformed, Truncated, Unreachable
from connectors.exchange.aiohttp_resolver import CheckedResolver
from connectors.exchange.body import check_declared_length, read_body
from connectors.exchange.exchange import PolicedExchange, Reply, Request
from connectors.exchange.tls import UNTRUSTED, system_trust

_KEEP_ALIVE_SECONDS = 30.0
_NOT_AUTOMATIC = frozenset({"User-Agent", "Accept", "Accept-Encoding", "Content-Type"})


class AiohttpExchange(PolicedExchange):
    """Exchange over one `aiohttp.ClientSession`, opened and closed with the context."""

    _session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self.policy.connections,
                keepalive_timeout=_KEEP_ALIVE_SECONDS,
                resolver=CheckedResolver(self.policy.networks, self.policy.connect_seconds),
                ssl=self.policy.tls or system_trust(),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.policy.connect_seconds),
            skip_auto_headers=_NOT_AUTOMATIC,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _send(self, request: Request) -> Reply:
        if self._session is None:
            raise RuntimeError("the exchange is not open")
        try:
            async with self._session.request(
                request.method,
                URL(request.url, encoded=True),
                headers=request.headers,
                data=request.body,
                allow_redirects=False,
            ) as response:
                return await self._read(response)
        except aiohttp.ClientError as error:
            raise _fault_of(error) from None

    async def _read(self, response: aiohttp.ClientResponse) -> Reply:
        headers = _lower(response.headers)
        limit = self.policy.max_bytes
        check_declared_length(headers.get("content-length"), limit)
        body = await read_body(response.content.iter_any(), encoding=headers.get("content-encoding"), limit=limit)
        return Reply(response.status, headers, body)


def _lower(headers: CIMultiDictProxy[str]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _fault_of(error: aiohttp.ClientError) -> Fault:
    """Tell errors apart by class only: their texts may quote addresses and keys."""
    name = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Unreachable("no connection to the source could be made in time", detail=name)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return Unreachable(UNTRUSTED, detail=name)
    if isinstance(error, aiohttp.ClientConnectorError):
        return Unreachable(detail=f"{name} errno={error.os_error.errno}")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Truncated("the source's answer ends before its declared length", detail=name)
    if isinstance(error, aiohttp.ClientConnectionError):
        return Unreachable("the connection to the source was lost before its answer was whole", detail=name)
    return Malformed("the source did not answer in HTTP", detail=name)
