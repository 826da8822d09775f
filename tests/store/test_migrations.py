"""Alembic's revisions: the same tables whether made new or brought up, up and down with data, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from gateway.store.engine import Mode, open_store
from gateway.store.migrations.running import settings
from gateway.store.sqlite import sqlite_engine
from gateway.store.tables import metadata, store_info
from gateway.store.versions import VERSION, prepare, upgrade
from tests import postgres
from tests.store.catalog import catalog, contents, fill
from tests.store.earlier import tables_of

Databases = Callable[[str], Engine]
VERSIONS = range(1, VERSION + 1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Give empty databases by name, of one kind."""
    with ExitStack() as stack:

        def sqlite(name: str) -> Engine:
            return sqlite_engine(tmp_path / name, read_only=False)

        def postgresql(name: str) -> Engine:
            served: postgres.Postgres = request.getfixturevalue("server")
            engine = create_engine(served.url("psycopg"), connect_args={"options": f"-c search_path={name}"})
            with engine.begin() as connection:
                connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
                connection.execute(text(f"CREATE SCHEMA {name}"))
            stack.callback(engine.dispose)
            return engine

        yield sqlite if request.param == "sqlite" else postgresql


def migrate(connection: Connection, version: int) -> None:
    """Take a database up or down to a version by Alembic alone."""
    held = MigrationContext.configure(connection).get_current_revision()
    go = command.upgrade if int(held or 0) < version else command.downgrade
    go(settings(connection), str(version) if version else "base")


def version_of(connection: Connection) -> int:
    return int(connection.execute(select(store_info.c.version)).scalar_one())


def stamp_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def test_the_revisions_lead_to_this_programs_version_one_by_one() -> None:
    script = ScriptDirectory.from_config(settings())
    assert [each.revision for each in script.walk_revisions()] == [str(each) for each in reversed(VERSIONS)]


def test_a_migrated_database_is_one_made_new(database: Databases) -> None:
    with database("new").begin() as new, database("migrated").begin() as migrated:
        prepare(new, "w1")
        migrate(migrated, VERSION)
        assert catalog(migrated) == catalog(new)
        assert compare_metadata(MigrationContext.configure(migrated), metadata) == []
        assert stamp_of(new) == stamp_of(migrated) == str(VERSION)


@pytest.mark.parametrize("version", VERSIONS)
def test_each_revision_makes_the_tables_the_program_of_that_version_made(tmp_path: Path, version: int) -> None:
    made = _as_left_by_the_program_of(version, tmp_path / "made.db")
    with made.begin() as earlier, sqlite_engine(tmp_path / "migrated.db", read_only=False).begin() as migrated:
        migrate(migrated, version)
        assert catalog(migrated) == {**catalog(earlier), "alembic_version": catalog(migrated)["alembic_version"]}


def test_up_and_down_with_data_each_version_finds_its_own_again(database: Databases) -> None:
    engine = database("moved")
    tables, rows = {}, {}
    for version in VERSIONS:
        with engine.begin() as connection:
            before = contents(connection)
            migrate(connection, version)
            _assert_kept(before, contents(connection))
            fill(connection)
            tables[version], rows[version] = catalog(connection), contents(connection)
            assert version_of(connection) == version
    for version in reversed(VERSIONS[:-1]):
        with engine.begin() as connection:
            migrate(connection, version)
            assert (catalog(connection), contents(connection)) == (tables[version], rows[version])
    with engine.begin() as connection:
        upgrade(connection)
        assert (catalog(connection), version_of(connection)) == (tables[VERSION], VERSION)
        _assert_kept(rows[1], contents(connection))
        migrate(connection, 0)
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_a_step_that_fails_leaves_the_store_as_it_was(database: Databases) -> None:
    engine = database("failing")
    with engine.begin() as connection:
        migrate(connection, 1)
        fill(connection)
        connection.execute(text("CREATE TABLE joint_case (id VARCHAR)"))
        before = catalog(connection), contents(connection)
    with pytest.raises(DBAPIError, match="joint_case"), engine.begin() as connection:
        upgrade(connection)
    with engine.begin() as connection:
        assert (catalog(connection), contents(connection)) == before


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_a_program_that_kept_no_stamp_is_recognised_by_who_serves(
    url: str, tmp_path: Path, version: int
) -> None:
    engine = _as_left_by_the_program_of(version, tmp_path / "tally.db")
    with engine.begin() as connection:
        fill(connection)
        before = contents(connection)
    open_store(url, Mode.SERVE).close()
    with engine.begin() as connection:
        assert (stamp_of(connection), version_of(connection)) == (str(VERSION), VERSION)
        _assert_kept(before, contents(connection))
    for mode in (Mode.SERVE, Mode.APPEND, Mode.READ):
        open_store(url, mode).close()


def test_a_newer_store_is_neither_stamped_nor_migrated(database: Databases) -> None:
    with database("newer").begin() as connection:
        metadata.create_all(connection)
        connection.execute(insert(store_info), {"version": VERSION + 1, "writer": "w1"})
        before = catalog(connection)
        upgrade(connection)
        assert (catalog(connection), version_of(connection)) == (before, VERSION + 1)


def _as_left_by_the_program_of(version: int, path: Path) -> Engine:
    with sqlite3.connect(path) as driver:
        driver.executescript(tables_of(version))
        driver.execute("INSERT INTO store_info (version, writer) VALUES (?, 'w1')", (version,))
    driver.close()
    return sqlite_engine(path, read_only=False)


def _assert_kept(before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]) -> None:
    """Every row is there still, with what its columns held; only the version and the stamp are others."""
    for name in before.keys() - {"store_info", "alembic_version"}:
        for old, new in zip(before[name], after[name], strict=True):
            assert old.items() <= new.items()
