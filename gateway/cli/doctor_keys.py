"""Examines the keys of a state folder; none is made."""

from __future__ import annotations

from gateway.cli.findings import Finding, ill, well
from gateway.receipts.keys import KeyFileError
from gateway.state import MASTER_KEY, StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.errors import StoreError
from gateway.store.rotation import keys_in_use


def check_signing(folder: StateFolder) -> Finding:
    """Examine the public keys receipts are verified with."""
    try:
        keys = folder.read_public_keys()
    except KeyFileError as error:
        return ill("keys", str(error), f"restore {folder.public_keys} from a backup")
    if not keys:
        return ill("keys", f"{folder.public_keys} is missing", "start the gateway once, or restore it from a backup")
    return well("keys", f"{len(keys)} public key(s)")


def check_master(folder: StateFolder) -> Finding:
    """Examine whether the master keys are there that the subject keys of the store are under."""
    try:
        held = folder.master_keys()()
        store = open_store(folder.database_url, Mode.READ)
        try:
            with store.reading() as connection:
                used = keys_in_use(connection)
        finally:
            store.close()
    except StoreError as error:
        return ill("master key", error.message, error.hint)
    lost = used.keys() - {None, held.current.key_id, *(key.key_id for key in held.old)}
    if lost:
        seen = f"{sum(used[key_id] for key_id in lost)} subject key(s) are under one that is not in {MASTER_KEY}"
        return ill("master key", seen, f"restore the {MASTER_KEY} that belongs to this database")
    return well("master key", f"{sum(used.values())} subject key(s), {len(held.old)} old master key(s) kept")
