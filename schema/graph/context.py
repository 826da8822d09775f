"""What the resolvers are given: a service that answers questions for one authenticated client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from schema.accesses import Access
from schema.agencies import Agency, Matter
from schema.checks import Check, Subject
from schema.codes import Purpose, RecordKind
from schema.errors import Refusal
from schema.evaluations import RecognitionAgreement, Scale
from schema.graph.adoptions import Adoptions
from schema.graph.caches import Caches
from schema.graph.connections import Connection
from schema.graph.decisions import Decisions
from schema.graph.duty_accounts import DutyAccounting
from schema.graph.feedback import Feedbacks
from schema.graph.joint_cases import JointCases
from schema.graph.news import News
from schema.graph.notices import Notices
from schema.graph.objecting import Objections
from schema.graph.publications import Publications
from schema.graph.rectifications import Rectifications
from schema.graph.repairs import CreditRepairs
from schema.graph.supply_commitments import SupplyCommitments
from schema.graph.watches import Watches
from schema.identifiers import Scheme
from schema.measures import CatalogueMeasure, ListAgreement
from schema.memoranda import Memorandum
from schema.offences import Offence
from schema.record_kinds import RecordKindBasis
from schema.searches import NameMatch, NameSearch
from schema.statistics import Statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQuestion:
    """A check as asked; nothing has been validated yet."""

    scheme: Scheme
    value: str
    matter: str
    purpose: Purpose
    case_number: str
    as_of: date | None
    deadline_ms: int | None
    max_age_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectQuestion:
    """A question about subjects and their records; `kinds` None means every kind granted."""

    purpose: Purpose
    kinds: frozenset[RecordKind] | None
    deadline_ms: int | None
    max_age_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessQuestion:
    """Who asked about a subject, page by page, and the number under which its request is kept."""

    scheme: Scheme
    value: str
    case_number: str
    first: int
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuestion:
    """A name to be searched as asked; nothing has been validated yet."""

    name: str
    match: NameMatch
    purpose: Purpose
    case_number: str
    first: int


class Service(
    JointCases,
    Caches,
    Objections,
    Decisions,
    Feedbacks,
    Adoptions,
    SupplyCommitments,
    Rectifications,
    CreditRepairs,
    News,
    Watches,
    Publications,
    Notices,
    DutyAccounting,
    Protocol,
):
    """Answers questions for one client; raises `Refusal`, and nothing else that a client sees."""

    async def check(self, question: CheckQuestion) -> Check:
        """Answer a check, with its receipt durable."""
        ...

    async def subjects(
        self, wanted: Sequence[tuple[Scheme, str]], question: SubjectQuestion
    ) -> Sequence[Subject | Refusal]:
        """Answer about several subjects, one answer or refusal each, in order."""
        ...

    async def receipt(self, receipt_id: str) -> str | None:
        """Give the receipt document issued to this client's agency, or None."""
        ...

    async def accesses(self, question: AccessQuestion) -> Connection[Access]:
        """Give who was answered about a subject, the latest first."""
        ...

    async def search(self, question: SearchQuestion) -> NameSearch:
        """Find units by name; it decides nothing."""
        ...

    def agencies(self) -> Sequence[Agency]:
        """Give the catalogue of agencies."""
        ...

    def matters(self) -> Sequence[Matter]:
        """Give the catalogue of matters."""
        ...

    def measures(self, as_of: date | None) -> Sequence[CatalogueMeasure]:
        """Give the catalogue of measures of the pack that governs a date."""
        ...

    def memoranda(self, as_of: date | None) -> Sequence[Memorandum]:
        """Give the memoranda of cooperation in force on a date."""
        ...

    def recognition_agreements(self, as_of: date | None) -> Sequence[RecognitionAgreement]:
        """Give the recognition agreements of the pack that governs a date."""
        ...

    def scales(self, as_of: date | None) -> Sequence[Scale]:
        """Give the scales of the pack that governs a date."""
        ...

    def list_agreements(self, as_of: date | None) -> Sequence[ListAgreement]:
        """Give the agreements on lists of the pack that governs a date."""
        ...

    async def statistics(self, first: str, last: str) -> Statistics:
        """Give the numbers of answers of closed months, first to last, written `2026-09`."""
        ...

    def offences(self, as_of: date | None) -> Sequence[Offence]:
        """Give the offences on the list of the pack that governs a date."""
        ...

    def record_kinds(self, as_of: date | None) -> Sequence[RecordKindBasis]:
        """Give the kinds of record with the legal bases in force on a date."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Context of one GraphQL request; `renew` tells anew who asks, and gives the service for it."""

    service: Service
    request_id: str
    renew: Callable[[], Awaitable[Service]] | None = None

    async def again(self) -> Service:
        """Give the service for who asks as of now, for what goes on after the request; raises `Refusal`."""
        return self.service if self.renew is None else await self.renew()
