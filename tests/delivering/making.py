"""Endpoints, offices and waiting deliveries for the tests of deliveries."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from connectors.core.networks import Networks
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from gateway.delivering.endpoints import Endpoint, open_posts
from gateway.delivering.pauses import DeliverySettings
from gateway.delivering.signing import read_secret
from gateway.news import Bell
from gateway.store.changer import StoreChanger
from gateway.store.engine import Store
from gateway.store.outbox import keep_endpoints
from gateway.store.reader import StoreReader
from gateway.store.tables import delivery
from schema.proceedings import ProceedingKind
from tests.delivering.receiving import SECRET

NOTICES = frozenset({ProceedingKind.NOTICE})
QUICK = DeliverySettings(seconds=1.0, attempts=3, first_pause_seconds=10.0, longest_pause_seconds=60.0)


@dataclass
class Clock:
    """A clock that is put forward by hand, from now on: receivers believe no old signature."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def endpoint(url: str, name: str = "hook", agency: str = "court", *secrets: str, **changes: Any) -> Endpoint:
    """Make an endpoint that wants notices."""
    keys = tuple(map(read_secret, secrets or (SECRET,)))
    local = Networks.read(["127.0.0.0/8"])
    return Endpoint(
        **{"id": name, "agency": agency, "url": url, "secrets": keys, "kinds": NOTICES, "networks": local, **changes}
    )


def known(store: Store, *endpoints: Endpoint) -> None:
    """Let a store know endpoints."""
    with store.writing() as connection:
        told = {each.id: (each.agency, each.kinds) for each in endpoints}
        keep_endpoints(connection, told, datetime.now(UTC))


@asynccontextmanager
async def office(store: Store, *endpoints: Endpoint, settings: DeliverySettings = QUICK) -> AsyncIterator[Any]:
    """Give an office as far as delivering needs one, whose clock is put forward by hand."""
    known(store, *endpoints)
    reader, changer = StoreReader(store), StoreChanger(store)
    async with AsyncExitStack() as stack:
        posts = await open_posts(endpoints, settings, AiohttpExchange, stack)
        clock = Clock(datetime.now(UTC))
        yield SimpleNamespace(posts=posts, reader=reader, changer=changer, clock=clock, random=os.urandom, bell=Bell())
    reader.close()
    changer.close()


def states(store: Store) -> list[tuple[int, str, str, int, str | None, int | None]]:
    """Give every delivery: its event, endpoint, state, attempts, fault and status."""
    kept = delivery.c
    with store.reading() as connection:
        rows = connection.execute(
            select(kept.event_seq, kept.endpoint, kept.state, kept.attempts, kept.fault, kept.status).order_by(kept.id)
        )
        return [tuple(row) for row in rows]
