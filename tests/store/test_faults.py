"""Real faults: a disk that takes no more bytes, another process that holds the file, and kill -9."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gateway.receipts.keys import PublicKeys, new_signing_key, read_signing_key
from gateway.receipts.verify import verify
from gateway.store.audit import audit
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import NotDurable
from gateway.store.receipts import export_heads, find_receipt
from gateway.store.submission import Committed
from tests.receipts.making import KEYS, NOW, sealed
from tests.store.making import VAULT, committing, soon, submission

ACKNOWLEDGES = Path(__file__).with_name("acknowledging.py")


@contextmanager
def disk_full_at(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes; writes fail as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


async def test_a_full_disk_fails_every_waiter_and_the_store_recovers(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async with committing(store) as committer:
        kept = [sealed()]
        await committer.submit(submission(kept[0]), soon())
        log_size = store.path.with_name(store.path.name + "-wal").stat().st_size
        with disk_full_at(log_size):
            for _ in range(2):
                results = await asyncio.gather(
                    *(committer.submit(submission(sealed()), soon()) for _ in range(3)), return_exceptions=True
                )
                assert [type(result) for result in results] == [NotDurable] * 3
        assert "could not be made durable" in caplog.text
        kept.append(sealed())
        assert isinstance(await committer.submit(submission(kept[1]), soon()), Committed)
    with store.reading() as connection:
        assert all(find_receipt(connection, item.id, VAULT) is not None for item in kept)
        assert len(list(export_heads(connection))) == 2
        assert audit(connection, KEYS) == ()


async def test_a_file_held_by_another_process_fails_by_the_deadline_and_the_store_recovers(store: Store) -> None:
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    async with committing(store) as committer:
        began = asyncio.get_running_loop().time()
        with pytest.raises(NotDurable):
            await committer.submit(submission(sealed()), soon(0.1))
        assert asyncio.get_running_loop().time() - began < 0.6
        holder.execute("ROLLBACK")
        assert isinstance(await committer.submit(submission(sealed()), soon()), Committed)
    holder.close()
    with store.reading() as connection:
        assert audit(connection, KEYS) == ()


def acknowledged_until_killed(url: str, key_file: Path, count: int) -> list[str]:
    """Let a process commit and acknowledge, kill it after `count` acknowledgements; give all it made."""
    command = [sys.executable, str(ACKNOWLEDGES), url, str(key_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ids = [process.stdout.readline().strip() for _ in range(count)]
        process.send_signal(signal.SIGKILL)
        return [*ids, *(line.strip() for line in process.stdout if line.endswith("\n"))]


def test_kill_9_loses_nothing_acknowledged(url: str, tmp_path: Path) -> None:
    key_file = tmp_path / "key.json"
    key_file.write_bytes(new_signing_key(NOW))
    key = read_signing_key(key_file.read_bytes()).public
    keys: PublicKeys = {key.key_id: key}
    acknowledged: list[str] = []
    for count in (3, 150):
        acknowledged += acknowledged_until_killed(url, key_file, count)
    assert len(set(acknowledged)) == len(acknowledged) >= 153
    store = open_store(url, Mode.SERVE)
    with store.reading() as connection:
        assert audit(connection, keys) == ()
        for receipt_id in acknowledged:
            found = find_receipt(connection, receipt_id, VAULT)
            assert found is not None
            assert verify(found.document(), keys).ok
        assert len(list(export_heads(connection))) > 2
    store.close()
