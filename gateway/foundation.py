"""What stands below the house while the configuration is exchanged: the store, and what reads, changes and commits."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

from gateway.adopting.kept import KeptAdoptions
from gateway.configuration.settings import Settings
from gateway.news import Bell
from gateway.rights.entries import RightsEntry
from gateway.rights.tail import RightsTail
from gateway.state import StateFolder
from gateway.store.changer import StoreChanger
from gateway.store.committer import GroupCommitter
from gateway.store.engine import Mode, Store, open_store
from gateway.store.groups import Signer
from gateway.store.reader import StoreReader
from gateway.store.rotation import require_keys
from gateway.store.vault import Vault
from gateway.store.writer import GroupWriter

Hear = Callable[[Sequence[RightsEntry]], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """The store, open, with a thread each that reads, changes and commits, and what is kept of it in memory."""

    store: Store
    reader: StoreReader
    changer: StoreChanger
    committer: GroupCommitter
    rights: RightsTail
    vault: Vault
    adoptions: KeptAdoptions
    bell: Bell


async def lay_foundation(
    settings: Settings, clock: Callable[[], datetime], hear: Hear, stack: AsyncExitStack
) -> Foundation:
    """Open it; `stack` closes it. `hear` is told what is new in the log of rights, which is not read yet.

    Raises `StoreError`.
    """
    state = StateFolder(settings.state, settings.store_url)
    key, keys = state.signing_key(clock()), state.master_keys()
    vault = Vault(keys, os.urandom)
    store = open_store(state.database_url, Mode.SERVE)
    stack.callback(store.close)
    with store.reading() as connection:
        require_keys(connection, keys())
    committer = GroupCommitter(GroupWriter(store, Signer(key=key, vault=vault, now=clock)))
    stack.push_async_callback(committer.aclose)
    await committer.prepare()
    reader, adoptions = _reader(store, stack), KeptAdoptions()
    await adoptions.learn(reader, vault)
    rights = _tail(_reader(store, stack), hear)
    stack.push_async_callback(rights.aclose)
    changer = StoreChanger(store)
    stack.callback(changer.close)
    return Foundation(
        store=store,
        reader=reader,
        changer=changer,
        committer=committer,
        rights=rights,
        vault=vault,
        adoptions=adoptions,
        bell=Bell(),
    )


def _reader(store: Store, stack: AsyncExitStack) -> StoreReader:
    reader = StoreReader(store)
    stack.callback(reader.close)
    return reader


def _tail(reader: StoreReader, hear: Hear) -> RightsTail:
    async def read(position: int) -> Sequence[RightsEntry]:
        entries = await reader.rights_after(position)
        if entries:
            await hear(entries)
        return entries

    return RightsTail(read, clock=lambda: asyncio.get_running_loop().time())
