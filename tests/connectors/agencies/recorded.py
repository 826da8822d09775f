"""Asks one agency's connector through the reference exchange, with recorded answers in the department's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import httpx
import msgspec
import respx

from connectors.catalogue import build, read_entries
from connectors.core.answers import Answer
from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.wiring import Wiring
from schema.codes import FailureKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Failed, Found
from schema.records import Record
from tests.connectors.acting import call, now

BASE = "http://department.test:8080"
CODE = "91990100TC21LY007J"
UNIT = Identifier(scheme=Scheme.CREDIT_CODE, value=CODE)
DATA_TIME = "2026-11-22T22:00:00+08:00"
WIRING = Wiring(exchange=HttpxExchange, clock=now, issuers=Issuers(()))


async def ask(
    slug: str, keys: Identifier | Sequence[Identifier], *replies: httpx.Response, **by_path: list[httpx.Response]
) -> tuple[dict[Identifier, Answer], list[httpx.Request]]:
    """Ask with the replies given in order, or in order by the last part of the path; the last one again for ever."""
    given = {name: list(queue) for name, queue in by_path.items()}
    others = list(replies)

    def reply(request: httpx.Request) -> httpx.Response:
        queue = given.get(request.url.path.rpartition("/")[2], others)
        return queue.pop(0) if len(queue) > 1 else queue[0]

    entry = {"slug": slug, "connector": slug, "agency": "a", "url": BASE, "key": "canary", "limits": {"attempts": 1}}
    connector = build(read_entries([entry]), WIRING, agency_slugs=["a"])[slug]
    asked = (keys,) if isinstance(keys, Identifier) else tuple(keys)
    with respx.mock(using="httpx") as mock:
        mock.route(host="department.test", port=8080).mock(side_effect=reply)
        async with Runner(connector, clock=now) as runner:
            answers = await runner.ask(call(*asked))
        return answers, [item.request for item in mock.calls]


async def outcome_of(slug: str, key: Identifier, *replies: httpx.Response, **by_path: list[httpx.Response]) -> object:
    answers, _ = await ask(slug, key, *replies, **by_path)
    return answers[key].outcome


async def records_of(slug: str, key: Identifier, *replies: httpx.Response) -> tuple[Record, ...]:
    found = await outcome_of(slug, key, *replies)
    assert isinstance(found, Found), found
    return found.records


async def failure_of(
    slug: str, key: Identifier, *replies: httpx.Response, **by_path: list[httpx.Response]
) -> FailureKind:
    failed = await outcome_of(slug, key, *replies, **by_path)
    assert isinstance(failed, Failed), failed
    return failed.failure


def json(body: Mapping[str, object]) -> httpx.Response:
    return httpx.Response(200, content=msgspec.json.encode(body), headers={"content-type": "application/json"})
