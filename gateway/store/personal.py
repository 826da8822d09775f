"""Personal values and evidence of a group, sealed under their subjects' keys on their way to disk."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import bindparam, select

from gateway.receipts import base64url
from gateway.receipts.body import SealedReceipt
from gateway.receipts.canonical import encode
from gateway.receipts.personal import Opening
from gateway.store.prepared import Prepared, finding, inserting
from gateway.store.tables import evidence, personal_value, subject_key
from gateway.store.vault import Vault, Wrapped

_FIND_KEY = Prepared(
    select(subject_key.c.key_id, subject_key.c.wrapped).where(subject_key.c.subject_ref == bindparam("subject_ref"))
)
_ADD_KEY = inserting(subject_key)
_ADD_VALUES = inserting(personal_value)
_FIND_EVIDENCE = finding(evidence, evidence.c.source, "address", "subject_ref")
_ADD_EVIDENCE = inserting(evidence)


class SealedWriter:
    """Writes what must be encrypted, inside one transaction; subject keys are read for each and not kept."""

    def __init__(self, driver: sqlite3.Connection, vault: Vault) -> None:
        self._driver = driver
        self._vault = vault
        self._keys: dict[str, AESGCM] = {}

    def write(self, receipt: SealedReceipt, subject_ref: str) -> None:
        """Write a receipt's openings, one sealed value a person, and its evidence where it is not there yet."""
        for ref, openings in _by_person(receipt.openings, subject_ref).items():
            sealed = self._vault.seal(self._key(ref), encode(openings), openings_context(receipt.id, ref))
            _ADD_VALUES.each(self._driver, [{"receipt_id": receipt.id, "subject_ref": ref, "sealed": sealed}])
        _ADD_EVIDENCE.each(self._driver, list(self._new_evidence(receipt, subject_ref)))

    def _new_evidence(self, receipt: SealedReceipt, subject_ref: str) -> Iterable[dict[str, Any]]:
        seen: set[tuple[str, str]] = set()
        for item in receipt.evidence:
            place = (self._vault.address(item.digest), item.of or subject_ref)
            key = {"address": place[0], "subject_ref": place[1]}
            if place in seen or _FIND_EVIDENCE.rows(self._driver, key):
                continue
            seen.add(place)
            sealed = self._vault.seal(self._key(place[1]), item.content, evidence_context(*place))
            yield {**key, "media_type": item.media_type, "source": item.source, "sealed": sealed}

    def _key(self, ref: str) -> AESGCM:
        if ref not in self._keys:
            self._keys[ref] = self._found_or_made(ref)
        return self._keys[ref]

    def _found_or_made(self, ref: str) -> AESGCM:
        found = _FIND_KEY.rows(self._driver, {"subject_ref": ref})
        if found:
            return self._vault.unwrap(Wrapped(*found[0]), ref)
        wrapped, key = self._vault.new_subject_key(ref)
        _ADD_KEY.each(self._driver, [{"subject_ref": ref, **wrapped._asdict()}])
        return key


def openings_context(receipt_id: str, subject_ref: str) -> str:
    """Name what the sealed openings of one person in one receipt are bound to."""
    return f"openings {receipt_id} {subject_ref}"


def evidence_context(address: str, subject_ref: str) -> str:
    """Name what sealed evidence is bound to."""
    return f"evidence {address} {subject_ref}"


def read_openings(content: bytes, of: str | None) -> dict[str, Opening]:
    """Read the openings of one person that `SealedWriter` wrote; `of` is None for the receipt's own subject."""
    return {
        digest: Opening(salt=base64url.to_bytes(entry["salt"]), value=entry["value"], of=of)
        for digest, entry in orjson.loads(content).items()
    }


def _by_person(openings: Mapping[str, Opening], subject_ref: str) -> dict[str, dict[str, Any]]:
    people: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for digest, opening in openings.items():
        people[opening.of or subject_ref][digest] = {"salt": base64url.to_text(opening.salt), "value": opening.value}
    return people
