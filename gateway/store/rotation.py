"""Changes the master key of a store: subject keys are wrapped anew, in steps, while a gateway may be serving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from gateway.store.engine import Store
from gateway.store.errors import StoreError, StoreFault
from gateway.store.master_keys import MasterKeys
from gateway.store.tables import subject_key
from gateway.store.vault import Vault, Wrapped

_STEP = 500  # subject keys a transaction, which answers wait for
_REWRAP = update(subject_key).where(subject_key.c.subject_ref == bindparam("ref"))


class KeyKeeper(Protocol):
    """Where the master keys are kept."""

    def master_keys(self) -> Callable[[], MasterKeys]:
        """Give what reads them."""
        ...

    def write_master_keys(self, keys: MasterKeys) -> None:
        """Exchange them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """What a rotation came to: the keys now, how many subject keys were wrapped anew, and whether one was `resumed`."""

    keys: MasterKeys
    rewrapped: int
    resumed: bool


def rotate_master_key(
    store: Store, keeper: KeyKeeper, random: Callable[[int], bytes], now: datetime, *, step: int = _STEP
) -> Rotation:
    """Wrap every subject key under a new master key; the old one stays in the key file until `destroy_old_keys`.

    The key file changes first, in an exclusive transaction, so that no answer wraps under the old key afterwards.
    Ended anywhere, also by kill -9, it opens everything, and the next call goes on where it ended.
    """
    with store.writing() as connection:
        keys = keeper.master_keys()()
        resumed = bool(keys.old) and _count(connection, _not_under(keys)) > 0
        if not resumed:
            keys = keys.rotated(random, now)
            keeper.write_master_keys(keys)
    read = keeper.master_keys()
    vault = Vault(read, random)
    rewrapped = 0
    while found := _rewrap(store, vault, read, step):
        rewrapped += found
    store.checkpoint()
    return Rotation(keys=keys, rewrapped=rewrapped, resumed=resumed)


def destroy_old_keys(store: Store, keeper: KeyKeeper) -> MasterKeys:
    """Take the old master keys out of the key file; refused (`StoreError`) while a subject key needs one."""
    with store.writing() as connection:
        keys = keeper.master_keys()()
        waiting = _count(connection, _not_under(keys))
        if waiting and keys.old:
            raise StoreError(
                StoreFault.MASTER_KEY,
                f"{waiting} subject key(s) are still under an old master key",
                "end the rotation first: run `tally keys rotate-master` again",
            )
        keeper.write_master_keys(keys.without_old())
    return keys


def require_keys(connection: Connection, keys: MasterKeys) -> None:
    """Raise `StoreError(MASTER_KEY)` if a subject key is under a master key that is not among these."""
    held = [keys.current.key_id, *(key.key_id for key in keys.old)]
    foreign = select(subject_key.c.key_id).where(subject_key.c.key_id.not_in(held)).limit(1)
    if connection.execute(foreign).first() is not None:
        raise StoreError(
            StoreFault.MASTER_KEY,
            "the store holds subject keys under a master key that is not in the state folder",
            "serve from the state folder, or a copy of it as it is now, that the store's other processes serve from",
        )


def keys_in_use(connection: Connection) -> dict[str | None, int]:
    """Count the subject keys under each master key; None stands for those of before master keys had ids."""
    counted = select(subject_key.c.key_id, func.count()).group_by(subject_key.c.key_id)
    return {row[0]: row[1] for row in connection.execute(counted)}


def _rewrap(store: Store, vault: Vault, read: Callable[[], MasterKeys], step: int) -> int:
    columns = subject_key.c.subject_ref, subject_key.c.key_id, subject_key.c.wrapped
    with store.writing() as connection:
        rows = connection.execute(select(*columns).where(_not_under(read())).limit(step)).all()
        fresh = [(ref, vault.rewrapped(Wrapped(*wrapped), ref)) for ref, *wrapped in rows]
        if fresh:
            connection.execute(_REWRAP, [{"ref": ref, **wrapped._asdict()} for ref, wrapped in fresh])
    return len(fresh)


def _not_under(keys: MasterKeys) -> ColumnElement[bool]:
    return subject_key.c.key_id.is_distinct_from(keys.current.key_id)


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(subject_key).where(condition)).scalar_one()
