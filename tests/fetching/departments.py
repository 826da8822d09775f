"""Departments in memory, asked through the real runner: connectors that answer, wait, fail or hang as told."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from connectors.core.connector import Call, Connector, Descriptor
from connectors.core.runner import Runner
from gateway.fetching import Desk, Request
from schema.codes import Purpose
from schema.identifiers import Identifier
from schema.outcomes import NotFound, Outcome
from tests.joining.invented import NOW

NOTHING = NotFound(evidence="the department lists the key as absent")
Behaviour = Callable[[Identifier], Awaitable[Outcome]]


class Department(Connector):
    """A connector that notes its calls and answers every key through one coroutine function."""

    def __init__(self, descriptor: Descriptor, behave: Behaviour) -> None:
        self.descriptor = descriptor
        self.calls: list[Call] = []
        self.under_way = 0
        self._behave = behave

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Answer a batch."""
        self.calls.append(call)
        self.under_way += 1
        try:
            return {key: await self._behave(key) for key in call.keys}
        finally:
            self.under_way -= 1


def saying(outcome: Outcome, *, after: float = 0.0) -> Behaviour:
    """Say the same of every key."""

    async def behave(_: Identifier) -> Outcome:
        await asyncio.sleep(after)
        return outcome

    return behave


def knowing(known: Mapping[Identifier, Outcome]) -> Behaviour:
    """Know some keys, and prove to know nothing of others."""

    async def behave(key: Identifier) -> Outcome:
        return known.get(key, NOTHING)

    return behave


async def hanging(_: Identifier) -> Outcome:
    """Never answer."""
    await asyncio.Event().wait()
    raise AssertionError("nobody sets the event")


async def broken(_: Identifier) -> Outcome:
    """Fail with a defect of the connector's author."""
    raise ZeroDivisionError("the author's mistake, with a secret in its text")


def department(descriptor: Descriptor, behave: Behaviour, **changes: object) -> Department:
    """Open a department under a descriptor, with some of its declarations changed."""
    return Department(replace(descriptor, **changes), behave)  # type: ignore[arg-type]


def desk(connector: Connector) -> Desk:
    """Give the desk at which the gateway asks a department."""
    return Desk(Runner(connector, clock=lambda: NOW, rng=random.Random(1)))


def request(key: Identifier, *, within: float = 2.0, max_age: int = 0, **changes: object) -> Request:
    """Ask about a key, to be answered within some seconds."""
    loop = asyncio.get_running_loop()
    asked = Request(key, Purpose.SUPERVISION, None, loop.time() + within, "r-1", max_age)
    return replace(asked, **changes)  # type: ignore[arg-type]


@asynccontextmanager
async def answered_within(seconds: float) -> AsyncIterator[None]:
    """Fail where the block takes longer."""
    started = asyncio.get_running_loop().time()
    async with asyncio.timeout(seconds + 5):
        yield
    took = asyncio.get_running_loop().time() - started
    assert took <= seconds, f"took {took:.3f} s"
