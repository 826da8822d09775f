"""Version of the store's tables: made when new, brought up to date when older, refused when newer than this program.

Version 2 counts answers, and keeps what a repair rests on (`rights_entry.evidence`); repairs entered before say nothing
of it. Version 3 says which master key each subject key is under (`subject_key.key_id`; none for those of before), and
keeps what was erased, when and why, joint cases, their events, and the keys of requests that are carried out once.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, inspect, select, update

from gateway.store.counts import note_uncounted
from gateway.store.errors import StoreError, StoreFault
from gateway.store.tables import metadata, store_info

VERSION = 3


def prepare(connection: Connection, writer: str) -> None:
    """Make the tables of an empty database, with the name its chain of groups goes by; leave a store as it is."""
    if not inspect(connection).get_table_names():
        metadata.create_all(connection)
        connection.execute(insert(store_info), {"version": VERSION, "writer": writer})


def upgrade(connection: Connection) -> None:
    """Bring an older store up to this version; only who serves may, for an older program may still write to it."""
    if not inspect(connection).has_table(store_info.name):
        return
    found = connection.execute(select(store_info.c.version)).scalar_one()
    if found < VERSION:
        metadata.create_all(connection)
        for version in range(found, VERSION):
            _FROM[version](connection)
        connection.execute(update(store_info), {"version": VERSION})


def _from_1(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE rights_entry ADD COLUMN evidence VARCHAR")
    note_uncounted(connection)


def _from_2(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE subject_key ADD COLUMN key_id VARCHAR")


_FROM = {1: _from_1, 2: _from_2}


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
            f"the store has version {version}; this program needs version {VERSION}",
            "start the gateway on it once, which brings it up to date",
        )
    return str(writer)
