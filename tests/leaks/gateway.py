"""The whole gateway over the canaries, in this process: asked over HTTP by every grant, under both executors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from starlette.requests import HTTPConnection

from connectors.core.connector import Call, Connector, Descriptor
from connectors.core.search import NamedUnits, NameQuestion, SearchingConnector
from gateway.app import with_state
from gateway.configuration.loading import Configuration, load_configuration
from gateway.executor import executor_class
from gateway.furnishing import build_connectors
from gateway.grants import Grant
from gateway.house import House
from gateway.http.app import create_app
from gateway.paths import shipped
from gateway.statistics.service import service_of
from gateway.visit import Visit
from schema.errors import ErrorCode
from schema.graph import Context, build_schema
from schema.identifiers import Identifier
from schema.outcomes import Found, Outcome
from schema.records import Registration
from tests.executor.differential import WIDE
from tests.joining.invented import NOW, UNIT
from tests.leaks.canaries import told_by
from tests.leaks.operations import Operation

CONFIG = shipped("config")
Tell = Callable[[Descriptor, Identifier], Outcome]


def configured(state: Path) -> Configuration:
    """Read the shipped configuration; where its sources are does not matter."""
    slugs = ("registry", "tax", "court", "publicity", "ecology", "models", "serious-lists", "commitments")
    more = ("public-interest", "member-files", "customs", "cross-reference", "transport")
    variables = {f"TALLY_{slug}".upper().replace("-", "_"): slug for slug in (*slugs, *more)}
    environment = {f"{name}_{part}": value for name in variables for part, value in _SET.items()}
    environment |= {"TALLY_COURT_URL": f"sqlite:///{state}/court", "TALLY_MODELS_PATH": str(state)}
    return with_state(load_configuration(CONFIG, environment), state)


_SET = {"URL": "http://127.0.0.1:9", "KEY": "secret"}


class Canned(SearchingConnector):
    """Tells what it is told to, under the declaration of the real source."""

    def __init__(self, descriptor: Descriptor, tell: Tell) -> None:
        self.descriptor = descriptor
        self._tell = tell

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Answer at once."""
        return {key: self._tell(self.descriptor, key) for key in call.keys}

    async def search(self, question: NameQuestion) -> NamedUnits:
        """Find the unit, whatever its name."""
        outcome = self._tell(self.descriptor, UNIT)
        records = outcome.records if isinstance(outcome, Found) else ()
        return NamedUnits(tuple(each for each in records if isinstance(each, Registration)), more=False)


class Once:
    """A service whose answers are given again when the same is asked again, so that two executors can be compared."""

    def __init__(self, service: Any) -> None:
        self._service = service
        self._given: dict[tuple[str, str], Any] = {}

    def __getattr__(self, name: str) -> Any:
        ask = getattr(self._service, name)
        if not asyncio.iscoroutinefunction(ask):
            return ask
        return partial(self._once, name, ask)

    async def _once(self, name: str, ask: Callable[..., Awaitable[Any]], *question: Any) -> Any:
        asked = (name, repr(question))
        if asked not in self._given:
            try:
                self._given[asked] = await ask(*question)
            except Exception as error:  # noqa: BLE001 - the same error is raised for both
                self._given[asked] = error
        given = self._given[asked]
        if isinstance(given, Exception):
            raise given.with_traceback(None)
        return given


class Asked:
    """Asks the gateway as any grant."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._service: Once | None = None
        self._clients = [self._client(compiled) for compiled in (True, False)]

    async def both(self, grant: Grant, operation: Operation) -> Sequence[bytes]:
        """Give the bytes the compiled plan and the standard executor answer with, from the same service."""
        body = {"query": operation.text, "variables": operation.variables}
        while True:
            visit = Visit(grant=grant, arrived=asyncio.get_running_loop().time(), request_id="r")
            self._service = Once(service_of(visit, self.house.office))
            replies = [await client.post("http://tally/graphql", json=body) for client in self._clients]
            if ErrorCode.RIGHTS_UNAVAILABLE.value.encode() not in replies[0].content:
                return [reply.content for reply in replies]
            await asyncio.sleep(0.05)  # a busy machine lets the lease of the log of rights run out

    def _client(self, compiled: bool) -> httpx.AsyncClient:
        async def context(_: HTTPConnection) -> Context:
            return Context(self._service, "r")  # type: ignore[arg-type]  # stands for a service

        executor = executor_class(compile_at_sight=1) if compiled else executor_class(compiled_plans=False)
        app = create_app(schema=build_schema(executor), context_factory=context, limits=WIDE, page=False)
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=app))


@asynccontextmanager
async def gateway(
    state: Path, tell: Tell = told_by, *, connectors: Mapping[str, Connector] | None = None
) -> AsyncIterator[Asked]:
    """Open the gateway over sources that tell what they are told to, or over connectors of one's own."""
    configuration = configured(state)
    if connectors is None:
        real = build_connectors(configuration, lambda: NOW)
        connectors = {slug: Canned(connector.descriptor, tell) for slug, connector in real.items()}
    house = House(configuration, lambda: NOW, connectors)
    asked = Asked(house)
    await house.open()
    try:
        yield asked
    finally:
        await house.close()
