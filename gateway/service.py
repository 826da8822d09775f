"""The service behind the GraphQL graph: answers the questions of one client's visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gateway.accesses.answering import answer_accesses
from gateway.accounting.answering import answer_duty_accounts
from gateway.adopting.desk import AdoptionDesk
from gateway.caches.desk import CacheDesk
from gateway.cases.desk import JointCaseDesk
from gateway.checking import answer_check
from gateway.commitments.desk import SupplyDesk
from gateway.decisions.desk import DecisionDesk
from gateway.delivering.desk import DeliveryDesk
from gateway.feedback.desk import FeedbackDesk
from gateway.looking import Look
from gateway.notices.desk import NoticeDesk
from gateway.objections.desk import ObjectionDesk
from gateway.publications.desk import PublicationDesk
from gateway.receipt_reading import answer_receipt
from gateway.rectifications.desk import RectificationDesk
from gateway.repairs.desk import RepairDesk
from gateway.rules.model import RulePack
from gateway.searching.answering import answer_search
from gateway.statistics.answering import answer_statistics
from gateway.watches.desk import WatchDesk
from schema.accesses import Access
from schema.agencies import Agency, Matter
from schema.checks import Check, Subject
from schema.codes import RecordKind
from schema.dates import legal_day
from schema.duty_accounts import DutyAccounts
from schema.errors import Refusal
from schema.evaluations import RecognitionAgreement, Scale
from schema.graph.connections import Connection
from schema.graph.context import AccessQuestion, CheckQuestion, SearchQuestion, SubjectQuestion
from schema.identifiers import Scheme
from schema.measures import CatalogueMeasure, ListAgreement
from schema.memoranda import Memorandum
from schema.offences import Offence
from schema.record_kinds import RecordKindBasis
from schema.searches import NameSearch
from schema.statistics import Statistics


class ClientService(
    JointCaseDesk,
    CacheDesk,
    ObjectionDesk,
    DecisionDesk,
    FeedbackDesk,
    AdoptionDesk,
    SupplyDesk,
    RectificationDesk,
    RepairDesk,
    DeliveryDesk,
    WatchDesk,
    PublicationDesk,
    NoticeDesk,
):
    """Implements `schema.graph.Service` for one visit."""

    async def check(self, question: CheckQuestion) -> Check:
        """Answer a check, with its receipt durable."""
        return await answer_check(question, self._visit, self._office)

    async def subjects(
        self, wanted: Sequence[tuple[Scheme, str]], question: SubjectQuestion
    ) -> Sequence[Subject | Refusal]:
        """Answer about several subjects, one answer or refusal each, in order."""
        return await Look(question, self._visit, self._office).answer(wanted)

    async def receipt(self, receipt_id: str) -> str | None:
        """Give the receipt document if it was issued to this client's agency and its grant covers what it shows."""
        return await answer_receipt(receipt_id, self._visit, self._office)

    async def accesses(self, question: AccessQuestion) -> Connection[Access]:
        """Give who was answered about a subject, if the grant is for telling subjects."""
        return await answer_accesses(question, self._visit, self._office)

    async def search(self, question: SearchQuestion) -> NameSearch:
        """Find units by name, if the grant is for searching."""
        return await answer_search(question, self._visit, self._office)

    def agencies(self) -> Sequence[Agency]:
        """Give the catalogue of agencies."""
        return tuple(self._office.agencies.values())

    def matters(self) -> Sequence[Matter]:
        """Give the catalogue of matters."""
        return tuple(self._office.matters.values())

    def measures(self, as_of: date | None) -> Sequence[CatalogueMeasure]:
        """Give the catalogue of measures of the pack that governs a date for the asker, today by default."""
        pack = self._governing(as_of)
        return tuple(entry.measure for entry in pack.catalogue.values())

    def memoranda(self, as_of: date | None) -> Sequence[Memorandum]:
        """Give the memoranda of cooperation in force on a date, today by default."""
        day = self._day(as_of)
        return tuple(each for each in self._office.memoranda.values() if each.in_force.holds_on(day))

    def recognition_agreements(self, as_of: date | None) -> Sequence[RecognitionAgreement]:
        """Give the recognition agreements of the pack that governs a date for the asker, today by default."""
        pack = self._governing(as_of)
        return (*(rule.shown for rule in pack.agreements), *(rule.shown for rule in pack.defaults))

    def scales(self, as_of: date | None) -> Sequence[Scale]:
        """Give the scales of the pack that governs a date for the asker, today by default."""
        pack = self._governing(as_of)
        return tuple(rule.scale for rule in pack.scales.values())

    def list_agreements(self, as_of: date | None) -> Sequence[ListAgreement]:
        """Give the agreements on lists of the pack that governs a date for the asker, today by default."""
        return self._governing(as_of).list_agreements

    async def statistics(self, first: str, last: str) -> Statistics:
        """Give the numbers of answers of closed months, if the grant is for them."""
        return await answer_statistics(first, last, self._visit, self._office)

    async def duty_accounts(self, first: str, last: str) -> DutyAccounts:
        """Give what the client's agency, or those it coordinates, did of their duties in closed months."""
        return await answer_duty_accounts(first, last, self._visit, self._office)

    def offences(self, as_of: date | None) -> Sequence[Offence]:
        """Give the offences on the list on a date, by the pack that governs it for the asker, today by default."""
        day = self._day(as_of)
        return tuple(each for each in self._governing(day).offences.values() if each.in_force.holds_on(day))

    def record_kinds(self, as_of: date | None) -> Sequence[RecordKindBasis]:
        """Give the kinds of record with their bases on a date, by the pack that governs it, today by default."""
        day = self._day(as_of)
        entries = (each for kind in RecordKind for each in self._governing(day).record_kinds.get(kind, ()))
        return tuple(each for each in entries if each.in_force.holds_on(day))

    def _governing(self, as_of: date | None) -> RulePack:
        return self._office.packs.governing(self._day(as_of), self._office.agencies[self._visit.grant.agency].region)

    def _day(self, as_of: date | None) -> date:
        return as_of or legal_day(self._office.clock())
