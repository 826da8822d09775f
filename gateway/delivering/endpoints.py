"""Endpoints of agencies that news is pushed to, as `webhooks.toml` names them, and each with its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from connectors.core.networks import PUBLIC_ONLY, Networks
from connectors.exchange.exchange import Exchange, Policy
from connectors.exchange.policy import origin_of
from connectors.exchange.reach import networks_of
from connectors.exchange.tls import tls_context
from gateway.delivering.pauses import DeliverySettings
from schema.proceedings import ProceedingKind

MOST_BYTES: Final = 65_536  # of an answer, which is not used
_CONNECT_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where one client of an agency takes news, and of which kinds of proceeding.

    `secrets` sign side by side, so that one can be exchanged for another without a gap. `networks` are those its name
    may lead to beside public addresses.
    """

    id: str
    agency: str
    url: str = field(repr=False)  # may hold a token
    secrets: tuple[bytes, ...] = field(repr=False)
    kinds: frozenset[ProceedingKind]
    ca_file: Path | None = None
    networks: Networks = PUBLIC_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An endpoint with an exchange that goes there and nowhere else."""

    endpoint: Endpoint
    exchange: Exchange
    settings: DeliverySettings


async def open_posts(
    endpoints: Iterable[Endpoint],
    settings: DeliverySettings,
    exchange: Callable[[Policy], Exchange],
    stack: AsyncExitStack,
) -> Mapping[str, Post]:
    """Open the way to every endpoint; one that is down does not hinder."""
    posts = {}
    for each in endpoints:
        policy = Policy(
            origins=frozenset({origin_of(each.url)}),
            connections=settings.at_once,
            connect_seconds=_CONNECT_SECONDS,
            max_bytes=MOST_BYTES,
            networks=networks_of(each.url, each.networks),
            tls=None if each.ca_file is None else tls_context(ca=str(each.ca_file)),
        )
        opened = await stack.enter_async_context(exchange(policy))
        posts[each.id] = Post(endpoint=each, exchange=opened, settings=settings)
    return posts
