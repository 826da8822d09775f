"""Publications of one client's visit: each step once, by who may; lists, numbers and duties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from gateway.proceedings.answering import answering
from gateway.proceedings.changing import Touched
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.reading import read_subject
from gateway.proceedings.records import locate_record
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid
from gateway.publications.lateness import lateness
from gateway.publications.model import PUBLICATIONS, PublicationFile
from gateway.publications.opening import Opening, of_decision, of_record
from gateway.publications.reading import read_page
from gateway.publications.showing import shown
from gateway.publications.steps import collect, open_publication, publish, take_down, withhold
from gateway.rules.model import RulePack
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted
from gateway.store.publications import publication_rows
from gateway.workflow.requests import Outcome, awaited_ahead
from schema.dates import legal_day
from schema.graph.connections import Window
from schema.graph.inputs import IdentifierInput
from schema.graph.publications import PublicationInput, PublicationsQuestion
from schema.identifiers import Identifier
from schema.publications import (
    CollectionPlatform,
    DisclosureRule,
    Publication,
    PublicationChange,
    PublicationDuty,
    PublicationLateness,
    TakeDownGround,
)


class PublicationDesk(ClientDesk):
    """Implements `schema.graph.publications.Publications` for one visit."""

    async def open_publication(self, order: PublicationInput, key: str) -> PublicationChange:
        """Open the publication of a decision of the asking agency, or of a record it collects."""
        self._authorise_publication()
        subject = _read_subject(order.subject, "input.subject")
        said = {
            "subject": self._office.vault.subject_ref(subject),
            "record": order.record,
            "decision": None if order.decision is None else {k: str(v) for k, v in vars(order.decision).items()},
        }
        prepared = await awaited_ahead(self._publication_prepared(order, subject))
        return await self._publication_once(
            "publication_open", said, key, lambda turn: open_publication(turn, prepared())
        )

    async def report_published(self, case_id: str, day: date, page: str, key: str) -> PublicationChange:
        """Enter the day the asking agency published, and where."""
        self._authorise_publication()
        address = read_page(page, "page")
        said = {"case": case_id, "day": str(day), "page": address}
        return await self._publication_once(
            "publication_publish", said, key, lambda turn: publish(turn, case_id, day, address)
        )

    async def report_collected(
        self, case_id: str, platform: CollectionPlatform, day: date, key: str
    ) -> PublicationChange:
        """Enter the day a platform collected."""
        self._authorise_publication()
        said = {"case": case_id, "platform": platform.value, "day": str(day)}
        return await self._publication_once(
            "publication_collect", said, key, lambda turn: collect(turn, case_id, platform, day)
        )

    async def withhold_publication(self, case_id: str, basis: str, key: str) -> PublicationChange:
        """Withhold a publication under a law or regulation."""
        self._authorise_publication()
        said = {"case": case_id, "basis": basis}
        return await self._publication_once(
            "publication_withhold", said, key, lambda turn: withhold(turn, case_id, basis)
        )

    async def take_down_publication(
        self, case_id: str, ground: TakeDownGround, day: date, key: str
    ) -> PublicationChange:
        """End a publication."""
        self._authorise_publication()
        said = {"case": case_id, "ground": ground.value, "day": str(day)}
        return await self._publication_once(
            "publication_end", said, key, lambda turn: take_down(turn, case_id, ground, day)
        )

    async def publication(self, case_id: str) -> Publication:
        """Give a publication the asking agency takes part in."""
        return self._shown_publication(await self._one(PUBLICATIONS, case_id))

    async def publications(self, question: PublicationsQuestion) -> Window[Publication]:
        """Give publications the asking agency takes part in, newest first."""
        self._authorise_publication()
        subject = None if question.subject is None else _read_subject(question.subject, "subject")
        wanted = ProceedingsWanted(
            kind=PUBLICATIONS.kind,
            agency=self._visit.grant.agency,
            states=() if question.state is None else (question.state.value,),
            subject_ref=None if subject is None else self._office.vault.subject_ref(subject),
            overdue=question.overdue,
        )
        return await self._page(PUBLICATIONS, wanted, question, self._shown_publication)

    async def publication_lateness(self, first: date, last: date) -> PublicationLateness:
        """Give the numbers of the asking agency's own decisions of some days."""
        self._authorise_publication()
        if first > last:
            raise invalid(f"{first} lies after {last}", "from", "write the earlier day first")
        agency, office = self._visit.grant.agency, self._office
        rows = await office.reader.call(lambda connection: tuple(publication_rows(connection, first, last, agency)))
        kinds = lateness(rows, legal_day(office.clock()), office.calendar)
        await self._told("publication_lateness", [Touched(f"DAYS:{first}/{last}", "")])
        return PublicationLateness(agency=agency, first=first, last=last, kinds=kinds)

    def publication_duties(self, as_of: date | None) -> Sequence[PublicationDuty]:
        """Give the duties in force on a date, today by default."""
        day = as_of or legal_day(self._office.clock())
        return tuple(duty for duty in self._publication_pack(day).duties if duty.in_force.holds_on(day))

    def disclosure_rules(self, as_of: date | None) -> Sequence[DisclosureRule]:
        """Give what may be shown to anybody on a date, today by default."""
        day = as_of or legal_day(self._office.clock())
        return tuple(rule for rule in self._publication_pack(day).disclosures if rule.in_force.holds_on(day))

    def _publication_pack(self, day: date) -> RulePack:
        return self._office.packs.governing(day, self._office.agencies[self._visit.grant.agency].region)

    def _authorise_publication(self) -> None:
        authorise_procedure(self._visit.grant, PUBLICATIONS.kind)

    async def _publication_prepared(self, order: PublicationInput, subject: Identifier) -> Opening:
        """Read what is opened, before the store is held; a record is looked up at the departments."""
        agency, office = self._visit.grant.agency, self._office
        if order.record is not None and order.decision is None:
            return of_record(await locate_record(subject, order.record, self._visit, office), subject, agency, office)
        if order.decision is not None and order.record is None:
            return of_decision(order.decision, subject, agency, office)
        raise invalid("both or neither of record and decision is given", "input", "give one of them")

    async def _publication_once(
        self, operation: str, said: dict[str, Any], key: str, do: Callable[[Turn], Outcome]
    ) -> PublicationChange:
        return await self._changes.once(operation, said, key, do, answering(PUBLICATIONS, self._publication_change))

    def _publication_change(self, found: PublicationFile, outcome: Outcome) -> PublicationChange:
        return PublicationChange(publication=self._shown_publication(found), sequence=outcome.sequence)

    def _shown_publication(self, found: PublicationFile) -> Publication:
        return shown(found, self._visit.grant.agency, legal_day(self._office.clock()), self._office.calendar)


def _read_subject(written: IdentifierInput, where: str) -> Identifier:
    """Give whom a decision is about; raises `Refusal` for a wrong code, or a scheme that names nobody by itself."""
    problem = f"a publication does not name its subject by {written.scheme.value}"
    return read_subject(written, where, problem)
