"""The master key is changed: everything opens before, meanwhile and afterwards, whatever ends it half-way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text, update

from gateway.receipts.personal import Personal
from gateway.receipts.verify import verify
from gateway.state import DATABASE, MASTER_KEY, StateFolder
from gateway.store.audit import audit
from gateway.store.committer import GroupCommitter
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import StoreError, StoreFault
from gateway.store.groups import Signer
from gateway.store.master_keys import new_master_keys
from gateway.store.receipts import find_evidence, find_receipt
from gateway.store.rotation import destroy_old_keys, keys_in_use, require_keys, rotate_master_key
from gateway.store.tables import subject_key
from gateway.store.vault import Vault
from gateway.store.writer import GroupWriter
from tests.receipts.making import KEY, NOW, PERSON, UNIT, sealed
from tests.store.earlier import VERSION_2
from tests.store.making import soon, submission
from tests.store.test_master_keys import SINGLE

ROTATES = Path(__file__).with_name("rotating.py")


@pytest.fixture
def folder(tmp_path: Path) -> StateFolder:
    folder = StateFolder(tmp_path)
    folder.master_keys()
    return folder


@pytest.fixture
def kept(folder: StateFolder) -> Iterator[Store]:
    opened = open_store(folder.database_url, Mode.SERVE)
    yield opened
    opened.close()


async def commit(store: Store, vault: Vault, *refs: str) -> list[str]:
    """Commit a receipt about a person and one that names persons by ref; give their ids."""
    committer = GroupCommitter(GroupWriter(store, Signer(key=lambda: KEY, vault=vault, now=lambda: NOW)))
    own = sealed(PERSON)
    linked = sealed(UNIT, answer=[Personal("样例人丙", of=ref) for ref in refs])
    await committer.submit(submission(own, vault.subject_ref(PERSON)), soon())
    await committer.submit(submission(linked), soon())
    await committer.aclose()
    return [own.id, linked.id]


def opens(store: Store, folder: StateFolder, ids: list[str]) -> bool:
    """Tell whether every receipt opens whole, read with the keys of the file."""
    vault = folder.vault()
    with store.reading() as connection:
        receipts = [find_receipt(connection, each, vault) for each in ids]
        assert find_evidence(connection, sealed().evidence[0].digest, vault.subject_ref(PERSON), vault) is not None
    return all(receipt is not None and receipt.openings for receipt in receipts)


def used(store: Store) -> dict[str | None, int]:
    with store.reading() as connection:
        return keys_in_use(connection)


def rotated_half(store: Store, folder: StateFolder) -> dict[str | None, int]:
    """Let a process rotate, kill it as soon as a subject key is under the new master key; give how many are."""
    with subprocess.Popen([sys.executable, str(ROTATES), str(folder.path)]) as process:
        while len(used(store)) == 1:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    return used(store)


async def test_a_rotation_rewraps_everything_and_persons_are_still_found(kept: Store, folder: StateFolder) -> None:
    before = folder.vault()
    ids = await commit(kept, before, "PERSON:a", "PERSON:b")
    done = rotate_master_key(kept, folder, os.urandom, NOW, step=3)

    assert (done.rewrapped, done.resumed) == (4, False)
    assert used(kept) == {done.keys.current.key_id: 4}
    assert opens(kept, folder, ids)
    assert folder.vault().subject_ref(PERSON) == before.subject_ref(PERSON)
    old = destroy_old_keys(kept, folder).old
    assert [key.key_id for key in old] != [done.keys.current.key_id]
    assert folder.master_keys()().old == ()
    assert opens(kept, folder, ids)


async def test_a_gateway_that_serves_meanwhile_wraps_under_the_new_key(kept: Store, folder: StateFolder) -> None:
    serving = folder.vault()
    ids = await commit(kept, serving, "PERSON:a")
    done = rotate_master_key(kept, folder, os.urandom, NOW)
    ids += await commit(kept, serving, "PERSON:b", "PERSON:c")

    assert used(kept) == {done.keys.current.key_id: 5}
    destroy_old_keys(kept, folder)
    ids += await commit(kept, serving, "PERSON:a", "PERSON:d")
    assert used(kept) == {done.keys.current.key_id: 6}
    assert opens(kept, folder, ids)


async def test_kill_9_half_way_loses_nothing_and_the_next_call_goes_on(kept: Store, folder: StateFolder) -> None:
    persons = [f"PERSON:{number}" for number in range(300)]
    ids = await commit(kept, folder.vault(), *persons)
    half = rotated_half(kept, folder)
    assert len(half) == 2
    assert opens(kept, folder, ids)
    with pytest.raises(StoreError, match="still under an old master key"):
        destroy_old_keys(kept, folder)

    done = rotate_master_key(kept, folder, os.urandom, NOW)
    assert done.resumed
    assert done.keys.current.key_id in half
    assert used(kept) == {done.keys.current.key_id: 302}
    destroy_old_keys(kept, folder)
    assert opens(kept, folder, ids)


async def test_a_gateway_signs_with_the_new_key_from_the_next_group_on_and_the_chain_holds(
    kept: Store, folder: StateFolder
) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    signer = Signer(key=folder.signing_key(now()), vault=folder.vault(), now=now)
    committer = GroupCommitter(GroupWriter(kept, signer))
    signed = []
    for _ in range(3):
        committed = await committer.submit(submission(sealed()), soon())
        assert committed.receipt is not None
        signed.append(committed.receipt)
        with kept.writing():
            folder.rotate_signing_key(now())
    await committer.aclose()
    keys = folder.read_public_keys()
    assert len({receipt.key_id for receipt in signed}) == 3
    assert all(verify(receipt.document(), keys).ok for receipt in signed)
    with kept.reading() as connection:
        assert audit(connection, keys) == ()


async def test_a_store_and_key_file_of_before_are_rotated_like_any_other(tmp_path: Path) -> None:
    (tmp_path / MASTER_KEY).write_bytes(SINGLE)
    folder = StateFolder(tmp_path)
    store = open_store(folder.database_url, Mode.SERVE)
    ids = await commit(store, folder.vault(), "PERSON:a")
    with store.writing() as connection:
        connection.execute(update(subject_key), {"key_id": None})
        for statement in VERSION_2:
            connection.execute(text(statement))
    store.close()

    again = open_store(folder.database_url, Mode.SERVE)
    assert used(again) == {None: 3}
    assert opens(again, folder, ids)
    done = rotate_master_key(again, folder, os.urandom, NOW)
    destroy_old_keys(again, folder)
    assert used(again) == {done.keys.current.key_id: 3}
    assert opens(again, folder, ids)
    again.close()


async def test_what_was_wrapped_under_the_old_key_is_gone_from_the_files(kept: Store, folder: StateFolder) -> None:
    await commit(kept, folder.vault())
    with kept.reading() as connection:
        wrapped = [row.wrapped for row in connection.execute(subject_key.select())]
    rotate_master_key(kept, folder, os.urandom, NOW)
    held = b"".join(path.read_bytes() for path in folder.path.iterdir())
    assert not [each for each in wrapped if each in held]


def test_a_lost_master_key_is_told_and_none_is_made_in_its_place(kept: Store, folder: StateFolder) -> None:
    assert kept.path.name == DATABASE
    (folder.path / MASTER_KEY).unlink()
    with pytest.raises(StoreError, match="restore it from a backup") as refused:
        folder.vault()
    assert refused.value.code is StoreFault.MASTER_KEY
    assert not (folder.path / MASTER_KEY).exists()


async def test_keys_that_are_not_the_stores_are_told_also_ones_of_before_a_rotation(
    kept: Store, folder: StateFolder, tmp_path: Path
) -> None:
    await commit(kept, folder.vault(), "PERSON:a")
    before = folder.master_keys()()
    rotate_master_key(kept, folder, os.urandom, NOW)
    with kept.reading() as connection:
        require_keys(connection, folder.master_keys()())
        for others in (before, new_master_keys(os.urandom)):
            with pytest.raises(StoreError, match="not in the state folder") as refused:
                require_keys(connection, others)
            assert refused.value.code is StoreFault.MASTER_KEY
