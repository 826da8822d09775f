"""Verifies a receipt off line, against the keys given and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.receipts.canonical import CanonicalError, Value, decode
from gateway.receipts.file import ReceiptFile, parse_receipt
from gateway.receipts.head import GroupHead, read_head
from gateway.receipts.keys import PublicKeys
from gateway.receipts.merkle import leaf_hash, root_from_path
from gateway.receipts.personal import Opening, salted_digest, sealed_digests, unseal
from gateway.receipts.verdict import Finding, Unverified
from schema.identifiers import Identifier, masked


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedReceipt:
    """A genuine receipt: the body as signed, the body with what is opened, and the head of its group."""

    body: Mapping[str, Value]
    opened: Mapping[str, Value]
    head: GroupHead


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Result of verification; `receipt` is there whenever it is genuine, also if it is not the one expected."""

    finding: Finding
    message: str
    receipt: VerifiedReceipt | None = None

    @property
    def ok(self) -> bool:
        """Tell whether the receipt may be relied on for what was expected."""
        return self.finding is Finding.GENUINE


def verify(
    receipt: bytes,
    keys: PublicKeys,
    *,
    expect_case: str | None = None,
    expect_subject: Identifier | None = None,
    expect_matter: str | None = None,
    expect_agency: str | None = None,
) -> Verdict:
    """Verify a receipt file: spelling, signature, key validity, inclusion, openings, then what was expected of it."""
    try:
        genuine = _genuine(parse_receipt(receipt), keys)
    except Unverified as found:
        return Verdict(finding=found.finding, message=found.message)
    try:
        _expect(genuine.body, "case_number", expect_case, Finding.OTHER_CASE)
        _expect(genuine.body, "matter", expect_matter, Finding.OTHER_MATTER)
        _expect(genuine.body, "agency", expect_agency, Finding.OTHER_AGENCY)
        _expect_subject(genuine.opened.get("subject"), expect_subject)
    except Unverified as found:
        return Verdict(finding=found.finding, message=found.message, receipt=genuine)
    return Verdict(finding=Finding.GENUINE, message=Finding.GENUINE.description, receipt=genuine)


def _genuine(file: ReceiptFile, keys: PublicKeys) -> VerifiedReceipt:
    head = read_head(file.head, keys)
    _check_inclusion(file, head)
    try:
        body = decode(file.body)
    except CanonicalError as error:
        raise Unverified(Finding.MALFORMED, "the signed body is not canonical JSON") from error
    if not isinstance(body, dict):
        raise Unverified(Finding.MALFORMED, "the signed body is not an object")
    _check_openings(body, file.openings)
    return VerifiedReceipt(body=body, opened=unseal(body, file.openings), head=head)


def _check_inclusion(file: ReceiptFile, head: GroupHead) -> None:
    if file.tree_size != head.size:
        raise Unverified(Finding.PROOF_WRONG, f"the proof is for {file.tree_size} receipts, the group has {head.size}")
    try:
        root = root_from_path(leaf_hash(file.body), file.leaf_index, file.tree_size, file.path)
    except ValueError as error:
        raise Unverified(Finding.PROOF_WRONG, f"the inclusion proof cannot be followed: {error}") from error
    if root != head.root:
        raise Unverified(Finding.RECEIPT_CHANGED, Finding.RECEIPT_CHANGED.description)


def _check_openings(body: Mapping[str, Value], openings: Mapping[str, Opening]) -> None:
    sealed = set(sealed_digests(body))
    for digest, opening in openings.items():
        if digest not in sealed or salted_digest(opening.salt, opening.value) != digest:
            raise Unverified(Finding.OPENING_WRONG, f"the value opened under {digest} is not one the body sealed")


def _expect(body: Mapping[str, Value], member: str, expected: str | None, finding: Finding) -> None:
    if expected is not None and body.get(member) != expected:
        raise Unverified(finding, f"{member} is {body.get(member)!r}, expected {expected!r}")


def _expect_subject(subject: Any, expected: Identifier | None) -> None:
    if expected is None:
        return
    if not isinstance(subject, dict) or subject.get("scheme") != expected.scheme.value:
        raise Unverified(Finding.OTHER_SUBJECT, f"the subject is not identified by {expected.scheme.value}")
    if isinstance(subject.get("value"), dict):
        raise Unverified(Finding.SUBJECT_SEALED, Finding.SUBJECT_SEALED.description)
    if subject.get("value") != expected.value:
        raise Unverified(Finding.OTHER_SUBJECT, f"the subject is not {masked(expected).value}")
