"""Makes committers and submissions for the tests of the store."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from gateway.receipts.body import SealedReceipt
from gateway.rights.entries import RightsChange, RightsEntry, RightsKind, Standing
from gateway.rights.erasure import Erasure, ErasureGround
from gateway.store.committer import GroupCommitter
from gateway.store.engine import Store
from gateway.store.groups import Signer
from gateway.store.master_keys import MasterKey, MasterKeys
from gateway.store.rights_log import append
from gateway.store.submission import AccessEntry, Submission
from gateway.store.vault import Vault
from gateway.store.writer import GroupWriter
from tests.receipts.making import KEY, NOW, UNIT

MASTER = MasterKeys(MasterKey(bytes(range(32)), NOW), naming=b"n" * 32)
VAULT = Vault(lambda: MASTER, os.urandom)
REF = VAULT.subject_ref(UNIT)


def signer() -> Signer:
    """Sign with the tests' key, at one instant."""
    return Signer(key=lambda: KEY, vault=VAULT, now=lambda: NOW)


def writer_of(store: Store) -> str:
    """Give the chain a writer of this store would continue."""
    chain = store.chain()
    chain.close()
    return chain.writer


def submission(receipt: SealedReceipt | None = None, ref: str = REF, **changes: Any) -> Submission:
    """Submit a receipt, or an access entry alone."""
    access = AccessEntry(
        at=NOW, operation="check" if receipt else "subject", agency="market-regulation", client="desk", subject_ref=ref
    )
    return replace(Submission(access=access, position=0, watch=frozenset({ref}), receipt=receipt), **changes)


@asynccontextmanager
async def committing(store: Store, **options: Any) -> AsyncIterator[GroupCommitter]:
    """Run a committer on a store."""
    committer = GroupCommitter(GroupWriter(store, signer()), **options)
    yield committer
    await committer.aclose()


def soon(seconds: float = 10.0) -> float:
    """Give a deadline on the running loop's clock."""
    return asyncio.get_running_loop().time() + seconds


def order(subject_ref: str = REF) -> Erasure:
    """Order an erasure."""
    return Erasure(at=NOW, subject_ref=subject_ref, by="credit-centre", ground=ErasureGround.PURPOSE_ENDED)


def objection(record_id: str = "r1", subject_ref: str = "s1") -> RightsChange:
    """Make an accepted objection."""
    return RightsChange(
        at=NOW, kind=RightsKind.OBJECTION_ACCEPTED, record_id=record_id, subject_ref=subject_ref, by="credit-centre"
    )


def enter(store: Store, change: RightsChange) -> RightsEntry:
    """Enter a change as the issuer."""
    with store.writing() as connection:
        return append(connection, change, frozenset({Standing.ISSUER}))
