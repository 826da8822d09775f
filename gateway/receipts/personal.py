"""Personal values in signed bodies: salted digests there; values and salts kept apart, so that they can be erased."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from gateway.receipts import base64url
from gateway.receipts.canonical import CanonicalError, Value, check_scalar, encode

SEALED = "salted_sha256"
SALT_BYTES = 16
_DOMAIN = b"tally-personal-1\x00"
_RESERVED = {SEALED}


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks a value to be sealed: about a natural person, or not for its asker.

    `of` is the ref of whom it is about, None the subject.
    """

    value: Value = field(repr=False)
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens one sealed value: its salt and the value, and whom it is about (`of`, None the subject)."""

    salt: bytes = field(repr=False)
    value: Value = field(repr=False)
    of: str | None = None


def seal(tree: Any, random: Callable[[int], bytes]) -> tuple[Value, dict[str, Opening]]:
    """Replace every `Personal` by `{"salted_sha256": digest}`; give the tree and what opens it, by digest.

    `random` gives that many unpredictable bytes. The tree given back is fit for `encode_checked`; what has no
    canonical form, and an ordinary object that uses the reserved key, is a `CanonicalError`.
    """
    openings: dict[str, Opening] = {}

    def walk(node: Any) -> Value:
        kind = type(node)
        if kind is dict:
            if SEALED in node:
                raise CanonicalError(f"the key {SEALED!r} is kept for sealed values")
            return {key: item if type(item) is str else walk(item) for key, item in node.items()}
        if kind is list or kind is tuple:
            return [item if type(item) is str else walk(item) for item in node]
        if kind is Personal:
            return _sealed(node, random(SALT_BYTES), openings)
        check_scalar(node, "in a receipt body")
        return node

    return walk(tree), openings


def _sealed(personal: Personal, salt: bytes, openings: dict[str, Opening]) -> Value:
    digest = salted_digest(salt, personal.value)
    openings[digest] = Opening(salt=salt, value=personal.value, of=personal.of)
    return {SEALED: digest}


def salted_digest(salt: bytes, value: Value) -> str:
    """Give the digest a sealed value shows: base64url SHA-256 of domain, 16-byte salt and canonical value."""
    return base64url.to_text(sha256(_DOMAIN + salt + encode(value)).digest())


def sealed_digests(tree: Value) -> Iterator[str]:
    """Give the digest of every sealed value in a body."""
    if isinstance(tree, dict):
        if tree.keys() == _RESERVED:
            yield tree[SEALED]
        else:
            for item in tree.values():
                yield from sealed_digests(item)
    elif isinstance(tree, list):
        for item in tree:
            yield from sealed_digests(item)


def unseal(tree: Value, openings: Mapping[str, Opening]) -> Value:
    """Put opened values back in their places; what has no opening stays sealed."""
    if isinstance(tree, dict):
        if tree.keys() == _RESERVED:
            opening = openings.get(tree[SEALED])
            return tree if opening is None else opening.value
        return {key: unseal(item, openings) for key, item in tree.items()}
    if isinstance(tree, list):
        return [unseal(item, openings) for item in tree]
    return tree
