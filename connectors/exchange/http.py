"""Base of connectors that speak HTTP: one exchange held to the source's origin, status told apart, typed JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Generic, Self, TypeVar

import msgspec

from connectors.core.charset import declared_charset, decode_text
from connectors.core.connector import Connector
from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken, Malformed
from connectors.core.parts import check_parts
from connectors.core.settings import HttpSettings, SourceSettings
from connectors.core.status import fault_of_status
from connectors.exchange.exchange import Policy, Reply, Request
from connectors.exchange.policy import origin_of
from connectors.exchange.reach import networks_of
from connectors.exchange.wiring import Wiring

T = TypeVar("T")

_UTF8 = frozenset({None, "utf-8-sig", "ascii"})
_BOM = b"\xef\xbb\xbf"


class HttpConnector(Connector):
    """Connector with one exchange; its subclass makes the descriptor and reads the answers."""

    settings_type: type[SourceSettings] = HttpSettings
    requests_at_once: ClassVar[int] = 1  # of one question

    def __init__(self, settings: HttpSettings, wiring: Wiring, headers: Mapping[str, str]) -> None:
        self.origins = frozenset({origin_of(settings.url)})
        self.clock = wiring.clock
        self.issuers = wiring.issuers
        self._url = settings.url.rstrip("/")
        self._headers = {"Accept-Encoding": "identity", "User-Agent": "tally", **headers}
        self._exchange = wiring.exchange(
            Policy(
                origins=self.origins,
                connections=settings.limits.concurrency * self.requests_at_once,
                connect_seconds=settings.connect_seconds,
                max_bytes=settings.max_bytes,
                networks=networks_of(settings.url, settings.networks),
            )
        )

    async def __aenter__(self) -> Self:
        await self._exchange.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._exchange.__aexit__(*error)

    def delivery(self) -> Delivery:
        """Give what the records of an answer received now share."""
        return Delivery(self.descriptor.slug, self.issuers, self.clock())

    async def get(self, path: str) -> Reply:
        """Get a path below the source's address; raises the fault of any status but 200."""
        return await self._send(Request("GET", self._url + path, self._headers))

    async def post(self, path: str, body: bytes) -> Reply:
        """Post a body to a path below the source's address; raises the fault of any status but 200."""
        return await self._send(Request("POST", self._url + path, self._headers, body))

    async def _send(self, request: Request) -> Reply:
        reply = await self._exchange.send(request)
        fault = fault_of_status(reply.status, reply.headers, self.clock()) if reply.status != 200 else None
        if fault is not None:
            raise fault
        return reply


class JsonAnswers(Generic[T]):
    """Typed decoder of one kind of JSON answer (RFC 8259)."""

    def __init__(self, kind: type[T], *, any_charset: bool = False) -> None:
        """Decode to `kind`; with `any_charset` a body without a declared charset may be GB18030."""
        self._decode = msgspec.json.Decoder(kind).decode
        self._any_charset = any_charset

    def read(self, reply: Reply) -> T:
        """Decode a body.

        Raises `Malformed` if it is not JSON, `ContractBroken` if it has not the declared shape, `TooLarge` if it has
        too many parts.
        """
        check_parts(reply.body, b"{", b"[")
        try:
            return self._decode(self._text(reply))
        except msgspec.ValidationError as error:
            raise ContractBroken(detail=_place(error)) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Malformed from None

    def _text(self, reply: Reply) -> bytes | str:
        content_type = reply.headers.get("content-type")
        if self._any_charset or declared_charset(content_type) not in _UTF8:
            return decode_text(reply.body, content_type)
        return reply.body.removeprefix(_BOM)


def _place(error: msgspec.ValidationError) -> str:
    """Give where the answer breaks its shape, without what stands there: it may be personal."""
    return f"shape broken at {str(error).rpartition(' - at ')[2]}" if " - at " in str(error) else "shape broken"
