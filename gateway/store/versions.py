"""Version of the store's tables: made when the store is new, brought up to date, refused when newer than this program.

Version 2 keeps what a repair rests on (`rights_entry.evidence`); repairs entered before say nothing of it.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, inspect, select, update

from gateway.store.errors import StoreError, StoreFault
from gateway.store.tables import metadata, store_info

VERSION = 2
_STEPS = {1: "ALTER TABLE rights_entry ADD COLUMN evidence VARCHAR"}  # from this version to the next


def prepare(connection: Connection, writer: str) -> None:
    """Make the tables of an empty database, with the name its chain of groups goes by; bring older ones up to date."""
    inspected = inspect(connection)
    if not inspected.get_table_names():
        metadata.create_all(connection)
        connection.execute(insert(store_info), {"version": VERSION, "writer": writer})
    elif inspected.has_table(store_info.name):
        _bring_up_to_date(connection)


def _bring_up_to_date(connection: Connection) -> None:
    version = connection.execute(select(store_info.c.version)).scalar_one()
    for step in range(version, VERSION):
        connection.exec_driver_sql(_STEPS[step])
        connection.execute(update(store_info), {"version": step + 1})


def writer_of(connection: Connection) -> str:
    """Give the name of the store's writer; raises `StoreError` for another version and for what is no store."""
    if not inspect(connection).has_table(store_info.name):
        raise StoreError(
            StoreFault.STORE_UNREADABLE,
            "the database is not a Tally store",
            "name another file; this one is left alone",
        )
    version, writer = connection.execute(select(store_info.c.version, store_info.c.writer)).one()
    if version > VERSION:
        raise StoreError(
            StoreFault.STORE_NEWER,
            f"the store has version {version}; this program knows versions up to {VERSION}",
            "use the program that wrote it, or a newer one",
        )
    if version < VERSION:
        raise StoreError(
            StoreFault.STORE_OLDER,
            f"the store has version {version}; reading needs version {VERSION}",
            "start the gateway on it once, which brings it up to date",
        )
    return str(writer)
