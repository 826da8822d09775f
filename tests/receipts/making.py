"""Makes receipts for the tests of receipts and of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from strawberry import ID

from gateway.receipts.body import Evidence, ReceiptDraft, SealedReceipt, seal_receipt
from gateway.receipts.file import write_receipt
from gateway.receipts.head import sign_head
from gateway.receipts.ids import receipt_id
from gateway.receipts.keys import PublicKeys, SigningKey, new_signing_key, read_signing_key
from gateway.receipts.merkle import leaf_hash, tree_root
from gateway.receipts.personal import Personal
from schema.checks import PackVersion
from schema.identifiers import Identifier, Scheme

NOW = datetime(2026, 11, 5, 1, 2, 3, 456, tzinfo=UTC)
KEY = read_signing_key(new_signing_key(NOW - timedelta(days=1), NOW + timedelta(days=365 * 20)))
KEYS: PublicKeys = {KEY.public.key_id: KEY.public}
UNIT = Identifier(scheme=Scheme.CREDIT_CODE, value="91990000MA00000001")
PERSON = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000199001010010")
_SERIAL = count(1)


def counted() -> Callable[[int], bytes]:
    """Give a source of bytes that differ at every call."""
    return lambda size: next(_SERIAL).to_bytes(size)


def draft(subject: Identifier = UNIT, **changes: Any) -> ReceiptDraft:
    """Make a check with one personal value in its answer."""
    made = ReceiptDraft(
        id=receipt_id(NOW, next(_SERIAL).to_bytes(10)),
        agency="market-regulation",
        subject=subject,
        matter="food-production-licence",
        purpose="ADMINISTRATIVE_LICENCE",
        case_number="样例-2026-1",
        as_of=date(2026, 11, 5),
        known_at=NOW,
        decided_at=NOW,
        rights_position=0,
        pack=PackVersion(id=ID("cn-2026"), version="1", digest="0" * 64),
        guidance="STRICT_REVIEW",
        measures=[{"id": "RES-02", "status": "ACTIVE"}],
        sources=[{"source": "registry", "outcome": "FOUND"}],
        answer={"officers": [Personal("样例人甲"), {"unit": "样例公司"}]},
        evidence=(Evidence(source="registry", media_type="application/json", content=b'{"name":"x"}'),),
    )
    return replace(made, **changes)


def sealed(subject: Identifier = UNIT, **changes: Any) -> SealedReceipt:
    """Seal such a check."""
    return seal_receipt(draft(subject, **changes), counted())


def head_over(
    group: Sequence[SealedReceipt], key: SigningKey = KEY, *, sequence: int = 0, previous: bytes | None = None
) -> str:
    """Sign a head over a group."""
    leaves = [leaf_hash(receipt.body) for receipt in group]
    return sign_head(
        key,
        writer="w1",
        sequence=sequence,
        size=len(leaves),
        root=tree_root(leaves),
        previous=previous,
        committed_at=NOW,
    )


def receipt_file(
    group: Sequence[SealedReceipt], index: int = 0, key: SigningKey = KEY, *, opened: bool = True
) -> bytes:
    """Write the receipt file of one check of a group signed with the key."""
    return write_receipt(
        body=group[index].body,
        leaves=[leaf_hash(receipt.body) for receipt in group],
        leaf_index=index,
        head=head_over(group, key),
        openings=group[index].openings,
        show=lambda _: opened,
    )
