"""A source of an agency file on either exchange, and what it answers where it knows something."""

from __future__ import annotations

from pathlib import Path

from connectors.core.connector import Connector, SourceRef
from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.core.settings import read_settings
from connectors.declared.load import declared_kind
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import Exchange, Policy
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.wiring import Wiring
from schema.outcomes import Outcome
from tests.connectors.acting import UNIT, call, now

FILE = """
kind = "rest"
title = "Grades"
keyed_by = ["CREDIT_CODE"]
history = "FULL"
{more}
[[request]]
path = "/grades?code={{key}}"

[request.answer]
echo = "/asked"
none = "verified-total"

[[request.record]]
kind = "LICENCE"
rows = "/rows"
total = "/total"
id = "/id"
identifiers = "key"
issuer = {{ name = "/authority" }}
"""
BODY = f'{{"asked":"{UNIT.value}","total":1,"rows":[{{"id":"1","authority":"样例省厅"}}]}}'.encode()

Http = type[AiohttpExchange] | type[HttpxExchange]


def made(folder: Path, exchange: Http, *, more: str = "", **given: object) -> Connector:
    (folder / "agency.toml").write_text(FILE.format(more=more), encoding="utf-8")
    kind = declared_kind(folder / "agency.toml")
    settings = read_settings(kind.settings_type, {"limits": {"attempts": 2}, **given}, where="source grades")

    def make(policy: Policy) -> Exchange:
        return exchange(policy)

    return kind(SourceRef("grades", "a"), settings, Wiring(exchange=make, clock=now, issuers=Issuers(())))


async def asked(connector: Connector, *, seconds: float = 2.0) -> Outcome:
    async with Runner(connector, clock=now) as runner:
        return (await runner.ask(call(seconds=seconds)))[UNIT].outcome
