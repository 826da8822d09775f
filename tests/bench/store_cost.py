"""Measures what durability costs: CPU µs of the process for one commit, by group size and by way of writing.

Run it as `python tests/bench/store_cost.py [folder]`; the folder should be on the disk that will be used. Given the URL
of an empty PostgreSQL database instead, it measures what this process spends on that, and how long a group takes.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from os import urandom

import uvloop
from strawberry import ID

from gateway.receipts.body import Evidence, ReceiptDraft, SealedReceipt, seal_receipt
from gateway.receipts.ids import RANDOM_BYTES, receipt_id
from gateway.receipts.keys import new_signing_key, read_signing_key
from gateway.receipts.personal import Personal
from gateway.statistics.groups import AnswerGroup
from gateway.store.committer import GroupCommitter
from gateway.store.engine import Mode, Store, open_store
from gateway.store.groups import Signer
from gateway.store.submission import AccessEntry, Submission
from gateway.store.vault import Vault
from gateway.store.writer import GroupWriter
from schema.checks import PackVersion
from schema.identifiers import Identifier, Scheme

ROUNDS = 400
NOW = datetime(2026, 11, 5, 1, 2, 3, tzinfo=UTC)
SUBJECT = Identifier(scheme=Scheme.CREDIT_CODE, value="91990000MA00000001")
COUNTED = AnswerGroup("2026-11", "food-production-licence", "990000", "STRICT_REVIEW")
_NUMBERS = count()
_VAULT = Vault.passing(urandom)


def draft(*, personal: bool, evidence: int) -> ReceiptDraft:
    """Make a check of about 6 KB."""
    basis = "样例条例第十条 " * 8
    line = {"id": "RES-02", "status": "ACTIVE", "basis": basis, "starts_on": "2026-01-01", "record": "r" * 32}
    source = {"source": "registry", "outcome": "FOUND", "latency_ms": 12, "records": 3, "retrieved_at": "2026-11-05"}
    return ReceiptDraft(
        id=receipt_id(NOW, urandom(RANDOM_BYTES)),
        agency="market-regulation",
        subject=SUBJECT,
        matter="food-production-licence",
        purpose="ADMINISTRATIVE_LICENCE",
        case_number=f"case-{next(_NUMBERS)}",
        as_of=date(2026, 11, 5),
        known_at=NOW,
        decided_at=NOW,
        rights_position=0,
        pack=PackVersion(id=ID("cn-2026"), version="1", digest="0" * 64),
        guidance="STRICT_REVIEW",
        measures=[line] * 12,
        sources=[source] * 12,
        answer={"officers": [Personal("样例人"), Personal("990000199001010000")] if personal else []},
        evidence=tuple(
            Evidence(source="registry", media_type="application/json", content=b"%d" % next(_NUMBERS) + b"x" * 900)
            for _ in range(evidence)
        ),
    )


def submission(receipt: SealedReceipt | None, reached: int = 0) -> Submission:
    """Make a submission about the one subject, that rests on some records of others."""
    access = AccessEntry(
        at=NOW,
        operation="check",
        agency="market-regulation",
        client="licensing",
        subject_ref=f"CREDIT_CODE:{SUBJECT.value}",
        purpose="ADMINISTRATIVE_LICENCE",
        matter="food-production-licence",
        case_number="case-1",
        request_id="r-1",
    )
    return Submission(
        access=access,
        position=0,
        watch=frozenset({access.subject_ref, "record-1"}),
        receipt=receipt,
        counted=COUNTED if receipt else None,
        reached=frozenset(f"decision:{next(_NUMBERS):024x}" for _ in range(reached)),
    )


def committer(store: Store) -> GroupCommitter:
    """Start a committer on the store."""
    key = read_signing_key(new_signing_key(NOW))
    signer = Signer(
        key=lambda: key,
        vault=_VAULT,
        now=lambda: datetime.now(UTC),
    )
    return GroupCommitter(GroupWriter(store, signer))


def sealed(*, personal: bool = False, evidence: int = 0) -> SealedReceipt:
    """Seal one such check."""
    return seal_receipt(draft(personal=personal, evidence=evidence), urandom)


async def measure(
    place: str, label: str, size: int, make: Callable[[], SealedReceipt | None], reached: int = 0
) -> None:
    """Time ROUNDS groups of one size, after as many to warm up the write-ahead log."""
    store = open_store(place if "://" in place else f"sqlite:///{place}/{next(_NUMBERS)}.db", Mode.SERVE)
    commits = committer(store)
    loop = asyncio.get_running_loop()
    cost = took = 0.0
    for part in (0, 1):
        groups = [[submission(make(), reached) for _ in range(size)] for _ in range(ROUNDS)]
        began, since = time.process_time(), time.perf_counter()
        for group in groups:
            await asyncio.gather(*(commits.submit(item, loop.time() + 5) for item in group))
        cost = (time.process_time() - began) * part / ROUNDS * 1e6
        took = (time.perf_counter() - since) / ROUNDS * 1e3
    say(f"{label:<36}{size:>3} a group {cost:8.0f} µs a group {cost / size:7.0f} µs each; {took:6.2f} ms a group")
    await commits.aclose()
    store.close()


def measure_call(label: str, call: Callable[[], object]) -> None:
    """Time a pure call."""
    began = time.process_time()
    for _ in range(2000):
        call()
    say(f"{label:<36}{(time.process_time() - began) / 2000 * 1e6:8.0f} µs")


def say(line: str) -> None:
    """Print one line of the result."""
    sys.stdout.write(line + "\n")


async def main(place: str) -> None:
    """Measure everything once."""
    for size in (1, 16):
        await measure(place, "access entry only", size, lambda: None)
        await measure(place, "receipt", size, sealed)
        await measure(place, "receipt that reached a unit's record", size, sealed, reached=1)
        await measure(place, "receipt, personal values", size, lambda: sealed(personal=True))
        await measure(place, "receipt, 12 new pieces of evidence", size, lambda: sealed(evidence=12))
    plain = draft(personal=False, evidence=0)
    body = seal_receipt(plain, urandom).body
    measure_call(f"seal and encode a body of {len(body)} bytes", lambda: seal_receipt(plain, urandom))


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=None if given and "://" in given else given) as folder:
        uvloop.run(main(given if given and "://" in given else folder))
