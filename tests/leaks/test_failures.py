"""Departments that fail with personal values in what they send: none of it is in an answer or in the log."""

from __future__ import annotations

import io
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Self

import orjson
import pytest

from connectors.catalogue import build
from connectors.core.connector import Connector, Descriptor
from connectors.core.issuers import Issuers
from connectors.exchange.exchange import Reply, Request
from connectors.exchange.wiring import Wiring
from schema.identifiers import Identifier
from schema.outcomes import Outcome
from tests.joining.invented import NOW, PERSON, UNIT
from tests.leaks.gateway import Asked, configured, gateway
from tests.leaks.grants import EVERYTHING
from tests.leaks.operations import questions

CANARY = "CNRY张三"
_ROW = {"uniscid": CANARY, "code": CANARY, "rows": [{"id": CANARY, "name": CANARY, "date": CANARY}], "total": CANARY}
_XML = '<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>{}</e:Body></e:Envelope>'
BODIES = {
    "403": Reply(403, {"www-authenticate": CANARY}, orjson.dumps({"error": CANARY})),
    "302": Reply(302, {"location": f"http://{CANARY}.example/"}, b""),
    "429": Reply(429, {"retry-after": CANARY}, CANARY.encode()),
    "not JSON": Reply(200, {"content-type": "application/json"}, f'{{"a": "{CANARY}'.encode()),
    "other JSON": Reply(200, {"content-type": "application/json"}, orjson.dumps(_ROW)),
    "GraphQL errors": Reply(200, {"content-type": "application/json"}, orjson.dumps({"errors": [{"message": CANARY}]})),
    "SOAP fault": Reply(
        200,
        {"content-type": "text/xml"},
        _XML.format(f"<e:Fault><faultcode>{CANARY}</faultcode><faultstring>{CANARY}</faultstring></e:Fault>").encode(),
    ),
    "other XML": Reply(200, {"content-type": "text/xml"}, _XML.format(f"<{CANARY}>{CANARY}</{CANARY}>").encode()),
    "CSV": Reply(200, {"content-type": "text/csv", "last-modified": CANARY}, f"{CANARY},b\n{CANARY},1\n".encode()),
    "500": Reply(500, {"content-type": "text/plain"}, CANARY.encode()),
}


class Saying:
    """An exchange that gives the reply it holds to whatever is asked."""

    reply = BODIES["302"]

    async def send(self, _: Request) -> Reply:
        """Reply."""
        return self.reply

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


def replying(state: Path, exchange: Saying) -> dict[str, Connector]:
    """Build the real connectors of the sandbox, whose departments all are behind one exchange."""
    configuration = configured(state)
    directory = configuration.directory
    wiring = Wiring(exchange=lambda _: exchange, clock=lambda: NOW, issuers=Issuers(directory.agencies.values()))
    built = build(directory.sources, wiring, agency_slugs=directory.agencies, catalogue=configuration.catalogue)
    for connector in built.values():
        patient = replace(connector.descriptor.limits, attempts=1, breaker_failures=1_000_000)
        connector.descriptor = replace(connector.descriptor, limits=patient)
    return built


def faulty_database(state: Path) -> None:
    """Make the court's database with a table of other columns, in which the canary stands."""
    with sqlite3.connect(state / "court") as database:
        database.execute(f'CREATE TABLE "{CANARY}" (x TEXT)')
    (state / "models.csv").write_text(f"{CANARY}\n{CANARY}\n", encoding="utf-8")


async def answered(asked: Asked) -> bytes:
    """Give everything a check of the unit, with everything selected, is answered with."""
    operation = next(questions(EVERYTHING, asked.house.office.matters))
    return b"".join(await asked.both(EVERYTHING, operation))


def new_in(log: io.StringIO) -> str:
    said = log.getvalue()
    log.seek(0)
    log.truncate()
    return said


@pytest.mark.go("GO-13-b")
async def test_nothing_a_failing_department_sends_is_in_an_answer_or_in_the_log(
    tmp_path: Path, log: io.StringIO
) -> None:
    faulty_database(tmp_path)
    exchange = Saying()
    async with gateway(tmp_path, connectors=replying(tmp_path, exchange)) as asked:
        for name, reply in BODIES.items():
            exchange.reply = reply
            content, said = await answered(asked), new_in(log)
            assert content.count(b'"failure":"') > 10, name
            assert said.count("failure=") > 5, name
            assert CANARY.encode() not in content, name
            assert not any(text in said for text in (CANARY, PERSON.value, UNIT.value)), name


def broken(_: Descriptor, key: Identifier) -> Outcome:
    raise ValueError(f"{CANARY} {key.value}")


async def test_what_an_authors_exception_says_is_neither_shown_nor_logged(tmp_path: Path, log: io.StringIO) -> None:
    async with gateway(tmp_path, broken) as asked:
        content, said = await answered(asked), new_in(log)
    assert b'"failure":"INTERNAL"' in content
    assert "ValueError" in said
    assert CANARY.encode() not in content
    assert not any(text in said for text in (CANARY, PERSON.value, UNIT.value))
