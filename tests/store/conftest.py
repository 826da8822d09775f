from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from gateway.store.engine import Mode, Store, open_store
from tests import postgres

_NUMBERS = count(1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tally.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, Mode.SERVE)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Postgres]:
    """A PostgreSQL server no test of this package ends."""
    with postgres.serving(tmp_path_factory.mktemp("postgres")) as served:
        yield served


@pytest.fixture
def postgresql(server: postgres.Postgres) -> str:
    """URL of an empty database on it."""
    name = f"store_{next(_NUMBERS)}"
    with psycopg.connect(server.url("x").replace("+x", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.url("psycopg", database=name)
