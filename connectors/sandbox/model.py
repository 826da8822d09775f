"""What is true in the town, before each source writes it in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connectors.sandbox.codes import Codes
from connectors.sandbox.commitment import Commitment
from connectors.sandbox.litigation import CourtJudgment, PublicAction
from schema.agencies import Agency
from schema.codes import Area, ModelSource, PenaltyKind, RecordStatus, Role, Severity, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Invented natural person."""

    name: str
    number: str  # resident identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Role a person holds in a unit; `until` is the last day, None while held."""

    person: Person
    role: Role
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """Person a decision names, and whether it finds the person directly responsible."""

    person: Person
    role: Role
    directly: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """Name a unit bore, with its first and last day."""

    name: str
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Invented unit as the registry knows it."""

    name: str
    codes: Codes
    kind: SubjectKind
    established: date
    state: str = "存续"
    former: tuple[FormerName, ...] = ()
    posts: tuple[Post, ...] = ()
    has_customs_code: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the issuer says of a decision today, and since when."""

    status: RecordStatus = RecordStatus.CURRENT
    since: date | None = None


STANDS = Standing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """Decision on an administrative penalty; amounts in yuan, `public_until` a last day."""

    id: str
    number: str | None
    issuer: Agency
    offence: str
    kinds: tuple[PenaltyKind, ...]
    basis: str
    decided: date
    conduct: date
    severity: Severity
    area: Area | None = None
    offence_id: str | None = None  # of the list of offences of the Guiding Opinions
    fine: Decimal | None = None
    confiscated: Decimal | None = None
    licence: str | None = None
    public_until: date | None = None
    standing: Standing = STANDS
    persons: tuple[Involved, ...] = ()
    hub_standing: Standing | None = None  # what the hub's copy still says; None: the same
    placeholder_authority: bool = False  # the hub does not know the authority's code


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Administrative licence; `until` is the last day it is valid."""

    id: str
    number: str
    issuer: Agency
    certificate: str
    certificate_number: str
    content: str
    decided: date
    until: date | None
    standing: Standing = STANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """Designation as integrity model; `until` is the last day."""

    id: str
    number: str
    title: str
    source: ModelSource
    decided: date
    until: date | None
    standing: Standing = STANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Entry on a serious-dishonesty list; `until` is the last day of its period."""

    id: str
    list_code: str
    number: str
    issuer: Agency
    reason: str
    decided: date
    conduct: date
    until: date
    area: Area | None
    offence_id: str | None = None
    name: str | None = None  # as the entry writes it, where that is not the unit's current name
    standing: Standing = STANDS
    exit_on: date | None = None
    exit_number: str | None = None
    persons: tuple[Involved, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforcement:
    """Court's entry of a dishonest person subject to enforcement."""

    id: int
    case_number: str
    filed: date
    decided: date
    able_and_refuses: bool | None
    until: date | None = None
    removed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Grade a department gave for a year."""

    year: int
    grade: str
    decided: date
    issuer: Agency | None  # None for a national body
    until: date | None = None
    score: Decimal | None = None  # in the points of the scale
    rated_with: Agency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFile:
    """What an association keeps about a member: its grades, and serious misconduct on the association's own list."""

    grades: tuple[Grade, ...] = ()
    misconduct: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Unit with everything the town's sources know about it."""

    unit: Unit
    penalties: tuple[Penalty, ...] = ()
    licences: tuple[Licence, ...] = ()
    designations: tuple[Designation, ...] = ()
    listings: tuple[Listing, ...] = ()
    enforcements: tuple[Enforcement, ...] = ()
    tax: tuple[Grade, ...] | None = None  # None: the tax service does not know the taxpayer
    environment: tuple[Grade, ...] = ()
    highway: tuple[Grade, ...] = ()
    customs: Grade | None = None
    commitments: tuple[Commitment, ...] = ()
    actions: tuple[PublicAction, ...] = ()
    judgments: tuple[CourtJudgment, ...] = ()
    member_file: MemberFile | None = None  # None: no member of the builders' association

    @property
    def code(self) -> str:
        """The unit's credit code."""
        return self.unit.codes.credit


@dataclass(frozen=True, slots=True, kw_only=True)
class NaturalPerson:
    """Person about whom sources keyed by resident identity know something of their own."""

    person: Person
    designations: tuple[Designation, ...] = ()
    enforcements: tuple[Enforcement, ...] = ()
    masked_at_court: bool = False
