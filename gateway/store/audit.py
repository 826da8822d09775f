"""Audits the store against its own signatures: every chain whole, every stored receipt the one that was signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlalchemy import Connection, Row, select

from gateway.receipts.chain import ChainFault, verify_chain
from gateway.receipts.head import read_head
from gateway.receipts.keys import PublicKeys
from gateway.receipts.merkle import leaf_hash, tree_root
from gateway.receipts.verdict import Finding, Unverified
from gateway.store.receipts import IN_PARTS, export_heads
from gateway.store.tables import receipt, receipt_group


def audit(connection: Connection, keys: PublicKeys, *, exported: Iterable[str] = ()) -> tuple[ChainFault, ...]:
    """Verify all chains and the receipts under them; gives every fault, none if all is well."""
    faults = verify_chain(export_heads(connection), keys, exported=exported)
    return (*faults, *_changed_groups(connection, keys))


def _changed_groups(connection: Connection, keys: PublicKeys) -> Iterator[ChainFault]:
    wanted = (
        select(receipt_group.c.writer, receipt_group.c.sequence, receipt_group.c.head, receipt.c.body)
        .outerjoin(receipt)
        .order_by(receipt_group.c.writer, receipt_group.c.sequence, receipt.c.leaf_index)
    )
    for signed, rows in groupby(connection.execute(wanted, execution_options=IN_PARTS), key=_signed):
        writer, sequence, head = signed
        leaves = [leaf_hash(row.body) for row in rows if row.body is not None]
        if not _holds(head, leaves, keys):
            message = f"writer {writer}, group {sequence}: {Finding.GROUP_CHANGED.description}"
            yield ChainFault(finding=Finding.GROUP_CHANGED, message=message, writer=writer, sequence=sequence)


def _holds(head: str, leaves: list[bytes], keys: PublicKeys) -> bool:
    """Tell whether a head is over these leaves; one that cannot be verified is the chain's fault, already told."""
    try:
        return tree_root(leaves) == read_head(head, keys).root
    except Unverified:
        return True


def _signed(row: Row[str, int, str, bytes]) -> tuple[str, int, str]:
    return row.writer, row.sequence, row.head
