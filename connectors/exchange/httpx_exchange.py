"""HTTP over httpx: the reference implementation, which respx mocks and authors see."""

from __future__ import annotations

import logging
import ssl
from collections.abc import AsyncIterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Self

import httpx

from connectors.core.faults import Defect, Fault, Malformed, Truncated, Unreachable
from connectors.exchange.body import check_declared_length, read_body
from connectors.exchange.exchange import PolicedExchange, Reply, Request
from connectors.exchange.httpx_transport import CheckedTransport
from connectors.exchange.tls import UNTRUSTED, system_trust

_NO_ANSWER = "disconnected"  # how httpcore words a connection that ended before an answer
_CUT_SHORT = "closed connection"  # how h11 words a body that ended early

logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it logs whole addresses, credentials in them included


class HttpxExchange(PolicedExchange):
    """Exchange over one `httpx.AsyncClient`, opened and closed with the context."""

    _client: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        self._client = httpx.AsyncClient(
            transport=CheckedTransport(
                tls=self.policy.tls or system_trust(),
                connections=self.policy.connections,
                networks=self.policy.networks,
                connect_seconds=self.policy.connect_seconds,
            ),
            timeout=httpx.Timeout(None, connect=self.policy.connect_seconds),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            trust_env=False,
        )
        self._client.headers.clear()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _send(self, request: Request) -> Reply:
        if self._client is None:
            raise RuntimeError("the exchange is not open")
        built = self._client.build_request(
            request.method, request.url, headers=dict(request.headers), content=request.body
        )
        try:
            response = await self._client.send(built, stream=True)
            try:
                return await self._read(response)
            finally:
                await response.aclose()
        except httpx.TransportError as error:
            raise _fault_of(error) from None

    async def _read(self, response: httpx.Response) -> Reply:
        headers = dict(response.headers)
        limit = self.policy.max_bytes
        check_declared_length(headers.get("content-length"), limit)
        if response.is_stream_consumed:  # an answer a test made from content is read and decoded already
            body = await read_body(_whole(response.content), encoding=None, limit=limit)
        else:
            body = await read_body(response.aiter_raw(), encoding=headers.get("content-encoding"), limit=limit)
        return Reply(response.status_code, headers, body)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _fault_of(error: httpx.TransportError) -> Fault:
    """Tell errors apart by class only: their texts may quote addresses and keys."""
    name = type(error).__name__
    if isinstance(error, httpx.ConnectTimeout):
        return Unreachable("no connection to the source could be made in time", detail=name)
    if isinstance(error, httpx.ConnectError):
        return Unreachable(UNTRUSTED if _is_untrusted(error) else None, detail=name)
    if isinstance(error, httpx.UnsupportedProtocol):
        return Defect(detail=name)
    if isinstance(error, httpx.RemoteProtocolError):
        return _protocol_fault(str(error), name)
    return Unreachable("the connection to the source was lost before its answer was whole", detail=name)


def _is_untrusted(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None


def _protocol_fault(text: str, name: str) -> Fault:
    if _CUT_SHORT in text:
        return Truncated("the source's answer ends before its declared length", detail=name)
    if _NO_ANSWER in text:
        return Unreachable("the connection to the source was lost before its answer was whole", detail=name)
    return Malformed("the source did not answer in HTTP", detail=name)
