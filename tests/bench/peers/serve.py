"""Starts the real gateway on the peers' back end: the twelve departments are its sources, all else is as in service."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.core.issuers import Issuers
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.wiring import Wiring
from gateway.access.clients import Clients
from gateway.app import build_app, utc_now, with_state
from gateway.configuration.agencies import Directory
from gateway.configuration.loading import Configuration
from gateway.configuration.settings import load_settings
from gateway.grants import EVERYWHERE, Grant
from gateway.house import House
from gateway.http.server import serve
from gateway.rules.calendar import load_calendars
from gateway.rules.load import load_pack
from gateway.rules.packs import RulePacks
from gateway.serving import steady_memory
from schema.agencies import Agency
from schema.codes import AgencyKind, Purpose, RecordKind
from tests.bench.peers.sources import department

CONFIG = Path(__file__).resolve().parents[3] / "config"
KEY = "bench"


def configuration(departments: int) -> Configuration:
    """Configure the gateway for the departments; rules and limits are the shipped ones."""
    settings = load_settings(CONFIG)
    agencies = {f"d{number}": _agency(f"d{number}") for number in range(departments + 1)}
    grant = Grant(
        client=KEY,
        agency="d0",
        purposes=frozenset({Purpose.SUPERVISION}),
        matters=frozenset(),
        record_kinds=frozenset({RecordKind.LICENCE.value}),
        regions=frozenset({EVERYWHERE}),
    )
    return Configuration(
        settings=replace(settings, graphql=replace(settings.graphql, graphiql=False)),
        directory=Directory(agencies=agencies, sources={}),
        matters={},
        packs=RulePacks([load_pack(folder) for folder in settings.rules.packs]),
        adoptions=(),
        memoranda={},
        calendar=load_calendars(settings.rules.calendars),
        clients=Clients(by_key={hashlib.sha256(KEY.encode()).hexdigest(): grant}),
    )


def _agency(slug: str) -> Agency:
    return Agency(
        slug=slug,  # type: ignore[arg-type]
        name=slug,
        name_zh=slug,
        code="11990000TA01LY0062",
        kind=AgencyKind.GOVERNMENT,
        region="990000",
        field="bench",
    )


def _with_credential(app: ASGIApp) -> ASGIApp:
    """Add the credential the load client cannot send."""
    header = (b"authorization", f"Bearer {KEY}".encode())

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["headers"] = [*scope["headers"], header]
        await app(scope, receive, send)

    return call


def main() -> None:
    """Serve on `PORT` until told to stop."""
    departments, base = int(os.environ["DEPTS"]), int(os.environ["BACKEND_PORT"])
    wiring = Wiring(exchange=AiohttpExchange, clock=utc_now, issuers=Issuers(()))
    connectors = {f"d{number}": department(number, base, wiring) for number in range(1, departments + 1)}
    with tempfile.TemporaryDirectory() as state:
        configured = with_state(configuration(departments), Path(state))
        app = build_app(House(configured, utc_now, connectors), configured.settings.graphql)
        steady_memory()
        serve(_with_credential(app), "127.0.0.1", int(os.environ["PORT"]))


if __name__ == "__main__":
    main()
