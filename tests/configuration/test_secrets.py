"""No secret is shown: not by any object a configured gateway is made of, not by a verb, not by a library that logs."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from connectors.auth.tokens import Token
from connectors.exchange.exchange import Reply, Request
from gateway.access.credentials import Presented
from gateway.cli.command import main
from gateway.configuration.loading import load_configuration
from gateway.configuration.placeholders import Elsewhere
from gateway.furnishing import build_connectors
from gateway.http.logs import configure_logging
from gateway.paths import shipped
from gateway.receipts.body import Evidence
from gateway.receipts.keys import new_signing_key, read_signing_key
from gateway.receipts.personal import Opening, Personal
from gateway.state import StateFolder
from gateway.store.master_keys import new_master_keys
from tests.configuration.test_agencies import ENVIRONMENT

CANARY = "canary-4711"
CLOSED = {name: "http://127.0.0.1:9" for name in ENVIRONMENT if name.endswith("_URL")}
KEYS = {name: f"{CANARY}-{name}" for name in ENVIRONMENT if name.endswith("_KEY")}
DATABASE = {"TALLY_COURT_URL": f"postgresql+asyncpg://tally:{CANARY}@127.0.0.1:9/court"}
SECRETS = {**ENVIRONMENT, **CLOSED, **KEYS, **DATABASE}
OURS = ("gateway.", "connectors.", "schema.")


def reachable(root: object) -> Iterator[object]:
    """Give every object of ours that can be reached from one, through attributes, slots and containers."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, (list, tuple, set, frozenset)):
            waiting += each
        elif type(each).__module__.startswith(OURS) and not isinstance(each, (str, type)):
            yield each
            waiting += _held_by(each)


def _held_by(each: object) -> list[Any]:
    slots = (name for kind in type(each).__mro__ for name in getattr(kind, "__slots__", ()))
    held = [getattr(each, name) for name in slots if hasattr(each, name)]
    return [*held, *getattr(each, "__dict__", {}).values()]


def shown(each: object) -> str:
    """Give all the ways an object is written as text."""
    return f"{each!r} {each}"


def test_nothing_a_configured_gateway_is_made_of_shows_a_secret() -> None:
    configuration = load_configuration(shipped("config"), SECRETS)
    connectors = build_connectors(configuration, lambda: datetime.now(UTC))
    objects = [*reachable(configuration.directory), *reachable(configuration.settings), *reachable(connectors)]
    assert len(objects) > 500
    assert {type(each).__name__ for each in objects} >= {
        "SourceEntry",
        "DeclaredHttpConnector",
        "SqlConnector",
        "_Static",
    }
    telling = {type(each).__name__ for each in objects if CANARY in shown(each)}
    assert telling == set()


@pytest.mark.parametrize(
    "held",
    [
        Request("GET", f"http://x/?key={CANARY}", {"Authorization": CANARY}, CANARY.encode()),
        Reply(200, {"set-cookie": CANARY}, CANARY.encode()),
        Presented(authorization=f"Bearer {CANARY}", client_cert=CANARY),
        Token(CANARY, usable=datetime.now(UTC) - datetime.now(UTC)),
        Elsewhere({"X": CANARY}, Path()),
        Personal(CANARY),
        Opening(salt=CANARY.encode(), value=CANARY),
        Evidence(source="court", media_type="text/plain", content=CANARY.encode()),
        new_master_keys(lambda size: CANARY.encode().ljust(size, b"x")),
    ],
    ids=lambda held: type(held).__name__,
)
def test_what_holds_a_secret_or_a_personal_value_does_not_show_it(held: object) -> None:
    assert CANARY not in shown(held)


def test_a_signing_key_does_not_show_its_private_half(tmp_path: Path) -> None:
    data = new_signing_key(datetime.now(UTC))
    key = read_signing_key(data)
    private = key.key.private_bytes_raw()
    assert repr(private)[2:-1] not in shown(key)
    folder = StateFolder(tmp_path)
    assert repr(folder.master_keys()().naming)[2:-1] not in shown(folder.vault())


@pytest.mark.parametrize("verb", [["doctor"], ["agency", "list"], ["agency", "probe", "registry"]])
def test_no_verb_prints_a_secret(verb: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    state = ["--state", str(tmp_path)] if verb == ["doctor"] else []
    told = CliRunner(env={**os.environ, **SECRETS}).invoke(main, [*verb, *state])
    assert told.output
    assert CANARY not in f"{told.output} {told.exception!r} {caplog.text}"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything logged at DEBUG, as the gateway logs it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("DEBUG", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def test_libraries_that_log_addresses_are_not_heard_at_debug(logged: io.StringIO) -> None:
    logging.getLogger("gateway").debug("heard")
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    with httpx.Client(transport=transport) as client:
        client.get(f"http://x/?key={CANARY}")
    assert "heard" in logged.getvalue()
    assert CANARY not in logged.getvalue()
