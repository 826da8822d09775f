"""Queries, mutations and inputs of publications, and the Protocol they are asked through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.codes import RecordKind, Severity
from schema.declare import resolver
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.graph.inputs import IdentifierInput
from schema.publications import (
    CollectionPlatform,
    DisclosureRule,
    Publication,
    PublicationChange,
    PublicationDuty,
    PublicationLateness,
    PublicationState,
    TakeDownGround,
)

MOST_PUBLICATIONS = 50
PublicationId = Annotated[strawberry.ID, strawberry.argument(description="Id of the publication.")]
_First = Annotated[int, strawberry.argument(description=f"How many at most, 1 to {MOST_PUBLICATIONS}.")]
_AsOf = Annotated[date | None, strawberry.argument(description="Day they are in force; default today.")]


@strawberry.input(description="Decision as the department that made it reports it for publication.")
class DecisionToPublishInput:
    """Decision as its department writes it."""

    kind: RecordKind = strawberry.field(description="Kind of decision, such as LICENCE or PENALTY.")
    document_number: str = strawberry.field(description="Number of the decision document.")
    decided_on: date = strawberry.field(description="Legal day of the decision.")
    severity: Severity | None = strawberry.field(
        description="How serious your agency found the conduct; it sets how long a penalty may be public.", default=None
    )


@strawberry.input(description="What is to be published: one of `decision` and `record`.")
class PublicationInput:
    """Publication as it is opened."""

    subject: IdentifierInput = strawberry.field(
        description="Whom the decision is about: a unit by its credit code, a person by the resident identity number."
    )
    decision: DecisionToPublishInput | None = strawberry.field(
        description="A decision of your agency, whether or not a source delivers it yet.", default=None
    )
    record: strawberry.ID | None = strawberry.field(
        description="A record found at the departments, by the id a check gives it; the days it states are used.",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationsQuestion:
    """A question about the publications of the asking agency, as asked."""

    state: PublicationState | None
    subject: IdentifierInput | None
    overdue: bool | None
    first: int
    after: str | None


class Publications(Protocol):
    """Keeps publications for one client; raises `Refusal`, and nothing else that a client sees."""

    async def open_publication(self, order: PublicationInput, key: str) -> PublicationChange:
        """Open a publication."""
        ...

    async def report_published(self, case_id: str, day: date, page: str, key: str) -> PublicationChange:
        """Enter the day it was published, and where."""
        ...

    async def report_collected(
        self, case_id: str, platform: CollectionPlatform, day: date, key: str
    ) -> PublicationChange:
        """Enter the day a platform collected it."""
        ...

    async def withhold_publication(self, case_id: str, basis: str, key: str) -> PublicationChange:
        """Withhold it under a law or regulation."""
        ...

    async def take_down_publication(
        self, case_id: str, ground: TakeDownGround, day: date, key: str
    ) -> PublicationChange:
        """End it."""
        ...

    async def publication(self, case_id: str) -> Publication:
        """Give a publication the asking agency takes part in."""
        ...

    async def publications(self, question: PublicationsQuestion) -> Window[Publication]:
        """Give publications the asking agency takes part in, newest first."""
        ...

    async def publication_lateness(self, first: date, last: date) -> PublicationLateness:
        """Give the numbers of the asking agency's own decisions of some days."""
        ...

    def publication_duties(self, as_of: date | None) -> Sequence[PublicationDuty]:
        """Give the duties in force on a date."""
        ...

    def disclosure_rules(self, as_of: date | None) -> Sequence[DisclosureRule]:
        """Give what may be shown to anybody on a date."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Publications: ...


PublicationInfo = Info[_Asked, None]


@strawberry.type
class PublicationQueries:
    """Queries of publications, joined to the root."""

    @resolver("A publication your agency takes part in, as the department that decided or as keeper of a platform.")
    async def publication(
        self,
        info: PublicationInfo,
        id: PublicationId,  # noqa: A002 - the schema's name
    ) -> Publication | None:
        """Answer with the publication."""
        return await info.context.service.publication(id)

    @resolver("Publications your agency takes part in, newest first.")
    async def publications(  # noqa: PLR0917 - the arguments of the field
        self,
        info: PublicationInfo,
        first: _First = 20,
        after: After = None,
        state: Annotated[
            PublicationState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
        subject: Annotated[
            IdentifierInput | None, strawberry.argument(description="Only those about this subject.")
        ] = None,
        overdue: Annotated[
            bool | None, strawberry.argument(description="Only those found overdue, or only the others.")
        ] = None,
    ) -> Connection[Publication]:
        """Answer with a page of publications."""
        question = PublicationsQuestion(state=state, subject=subject, overdue=overdue, first=first, after=after)
        return connection(await info.context.service.publications(question), lambda each: each.id)

    @resolver("How your agency's own decisions of some days were published, in numbers (GO-17-f).")
    async def publication_lateness(
        self,
        info: PublicationInfo,
        from_: Annotated[date, strawberry.argument(name="from", description="First day of decisions counted.")],
        to: Annotated[date, strawberry.argument(description="Last day of decisions counted.")],
    ) -> PublicationLateness | None:
        """Answer with the numbers."""
        return await info.context.service.publication_lateness(from_, to)

    @resolver("Who must publish which decisions, within how many working days, and the exceptions (GO-17).")
    async def publication_duties(self, info: PublicationInfo, as_of: _AsOf = None) -> list[PublicationDuty]:
        """Answer with the duties in force."""
        return list(info.context.service.publication_duties(as_of))

    @resolver("What the one-stop public query shows to anybody, and by what law.")
    async def disclosure_rules(self, info: PublicationInfo, as_of: _AsOf = None) -> list[DisclosureRule]:
        """Answer with the rules in force."""
        return list(info.context.service.disclosure_rules(as_of))


@strawberry.type
class PublicationMutations:
    """Mutations of publications, joined to the root."""

    @resolver(
        "Open the publication of a decision: one of your agency's, or a record that was found and that your agency "
        "issued or collects."
    )
    async def open_publication(
        self,
        info: PublicationInfo,
        input: Annotated[PublicationInput, strawberry.argument(description="What is to be published.")],  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> PublicationChange | None:
        """Open a publication."""
        return await info.context.service.open_publication(input, idempotency_key)

    @resolver("Report that your agency published a decision, when and where (上网公示).")
    async def report_published(
        self,
        info: PublicationInfo,
        publication: PublicationId,
        published_on: Annotated[date, strawberry.argument(description="Legal day it was published.")],
        page: Annotated[str, strawberry.argument(description="Public web page of it on your agency's site.")],
        idempotency_key: Key,
    ) -> PublicationChange | None:
        """Enter a publishing."""
        return await info.context.service.report_published(publication, published_on, page, idempotency_key)

    @resolver("Report that a platform collected what was published (归集), as its keeper or as who published.")
    async def report_collected(
        self,
        info: PublicationInfo,
        publication: PublicationId,
        platform: Annotated[CollectionPlatform, strawberry.argument(description="The platform.")],
        collected_on: Annotated[date, strawberry.argument(description="Legal day it was collected.")],
        idempotency_key: Key,
    ) -> PublicationChange | None:
        """Enter a collection."""
        return await info.context.service.report_collected(publication, platform, collected_on, idempotency_key)

    @resolver("Withhold a decision of your agency from the public, under a law or regulation (GO-17-b).")
    async def withhold_publication(
        self,
        info: PublicationInfo,
        publication: PublicationId,
        basis: Annotated[
            strawberry.ID, strawberry.argument(description="Id of a legal basis among the exceptions of its duty.")
        ],
        idempotency_key: Key,
    ) -> PublicationChange | None:
        """Withhold a publication."""
        return await info.context.service.withhold_publication(publication, basis, idempotency_key)

    @resolver("Report that your agency no longer publishes a decision (停止公示).")
    async def take_down_publication(
        self,
        info: PublicationInfo,
        publication: PublicationId,
        ground: Annotated[TakeDownGround, strawberry.argument(description="Why.")],
        taken_down_on: Annotated[date, strawberry.argument(description="Legal day it was taken down.")],
        idempotency_key: Key,
    ) -> PublicationChange | None:
        """End a publication."""
        return await info.context.service.take_down_publication(publication, ground, taken_down_on, idempotency_key)
