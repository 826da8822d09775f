"""Verifies the chains of group heads: one a writer, without gap, fork or lost tail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gateway.receipts.head import GroupHead, head_digest, read_head
from gateway.receipts.keys import PublicKeys
from gateway.receipts.verdict import Finding, Unverified


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFault:
    """One thing wrong with a writer's chain, at a sequence number (None where the head could not be read)."""

    finding: Finding
    message: str
    writer: str | None = None
    sequence: int | None = None


def verify_chain(heads: Iterable[str], keys: PublicKeys, *, exported: Iterable[str] = ()) -> tuple[ChainFault, ...]:
    """Verify signed heads of any number of writers, in any order; gives every fault, none if all is well.

    A chain begins at sequence 0. `exported` are heads kept elsewhere earlier: each must still be there.
    """
    listed = tuple(dict.fromkeys(heads))
    faults: list[ChainFault] = []
    chains: defaultdict[str, list[tuple[GroupHead, str]]] = defaultdict(list)
    for text in listed:
        try:
            head = read_head(text, keys)
        except Unverified as found:
            faults.append(ChainFault(finding=found.finding, message=found.message))
        else:
            chains[head.writer].append((head, text))
    for writer, chain in chains.items():
        faults.extend(_chain_faults(writer, sorted(chain, key=lambda pair: pair[0].sequence)))
    faults.extend(_lost(set(listed), exported, keys))
    return tuple(faults)


def _chain_faults(writer: str, chain: list[tuple[GroupHead, str]]) -> Iterable[ChainFault]:
    expected, previous = 0, None
    for head, text in chain:
        finding = _fault(head, expected, previous)
        if finding is not None:
            message = f"writer {writer}, group {head.sequence}: {finding.description}"
            yield ChainFault(finding=finding, message=message, writer=writer, sequence=head.sequence)
        expected, previous = head.sequence + 1, head_digest(text)


def _fault(head: GroupHead, expected: int, previous: bytes | None) -> Finding | None:
    if head.sequence < expected:
        return Finding.FORK
    if head.sequence > expected:
        return Finding.GAP
    return None if head.previous == previous else Finding.LINK_WRONG


def _lost(listed: set[str], exported: Iterable[str], keys: PublicKeys) -> Iterable[ChainFault]:
    for text in exported:
        if text in listed:
            continue
        try:
            head = read_head(text, keys)
        except Unverified as found:
            yield ChainFault(finding=found.finding, message=f"an exported head: {found.message}")
        else:
            message = f"writer {head.writer}, group {head.sequence}: {Finding.TAIL_LOST.description}"
            yield ChainFault(finding=Finding.TAIL_LOST, message=message, writer=head.writer, sequence=head.sequence)
