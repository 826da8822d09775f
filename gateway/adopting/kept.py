"""The adoptions decided here, in memory: exchanged whole when there is news, so that a check never waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection

from gateway.adopting.model import ADOPTIONS
from gateway.adopting.rules import rules_of
from gateway.rules.adoptions import AdoptionRule
from gateway.store.proceeding_lists import ProceedingsWanted, Standing, standings
from gateway.store.proceedings import find_proceeding
from gateway.store.vault import Vault

T = TypeVar("T")
SETTLING: Final = timedelta(seconds=2)
"""How long after it was entered checks reckon with a change: every serving process has learnt of it by then."""
LEARN_SECONDS: Final = 0.5
Seen = tuple[Standing, ...]
_ALL = ProceedingsWanted(kind=ADOPTIONS.kind)


class Reader(Protocol):
    """Reads the store without holding up the event loop."""

    async def call(self, read: Callable[[Connection], T]) -> T:
        """Give what `read` gives."""
        ...


class KeptAdoptions:
    """The rules of all adoptions in the store, as of the last time it was read."""

    def __init__(self) -> None:
        self._seen: Seen = ()
        self._rules: tuple[AdoptionRule, ...] = ()
        self._beside: tuple[tuple[AdoptionRule, ...], tuple[AdoptionRule, ...]] = ((), ())
        self._reading = asyncio.Lock()

    async def learn(self, reader: Reader, vault: Vault) -> None:
        """Read which adoptions there are and, where that is news, what they say; raises `StoreError`."""
        async with self._reading:
            seen, rules = await reader.call(lambda connection: _read(connection, vault, self._seen))
            if rules is not None:
                self._seen, self._rules, self._beside = seen, rules, ((), rules)

    def beside(self, configured: tuple[AdoptionRule, ...]) -> tuple[AdoptionRule, ...]:
        """Give the configured adoptions and those in the store; worked out once for as long as neither changes."""
        before, joined = self._beside
        if before is not configured:
            joined = (*configured, *self._rules)
            self._beside = (configured, joined)
        return joined


def read_rules(connection: Connection, vault: Vault) -> tuple[AdoptionRule, ...]:
    """Give the rules of all adoptions in the store."""
    return _rules(connection, vault, standings(connection, _ALL))


def _read(connection: Connection, vault: Vault, known: Seen) -> tuple[Seen, tuple[AdoptionRule, ...] | None]:
    seen = standings(connection, _ALL)
    return seen, None if seen == known else _rules(connection, vault, seen)


def _rules(connection: Connection, vault: Vault, seen: Seen) -> tuple[AdoptionRule, ...]:
    found = (find_proceeding(connection, ADOPTIONS, each.id, vault) for each in seen)
    return tuple(rule for each in found if each is not None for rule in rules_of(each))
