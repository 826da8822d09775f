from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import StoreError, StoreFault
from gateway.store.tables import store_info
from gateway.store.versions import VERSION
from tests.store.making import enter, objection, writer_of

SERVES = """
import sys, time
from gateway.store.engine import Mode, open_store
store = open_store(sys.argv[1], Mode.SERVE)
print("serving", flush=True)
time.sleep(60)
"""


def fault(url: str, mode: Mode = Mode.SERVE) -> StoreError:
    with pytest.raises(StoreError) as refused:
        open_store(url, mode)
    return refused.value


def test_a_second_serving_process_is_refused_with_the_firsts_process_id(url: str) -> None:
    first = subprocess.Popen([sys.executable, "-c", SERVES, url], stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "serving\n"
        refused = fault(url)
        assert refused.code is StoreFault.STORE_SERVED
        assert str(first.pid) in refused.message
        appending = open_store(url, Mode.APPEND)
        assert enter(appending, objection()).seq == 1
        appending.close()
        open_store(url, Mode.READ).close()
        first.send_signal(signal.SIGKILL)
        first.wait()
        open_store(url, Mode.SERVE).close()
    finally:
        first.kill()
        first.communicate()


def test_a_refused_opening_keeps_no_lock(url: str, store: Store) -> None:
    with store.writing() as connection:
        connection.execute(update(store_info), {"version": 99})
    store.close()
    for _ in range(2):
        refused = fault(url)
        assert refused.code is StoreFault.STORE_NEWER
        assert "99" in refused.message


def test_connections_are_durable_and_private(store: Store) -> None:
    with store.engine.connect() as connection:
        settings = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("synchronous", "journal_mode", "foreign_keys")
        ]
    assert settings == [2, "wal", 1]
    assert store.path.stat().st_mode & 0o077 == 0


def test_the_writers_name_outlives_the_process(url: str, store: Store, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}", Mode.SERVE)
    store.close()
    again = open_store(url, Mode.READ)
    assert writer_of(again) == writer_of(store) != writer_of(other)
    again.close()
    other.close()


def test_reading_cannot_write(url: str, store: Store) -> None:
    reading = open_store(url, Mode.READ)
    with reading.engine.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(update(store_info), {"version": 9})
    reading.close()


def test_an_exclusive_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing() as connection:
        connection.execute(update(store_info), {"version": 99})
        raise RuntimeError
    with store.reading() as connection:
        assert connection.execute(store_info.select()).one().version == VERSION


def test_a_store_held_by_another_is_busy_not_hung(url: str, store: Store) -> None:
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as refused:
        enter(store, objection())
    assert refused.value.code is StoreFault.STORE_BUSY
    holder.close()
    assert enter(store, objection()).seq == 1


def test_what_is_not_a_store_is_left_alone(tmp_path: Path) -> None:
    garbage = tmp_path / "notes.txt"
    garbage.write_text("not a database, and longer than a header of one hundred bytes. " * 3)
    assert fault(f"sqlite:///{garbage}").code is StoreFault.STORE_UNREADABLE
    assert garbage.read_text().startswith("not a database")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()
    refused = fault(f"sqlite:///{other}", Mode.APPEND)
    assert (refused.code, "not a Tally store" in refused.message) == (StoreFault.STORE_UNREADABLE, True)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/x",
        "postgresql+asyncpg://localhost/x",
        "postgresql://localhost",
        "sqlite://",
        "sqlite:///:memory:",
        "nonsense",
        "sqlite:///a.db?mode=ro",
    ],
)
def test_other_urls_are_refused_with_what_to_write(url: str) -> None:
    refused = fault(url)
    assert refused.code is StoreFault.STORE_UNSUPPORTED
    assert "sqlite:///" in refused.hint


def test_without_psycopg_it_is_said_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.store.address.find_spec", lambda _: None)
    refused = fault("postgresql://tally@127.0.0.1/tally")
    assert (refused.code, "tally-gateway[postgresql]" in refused.hint) == (StoreFault.STORE_UNSUPPORTED, True)


def test_a_missing_store_or_folder_is_said(tmp_path: Path) -> None:
    assert fault(f"sqlite:///{tmp_path}/none.db", Mode.READ).code is StoreFault.STORE_MISSING
    assert not list(tmp_path.iterdir())
    assert fault(f"sqlite:///{tmp_path}/none/x.db").code is StoreFault.STORE_UNREADABLE
