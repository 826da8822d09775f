"""Body of a receipt: what is signed of a check, in named members, personal values sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from gateway.receipts import base64url
from gateway.receipts.canonical import encode, encode_checked
from gateway.receipts.instants import instant_text
from gateway.receipts.personal import Opening, Personal, seal
from schema.checks import PackVersion
from schema.identifiers import Identifier

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Bytes a source answered, kept once by content; `of` is the ref of whom they are about (None: the subject)."""

    source: str
    media_type: str
    content: bytes = field(repr=False)
    of: str | None = None

    @property
    def digest(self) -> str:
        """Base64url SHA-256 of the content."""
        return base64url.to_text(sha256(self.content).digest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What every source truly answered, the records of measures the asker is not shown whole, and their evidence."""

    sources: Any
    records: Mapping[str, list[str]] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

    def text(self) -> str:
        """Write it as the text that is sealed."""
        named = [{"source": item.source, "sha256": item.digest} for item in self.evidence]
        records = {"records": dict(self.records)} if self.records else {}
        return encode({"sources": self.sources, "evidence": named, **records}).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDraft:
    """A check as it will be signed; trees may hold `Personal` marks and nothing that has no canonical form.

    Evidence is named by its digest; where `personal` evidence is about a natural person the digest is sealed too,
    because a short answer about a known number could be found again by trying. `withheld` is what the answer rests on
    and its asker may not see: it is sealed as one value, whose digest tells nothing. `persons` are kept beside the
    evidence, which names them by keyed places, and are not named in the body.
    """

    id: str
    agency: str
    subject: Identifier
    matter: str
    purpose: str
    case_number: str
    as_of: date
    known_at: datetime
    decided_at: datetime
    rights_position: int
    pack: PackVersion
    guidance: str
    measures: Any
    sources: Any
    inputs: Any = None
    answer: Any = None
    evidence: tuple[Evidence, ...] = ()
    withheld: Withheld | None = None
    persons: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReceipt:
    """The exact bytes that are signed and stored, and what opens the personal values in them."""

    id: str
    agency: str
    matter: str
    case_number: str
    body: bytes
    openings: Mapping[str, Opening] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


def seal_receipt(draft: ReceiptDraft, random: Callable[[int], bytes]) -> SealedReceipt:
    """Seal and encode a draft; `random` gives unpredictable bytes. `CanonicalError` for what cannot be signed."""
    tree, openings = seal(_tree(draft), random)
    return SealedReceipt(
        id=draft.id,
        agency=draft.agency,
        matter=draft.matter,
        case_number=draft.case_number,
        body=encode_checked(tree),
        openings=openings,
        evidence=(*draft.evidence, *(draft.withheld.evidence if draft.withheld else ()), *draft.persons),
    )


def _tree(draft: ReceiptDraft) -> dict[str, Any]:
    personal = draft.subject.scheme.personal
    value = draft.subject.value
    return {
        "version": VERSION,
        "id": draft.id,
        "agency": draft.agency,
        "subject": {"scheme": draft.subject.scheme.value, "value": Personal(value) if personal else value},
        "matter": draft.matter,
        "purpose": draft.purpose,
        "case_number": draft.case_number,
        "as_of": draft.as_of.isoformat(),
        "known_at": instant_text(draft.known_at),
        "decided_at": instant_text(draft.decided_at),
        "rights_position": draft.rights_position,
        "pack": {"id": str(draft.pack.id), "version": draft.pack.version, "digest": draft.pack.digest},
        "guidance": draft.guidance,
        "measures": draft.measures,
        "sources": draft.sources,
        "inputs": draft.inputs,
        "answer": draft.answer,
        "evidence": [_named(evidence, personal=personal) for evidence in draft.evidence],
        **({"withheld": Personal(draft.withheld.text())} if draft.withheld else {}),
    }


def _named(evidence: Evidence, *, personal: bool) -> dict[str, Any]:
    sealed = personal or evidence.of is not None
    return {"source": evidence.source, "sha256": Personal(evidence.digest, evidence.of) if sealed else evidence.digest}
