"""Merkle tree of a group of receipts: hash, inclusion proof and its verification (RFC 9162, section 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def leaf_hash(entry: bytes) -> bytes:
    """Give the hash of one leaf: SHA-256 of 0x00 and the entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of an inner node: SHA-256 of 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Give the Merkle tree hash of leaf hashes (RFC 9162, 2.1.1); of none it is the hash of the empty string."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return node_hash(tree_root(leaves[:middle]), tree_root(leaves[middle:]))


def inclusion_path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Give the audit path of the leaf at `index`, nearest sibling first (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} of {len(leaves)}")
    if len(leaves) == 1:
        return ()
    middle = _split(len(leaves))
    if index < middle:
        return (*inclusion_path(leaves[:middle], index), tree_root(leaves[middle:]))
    return (*inclusion_path(leaves[middle:], index - middle), tree_root(leaves[:middle]))


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Give the root an audit path leads to (RFC 9162, 2.1.3.2); a path of the wrong shape is a `ValueError`."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    node, position, last = leaf, index, size - 1
    for sibling in path:
        if last == 0:
            raise ValueError("the path is longer than the tree is high")
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    if last:
        raise ValueError("the path is shorter than the tree is high")
    return node


def _split(size: int) -> int:
    """Give the largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
