"""Personal values and evidence of a group, sealed under their subjects' keys on their way to disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import bindparam, select

from gateway.receipts import base64url
from gateway.receipts.body import Evidence, SealedReceipt
from gateway.receipts.canonical import encode
from gateway.receipts.personal import Opening
from gateway.store.database import Driver
from gateway.store.prepared import Prepared, finding, inserting, inserting_once
from gateway.store.tables import evidence, personal_value, subject_key
from gateway.store.vault import Vault, Wrapped

_FIND_KEY = Prepared(
    select(subject_key.c.key_id, subject_key.c.wrapped).where(subject_key.c.subject_ref == bindparam("subject_ref"))
)
_ADD_KEY = inserting_once(subject_key)
_ADD_VALUES = inserting(personal_value)
_FIND_EVIDENCE = finding(evidence, evidence.c.source, "address", "subject_ref")
_ADD_EVIDENCE = inserting_once(evidence)


class SealedWriter:
    """Writes what must be encrypted, inside one transaction; subject keys are read for each and not kept.

    Another writer may write the same keys and evidence meanwhile, wherever commits run beside each other. Everybody
    takes keys before evidence, and each of them in order, so that two transactions never wait for each other.
    """

    def __init__(self, driver: Driver, vault: Vault) -> None:
        self._driver = driver
        self._vault = vault
        self._keys: dict[str, AESGCM] = {}

    def write(self, receipts: Iterable[tuple[SealedReceipt, str]]) -> None:
        """Write openings of receipts, each with its subject's ref, one sealed value a person; and new evidence."""
        people: list[tuple[str, str, dict[str, Any]]] = []
        pieces: dict[tuple[str, str], Evidence] = {}
        for receipt, subject_ref in receipts:
            people += [(receipt.id, *each) for each in _by_person(receipt.openings, subject_ref).items()]
            for item in receipt.evidence:
                pieces.setdefault((item.of or subject_ref, self._vault.address(item.digest)), item)
        fresh = self._without_evidence(sorted(pieces))
        self._provide(sorted({ref for _, ref, _ in people}.union(ref for ref, _ in fresh)))
        if people:
            _ADD_VALUES.each(self._driver, [self._value(*each) for each in people])
        if fresh:
            _ADD_EVIDENCE.each(self._driver, [self._evidence(*place, pieces[place]) for place in fresh])

    def _without_evidence(self, places: list[tuple[str, str]]) -> list[tuple[str, str]]:
        kept = _FIND_EVIDENCE.rows_each(self._driver, [{"subject_ref": ref, "address": at} for ref, at in places])
        return [place for place, rows in zip(places, kept, strict=True) if not rows]

    def _provide(self, refs: list[str]) -> None:
        for ref, rows in zip(
            refs, _FIND_KEY.rows_each(self._driver, [{"subject_ref": ref} for ref in refs]), strict=True
        ):
            self._keys[ref] = self._opened(ref, rows) or self._made(ref)

    def _value(self, receipt_id: str, ref: str, openings: dict[str, Any]) -> dict[str, Any]:
        sealed = self._vault.seal(self._keys[ref], encode(openings), openings_context(receipt_id, ref))
        return {"receipt_id": receipt_id, "subject_ref": ref, "sealed": sealed}

    def _evidence(self, ref: str, address: str, item: Evidence) -> dict[str, Any]:
        sealed = self._vault.seal(self._keys[ref], item.content, evidence_context(address, ref))
        row = {"subject_ref": ref, "address": address, "sealed": sealed}
        return {**row, "media_type": item.media_type, "source": item.source}

    def _opened(self, ref: str, found: list[tuple[Any, ...]]) -> AESGCM | None:
        return self._vault.unwrap(Wrapped(*found[0]), ref) if found else None

    def _made(self, ref: str) -> AESGCM:
        wrapped, key = self._vault.new_subject_key(ref)
        if _ADD_KEY.changed(self._driver, {"subject_ref": ref, **wrapped._asdict()}):
            return key
        theirs = self._opened(ref, _FIND_KEY.rows(self._driver, {"subject_ref": ref}))
        assert theirs is not None
        return theirs


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
