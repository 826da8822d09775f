"""Access opened over real sockets, a clock that can be set, and grants of invented clients."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

from connectors.exchange.aiohttp_exchange import AiohttpExchange
from gateway.access.access import Access, open_access
from gateway.access.clients import Clients
from gateway.access.credentials import Presented
from gateway.access.issuers import Issuer
from gateway.grants import Grant
from tests.access.issuing import AUDIENCE
from tests.access.issuing import Issuer as Server


class SetClock:
    """The present instant, moved by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def grant(client: str) -> Grant:
    return Grant(client=client, agency="finance", purposes=frozenset(), matters=frozenset(), record_kinds=frozenset())


def issuer_of(server: Server, **changes: object) -> Issuer:
    return Issuer(**({"id": "sso", "url": server.url, "audience": AUDIENCE} | changes))  # type: ignore[arg-type]


def bearer(value: str) -> Presented:
    return Presented(authorization=f"Bearer {value}", peer="127.0.0.1")


@asynccontextmanager
async def access_to(
    issuer: Issuer, clock: SetClock | None = None, trusted: Sequence[str] = (), certificate: str = ""
) -> AsyncIterator[Access]:
    clients = Clients(
        issuers={issuer.id: issuer},
        by_token={(issuer.id, "approvals"): grant("approvals")},
        by_certificate={certificate: grant("by-certificate")},
    )
    networks = [ip_network(each) for each in trusted]
    async with open_access(clients, networks, clock or SetClock(), AiohttpExchange) as access:
        yield access
