"""Tables in a real PostgreSQL, by a driver that waits and one that blocks: one statement, read-only, bounded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event, literal, select, text

from connectors.core.connector import SourceRef
from connectors.core.faults import Fault, Malformed, Rejected, TimedOut, Unreachable, UpstreamError
from connectors.core.runner import Runner
from connectors.core.settings import read_settings
from connectors.declared.load import declared_kind
from connectors.exchange.sql.source import SqlSource
from schema.codes import FailureKind
from schema.identifiers import Identifier
from schema.outcomes import Failed, Found, NotFound, Outcome
from tests.connectors.acting import OTHER, UNIT, call, now
from tests.connectors.agencies.recorded import WIRING
from tests.postgres import Postgres, serving

DRIVERS = ("asyncpg", "psycopg")
FILE = """
kind = "sql"
title = "Licences"
keyed_by = ["CREDIT_CODE"]
history = "FULL"
batch = 50

[[request]]
table = "exchange.licences"
key = "code"
fold = "upper_without_hyphens"
where = { deleted = ["0"] }

[request.control]
table = "exchange.control"
where = { table_name = "licences" }
rows = "row_count"
loaded_at = "loaded_at"
stale_after_days = 7

[[request.record]]
kind = "LICENCE"
id = "id"
identifiers = "key"
issuer = { name = "authority" }
decided_on = "decided_on"
document_number = "number"
"""
SCRIPT = f"""
CREATE SCHEMA exchange;
CREATE TABLE exchange.licences (id bigint, code text, authority text, decided_on date, number text, deleted char(1));
CREATE TABLE exchange.control (table_name text, row_count integer, loaded_at timestamptz);
INSERT INTO exchange.licences VALUES
  (1, '{UNIT.value.lower()}', '样例省厅', '2026-01-05', '样许〔2026〕1号', '0'),
  (2, '{UNIT.value[:8]}-{UNIT.value[8:]}', '样例省厅', '2026-02-05', '样许〔2026〕2号', '0'),
  (3, '{UNIT.value}', '样例省厅', '2026-03-05', '样许〔2026〕3号', '1');
INSERT INTO exchange.control VALUES ('licences', 2, '2026-11-22T14:00:00Z');
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    folder = tmp_path_factory.mktemp("postgres")
    for above in (folder, folder.parent):
        above.chmod(0o755)
    with serving(folder) as running:
        yield running


@pytest.fixture
def postgres(server: Postgres) -> Postgres:
    execute(server, "DROP SCHEMA IF EXISTS exchange CASCADE;" + SCRIPT)
    return server


def execute(server: Postgres, script: str) -> None:
    for _ in range(100):
        try:
            with psycopg.connect(server.url("x").replace("postgresql+x", "postgresql"), autocommit=True) as connection:
                connection.execute(script.encode())
                return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError("PostgreSQL does not answer")


@asynccontextmanager
async def opened(server: Postgres, driver: str, folder: Path, **limits: float) -> AsyncIterator[Runner]:
    file = folder / "agency.toml"
    file.write_text(FILE, encoding="utf-8")
    kind = declared_kind(file)
    settings = {"url": server.url(driver), "limits": {"attempts": 1, "concurrency": 2, **limits}}
    connector = kind(SourceRef("licences", "a"), read_settings(kind.settings_type, settings, where="x"), WIRING)
    async with Runner(connector, clock=now) as runner:
        yield runner


async def outcome(runner: Runner, key: Identifier = UNIT, *, seconds: float = 5.0) -> Outcome:
    return (await runner.ask(call(key, seconds=seconds)))[key].outcome


def failure(told: Outcome) -> FailureKind:
    assert isinstance(told, Failed), told
    return told.failure


@pytest.mark.parametrize("driver", DRIVERS)
async def test_rows_are_found_however_their_key_is_written(postgres: Postgres, driver: str, tmp_path: Path) -> None:
    async with opened(postgres, driver, tmp_path) as runner:
        answers = await runner.ask(call(UNIT, OTHER))
    found, nothing = answers[UNIT], answers[OTHER].outcome
    assert isinstance(found.outcome, Found)
    assert [record.document_number for record in found.outcome.records] == ["样许〔2026〕1号", "样许〔2026〕2号"]
    assert isinstance(nothing, NotFound)
    assert found.data_as_of is not None
    assert found.data_as_of.isoformat() == "2026-11-22T14:00:00+00:00"


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE exchange.control SET row_count = 3", FailureKind.TRUNCATED),
        ("UPDATE exchange.control SET row_count = 1", FailureKind.CONTRACT_BROKEN),
        ("DELETE FROM exchange.control", FailureKind.UNACCOUNTED),
        ("INSERT INTO exchange.control VALUES ('licences', 2, now())", FailureKind.CONTRACT_BROKEN),
        ("UPDATE exchange.control SET loaded_at = '2026-11-01'", FailureKind.STALE),
        ("DROP TABLE exchange.licences", FailureKind.UPSTREAM_ERROR),
    ],
)
async def test_a_table_that_does_not_prove_itself(
    postgres: Postgres, driver: str, change: str, kind: FailureKind, tmp_path: Path
) -> None:
    execute(postgres, change)
    async with opened(postgres, driver, tmp_path) as runner:
        assert failure(await outcome(runner, OTHER)) is kind


