"""What the store needs of a database: an engine, exclusive transactions, and a connection that continues a chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any, NamedTuple, Protocol, TypeAlias

from sqlalchemy import Connection, Engine

from gateway.store.errors import StoreError


class Mode(Enum):
    """What the store is opened for: serving, appending (such as rights, by the CLI), or reading."""

    SERVE = "serve"
    APPEND = "append"
    READ = "read"


class Rows(Protocol):
    """What a driver gives for a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""
        ...

    def fetchall(self) -> list[Any]:
        """Give all rows."""
        ...


class ServerDriver(Protocol):
    """A driver's connection to a server, as the hot path uses it."""

    def execute(self, text: str, parameters: Sequence[Any] = ..., /) -> Rows:
        """Run a statement once."""
        ...

    def executemany(self, text: str, many: Iterable[Sequence[Any]], /) -> object:
        """Run a statement for every set of parameters."""
        ...

    def rows_each(self, text: str, many: Iterable[Sequence[Any]], /) -> list[list[Any]]:
        """Run a statement for every set of parameters, without waiting for each, and give the rows of each."""
        ...


Driver: TypeAlias = sqlite3.Connection | ServerDriver


class ChainConnection(Protocol):
    """A connection groups are committed on. While it lives nobody else continues its writer's chain."""

    @property
    def writer(self) -> str:
        """Name of the chain."""
        ...

    @property
    def driver(self) -> Driver:
        """What statements run on."""
        ...

    def begin(self) -> None:
        """Begin the transaction of a group, in which no rights change commits."""
        ...

    def commit(self) -> None:
        """Make the group durable; whatever it raises, the group may be on disk or not."""
        ...

    def close(self) -> None:
        """Undo what was not committed and let another continue the chain; raises nothing."""
        ...


class Hazard(NamedTuple):
    """A setting that endangers what was acknowledged, and what to do about it."""

    seen: str
    remedy: str


class Lock(Protocol):
    """What a serving process holds."""

    def release(self) -> None:
        """Let it go."""
        ...


class Database(Protocol):
    """One kind of database, at one place.

    `place` names it to people, without user and password. `faults` are what the driver raises where a whole group
    could not be made durable; `lingering` says why erased bytes may still be there, and what helps. An engine's
    transactions are exclusive with the execution option `exclusive`.
    """

    place: str
    faults: tuple[type[Exception], ...]
    lingering: str

    def exists(self) -> bool:
        """Tell whether there is anything at the place; raises what the driver raises."""
        ...

    def make_ready(self) -> None:
        """Make room for a store that is new."""
        ...

    def serve(self) -> Lock | None:
        """Take what one serving process may hold; raises `StoreError(STORE_SERVED)` if another has it."""
        ...

    def engine(self, mode: Mode) -> Engine:
        """Give an engine for what the store is opened for."""
        ...

    def preparing(self) -> Engine:
        """Give an engine to make the tables with, or bring them up to date, which may take long."""
        ...

    def readers(self, engine: Engine) -> Engine:
        """Give the engine of consistent read transactions."""
        ...

    def require_alone(self, connection: Connection) -> None:
        """Raise `StoreError(STORE_SERVED)` if another process serves, before the tables change under it."""
        ...

    def chain(self, engine: Engine, former: str | None) -> ChainConnection:
        """Connect to continue a chain, the `former` one if it can be had."""
        ...

    def emptied(self, engine: Engine) -> bool:
        """See to it that erased bytes are overwritten; tell whether they are."""
        ...

    def hazards(self, connection: Connection) -> Iterable[Hazard]:
        """Tell what in the database's settings endangers what was acknowledged."""
        ...

    def fault(self, error: Exception) -> StoreError:
        """Say what went wrong, without anything secret."""
        ...
