"""Agency files whose source is asked with a credential: a token that is refused is had anew, once."""

from __future__ import annotations

from pathlib import Path

import httpx
import respx

from connectors.core.connector import SourceRef
from connectors.core.runner import Runner
from connectors.core.settings import read_settings
from connectors.declared.load import declared_kind
from schema.codes import FailureKind
from schema.outcomes import Failed, NotFound, Outcome
from tests.connectors.acting import UNIT, call, now
from tests.connectors.agencies.recorded import BASE, WIRING

FILE = """
kind = "rest"
title = "Licences"
keyed_by = ["CREDIT_CODE"]
history = "CURRENT"

[auth]
kind = "oauth2"
token_url = "/token"

[[request]]
path = "/licences?code={key}"

[request.answer]
echo = "/code"
none = "verified-total"

[[request.record]]
kind = "LICENCE"
rows = "/rows"
total = "/total"
id = "/id"
identifiers = "key"
issuer = { name = "/authority" }
"""
SETTINGS = {"url": BASE, "client_id": "tally", "client_secret": "canary-secret", "limits": {"attempts": 1}}
NOTHING = {"code": UNIT.value, "total": 0, "rows": []}


class Department:
    """Gives a token a number, and believes only the tokens it is told to."""

    def __init__(self, *believed: str, status: int = 401) -> None:
        self.believed = believed
        self.status = status
        self.tokens = 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            self.tokens += 1
            return httpx.Response(200, json={"access_token": f"t{self.tokens}", "token_type": "Bearer"})
        believed = request.headers["authorization"].removeprefix("Bearer ") in self.believed
        return httpx.Response(200, json=NOTHING) if believed else httpx.Response(self.status)


async def outcome(department: Department, folder: Path) -> Outcome:
    file = folder / "agency.toml"
    file.write_text(FILE, encoding="utf-8")
    kind = declared_kind(file)
    connector = kind(SourceRef("licences", "a"), read_settings(kind.settings_type, SETTINGS, where="x"), WIRING)
    with respx.mock(using="httpx") as mock:
        mock.route(host="department.test").mock(side_effect=department.answer)
        async with Runner(connector, clock=now) as runner:
            return (await runner.ask(call(UNIT)))[UNIT].outcome


async def test_a_token_is_had_before_the_first_question(tmp_path: Path) -> None:
    department = Department("t1")
    assert isinstance(await outcome(department, tmp_path), NotFound)
    assert department.tokens == 1


async def test_a_refused_token_is_had_anew_once(tmp_path: Path) -> None:
    department = Department("t2")
    assert isinstance(await outcome(department, tmp_path), NotFound)
    assert department.tokens == 2


async def test_a_credential_refused_twice_is_told(tmp_path: Path) -> None:
    department = Department()
    told = await outcome(department, tmp_path)
    assert isinstance(told, Failed)
    assert (told.failure, department.tokens) == (FailureKind.REJECTED, 2)
    assert "canary" not in repr(told)


async def test_a_question_that_is_forbidden_keeps_the_token(tmp_path: Path) -> None:
    department = Department(status=403)
    assert isinstance(await outcome(department, tmp_path), Failed)
    assert department.tokens == 1
