"""`tally keys`: lists and changes the keys of a state folder no gateway serves from."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.receipts.head import sign_head
from gateway.receipts.merkle import leaf_hash, tree_root
from gateway.receipts.verify import verify
from gateway.state import MASTER_KEY, PUBLIC_KEYS, SIGNING_KEY, StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.master_keys import new_master_keys
from gateway.store.submission import StoredReceipt
from gateway.store.tables import subject_key
from tests.cli.conftest import Tally
from tests.receipts.making import sealed


@pytest.fixture
def folder(tmp_path: Path) -> StateFolder:
    """A state folder as a gateway leaves it."""
    folder = StateFolder(tmp_path / "state")
    folder.signing_key(datetime.now(UTC))
    folder.master_keys()
    open_store(folder.database_url, Mode.SERVE).close()
    return folder


def signed(folder: StateFolder, at: datetime) -> bytes:
    """Give a receipt file signed with the key in force, or with the one a test put back, at an instant."""
    key, receipt = folder.signing_key(at)(), sealed()
    leaves = (leaf_hash(receipt.body),)
    head = sign_head(key, writer="w", sequence=0, size=1, root=tree_root(leaves), previous=None, committed_at=at)
    return StoredReceipt(
        id=receipt.id,
        agency=receipt.agency,
        subject_ref="",
        body=receipt.body,
        head=head,
        key_id=key.public.key_id,
        committed_at=at,
        leaves=leaves,
        leaf_index=0,
        openings=dict(receipt.openings),
    ).document()


def test_after_a_rotation_old_receipts_verify_and_the_old_key_signs_no_more(
    tally: Tally, folder: StateFolder, tmp_path: Path
) -> None:
    old = signed(folder, datetime.now(UTC))
    stolen = (folder.path / SIGNING_KEY).read_bytes()
    told = tally("keys", "rotate-signing", "--state", folder.path)
    assert told.exit_code == 0, told.output
    new = signed(folder, datetime.now(UTC))
    keys = folder.read_public_keys()
    assert len(keys) == 2
    for receipt in (old, new):
        assert verify(receipt, keys).ok

    elsewhere = StateFolder(tmp_path / "thief")
    elsewhere.path.mkdir()
    (elsewhere.path / SIGNING_KEY).write_bytes(stolen)
    late = datetime.now(UTC).replace(year=datetime.now(UTC).year + 1)
    forged = tmp_path / "forged.json"
    forged.write_bytes(signed(elsewhere, late))
    told = tally("receipt", "verify", forged, "--keys", folder.path / PUBLIC_KEYS)
    assert (told.exit_code, told.stdout.split(":")[0]) == (1, "KEY_NOT_VALID_THEN")


def test_an_old_signing_key_put_back_is_not_signed_with(tally: Tally, folder: StateFolder) -> None:
    old = (folder.path / SIGNING_KEY).read_bytes()
    tally("keys", "rotate-signing", "--state", folder.path)
    (folder.path / SIGNING_KEY).write_bytes(old)
    with pytest.raises(ValueError, match="tally keys rotate-signing"):
        folder.signing_key(datetime.now(UTC))
    assert tally("keys", "rotate-signing", "--state", folder.path).exit_code == 0
    assert folder.signing_key(datetime.now(UTC))().public.key_id in folder.read_public_keys()


def test_a_rotation_broken_off_before_publication_is_published_by_whoever_reads_the_key_next(
    tally: Tally, folder: StateFolder
) -> None:
    published = (folder.path / PUBLIC_KEYS).read_bytes()
    tally("keys", "rotate-signing", "--state", folder.path)
    (folder.path / PUBLIC_KEYS).write_bytes(published)
    key = folder.signing_key(datetime.now(UTC))().public
    ends = {known.key_id: known.not_after for known in folder.read_public_keys().values()}
    assert ends.pop(key.key_id) is None
    assert [end is not None for end in ends.values()] == [True]


def test_the_list_shows_every_key_and_no_secret(tally: Tally, folder: StateFolder) -> None:
    tally("keys", "rotate-signing", "--state", folder.path)
    tally("keys", "rotate-master", "--state", folder.path)
    told = tally("keys", "list", "--state", folder.path)
    master = folder.master_keys()()

    assert [line.split()[:2] for line in told.stdout.splitlines()] == [["signing", "key"]] * 2 + [["master", "key"]] * 2
    assert f"{master.current.key_id}  from" in told.stdout
    assert "old, 0 subject key(s)" in told.stdout
    for line in (folder.path / MASTER_KEY).read_text().splitlines():
        name, _, value = line.strip().rstrip(",").partition(": ")
        assert name != '"k"' or value.strip('"') not in told.output


def test_old_master_keys_are_destroyed_only_when_told_so(tally: Tally, folder: StateFolder) -> None:
    here = ("--state", folder.path)
    assert "there is no old master key" in tally("keys", "destroy-old", *here).stderr
    assert tally("keys", "rotate-master", *here).exit_code == 0
    refused = tally("keys", "destroy-old", *here, typed="n\n")
    assert refused.exit_code == 1
    assert "can never be opened again" in refused.stdout
    assert len(folder.master_keys()().old) == 1
    assert tally("keys", "destroy-old", *here, "--yes").exit_code == 0
    assert folder.master_keys()().old == ()


@pytest.mark.parametrize("verb", ["list", "rotate-master", "rotate-signing", "destroy-old"])
def test_a_state_folder_that_is_not_there_is_not_made(tally: Tally, tmp_path: Path, verb: str) -> None:
    told = tally("keys", verb, "--state", tmp_path / "none")
    assert told.exit_code == 2
    assert "there is no state folder" in told.stderr
    assert not (tmp_path / "none").exists()


def test_key_files_are_readable_by_their_owner_only(tally: Tally, folder: StateFolder) -> None:
    before = os.umask(0)
    try:
        tally("keys", "rotate-signing", "--state", folder.path)
        tally("keys", "rotate-master", "--state", folder.path)
    finally:
        os.umask(before)
    for name in (SIGNING_KEY, MASTER_KEY):
        assert (folder.path / name).stat().st_mode & 0o777 == 0o600


def test_the_doctor_tells_a_master_key_that_is_lost_or_of_another_store(tally: Tally, folder: StateFolder) -> None:
    store = open_store(folder.database_url, Mode.APPEND)
    wrapped, _ = folder.vault().new_subject_key("PERSON:a")
    with store.writing() as connection:
        connection.execute(subject_key.insert(), {"subject_ref": "PERSON:a", **wrapped._asdict()})
    store.close()

    def told() -> str:
        lines = tally("doctor", "--state", folder.path).stdout.splitlines()
        return next(line for line in lines if " master key: " in line)

    assert told() == "ok    master key: 1 subject key(s), 0 old master key(s) kept"
    (folder.path / MASTER_KEY).write_bytes(new_master_keys(os.urandom).file())
    assert "FAIL  master key: 1 subject key(s) are under one that is not in" in told()
    (folder.path / MASTER_KEY).unlink()
    assert "restore it from a backup" in told()
    assert not (folder.path / MASTER_KEY).exists()
