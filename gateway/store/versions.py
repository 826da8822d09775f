"""Version of the store's tables: made when new, brought up to date when older, refused when newer than this program.

`store_info.version` tells it, to programs of before too; the steps between versions are Alembic's (`migrations/`), and
so is the stamp `alembic_version` they go by. A store made new is stamped at once, one of a program that kept no stamp
when it is served.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select

from gateway.store.errors import StoreError, StoreFault
from gateway.store.tables import metadata, store_info

VERSION = 7

_STAMP = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def new_writer() -> str:
    """Make the name of a chain of groups."""
    return f"w{os.urandom(8).hex()}"


def prepare(connection: Connection, writer: str) -> None:
    """Make the tables of an empty database, with the name its first chain goes by; leave a store as it is."""
    if not inspect(connection).get_table_names():
        metadata.create_all(connection)
        connection.execute(insert(store_info), {"version": VERSION, "writer": writer})
        _stamp(connection, VERSION)


def upgrade(connection: Connection, require_alone: Callable[[Connection], None] = lambda _: None) -> None:
    """Bring an older store up to this version; only who serves may, for an older program may still write to it.

    `require_alone` raises where one does.
    """
    tables = inspect(connection)
    if not tables.has_table(store_info.name):
        return
    found = connection.execute(select(store_info.c.version)).scalar_one()
    if found > VERSION:
        return
    if not tables.has_table(_STAMP.name):
        _stamp(connection, found)
    if found < VERSION:
        require_alone(connection)
        from gateway.store.migrations.running import upgrade_to_latest  # noqa: PLC0415 - loads Alembic, in 0.2 s

        upgrade_to_latest(connection)


def _stamp(connection: Connection, version: int) -> None:
    _STAMP.create(connection)
    connection.execute(insert(_STAMP), {"version_num": str(version)})


def check_version(connection: Connection) -> None:
    """Raise `StoreError` for a store of another version, and for what is no store."""
    if not inspect(connection).has_table(store_info.name):
        raise StoreError(
            StoreFault.STORE_UNREADABLE,
            "the database is not a Tally store",
            "name another; this one is left alone",
        )
    refuse_other(connection.execute(select(store_info.c.version)).scalar_one())


def refuse_other(version: int) -> None:
    """Raise `StoreError` for another version than this program's."""
    if version > VERSION:
        raise StoreError(
            StoreFault.STORE_NEWER,
            f"the store has version {version}; this program knows versions up to {VERSION}",
            "use the program that wrote it, or a newer one",
        )
    if version < VERSION:
        raise StoreError(
            StoreFault.STORE_OLDER,
            f"the store has version {version}; this program needs version {VERSION}",
            "start the gateway on it once, which brings it up to date",
        )
