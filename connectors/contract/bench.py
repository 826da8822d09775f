"""The bench a connector stands on while it is checked: built, asked, and watched for what it must not say."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from connectors.contract.cases import Case
from connectors.contract.contract import Contract
from connectors.contract.outcomes import outcome_to_json
from connectors.contract.replay import Department, replaying
from connectors.core.answers import Answer
from connectors.core.connector import Call, Connector, SourceRef
from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.core.settings import read_settings
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import Exchange, Policy
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.wiring import Wiring
from schema.identifiers import Identifier
from schema.outcomes import Outcome

SECONDS = 2.0  # the deadline of a question that is to be answered


class Http(StrEnum):
    """Implementation of HTTP."""

    AIOHTTP = "aiohttp"
    HTTPX = "httpx"


_EXCHANGES: Mapping[Http, type[AiohttpExchange] | type[HttpxExchange]] = {
    Http.AIOHTTP: AiohttpExchange,
    Http.HTTPX: HttpxExchange,
}


class Ear(logging.Handler):
    """Hears what is logged anywhere, and keeps the records that hold what must not be said.

    Of the loggers called `own` it hears everything, of others what is not for debugging only.
    """

    def __init__(self, forbidden: Sequence[str], own: Iterable[str]) -> None:
        super().__init__(logging.DEBUG)
        self._forbidden = forbidden
        self._loggers = {name: logging.getLogger(name).level for name in own}
        self._level = logging.root.level
        self.heard: list[str] = []

    def __enter__(self) -> Self:
        logging.root.addHandler(self)
        logging.root.setLevel(min(self._level, logging.INFO))
        for name in self._loggers:
            logging.getLogger(name).setLevel(logging.DEBUG)
        return self

    def __exit__(self, *_: object) -> None:
        for name, level in self._loggers.items():
            logging.getLogger(name).setLevel(level)
        logging.root.setLevel(self._level)
        logging.root.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record that says too much."""
        told = record.getMessage() + (logging.Formatter().formatException(record.exc_info) if record.exc_info else "")
        self.heard += [f"the log of {record.name} holds {_name(word)}" for word in self._forbidden if word in told]


@dataclass
class Bench:
    """A connector under its runner. `problems` collects what it said and must not have."""

    contract: Contract
    case: Case
    runner: Runner
    connector: Connector
    ear: Ear
    forbidden: Sequence[str]
    department: Department | None = None
    place: Path | None = None  # of the database file or the folder
    problems: list[str] = field(default_factory=list)

    async def ask(
        self, keys: Sequence[Identifier] | None = None, *, seconds: float = SECONDS, as_of: date | None = None
    ) -> dict[Identifier, Answer]:
        """Ask about the keys, those of the case unless others are given."""
        asked = tuple(keys) if keys is not None else self.case.keys
        call = Call(
            keys=asked,
            purpose=self.case.purpose,
            request_id="conformance",
            deadline=asyncio.get_running_loop().time() + seconds,
            as_of=as_of if as_of is not None else self.case.as_of,
        )
        answers = await self.runner.ask(call)
        self._listen(answers)
        return answers

    async def outcomes(
        self, keys: Sequence[Identifier] | None = None, *, seconds: float = SECONDS
    ) -> dict[Identifier, Outcome]:
        """Ask, and give the outcomes only."""
        return {key: answer.outcome for key, answer in (await self.ask(keys, seconds=seconds)).items()}

    async def told(self) -> dict[str, Any]:
        """Ask about the keys of the case, and give the outcomes as JSON, by key as cases write it."""
        return {
            f"{key.scheme.value}:{key.value}": outcome_to_json(told) for key, told in (await self.outcomes()).items()
        }

    def _listen(self, answers: Mapping[Identifier, Answer]) -> None:
        for answer in answers.values():
            told = repr(answer.outcome)
            words = self.forbidden if answer.outcome.kind != "FOUND" else self.contract.secrets.values()
            self.problems += [f"an outcome holds {_name(word)}" for word in words if word in told]
        self.problems += self.ear.heard
        self.ear.heard = []
        if self.department is not None:
            self.problems += self.department.leaked
            self.department.leaked = []


@asynccontextmanager
async def bench(contract: Contract, case: Case, folder: Path, http: Http = Http.AIOHTTP) -> AsyncIterator[Bench]:
    """Put a connector on the bench, with its back end as the case recorded it."""
    async with replaying(list(contract.secrets.values())) as (url, department):
        department.expect(case.exchanges)
        async with on_bench(contract, case, _places(case, folder, url), http) as made:
            made.department = department
            made.place = _file(case, folder)
            yield made


@asynccontextmanager
async def on_bench(
    contract: Contract, case: Case, places: Mapping[str, str], http: Http = Http.AIOHTTP
) -> AsyncIterator[Bench]:
    """Put a connector on the bench; `places` are its `url` or `path`."""
    connector = build(contract, places, http)
    forbidden = [*contract.secrets.values(), *case.personal]
    with Ear(forbidden, {"connectors", type(connector).__module__.partition(".")[0]}) as ear:
        async with Runner(connector, clock=lambda: contract.now) as runner:
            yield Bench(contract, case, runner, connector, ear, forbidden)


def build(contract: Contract, places: Mapping[str, str], http: Http) -> Connector:
    """Build the connector with its canaries; its breaker never opens, and it tries once."""
    limits = {"attempts": 1, "breaker_failures": 1_000_000, "time_budget_seconds": 30.0}
    given = {**contract.secrets, **contract.settings, **places, "limits": limits}
    settings = read_settings(contract.kind.settings_type, given, where=contract.name)
    made = _EXCHANGES[http]

    def exchange(policy: Policy) -> Exchange:
        return made(policy)

    wiring = Wiring(exchange=exchange, clock=lambda: contract.now, issuers=Issuers(()))
    return contract.kind(SourceRef(contract.name, "agency"), settings, wiring)


def _places(case: Case, folder: Path, url: str) -> Mapping[str, str]:
    if case.database is not None:
        return {"url": f"sqlite:///{fill_database(case.database, folder / 'case.db')}"}
    if case.files is not None:
        return {"path": str(lay_files(case.files, folder / "files", case.modified))}
    return {"url": url}


def _file(case: Case, folder: Path) -> Path | None:
    if case.database is not None:
        return folder / "case.db"
    return folder / "files" if case.files is not None else None


def fill_database(script: str, path: Path) -> Path:
    """Make a SQLite file of a script."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(script)
    finally:
        connection.close()
    return path


def lay_files(source: Path, folder: Path, modified: datetime | None) -> Path:
    """Copy the files of a case, with the time of change it was recorded with."""
    shutil.copytree(source, folder)
    if modified is not None:
        for path in folder.iterdir():
            os.utime(path, (modified.timestamp(), modified.timestamp()))
    return folder


def _name(word: str) -> str:
    return "a credential" if word.startswith("canary-") else "a personal number"
