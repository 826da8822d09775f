"""Root queries: the check, subjects and their records, and the catalogues."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry
from strawberry.types import Info

from schema.accesses import Access
from schema.agencies import Agency, Matter
from schema.checks import Check, Subject
from schema.codes import Purpose, RecordKind
from schema.declare import resolver
from schema.errors import ErrorCode, Refusal
from schema.evaluations import RecognitionAgreement, Scale
from schema.graph.adoptions import AdoptionQueries
from schema.graph.caches import CacheQueries
from schema.graph.connections import After, Connection, First, page
from schema.graph.context import AccessQuestion, CheckQuestion, Context, SearchQuestion, SubjectQuestion
from schema.graph.decisions import DecisionQueries
from schema.graph.duty_accounts import DutyAccountQueries
from schema.graph.feedback import FeedbackQueries
from schema.graph.inputs import IdentifierInput
from schema.graph.joint_cases import JointCaseQueries
from schema.graph.news import NewsQueries
from schema.graph.notices import NoticeQueries
from schema.graph.objections import ObjectionQueries
from schema.graph.publications import PublicationQueries
from schema.graph.rectifications import RectificationQueries
from schema.graph.repairs import RepairQueries
from schema.graph.selection import selected_kinds
from schema.graph.supply_commitments import SupplyCommitmentQueries
from schema.graph.watches import WatchQueries
from schema.identifiers import Scheme
from schema.measures import CatalogueMeasure, ListAgreement
from schema.memoranda import Memorandum
from schema.offences import Offence
from schema.record_kinds import RecordKindBasis
from schema.searches import NameMatch, NameSearch
from schema.statistics import Statistics

Ctx = Info[Context, None]
Who = Annotated[IdentifierInput, strawberry.argument(description="The subject, by any identifier scheme.")]
Why = Annotated[Purpose, strawberry.argument(description="Why it is asked; the credential's grant must cover it.")]
AsOf = Annotated[date | None, strawberry.argument(description="Legal day (Asia/Shanghai); default today.")]
Deadline = Annotated[
    int | None,
    strawberry.argument(description="Milliseconds the answer may take; default and range are the gateway's settings."),
]
MaxAge = Annotated[
    int,
    strawberry.argument(
        description="Greatest age in seconds of cached answers to be used; 0 asks every source afresh. "
        "No restraint ever rests on a cached answer."
    ),
]
Kinds = Annotated[
    list[RecordKind] | None,
    strawberry.argument(description="Kinds of record wanted; default those whose lists are selected."),
]


@strawberry.type(description="Questions an approval system, an officer or a developer may ask.")
class Query(
    JointCaseQueries,
    CacheQueries,
    ObjectionQueries,
    DecisionQueries,
    FeedbackQueries,
    AdoptionQueries,
    SupplyCommitmentQueries,
    RectificationQueries,
    RepairQueries,
    NewsQueries,
    WatchQueries,
    PublicationQueries,
    NoticeQueries,
    DutyAccountQueries,
):
    """Root of every query."""

    @resolver(
        "One approval check: what every department knows of the subject, which measures apply and why, "
        "and what that means for the matter. Leaves a receipt, durable before the answer is sent."
    )
    async def check(  # noqa: PLR0917 - GraphQL arguments are always named
        self,
        info: Ctx,
        subject: Who,
        matter: Annotated[strawberry.ID, strawberry.argument(description="Id of the matter; see `matters`.")],
        purpose: Why,
        case_number: Annotated[
            str, strawberry.argument(description="The asker's own case number, bound into the receipt.")
        ],
        as_of: AsOf = None,
        deadline_ms: Deadline = None,
        max_age_seconds: MaxAge = 0,
    ) -> Check | None:
        """Answer a check."""
        question = CheckQuestion(
            scheme=subject.scheme,
            value=subject.value,
            matter=matter,
            purpose=purpose,
            case_number=case_number,
            as_of=as_of,
            deadline_ms=deadline_ms,
            max_age_seconds=max_age_seconds,
        )
        return await info.context.service.check(question)

    @resolver("A subject by identifier, with its records by kind, as the grant shows them.")
    async def subject(  # noqa: PLR0917 - as above
        self,
        info: Ctx,
        identifier: Who,
        purpose: Why,
        kinds: Kinds = None,
        deadline_ms: Deadline = None,
        max_age_seconds: MaxAge = 0,
    ) -> Subject | None:
        """Answer about one subject."""
        question = _question(info, purpose, kinds, deadline_ms, max_age_seconds)
        (answer,) = await info.context.service.subjects([(identifier.scheme, identifier.value)], question)
        if isinstance(answer, Refusal):
            raise answer
        return answer

    @resolver("Subjects in bulk, in the order asked; one that fails is null with an error of its own.")
    async def subjects(  # noqa: PLR0917 - as above
        self,
        info: Ctx,
        purpose: Why,
        identifiers: Annotated[
            list[IdentifierInput] | None, strawberry.argument(description="The subjects, by any identifier scheme.")
        ] = None,
        credit_codes: Annotated[
            list[str] | None,
            strawberry.argument(
                description="Further subjects by credit code; they follow `identifiers` in the answer."
            ),
        ] = None,
        kinds: Kinds = None,
        deadline_ms: Deadline = None,
        max_age_seconds: MaxAge = 0,
    ) -> list[Subject | None]:
        """Answer about several subjects; graphql-core turns each exception in the list into an error at its path."""
        question = _question(info, purpose, kinds, deadline_ms, max_age_seconds)
        wanted = [(identifier.scheme, identifier.value) for identifier in identifiers or ()]
        wanted += [(Scheme.CREDIT_CODE, code) for code in credit_codes or ()]
        return list(await info.context.service.subjects(wanted, question))  # type: ignore[arg-type]

    @resolver("The document of a receipt issued to the asking agency.")
    async def receipt(
        self,
        info: Ctx,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id of the receipt.")],  # noqa: A002 - the schema's name
    ) -> str | None:
        """Answer with the receipt document."""
        document = await info.context.service.receipt(id)
        if document is None:
            raise Refusal(ErrorCode.UNKNOWN_RECEIPT, "no such receipt was issued to your agency", where="id")
        return document

    @resolver("Agencies that take part, with their sources.")
    def agencies(self, info: Ctx, first: First = 100, after: After = None) -> Connection[Agency]:
        """Give a page of the catalogue."""
        return page(info.context.service.agencies(), lambda item: item.slug, first=first, after=after)

    @resolver("Matters a check can be made for.")
    def matters(self, info: Ctx, first: First = 100, after: After = None) -> Connection[Matter]:
        """Give a page of the catalogue."""
        return page(info.context.service.matters(), lambda item: item.id, first=first, after=after)

    @resolver("Catalogue of incentives and restraints on a date.")
    def measures(
        self, info: Ctx, first: First = 100, after: After = None, as_of: AsOf = None
    ) -> Connection[CatalogueMeasure]:
        """Give a page of the catalogue."""
        return page(info.context.service.measures(as_of), lambda item: item.id, first=first, after=after)

    @resolver("Memoranda of cooperation in force on a date.")
    def memoranda(
        self, info: Ctx, first: First = 100, after: After = None, as_of: AsOf = None
    ) -> Connection[Memorandum]:
        """Give a page of the catalogue."""
        return page(info.context.service.memoranda(as_of), lambda item: item.id, first=first, after=after)

    @resolver("Agreements on mutual recognition on a date.")
    def recognition_agreements(
        self, info: Ctx, first: First = 100, after: After = None, as_of: AsOf = None
    ) -> Connection[RecognitionAgreement]:
        """Give a page of the catalogue."""
        return page(info.context.service.recognition_agreements(as_of), lambda item: item.id, first=first, after=after)

    @resolver("Scales of evaluation on a date.")
    def scales(self, info: Ctx, first: First = 100, after: After = None, as_of: AsOf = None) -> Connection[Scale]:
        """Give a page of the catalogue."""
        return page(info.context.service.scales(as_of), lambda item: item.id, first=first, after=after)

    @resolver("Agreements by which a list of one region counts in another, on a date.")
    def list_agreements(
        self, info: Ctx, first: First = 100, after: After = None, as_of: AsOf = None
    ) -> Connection[ListAgreement]:
        """Give a page of the catalogue."""
        return page(info.context.service.list_agreements(as_of), lambda item: item.id, first=first, after=after)

    @resolver(
        "How many checks were answered how, by month, in fixed tables without any number that would tell of a group "
        "of fewer than five. For clients with a grant for statistics, who may ask nothing else."
    )
    async def statistics(
        self,
        info: Ctx,
        first: Annotated[str, strawberry.argument(name="from", description="First calendar month, such as `2026-09`.")],
        last: Annotated[
            str,
            strawberry.argument(name="to", description="Last calendar month, closed; at most 36 months in all."),
        ],
    ) -> Statistics | None:
        """Give the tables of closed months."""
        return await info.context.service.statistics(first, last)

    @resolver("Offences joint punishment may follow from, on a date.")
    def offences(self, info: Ctx, first: First = 100, after: After = None, as_of: AsOf = None) -> Connection[Offence]:
        """Give a page of the catalogue."""
        return page(info.context.service.offences(as_of), lambda item: item.id, first=first, after=after)

    @resolver("Kinds of record with the legal bases each rests on, on a date.")
    def record_kinds(
        self, info: Ctx, first: First = 100, after: After = None, as_of: AsOf = None
    ) -> Connection[RecordKindBasis]:
        """Give a page of the catalogue."""
        return page(info.context.service.record_kinds(as_of), lambda item: item.kind, first=first, after=after)

    @resolver(
        "Who was answered about a subject, the latest first, to be told to the subject at its request. For clients "
        "with a grant for telling subjects; the question leaves an entry too."
    )
    async def accesses(
        self,
        info: Ctx,
        subject: Who,
        case_number: Annotated[
            str, strawberry.argument(description="Number under which the subject's request is kept.")
        ],
        first: First = 100,
        after: After = None,
    ) -> Connection[Access] | None:
        """Give a page of the access entries about a subject."""
        question = AccessQuestion(
            scheme=subject.scheme, value=subject.value, case_number=case_number, first=first, after=after
        )
        return await info.context.service.accesses(question)

    @resolver(
        "Units by name, to find the identifier to ask by: at most 20, names, identifiers and status only. No guidance "
        "follows from a name, and persons are not searched. For clients with a grant for searching; each search is "
        "counted against the client's pace and leaves an entry for itself and for every unit in its answer."
    )
    async def search_subjects(  # noqa: PLR0917 - as above
        self,
        info: Ctx,
        name: Annotated[
            str, strawberry.argument(description="At least two Chinese characters, or four letters or digits.")
        ],
        purpose: Why,
        case_number: Annotated[str, strawberry.argument(description="The asker's own case number.")],
        match: Annotated[NameMatch, strawberry.argument(description="How it is searched.")] = NameMatch.PREFIX,
        first: Annotated[int, strawberry.argument(description="How many units at most, 1 to 20.")] = 20,
    ) -> NameSearch | None:
        """Find units by name."""
        question = SearchQuestion(name=name, match=match, purpose=purpose, case_number=case_number, first=first)
        return await info.context.service.search(question)


def _question(
    info: Ctx, purpose: Purpose, kinds: list[RecordKind] | None, deadline_ms: int | None, max_age_seconds: int
) -> SubjectQuestion:
    return SubjectQuestion(
        purpose=purpose,
        kinds=selected_kinds(info, kinds),
        deadline_ms=deadline_ms,
        max_age_seconds=max_age_seconds,
    )
