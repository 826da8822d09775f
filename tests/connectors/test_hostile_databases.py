"""Databases that are made to harm, and URLs that say more than which database."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, column, select, table

from connectors.core.faults import Fault, TooLarge, Unreachable, UpstreamError
from connectors.exchange.sql.source import SqlSource
from tests.connectors.memory import rising

ROWS: Select[Any] = select(column("id")).select_from(table("things"))


async def fault_of(path: Path) -> Fault:
    source = SqlSource(f"sqlite:///{path}", connections=1)
    source.open()
    try:
        with pytest.raises(Fault) as caught:
            await source.read(ROWS)
    finally:
        await source.close()
    return caught.value


def made(path: Path, script: str) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()
    return path


@pytest.mark.parametrize(
    ("view", "fault"),
    [
        ("SELECT hex(zeroblob(400000000)) AS id", TooLarge),
        ("SELECT load_extension('/tmp/evil.so') AS id", UpstreamError),
        ("SELECT writefile('/tmp/evil', 'x') AS id", UpstreamError),
    ],
)
async def test_a_view_in_the_place_of_the_table(tmp_path: Path, view: str, fault: type[Fault]) -> None:
    path = made(tmp_path / "a.db", f"CREATE VIEW things AS {view}")
    with rising() as rise:
        assert isinstance(await fault_of(path), fault)
    assert rise.megabytes < 50


async def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.db")
    assert isinstance(await fault_of(tmp_path / "a.db"), Unreachable)


@pytest.mark.parametrize("form", ["{}?mode=rwc", "file:{}?mode=rwc&uri=true", "{}?nolock=1&mode=rw", "/{}?vfs=unix"])
@pytest.mark.parametrize("name", ["none.db", "a.db%3Fmode=rwc", "a.db%23"])
async def test_no_form_of_the_url_makes_a_file(tmp_path: Path, form: str, name: str) -> None:
    made(tmp_path / "a.db", "CREATE TABLE things (id TEXT)")
    source = SqlSource(f"sqlite:///{form.format(tmp_path / name)}", connections=1)
    source.open()
    with pytest.raises(Fault):
        await source.read(ROWS)
    await source.close()
    assert os.listdir(tmp_path) == ["a.db"]  # noqa: PTH208 - names are all that is wanted


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("service=elsewhere", "`service` takes the host from elsewhere; write it in the URL"),
        ("hostaddr=10.0.0.1", "`hostaddr` takes the host"),
        ("read_default_file=/etc/my.cnf", "`read_default_file` takes the host"),
        ("local_infile=1", "`local_infile` lets the database read files of this machine; take it out"),
        ("Allow_Local_Infile=1&dsn=x", "`Allow_Local_Infile` lets the database"),
    ],
)
def test_options_that_reach_further_than_the_host_are_refused(query: str, said: str) -> None:
    with pytest.raises(ValueError, match="`url` has an option that is refused") as caught:
        SqlSource(f"postgresql+psycopg://user:canary@department.test/name?{query}", connections=1)
    assert said in str(caught.value)
    assert "canary" not in str(caught.value)


async def test_options_about_the_way_to_the_host_are_let_through() -> None:
    query = "sslmode=verify-full&sslrootcert=/etc/ca.pem&application_name=tally"
    source = SqlSource(f"postgresql+psycopg://department.test/name?{query}", connections=1)
    source.open()
    await source.close()
