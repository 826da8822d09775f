"""A service that notes what it was asked, for tests of the graph alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import strawberry

from schema.accesses import Access, AccessOperation
from schema.agencies import Agency, Matter
from schema.caches import SourceCache
from schema.checks import Check, Subject
from schema.codes import AgencyKind
from schema.errors import ErrorCode, Refusal
from schema.evaluations import RecognitionAgreement, Scale
from schema.graph import CheckQuestion, SubjectQuestion
from schema.graph.connections import Connection, Window, connection
from schema.graph.context import AccessQuestion, SearchQuestion
from schema.identifiers import Scheme, parse_identifier
from schema.measures import CatalogueMeasure, ListAgreement
from schema.memoranda import Memorandum
from schema.offences import Offence
from schema.record_kinds import RecordKindBasis
from schema.searches import NamedUnit, NameMatch, NameSearch
from schema.statistics import SMALLEST_GROUP, Statistics
from tests.schema.graph.asked_adoptions import NotingAdoptions
from tests.schema.graph.asked_cases import NotingCases
from tests.schema.graph.asked_commitments import NotingCommitments
from tests.schema.graph.asked_decisions import NotingDecisions
from tests.schema.graph.asked_news import NotingNews
from tests.schema.graph.asked_notices import NotingAccounts, NotingNotices
from tests.schema.graph.asked_objections import NotingObjections
from tests.schema.graph.asked_publications import NotingPublications
from tests.schema.graph.asked_rights import NotingRights
from tests.schema.graph.asked_watches import NotingWatches


@dataclass
class NotingService(
    NotingCases,
    NotingObjections,
    NotingDecisions,
    NotingAdoptions,
    NotingCommitments,
    NotingRights,
    NotingNews,
    NotingWatches,
    NotingPublications,
    NotingNotices,
    NotingAccounts,
):
    """Implements `schema.graph.Service`: checks are refused, subjects exist where their identifier is well formed."""

    checks: list[CheckQuestion] = field(default_factory=list)
    questions: list[SubjectQuestion] = field(default_factory=list)
    months: list[tuple[str, str]] = field(default_factory=list)

    async def check(self, question: CheckQuestion) -> Check:
        """Note the question and refuse it."""
        self.checks.append(question)
        raise Refusal(ErrorCode.FORBIDDEN, "not today", where="purpose", hint="ask tomorrow")

    async def subjects(
        self, wanted: Sequence[tuple[Scheme, str]], question: SubjectQuestion
    ) -> Sequence[Subject | Refusal]:
        """Note the question and give a subject, or the refusal of a wrong identifier, in order."""
        self.questions.append(question)
        return [_subject(scheme, text, place) for place, (scheme, text) in enumerate(wanted)]

    def source_caches(self, source: str | None) -> Sequence[SourceCache]:
        """Keep nothing of any source."""
        return (
            SourceCache(
                source=source or "court",
                agency="court",
                answers=0,
                freshness_seconds=300.0,
                absence_freshness_seconds=60.0,
                reused=0,
                asked=0,
                oldest_at=None,
            ),
        )

    def drop_answers(self, source: str | None) -> Sequence[SourceCache]:
        """Keep nothing after it either."""
        return self.source_caches(source)

    async def receipt(self, receipt_id: str) -> str | None:
        """Know one receipt."""
        return "{}" if receipt_id == "known" else None

    async def accesses(self, question: AccessQuestion) -> Connection[Access]:
        """Know of one entry."""
        entry = Access(
            id=strawberry.ID("7"),
            on=date(2026, 11, 24),
            operation=AccessOperation.CHECK,
            agency="court",
            agency_name=question.case_number,
        )
        return connection(Window(nodes=(entry,), more=True, total=2), lambda each: each.id)

    async def search(self, question: SearchQuestion) -> NameSearch:
        """Find one unit of the very name."""
        unit = NamedUnit(name=question.name, identifiers=(), source=strawberry.ID("registry"))
        return NameSearch(units=(unit,), more=question.match is NameMatch.PREFIX)

    def agencies(self) -> Sequence[Agency]:
        """Give three agencies."""
        return [_agency(slug) for slug in ("court", "ecology", "tax")]

    def matters(self) -> Sequence[Matter]:
        """Give none."""
        return ()

    def measures(self, as_of: date | None) -> Sequence[CatalogueMeasure]:
        """Give none."""
        return ()

    def offences(self, as_of: date | None) -> Sequence[Offence]:
        """Give none."""
        return ()

    def record_kinds(self, as_of: date | None) -> Sequence[RecordKindBasis]:
        """Give none."""
        return ()

    def memoranda(self, as_of: date | None) -> Sequence[Memorandum]:
        """Give none."""
        return ()

    def recognition_agreements(self, as_of: date | None) -> Sequence[RecognitionAgreement]:
        """Give none."""
        return ()

    def scales(self, as_of: date | None) -> Sequence[Scale]:
        """Give none."""
        return ()

    def list_agreements(self, as_of: date | None) -> Sequence[ListAgreement]:
        """Give none."""
        return ()

    async def statistics(self, first: str, last: str) -> Statistics:
        """Note the months and know of none."""
        self.months.append((first, last))
        return Statistics(smallest_group=SMALLEST_GROUP, months=())


def _subject(scheme: Scheme, text: str, place: int) -> Subject | Refusal:
    try:
        return Subject(name=parse_identifier(scheme, text, where=f"identifiers[{place}]").value, identifiers=())
    except Refusal as refusal:
        return refusal


def _agency(slug: str) -> Agency:
    return Agency(
        slug=strawberry.ID(slug),
        name=slug,
        name_zh=slug,
        code="11990000TA02LY007P",
        kind=AgencyKind.GOVERNMENT,
        region="990000",
        field=slug,
    )
