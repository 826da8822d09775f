"""A department over real HTTP: a token endpoint, and a service that wants its newest token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from connectors.auth.authenticator import Authenticator, authenticator, origins_of
from connectors.auth.spec import OAuth2Auth
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import PolicedExchange, Policy
from connectors.exchange.exchange import Request as Outgoing
from connectors.exchange.policy import origin_of
from connectors.sandbox.listener import Listener
from tests.connectors.acting import NOW

SPEC = OAuth2Auth("/oauth/token")
SECRETS = {"client_id": "tally/一 号", "client_secret": "s+e:c&r%t 密"}


@dataclass
class Department:
    """Notes what it was asked; gives tokens numbered in order, each ending the one before."""

    url: str = ""
    tokens: int = 0
    expires_in: object = 3600
    answer: Response | None = None  # instead of a token
    held_up: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    forms: list[Mapping[str, list[str]]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.held_up.set()

    async def token(self, request: Request) -> Response:
        self.forms.append(parse_qs((await request.body()).decode(), keep_blank_values=True))
        self.headers.append(dict(request.headers))
        self.reached.set()
        await self.held_up.wait()
        if self.answer is not None:
            return self.answer
        self.tokens += 1
        answer: dict[str, Any] = {"access_token": f"token-{self.tokens}", "token_type": "Bearer"}
        if self.expires_in is not None:
            answer["expires_in"] = self.expires_in
        return JSONResponse(answer)

    async def service(self, request: Request) -> Response:
        shown = request.headers.get("authorization")
        return Response(status_code=200 if shown == f"Bearer token-{self.tokens}" else 401)


@asynccontextmanager
async def department() -> AsyncIterator[Department]:
    found = Department()
    routes = [
        Route("/oauth/token", found.token, methods=["POST"]),
        Route("/units", found.service),
    ]
    listener = Listener(Starlette(routes=routes), "127.0.0.1")
    await listener.open()
    found.url = listener.url
    try:
        yield found
    finally:
        found.held_up.set()
        await listener.close()


class Hands:
    """A clock a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@asynccontextmanager
async def asking(
    spec: OAuth2Auth = SPEC, *, kind: type[PolicedExchange] = AiohttpExchange
) -> AsyncIterator[tuple[Department, Authenticator, PolicedExchange, Hands]]:
    hands = Hands()
    async with department() as asked:
        origins = origins_of(spec, asked.url) | {origin_of(asked.url)}
        policy = Policy(origins=origins, connections=4, connect_seconds=1.0, max_bytes=200_000)
        async with kind(policy) as exchange:
            auth = authenticator(spec, SECRETS, base_url=asked.url, send=exchange.send, clock=hands)
            yield asked, auth, exchange, hands


async def shown(auth: Authenticator) -> str:
    return (await auth.signed(Outgoing("GET", "http://h/", {"X": "1"}))).headers["Authorization"]
