"""Publications that note what they are asked, for the tests of the graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import strawberry

from schema.codes import AgencyKind, RecordKind
from schema.dates import period
from schema.graph.connections import Window
from schema.graph.publications import PublicationInput, PublicationsQuestion
from schema.measures import BasisConfidence, BasisKind, LegalBasis
from schema.publications import (
    Collection,
    CollectionPlatform,
    DisclosureRule,
    Publication,
    PublicationChange,
    PublicationDuty,
    PublicationLateness,
    PublicationState,
    TakeDownGround,
)

BASIS = LegalBasis(
    id=strawberry.ID("guofa-2016-33-17"),
    title="Guiding Opinions",
    title_zh="指导意见",
    kind=BasisKind.CENTRAL_POLICY,
    in_force=period(date(2016, 5, 30)),
    confidence=BasisConfidence.VERIFIED,
)
DUTY = PublicationDuty(
    id=strawberry.ID("double-publicity"),
    title="Double publicity",
    title_zh="双公示",
    record_kinds=(RecordKind.LICENCE, RecordKind.PENALTY),
    holders=(AgencyKind.GOVERNMENT,),
    working_days=7,
    basis=BASIS,
    in_force=period(date(2016, 5, 30)),
)
PUBLICATION = Publication(
    id=strawberry.ID("publication-1"),
    state=PublicationState.DUE,
    opened_at=datetime(2026, 11, 24, 4, tzinfo=UTC),
    agency="ecology",
    region="990000",
    record=strawberry.ID("decision:1"),
    record_kind=RecordKind.PENALTY,
    decided_on=date(2026, 11, 20),
    due_on=date(2026, 12, 1),
    collections=(Collection(platform=CollectionPlatform.CREDIT_CHINA),),
    working_days_late=None,
    duty=DUTY,
    trail=(),
    next_steps=(PublicationState.PUBLISHED, PublicationState.WITHHELD),
)


@dataclass
class NotingPublications:
    """Implements `schema.graph.publications.Publications`."""

    publishing: list[tuple[Any, ...]] = field(default_factory=list)

    async def open_publication(self, order: PublicationInput, key: str) -> PublicationChange:
        """Note it."""
        number = order.decision.document_number if order.decision else order.record
        return self._published("open", number, order.subject.value, key)

    async def report_published(self, case_id: str, day: date, page: str, key: str) -> PublicationChange:
        """Note it."""
        return self._published("publish", case_id, day, page, key)

    async def report_collected(
        self, case_id: str, platform: CollectionPlatform, day: date, key: str
    ) -> PublicationChange:
        """Note it."""
        return self._published("collect", case_id, platform, day, key)

    async def withhold_publication(self, case_id: str, basis: str, key: str) -> PublicationChange:
        """Note it."""
        return self._published("withhold", case_id, basis, key)

    async def take_down_publication(
        self, case_id: str, ground: TakeDownGround, day: date, key: str
    ) -> PublicationChange:
        """Note it."""
        return self._published("end", case_id, ground, day, key)

    async def publication(self, case_id: str) -> Publication:
        """Note it."""
        self.publishing.append(("read", case_id))
        return PUBLICATION

    async def publications(self, question: PublicationsQuestion) -> Window[Publication]:
        """Note it, and give one of two."""
        self.publishing.append(("list", question.state, question.overdue, question.first, question.after))
        return Window(nodes=(PUBLICATION,), more=True, total=2)

    async def publication_lateness(self, first: date, last: date) -> PublicationLateness:
        """Note it, and give nothing."""
        self.publishing.append(("lateness", first, last))
        return PublicationLateness(agency="ecology", first=first, last=last, kinds=())

    def publication_duties(self, as_of: date | None) -> Sequence[PublicationDuty]:
        """Note it, and give one."""
        self.publishing.append(("duties", as_of))
        return (DUTY,)

    def disclosure_rules(self, as_of: date | None) -> Sequence[DisclosureRule]:
        """Note it, and give none."""
        self.publishing.append(("disclosures", as_of))
        return ()

    def _published(self, *order: Any) -> PublicationChange:
        self.publishing.append(order)
        return PublicationChange(publication=PUBLICATION, sequence=7)
