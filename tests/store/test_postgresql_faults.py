"""Real faults of PostgreSQL: a server that is killed, one that hangs, and kill -9 of who commits."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from gateway.receipts.head import read_own_head
from gateway.receipts.keys import PublicKeys, new_signing_key, read_signing_key
from gateway.receipts.verify import verify
from gateway.rights.tail import LEASE_SECONDS, LeaseExpired, RightsTail
from gateway.store.audit import audit
from gateway.store.changer import StoreChanger
from gateway.store.engine import Mode, open_store
from gateway.store.errors import NotDurable, StoreError, StoreFault
from gateway.store.postgresql_sessions import SERVING, SESSIONS
from gateway.store.reader import StoreReader
from gateway.store.receipts import export_heads, find_receipt, receipt_ids
from gateway.store.submission import Committed
from tests import postgres
from tests.receipts.making import KEYS, NOW, sealed
from tests.store.making import VAULT, committing, enter, objection, soon, submission
from tests.store.test_faults import ACKNOWLEDGES

_GRACE = 0.1


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Postgres]:
    """A server of one's own, to be stopped and killed."""
    with postgres.serving(tmp_path_factory.mktemp("mortal")) as served:
        yield served


class Acknowledging:
    """A process that commits and acknowledges without end."""

    def __init__(self, url: str, key_file: Path, log: Path) -> None:
        self._log = log.open("wb")
        command = [sys.executable, str(ACKNOWLEDGES), url, str(key_file)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, text=True)

    def acknowledged(self, count: int) -> list[str]:
        """Give the next acknowledgements."""
        assert self._process.stdout is not None
        ids = [self._process.stdout.readline().strip() for _ in range(count)]
        assert all(ids)
        return ids

    def kill(self) -> list[str]:
        """Kill it; give what it acknowledged since."""
        with self._log, self._process as process:
            process.send_signal(signal.SIGKILL)
            assert process.stdout is not None
            return [line.strip() for line in process.stdout if line.endswith("\n")]


def test_kill_9_of_server_and_writers_loses_nothing_acknowledged_and_forks_no_chain(
    server: postgres.Postgres, postgresql: str, tmp_path: Path
) -> None:
    key_file = tmp_path / "key.json"
    key_file.write_bytes(new_signing_key(NOW))
    key = read_signing_key(key_file.read_bytes()).public
    keys: PublicKeys = {key.key_id: key}
    acknowledged: list[str] = []
    with ExitStack() as stack:
        processes = [Acknowledging(postgresql, key_file, tmp_path / f"{name}.log") for name in "ab"]
        for each in processes:
            stack.callback(each.kill)
        for _ in range(2):
            for each in processes:
                acknowledged += each.acknowledged(40)
            server.kill()
            server.start()
        for each in processes:
            acknowledged += each.acknowledged(100)
        acknowledged += processes[0].kill()
        acknowledged += processes[1].acknowledged(40)
        processes.append(Acknowledging(postgresql, key_file, tmp_path / "c.log"))
        acknowledged += processes[2].acknowledged(40)
        acknowledged += [each for process in processes[1:] for each in process.kill()]
        stack.pop_all()
    assert len(set(acknowledged)) == len(acknowledged)
    store = open_store(postgresql, Mode.READ)
    with store.reading() as connection:
        assert audit(connection, keys) == ()
        assert set(acknowledged) <= set(receipt_ids(connection))
        for receipt_id in acknowledged[::50]:
            found = find_receipt(connection, receipt_id, VAULT)
            assert found is not None
            assert verify(found.document(), keys).ok
        writers = {head.writer for head in map(read_own_head, export_heads(connection))}
    assert len(writers) == 2
    store.close()


async def test_a_server_that_hangs_holds_nothing_beyond_its_deadline_and_the_store_goes_on(
    server: postgres.Postgres, postgresql: str
) -> None:
    store = open_store(postgresql, Mode.SERVE)
    reader, changer = StoreReader(store, patience=0.3), StoreChanger(store, patience=0.3)
    loop = asyncio.get_running_loop()
    rights = RightsTail(StoreReader(store, patience=0.3).rights_after, clock=loop.time)
    await rights.start()
    async with committing(store) as committer:
        await committer.submit(submission(sealed()), soon())
        with server.stopped():
            began = loop.time()
            waits = await asyncio.gather(
                committer.submit(submission(sealed()), began + 0.2),
                committer.submit(submission(sealed()), began + 0.4),
                reader.call(lambda connection: find_receipt(connection, "none", VAULT)),
                reader.call(lambda connection: find_receipt(connection, "none", VAULT)),
                changer.call(lambda connection: None),
                return_exceptions=True,
            )
            assert loop.time() - began < 0.4 + _GRACE
            assert [type(each) for each in waits] == [NotDurable, NotDurable, StoreError, StoreError, StoreError]
            assert {each.code for each in waits if isinstance(each, StoreError)} == {StoreFault.STORE_BUSY}
            await asyncio.sleep(began + LEASE_SECONDS + _GRACE - loop.time())
            with pytest.raises(LeaseExpired):
                rights.state()
        assert isinstance(await committer.submit(submission(sealed()), soon()), Committed)
        await rights.refresh()
        assert await reader.call(lambda connection: find_receipt(connection, "none", VAULT)) is None
    await rights.aclose()
    with store.reading() as connection:
        assert audit(connection, KEYS) == ()
    store.close()


async def test_a_server_that_never_comes_back_is_given_up_and_the_next_connection_serves(
    server: postgres.Postgres, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SESSIONS, Mode.SERVE, replace(SERVING, patience=0.3))
    store = open_store(postgresql, Mode.SERVE)
    chain = store.chain()
    with server.stopped(), pytest.raises(psycopg.OperationalError):
        chain.begin()
    chain.close()
    async with committing(store) as committer:
        assert isinstance(await committer.submit(submission(sealed()), soon()), Committed)
    store.close()


async def test_a_killed_server_fails_at_once_and_everything_goes_on_when_it_is_back(
    server: postgres.Postgres, postgresql: str
) -> None:
    store = open_store(postgresql, Mode.SERVE)
    reader, changer = StoreReader(store, patience=30), StoreChanger(store, patience=30)
    async with committing(store) as committer:
        made = sealed()
        await committer.submit(submission(made), soon())
        enter(store, objection())
        server.kill()
        with pytest.raises(NotDurable):
            await committer.submit(submission(sealed()), soon())
        for call in (reader.rights_after(0), changer.call(lambda connection: None)):
            with pytest.raises(StoreError) as refused:
                await call
            assert refused.value.code is StoreFault.STORE_UNREADABLE
        server.start()
        assert len(await reader.rights_after(0)) == 1
        assert isinstance(await committer.submit(submission(sealed(), position=1), soon()), Committed)
    with store.reading() as connection:
        assert find_receipt(connection, made.id, VAULT) is not None
        assert audit(connection, KEYS) == ()
    store.close()
