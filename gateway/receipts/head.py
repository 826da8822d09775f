"""Signed head of a group of receipts: a compact JWS (RFC 7515, alg Ed25519 of RFC 9864) over root and chain link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from gateway.receipts import base64url
from gateway.receipts.canonical import CanonicalError, decode, encode
from gateway.receipts.instants import instant_text, parse_instant
from gateway.receipts.keys import PublicKey, PublicKeys, SigningKey
from gateway.receipts.verdict import Finding, Unverified

FORMAT = "tally-head-1"
_MEMBERS = {"format", "writer", "sequence", "size", "root", "previous", "committed_at", "key_id"}


class KeyNotValidError(Exception):
    """The signing key is not valid at the instant it would sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHead:
    """What is signed of a group: `root` over `size` receipts, and the digest of the writer's previous head."""

    writer: str
    sequence: int
    size: int
    root: bytes
    previous: bytes | None
    committed_at: datetime
    key_id: str


def sign_head(
    key: SigningKey,
    *,
    writer: str,
    sequence: int,
    size: int,
    root: bytes,
    previous: bytes | None,
    committed_at: datetime,
) -> str:
    """Sign a group head; gives the compact JWS. Raises `KeyNotValidError` outside the key's validity."""
    if not key.public.valid_at(committed_at):
        raise KeyNotValidError(f"key {key.public.key_id} is not valid at {instant_text(committed_at)}")
    payload = {
        "format": FORMAT,
        "writer": writer,
        "sequence": sequence,
        "size": size,
        "root": base64url.to_text(root),
        "previous": None if previous is None else base64url.to_text(previous),
        "committed_at": instant_text(committed_at),
        "key_id": key.public.key_id,
    }
    signed = f"{_header(key.public.key_id)}.{base64url.to_text(encode(payload))}"
    return f"{signed}.{base64url.to_text(key.sign(signed.encode('ascii')))}"


def head_digest(head: str) -> bytes:
    """Give the digest the next head carries as `previous`: SHA-256 of the compact JWS."""
    return sha256(head.encode("ascii")).digest()


def read_head(head: str, keys: PublicKeys) -> GroupHead:
    """Verify a signed head with the keys given, and only those; raises `Unverified`."""
    header, payload, signature, signed = _parts(head)
    key = _key_of(header, keys)
    if not key.verifies(signature, signed):
        raise Unverified(Finding.SIGNATURE_WRONG, f"the signature of the group head is not key {key.key_id}'s")
    found = _group_head(payload)
    if found.key_id != key.key_id:
        raise Unverified(Finding.MALFORMED, "the group head names another key than its signature")
    if not key.valid_at(found.committed_at):
        raise Unverified(Finding.KEY_NOT_VALID_THEN, _validity(key, found.committed_at))
    return found


def read_own_head(head: str) -> GroupHead:
    """Read a head this store wrote, without verifying it; never for what came from outside."""
    return _group_head(_parts(head)[1])


def _parts(head: str) -> tuple[Any, Any, bytes, bytes]:
    try:
        protected, payload, signature = head.split(".")
        header = decode(base64url.to_bytes(protected))
        return (
            header,
            decode(base64url.to_bytes(payload)),
            base64url.to_bytes(signature),
            head[: head.rindex(".")].encode(),
        )
    except ValueError as error:
        raise Unverified(Finding.MALFORMED, "the group head is not a compact JWS over canonical JSON") from error


def _key_of(header: Any, keys: PublicKeys) -> PublicKey:
    if not isinstance(header, dict) or header.keys() != {"alg", "kid"} or header["alg"] != "Ed25519":
        raise Unverified(
            Finding.MALFORMED,
            "the head's header is not exactly alg Ed25519 and kid; a key that comes with a receipt is never used",
        )
    key = keys.get(header["kid"]) if isinstance(header["kid"], str) else None
    if key is None:
        raise Unverified(Finding.UNKNOWN_KEY, f"signed by key {header['kid']!r}, which is not among the keys given")
    return key


def _group_head(payload: Any) -> GroupHead:
    if not isinstance(payload, dict) or payload.get("format") != FORMAT:
        raise Unverified(Finding.UNKNOWN_FORMAT, f"the group head is not in the format {FORMAT}")
    try:
        return _typed(payload)
    except (ValueError, TypeError, KeyError) as error:
        raise Unverified(Finding.MALFORMED, "the group head lacks a member or holds one of the wrong type") from error


def _typed(payload: dict[str, Any]) -> GroupHead:
    if payload.keys() != _MEMBERS or not _counts(payload["sequence"], payload["size"]):
        raise CanonicalError("members")
    previous = payload["previous"]
    return GroupHead(
        writer=str(payload["writer"]),
        sequence=payload["sequence"],
        size=payload["size"],
        root=base64url.to_bytes(payload["root"]),
        previous=None if previous is None else base64url.to_bytes(previous),
        committed_at=parse_instant(payload["committed_at"]),
        key_id=payload["key_id"],
    )


def _counts(sequence: Any, size: Any) -> bool:
    return type(sequence) is int and type(size) is int and sequence >= 0 and size > 0


def _header(key_id: str) -> str:
    return base64url.to_text(encode({"alg": "Ed25519", "kid": key_id}))


def _validity(key: PublicKey, instant: datetime) -> str:
    end = "without end" if key.not_after is None else f"until {instant_text(key.not_after)}"
    return f"signed at {instant_text(instant)}; the key is valid from {instant_text(key.not_before)} {end}"
