"""The small protocol HTTP goes out through, and the policy every implementation keeps."""

from __future__ import annotations

import ssl
from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, Self

from connectors.core.networks import PUBLIC_ONLY, Networks
from connectors.exchange.policy import check_origin

_NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; the URL is whole and already encoded."""

    method: str
    url: str = field(repr=False)  # may hold a credential
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # may hold credentials
    body: bytes | None = field(default=None, repr=False)  # may hold personal values


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer: status, headers with lower-case names, and the decompressed body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)  # may hold cookies
    body: bytes = field(repr=False)  # may hold personal values and tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What an exchange may do for its source.

    An address that is the host of an origin may be connected to; a name may lead to public addresses and `networks`.
    """

    origins: frozenset[str]
    connections: int
    connect_seconds: float
    max_bytes: int
    networks: Networks = PUBLIC_ONLY
    tls: ssl.SSLContext | None = None  # None: the system's trust, see `connectors.exchange.tls`


class Exchange(Protocol):
    """Sends requests to one source. Follows no redirect, keeps no cookie, reads no proxy setting."""

    async def send(self, request: Request) -> Reply:
        """Send and read the whole answer.

        Raises `Unreachable`, `OffLimits` for a name that leads where its source may not be, `TooLarge`, `Malformed`
        (compression) or, for a request that would leave the source's origins, `Defect`. It sets no deadline beyond
        connecting: the runner does.
        """

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *_: object) -> None: ...


class PolicedExchange(ABC):
    """Base of the implementations: the origin is checked before anything is sent."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    async def send(self, request: Request) -> Reply:
        """Send and read the whole answer, see `Exchange`."""
        check_origin(request.url, self.policy.origins)
        return await self._send(request)

    @abstractmethod
    async def _send(self, request: Request) -> Reply:
        """Send a request whose origin is allowed."""

    @abstractmethod
    async def __aenter__(self) -> Self: ...

    @abstractmethod
    async def __aexit__(self, *_: object) -> None: ...


Chunks = AsyncIterable[bytes]
