"""What a receipt keeps of a check, read back from its opened body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from gateway.receipts.body import VERSION
from gateway.simulation.comparison import CaseName
from schema.codes import FailureKind, OutcomeKind, Purpose
from schema.identifiers import Identifier, Scheme
from schema.measures import Guidance

Sealed = Mapping[str, str]


class Unjudgeable(Exception):  # noqa: N818 - an outcome of reading a receipt, told as such
    """A receipt that cannot be judged again; the message says why, without a value of a person."""


class KeptSubject(msgspec.Struct, frozen=True):
    """Subject a receipt names; a person's number stays sealed once it is erased."""

    scheme: Scheme
    value: str | dict[str, str]


class KeptPack(msgspec.Struct, frozen=True):
    """Pack a receipt was made by."""

    id: str
    version: str
    digest: str


class KeptReport(msgspec.Struct, frozen=True):
    """One source's outcome as its asker was shown it."""

    source: str
    required: bool
    outcome: OutcomeKind
    failure: FailureKind | None
    retrieved_at: datetime | None
    data_as_of: datetime | None
    cached: bool


class KeptInputs(msgspec.Struct, frozen=True):
    """What was asked by, and the legal day the answer was given on."""

    asked_by: Scheme
    today: date


class KeptWithheld(msgspec.Struct, frozen=True):
    """One thing the asker's grant hid."""

    what: str
    reason: str


class KeptInspection(msgspec.Struct, frozen=True):
    """Class of inspection that was advised."""

    name: str = msgspec.field(name="class")


class KeptAnswer(msgspec.Struct, frozen=True):
    """The part of the answer beside guidance and measures that is read back."""

    floor: Guidance | None
    missing: tuple[str, ...]
    withheld: tuple[KeptWithheld, ...]
    inspection: KeptInspection | None = None


class KeptEvidence(msgspec.Struct, frozen=True):
    """Name of one piece of evidence; the digest of a person's stays sealed once it is erased."""

    source: str
    sha256: str | dict[str, str]


class KeptBehind(msgspec.Struct, frozen=True):
    """What every source truly answered, and the evidence its asker was not shown; sealed for units too."""

    sources: tuple[KeptReport, ...]
    evidence: tuple[KeptEvidence, ...]


class KeptCheck(msgspec.Struct, frozen=True):
    """The signed body of a receipt, personal values opened as far as they still can be."""

    version: int
    id: str
    agency: str
    subject: KeptSubject
    matter: str
    purpose: Purpose
    case_number: str
    as_of: date
    known_at: datetime
    rights_position: int
    pack: KeptPack
    guidance: Guidance
    measures: tuple[dict[str, Any], ...]
    sources: tuple[KeptReport, ...]
    inputs: KeptInputs
    answer: KeptAnswer
    evidence: tuple[KeptEvidence, ...]
    withheld: str | dict[str, str] | None = None

    @property
    def identifier(self) -> Identifier:
        """The subject; raises `Unjudgeable` if it is erased."""
        if not isinstance(self.subject.value, str):
            raise Unjudgeable("its subject is sealed, and what opens it was erased or is under another master key")
        return Identifier(scheme=self.subject.scheme, value=self.subject.value)

    @property
    def name(self) -> CaseName:
        """Name the case; a person by the scheme alone, as the receipt file that is given out does."""
        personal = self.subject.scheme.personal or not isinstance(self.subject.value, str)
        return CaseName(
            receipt=self.id,
            subject=f"{self.subject.scheme.value}:{'(sealed)' if personal else self.subject.value}",
            matter=self.matter,
            agency=self.agency,
            as_of=self.as_of.isoformat(),
        )


def read_check(opened: Any) -> KeptCheck:
    """Read an opened body; raises `Unjudgeable`."""
    try:
        kept = msgspec.convert(opened, KeptCheck)
    except msgspec.ValidationError as error:
        raise Unjudgeable("it lacks a member, or holds one this version does not know") from error
    if kept.version != VERSION:
        raise Unjudgeable(f"its body is of version {kept.version}, and {VERSION} is what can be read")
    return _with_withheld(kept)


def _with_withheld(kept: KeptCheck) -> KeptCheck:
    """Put what was sealed for its asker back in place; a receipt of an older version, or an erased one, has none."""
    if not isinstance(kept.withheld, str):
        return kept
    try:
        behind = msgspec.json.decode(kept.withheld, type=KeptBehind)
    except msgspec.DecodeError as error:
        raise Unjudgeable("what it seals for its asker is in a form this version does not know") from error
    answer = msgspec.structs.replace(kept.answer, withheld=())
    evidence = (*kept.evidence, *behind.evidence)
    return msgspec.structs.replace(kept, sources=behind.sources, evidence=evidence, answer=answer)
