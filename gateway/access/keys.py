"""The public keys of one issuer: had on need, again when they are old or a token names one unknown (RFC 7517)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from connectors.core.connector import Clock
from connectors.core.faults import Fault
from connectors.exchange.exchange import Reply, Request
from gateway.access.issuers import Issuer

log = logging.getLogger(__name__)

FRESH = timedelta(minutes=10)
USABLE = timedelta(hours=24)
PAUSE = timedelta(seconds=10)
PATIENCE_SECONDS = 5.0
_DISCOVERY = "/.well-known/openid-configuration"
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "tally"}


class KeysUnavailable(Exception):  # noqa: N818 - says what cannot be had
    """The issuer's keys cannot be had; the log has the reason."""


class IssuerKeys:
    """Keeps the key set of one issuer.

    A set is fresh for `FRESH`; an older one is used while another is fetched, and at most `USABLE` where that fails.
    A key id it does not hold is looked for at once, but no oftener than every `PAUSE`, whoever asks. A new set takes
    the place of the old one whole: a key the issuer withdrew proves nothing any more.
    """

    def __init__(self, issuer: Issuer, send: Callable[[Request], Awaitable[Reply]], clock: Clock) -> None:
        self._issuer = issuer
        self._send = send
        self._clock = clock
        self._held: tuple[KeySet, datetime] | None = None
        self._tried: datetime | None = None
        self._fetching: asyncio.Task[None] | None = None
        self.version = 0  # of the key set held

    async def holding(self, key_id: str | None) -> KeySet:
        """Give the key set, one that holds the key id if the issuer has such a key; raises `KeysUnavailable`."""
        age = self._age()
        if age is None or age > USABLE or not self._holds(key_id):
            await self._fetched()
        elif age > FRESH:
            self._start()
        age = self._age()
        if self._held is None or age is None or age > USABLE:
            raise KeysUnavailable(f"the keys of {self._issuer.id} cannot be had")
        return self._held[0]

    async def aclose(self) -> None:
        """Stop fetching."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _age(self) -> timedelta | None:
        return None if self._held is None else self._clock() - self._held[1]

    def _holds(self, key_id: str | None) -> bool:
        return self._held is not None and (key_id is None or any(key.kid == key_id for key in self._held[0].keys))

    async def _fetched(self) -> None:
        task = self._start()
        if task is not None:
            await asyncio.shield(task)

    def _start(self) -> asyncio.Task[None] | None:
        """Give the fetching under way, or a new one; None where the last attempt is too recent."""
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        now = self._clock()
        if self._tried is not None and now - self._tried < PAUSE:
            return None
        self._tried = now
        self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = KeySet.import_key_set(await self._json(await self._address()))
        except (Fault, JoseError, TimeoutError, ValueError, KeyError, TypeError) as error:
            told = error.told if isinstance(error, Fault) else ""
            log.warning("the keys of issuer %s cannot be had: %r %s", self._issuer.id, error, told)
            return
        if self._held is None or found.as_dict() != self._held[0].as_dict():
            self.version += 1
        self._held = found, self._clock()

    async def _address(self) -> str:
        if self._issuer.jwks_url is not None:
            return self._issuer.jwks_url
        told = await self._json(self._issuer.url.rstrip("/") + _DISCOVERY)
        if told["issuer"] != self._issuer.url:
            raise ValueError(f"it says that its name is {told['issuer']!r}")
        return str(told["jwks_uri"])

    async def _json(self, url: str) -> Any:
        reply = await self._send(Request("GET", url, _HEADERS))
        if reply.status != 200:
            raise ValueError(f"it answered {reply.status}")
        return orjson.loads(reply.body)
