"""Receipt file: canonical JSON with the signed body, its inclusion proof, the signed group head and what is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.receipts import base64url
from gateway.receipts.canonical import CanonicalError, decode, encode
from gateway.receipts.merkle import inclusion_path
from gateway.receipts.personal import SALT_BYTES, Opening
from gateway.receipts.verdict import Finding, Unverified

FORMAT = "tally-receipt-1"
_MEMBERS = {"format", "body", "proof", "head", "openings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFile:
    """A receipt as parsed: nothing of it is verified yet."""

    body: bytes
    leaf_index: int
    tree_size: int
    path: tuple[bytes, ...]
    head: str
    openings: Mapping[str, Opening]


def write_receipt(
    *,
    body: bytes,
    leaves: Sequence[bytes],
    leaf_index: int,
    head: str,
    openings: Mapping[str, Opening],
    show: Callable[[Opening], bool] = lambda _: True,
) -> bytes:
    """Write the receipt file of one leaf of a group; `show` picks the personal values that are given out."""
    shown = {
        digest: {"salt": base64url.to_text(opening.salt), "value": opening.value}
        for digest, opening in openings.items()
        if show(opening)
    }
    path = [base64url.to_text(node) for node in inclusion_path(leaves, leaf_index)]
    return encode(
        {
            "format": FORMAT,
            "body": base64url.to_text(body),
            "proof": {"leaf_index": leaf_index, "tree_size": len(leaves), "path": path},
            "head": head,
            "openings": shown,
        }
    )


def parse_receipt(data: bytes) -> ReceiptFile:
    """Parse a receipt file in its one spelling (one newline at the end is let through); raises `Unverified`."""
    try:
        tree = decode(data.removesuffix(b"\n"))
    except CanonicalError as error:
        raise Unverified(Finding.MALFORMED, f"the file is not a receipt: {error}") from error
    if not isinstance(tree, dict) or tree.get("format") != FORMAT:
        raise Unverified(Finding.UNKNOWN_FORMAT, f"the file is not in the format {FORMAT}")
    try:
        return _typed(tree)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unverified(Finding.MALFORMED, "the receipt lacks a member or holds one of the wrong type") from error


def _typed(tree: dict[str, Any]) -> ReceiptFile:
    proof = tree["proof"]
    if tree.keys() != _MEMBERS or proof.keys() != {"leaf_index", "tree_size", "path"}:
        raise CanonicalError("members")
    if type(proof["leaf_index"]) is not int or type(proof["tree_size"]) is not int or type(tree["head"]) is not str:
        raise CanonicalError("types")
    return ReceiptFile(
        body=base64url.to_bytes(tree["body"]),
        leaf_index=proof["leaf_index"],
        tree_size=proof["tree_size"],
        path=tuple(base64url.to_bytes(node) for node in proof["path"]),
        head=tree["head"],
        openings={digest: _opening(entry) for digest, entry in tree["openings"].items()},
    )


def _opening(entry: dict[str, Any]) -> Opening:
    salt = base64url.to_bytes(entry["salt"])
    if entry.keys() != {"salt", "value"} or len(salt) != SALT_BYTES:
        raise CanonicalError("opening")
    return Opening(salt=salt, value=entry["value"])
