from __future__ import annotations

from datetime import timedelta

from gateway.receipts.chain import verify_chain
from gateway.receipts.head import head_digest, sign_head
from gateway.receipts.keys import new_signing_key, read_signing_key
from gateway.receipts.verdict import Finding
from tests.receipts.making import KEY, KEYS, NOW


def chain(length: int, writer: str = "w1", root: bytes = b"r" * 32) -> list[str]:
    heads: list[str] = []
    for sequence in range(length):
        previous = head_digest(heads[-1]) if heads else None
        heads.append(
            sign_head(KEY, writer=writer, sequence=sequence, size=1, root=root, previous=previous, committed_at=NOW)
        )
    return heads


def findings(heads: list[str], exported: list[str] | None = None) -> list[tuple[Finding, int | None]]:
    return [(fault.finding, fault.sequence) for fault in verify_chain(heads, KEYS, exported=exported or [])]


def test_whole_chains_of_several_writers_are_whole_in_any_order() -> None:
    heads = [*chain(4), *chain(3, "w2")]
    assert findings(heads) == []
    assert findings(heads[::-1], exported=heads) == []
    assert findings([]) == []


def test_a_missing_group_is_a_gap() -> None:
    heads = chain(4)
    assert findings([heads[0], *heads[2:]]) == [(Finding.GAP, 2)]
    assert findings(heads[1:]) == [(Finding.GAP, 1)]


def test_two_groups_with_one_number_are_a_fork() -> None:
    heads, other = chain(3), chain(3, root=b"s" * 32)
    assert (Finding.FORK, 2) in findings([*heads, other[2]])


def test_a_group_put_into_anothers_place_does_not_link() -> None:
    heads, other = chain(3), chain(3, root=b"s" * 32)
    assert findings([heads[0], other[1], heads[2]]) == [(Finding.LINK_WRONG, 1), (Finding.LINK_WRONG, 2)]


def test_a_lost_tail_shows_only_against_exported_heads() -> None:
    heads = chain(4)
    assert findings(heads[:2]) == []
    assert findings(heads[:2], exported=heads[:3]) == [(Finding.TAIL_LOST, 2)]


def test_a_head_signed_by_a_stranger_is_a_fault() -> None:
    stranger = read_signing_key(new_signing_key(NOW - timedelta(days=1)))
    forged = sign_head(stranger, writer="w1", sequence=0, size=1, root=b"", previous=None, committed_at=NOW)
    assert findings([forged]) == [(Finding.UNKNOWN_KEY, None)]
    assert findings(chain(1), exported=[forged]) == [(Finding.UNKNOWN_KEY, None)]
