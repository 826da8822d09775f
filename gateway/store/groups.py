"""Writes one group of answers in one transaction: rights re-checked, receipts signed as a tree, all of it durable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from gateway.receipts.body import SealedReceipt
from gateway.receipts.head import head_digest, sign_head
from gateway.receipts.keys import SigningKey
from gateway.receipts.merkle import leaf_hash, tree_root
from gateway.store.access import access_row
from gateway.store.counts import count_answers
from gateway.store.database import Driver
from gateway.store.errors import Overtaken
from gateway.store.personal import SealedWriter
from gateway.store.prepared import inserting
from gateway.store.reliance import add_reached
from gateway.store.rights_log import entries_after
from gateway.store.submission import Committed, StoredReceipt, Submission
from gateway.store.tables import access_entry, receipt, receipt_group
from gateway.store.vault import Vault

Outcome: TypeAlias = Committed | Exception

_ADD_ACCESS = inserting(access_entry, "id")
_ADD_GROUP = inserting(receipt_group)
_ADD_RECEIPT = inserting(receipt)


@dataclass(frozen=True, slots=True)
class Tip:
    """End of a writer's chain: the sequence number the next group takes and the digest it links to."""

    writer: str
    sequence: int = 0
    previous: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """What a group is signed and sealed with; `key` gives the key in force and `now` the instant, each once a group."""

    key: Callable[[], SigningKey]
    vault: Vault
    now: Callable[[], datetime]


Leaves: TypeAlias = list[tuple[Submission, SealedReceipt]]


def write_group(driver: Driver, group: Sequence[Submission], tip: Tip, signer: Signer) -> tuple[list[Outcome], Tip]:
    """Write a group inside a transaction the caller begins and ends; gives an outcome each, and the chain's new end.

    A submission that the rights log has overtaken is left out (`Overtaken`); a group without receipts has no head.
    """
    outcomes = _overtaken(driver, group)
    staying = [item for item, outcome in zip(group, outcomes, strict=True) if outcome is None]
    leaves = [(item, item.receipt) for item in staying if item.receipt is not None]
    stored: dict[str, StoredReceipt] = {}
    if leaves:
        stored, tip = _write_receipts(driver, leaves, tip, signer)
    if staying:
        _ADD_ACCESS.each(driver, [_access_row(item) for item in staying])
    count_answers(driver, (item.counted for item in staying if item.counted is not None))
    written = (outcome or _committed(item, stored) for item, outcome in zip(group, outcomes, strict=True))
    return list(written), tip


def _overtaken(driver: Driver, group: Sequence[Submission]) -> list[Overtaken | None]:
    news = entries_after(driver, min(item.position for item in group))
    if not news:
        return [None] * len(group)
    outcomes: list[Overtaken | None] = []
    for item in group:
        unseen = [entry for entry in news if entry.seq > item.position]
        concerned = any(entry.record_id in item.watch or entry.subject_ref in item.watch for entry in unseen)
        outcomes.append(Overtaken(unseen) if concerned else None)
    return outcomes


def _write_receipts(driver: Driver, leaves: Leaves, tip: Tip, signer: Signer) -> tuple[dict[str, StoredReceipt], Tip]:
    hashes = tuple(leaf_hash(sealed.body) for _, sealed in leaves)
    key, committed_at = signer.key(), signer.now()
    head = sign_head(
        key,
        writer=tip.writer,
        sequence=tip.sequence,
        size=len(hashes),
        root=tree_root(hashes),
        previous=tip.previous,
        committed_at=committed_at,
    )
    place = {"writer": tip.writer, "sequence": tip.sequence}
    _ADD_GROUP.each(driver, [{**place, "head": head}])
    _ADD_RECEIPT.each(driver, [{**place, **_receipt_row(leaf, index)} for index, leaf in enumerate(leaves)])
    add_reached(driver, [(record, sealed.id) for item, sealed in leaves for record in item.reached])
    SealedWriter(driver, signer.vault).write([(sealed, item.access.subject_ref) for item, sealed in leaves])
    stored = {
        sealed.id: StoredReceipt(
            id=sealed.id,
            agency=sealed.agency,
            subject_ref=item.access.subject_ref,
            body=sealed.body,
            head=head,
            key_id=key.public.key_id,
            committed_at=committed_at,
            leaves=hashes,
            leaf_index=index,
            openings=dict(sealed.openings),
        )
        for index, (item, sealed) in enumerate(leaves)
    }
    return stored, Tip(tip.writer, tip.sequence + 1, head_digest(head))


def _committed(item: Submission, stored: dict[str, StoredReceipt]) -> Committed:
    return Committed(receipt=None if item.receipt is None else stored[item.receipt.id])


def _receipt_row(leaf: tuple[Submission, SealedReceipt], index: int) -> dict[str, Any]:
    item, sealed = leaf
    return {
        "id": sealed.id,
        "leaf_index": index,
        "agency": sealed.agency,
        "matter": sealed.matter,
        "case_number": sealed.case_number,
        "subject_ref": item.access.subject_ref,
        "body": sealed.body,
    }


def _access_row(item: Submission) -> dict[str, Any]:
    return access_row(item.access, None if item.receipt is None else item.receipt.id)
