"""SQL sources: one statement, read-only, and no lock that outlives the deadline or keeps a thread."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, column, select, table, text

from connectors.catalogue import connector_kind
from connectors.core.faults import Fault, Malformed, Unreachable, UpstreamError
from connectors.declared.load import DeclaredKind
from connectors.declared.sql_spec import SqlTable
from connectors.declared.sql_statement import statement
from connectors.exchange.sql.source import SqlSource

ROWS: Select[Any] = select(column("id")).select_from(table("things"))
HEAVY: Any = text("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1e9) SELECT max(x) FROM n")
STUCK = """
import asyncio, sys, time
from sqlalchemy import Engine, event, text
from connectors.exchange.sql.source import SqlSource

@event.listens_for(Engine, "connect")
def connected(connection, record):
    connection.create_function("stuck", 1, time.sleep)

async def main():
    source = SqlSource("sqlite:///" + sys.argv[1].replace("?", "%3F"), connections=2)
    source.open()
    for seconds in (30, 0.5):
        try:
            async with asyncio.timeout(0.1):
                await source.read(text(f"SELECT stuck({seconds})"))
        except TimeoutError:
            print("left")
    for row in await source.read(text("SELECT id FROM things")):
        print(row.id)
    await source.close()
    print("closed")

asyncio.run(main())
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "with space?.db"
    make(path, "one", "two")
    return path


@pytest.fixture(params=["sqlite", "sqlite+aiosqlite"])
async def source(file: Path, request: pytest.FixtureRequest) -> AsyncIterator[SqlSource]:
    opened = SqlSource(f"{request.param}:///{str(file).replace('?', '%3F')}", connections=2)
    opened.open()
    yield opened
    await opened.close()


def make(path: Path, *ids: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE things (id TEXT)")
    connection.executemany("INSERT INTO things VALUES (?)", [(item,) for item in ids])
    connection.commit()
    connection.close()


async def ids(source: SqlSource) -> list[str]:
    return [row.id for row in await source.read(ROWS)]


async def test_rows_are_read(source: SqlSource) -> None:
    assert await ids(source) == ["one", "two"]


async def test_a_replaced_file_is_read_anew_and_a_missing_one_is_unreachable(source: SqlSource, file: Path) -> None:
    await ids(source)
    moved = file.with_suffix(".away")
    shutil.move(file, moved)
    with pytest.raises(Unreachable):
        await ids(source)
    make(file, "three")
    assert await ids(source) == ["three"]


async def test_nothing_can_be_written(source: SqlSource) -> None:
    with pytest.raises(UpstreamError):
        await source.read(text("DELETE FROM things"))  # type: ignore[arg-type]  # no SELECT, which is the point


@pytest.mark.parametrize(("content", "fault"), [(b"junk" * 1000, Malformed), (b"", UpstreamError)])
async def test_files_that_are_no_database_or_lack_the_table(
    source: SqlSource, file: Path, content: bytes, fault: type[Fault]
) -> None:
    await asyncio.to_thread(file.write_bytes, content)
    with pytest.raises(fault) as caught:
        await ids(source)
    assert str(file) not in f"{caught.value.message} {caught.value.detail}"


async def test_a_lock_is_waited_for_without_blocking_the_loop(source: SqlSource, file: Path) -> None:
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    asked = asyncio.create_task(ids(source))
    turns = 0
    for _ in range(20):
        await asyncio.sleep(0.01)
        turns += 1
    assert (turns, asked.done()) == (20, False)
    writer.execute("COMMIT")
    writer.close()
    assert await asyncio.wait_for(asked, 2) == ["one", "two"]


async def test_a_lock_that_stays_ends_at_the_deadline_and_frees_its_thread(source: SqlSource, file: Path) -> None:
    assert await ids(source)
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    before = threading.active_count()
    for _ in range(4):  # twice the connections there are
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.12):
                await ids(source)
        assert time.monotonic() - started < 0.6
    assert threading.active_count() <= before + 1
    writer.execute("ROLLBACK")
    writer.close()
    assert await ids(source) == ["one", "two"]


async def test_a_heavy_statement_is_left_at_the_deadline_and_interrupted(source: SqlSource) -> None:
    before = threading.active_count()
    for _ in range(4):
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await source.read(HEAVY)
        assert time.monotonic() - started < 0.4
    assert await asyncio.wait_for(ids(source), 2) == ["one", "two"]
    for _ in range(100):
        if threading.active_count() <= before:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the statement given up runs on")


async def test_a_source_closed_under_a_question_ends_it(source: SqlSource) -> None:
    asked = asyncio.create_task(source.read(HEAVY))
    await asyncio.sleep(0.1)
    started = time.monotonic()
    await source.close()
    assert time.monotonic() - started < 1.0
    with pytest.raises(Unreachable):
        await asked


def test_what_cannot_be_interrupted_counts_as_a_connection_and_does_not_hold_the_process(file: Path) -> None:
    started = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-c", STUCK, str(file)], check=False, capture_output=True, text=True, timeout=30
    )
    assert (ran.stdout.split(), ran.stderr) == (["left", "left", "one", "two", "closed"], "")
    assert time.monotonic() - started < 15


def test_the_courts_statement_uses_its_index(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "court.db")
    connection.execute("CREATE TABLE exchange_control (table_name TEXT PRIMARY KEY, row_count INTEGER, loaded_at TEXT)")
    columns = "row_id INTEGER PRIMARY KEY, casecode, iname, gistid, gistunit, disrupttypename, able_refuses, courtname"
    connection.execute(
        f"CREATE TABLE sxbzxr_unit ({columns}, courtcode, regdate, publishdate, expdate, state, exitdate, zzjgdm TEXT)"
    )
    connection.execute("CREATE INDEX by_code ON sxbzxr_unit (UPPER(REPLACE(zzjgdm, '-', '')))")
    kind = connector_kind("court")
    assert isinstance(kind, DeclaredKind)
    spec = kind.file.tables[0].table
    assert isinstance(spec, SqlTable)
    asked = statement(spec, ["row_id", "casecode"], ["TC12LY003", "TC12LY00X"])
    compiled = str(asked.compile(compile_kwargs={"literal_binds": True}))
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {compiled}")]
    connection.close()
    assert any("USING INDEX by_code" in step for step in plan), plan
