"""A PostgreSQL server that is started once for all tests that end none, and empty databases on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import psycopg
import pytest

from tests import postgres

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Postgres]:
    """A PostgreSQL server no test ends; who ends one has one of its own."""
    with postgres.serving(tmp_path_factory.mktemp("postgres")) as served:
        yield served


@pytest.fixture
def postgresql(server: postgres.Postgres) -> str:
    """URL of an empty database on it."""
    name = f"store_{next(_NUMBERS)}"
    with psycopg.connect(server.url("x").replace("+x", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.url("psycopg", database=name)
