"""Connector of an agency file of kind rest, soap or graphql."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Self

from connectors.auth.authenticator import Authenticator, authenticator
from connectors.auth.spec import AuthSpec
from connectors.core.connector import Call, Dated, Descriptor
from connectors.core.delivery import Delivery
from connectors.core.faults import Defect, Fault, Rejected
from connectors.core.search import NamedUnits, NameQuestion, SearchingConnector
from connectors.core.status import fault_of_status
from connectors.declared.combine import combined
from connectors.declared.http_question import Answered, HttpQuestion
from connectors.declared.http_search import HttpSearch
from connectors.declared.http_spec import HttpRequest
from connectors.exchange.exchange import Policy, Reply, Request
from connectors.exchange.wiring import Wiring
from schema.identifiers import Identifier
from schema.outcomes import Outcome

_FIXED_HEADERS = {"Accept-Encoding": "identity", "User-Agent": "tally"}


class DeclaredHttpConnector(SearchingConnector):
    """Asks every request that serves a key's scheme, side by side, and joins what they say."""

    def __init__(
        self,
        descriptor: Descriptor,
        requests: Sequence[HttpRequest],
        *,
        url: str,
        settings: Mapping[str, str],
        auth: AuthSpec,
        policy: Policy,
        wiring: Wiring,
        search: HttpRequest | None = None,
    ) -> None:
        self.descriptor = descriptor
        self._wiring = wiring
        self._exchange = wiring.exchange(policy)
        self._auth: Authenticator = authenticator(
            auth, settings, base_url=url, send=self._exchange.send, clock=wiring.clock
        )
        self._static = {**_FIXED_HEADERS, **(self._auth.static_headers or {})}
        self._signs = self._auth.static_headers is None
        every = (*requests, *((search,) if search else ()))
        self._statuses = frozenset[int]().union(*(request.statuses for request in every))
        self._questions = [HttpQuestion(request, url, settings, self._send) for request in requests]
        self._search = None if search is None else HttpSearch(search, url, settings, self._send)

    @property
    def questions(self) -> Sequence[HttpQuestion]:
        """The requests it asks."""
        return self._questions

    async def __aenter__(self) -> Self:
        await self._exchange.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._exchange.__aexit__(*error)

    async def ask(self, call: Call) -> Mapping[Identifier, Outcome]:
        """Answer a batch: one outcome for every key."""
        delivery = Delivery(self.descriptor.slug, self._wiring.issuers, self._wiring.clock())
        errands = list(_errands(self._questions, call.keys))
        if len(errands) == 1:
            question, keys = errands[0]
            return _dated(*await question.ask(keys, call, delivery))
        answers = await self._ask_all(errands, call, delivery)
        ages = [age for _, age in answers if age is not None]
        told = {key: [outcomes[key] for outcomes, _ in answers if key in outcomes] for key in call.keys}
        return _dated({key: combined(outcomes) for key, outcomes in told.items()}, min(ages, default=None))

    async def search(self, question: NameQuestion) -> NamedUnits:
        """Find units by name."""
        if self._search is None:
            raise Defect(detail="the source is not searched by name")
        return await self._search.find(
            question, Delivery(self.descriptor.slug, self._wiring.issuers, self._wiring.clock())
        )

    async def _ask_all(
        self, errands: Sequence[tuple[HttpQuestion, Sequence[Identifier]]], call: Call, delivery: Delivery
    ) -> list[Answered]:
        """Ask side by side; a fault of all keys ends the others, a fault of one key among several stays its own."""
        contained = len(call.keys) > 1
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(
                        _contained(question, keys, call, delivery) if contained else question.ask(keys, call, delivery)
                    )
                    for question, keys in errands
                ]
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        return [task.result() for task in tasks]

    async def _send(self, request: Request) -> Reply:
        """Send with the source's credential; one that is refused and can be had anew is, once (RFC 6750, 3.1)."""
        sent = replace(request, headers={**self._static, **request.headers})
        signed = await self._auth.signed(sent) if self._signs else sent
        reply = await self._exchange.send(signed)
        if reply.status == 401 and self._signs:
            self._auth.refused(signed)
            if self.descriptor.idempotent:
                reply = await self._exchange.send(await self._auth.signed(sent))
        if reply.status == 200 or reply.status in self._statuses:
            return reply
        raise fault_of_status(reply.status, reply.headers, self._wiring.clock()) or Rejected()


async def _contained(question: HttpQuestion, keys: Sequence[Identifier], call: Call, delivery: Delivery) -> Answered:
    try:
        return await question.ask(keys, call, delivery)
    except Fault as fault:
        return dict.fromkeys(keys, fault.failed()), None


def _errands(
    questions: Sequence[HttpQuestion], keys: Sequence[Identifier]
) -> list[tuple[HttpQuestion, Sequence[Identifier]]]:
    """Pair every request with the keys it is asked about: all of them at once, or each on its own."""
    errands: list[tuple[HttpQuestion, Sequence[Identifier]]] = []
    for question in questions:
        served = [key for key in keys if key.scheme in question.spec.schemes]
        if question.spec.many and served:
            errands.append((question, served))
        elif not question.spec.many:
            errands += [(question, (key,)) for key in served]
    return errands


def _dated(outcomes: Mapping[Identifier, Outcome], age: datetime | None) -> Mapping[Identifier, Outcome]:
    return outcomes if age is None else Dated(outcomes, age)