@pytest.mark.parametrize("driver", DRIVERS)
async def test_nothing_can_be_written(postgres: Postgres, driver: str) -> None:
    source = SqlSource(postgres.url(driver), connections=1)
    source.open()
    for statement in ("DELETE FROM exchange.licences", "CREATE TABLE exchange.x (a int)"):
        with pytest.raises(UpstreamError):
            await source.read(text(statement))  # type: ignore[arg-type]  # no SELECT, which is the point
    await source.close()


@pytest.mark.parametrize("driver", DRIVERS)
async def test_any_number_of_keys_is_one_statement(postgres: Postgres, driver: str, tmp_path: Path) -> None:
    seen: list[str] = []

    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        if "licences" in statement:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        async with opened(postgres, driver, tmp_path) as runner:
            await runner.ask(call(UNIT, OTHER))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(seen) == 1
    assert UNIT.value not in seen[0]


@pytest.mark.parametrize("driver", DRIVERS)
async def test_a_statement_that_hangs_ends_and_leaves_the_pool_usable(
    postgres: Postgres, driver: str, tmp_path: Path
) -> None:
    async with opened(postgres, driver, tmp_path, time_budget_seconds=1.0) as runner:
        assert isinstance(await outcome(runner), Found)
        with psycopg.connect(postgres.url("x").replace("postgresql+x", "postgresql")) as holder:
            holder.execute("LOCK TABLE exchange.licences IN ACCESS EXCLUSIVE MODE")
            started = time.monotonic()
            told = await asyncio.gather(*(outcome(runner, seconds=0.4) for _ in range(4)))
            assert time.monotonic() - started < 2.0
            assert {failure(each) for each in told} <= {FailureKind.TIMEOUT, FailureKind.OVERLOADED}
            holder.rollback()
        for _ in range(50):
            if isinstance(await outcome(runner), Found):
                return
            await asyncio.sleep(0.1)
        raise AssertionError("the pool is not usable again")


@pytest.mark.parametrize("driver", DRIVERS)
async def test_a_server_that_is_killed_is_unreachable_and_comes_back(
    postgres: Postgres, driver: str, tmp_path: Path
) -> None:
    async with opened(postgres, driver, tmp_path) as runner:
        assert isinstance(await outcome(runner), Found)
        postgres.kill()
        assert failure(await outcome(runner)) is FailureKind.UNREACHABLE
        postgres.start()
        execute(postgres, "SELECT 1")
        for _ in range(3):
            told = await outcome(runner)
            if isinstance(told, Found):
                return
            assert failure(told) in {FailureKind.UNREACHABLE, FailureKind.BREAKER_OPEN}
            await asyncio.sleep(0.2)
        raise AssertionError("it does not come back")


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("SELECT pg_sleep(30)", TimedOut),
        ("SELECT 1 / 0", UpstreamError),
        ("SELECT * FROM nothing_of_the_kind", UpstreamError),
        ("SELECT pg_terminate_backend(pg_backend_pid())", Unreachable),
        ("SELECT date '0044-03-15 BC'", Malformed),
        ("SELECT date '20000-01-01'", Malformed),
        ("SELECT time '24:00'", Malformed),
        ("SELECT pg_read_file('PG_VERSION')", Rejected),
    ],
)
async def test_each_error_is_told_as_what_it_is(
    postgres: Postgres, driver: str, statement: str, fault: type[Fault]
) -> None:
    execute(postgres, "DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN")
    source = SqlSource(postgres.url(driver, user="clerk"), connections=1, seconds=0.5)
    source.open()
    with pytest.raises(fault) as caught:
        await source.read(text(statement))  # type: ignore[arg-type]  # any statement
    assert type(caught.value) is fault
    assert [row[0] for row in await source.read(select(literal(7)))] == [7]
    await source.close()


@pytest.mark.parametrize("driver", DRIVERS)
async def test_a_server_that_hangs_holds_nobody_and_nothing(postgres: Postgres, driver: str) -> None:
    source = SqlSource(postgres.url(driver), connections=2, seconds=5.0)
    source.open()
    await source.read(select(literal(7)))
    with postgres.stopped():
        for _ in range(5):
            started = time.monotonic()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await source.read(select(literal(7)))
            assert time.monotonic() - started < 0.4
    rows = await asyncio.wait_for(source.read(select(literal(7))), 5)
    assert [row[0] for row in rows] == [7]
    with postgres.stopped():
        asked = asyncio.create_task(source.read(select(literal(7))))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        await source.close()
        assert time.monotonic() - started < 3.0
        with pytest.raises(Unreachable):
            await asked


@pytest.mark.parametrize("driver", DRIVERS)
async def test_nothing_of_the_database_is_said(postgres: Postgres, driver: str) -> None:
    source = SqlSource(postgres.url(driver, user="nobody-canary"), connections=1)
    source.open()
    with pytest.raises(Fault) as caught:
        await source.read(text("SELECT 1"))  # type: ignore[arg-type]  # any statement
    await source.close()
    assert isinstance(caught.value, Rejected if driver == "asyncpg" else Unreachable)  # libpq gives no SQLSTATE then
    assert "canary" not in f"{caught.value.message} {caught.value.detail}"
