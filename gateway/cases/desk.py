"""Joint cases of one client's visit: changed in one transaction each, read with an access entry for each shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection

from gateway.cases.endings import ending_of
from gateway.cases.ledger import Ledger, unknown_case
from gateway.cases.orders import carrying, opening
from gateway.cases.record import CaseRecord
from gateway.cases.view import shown
from gateway.cases.words import read_reason, read_subject, read_words
from gateway.checking import Visit
from gateway.noting import note
from gateway.office import Office
from gateway.receipts.canonical import encode
from gateway.rights.state import RightsState
from gateway.stages.authorise import authorise_initiating, authorise_joint_cases, authorise_responding
from gateway.stages.record import leased
from gateway.store.access import add_access
from gateway.store.case_lists import CaseIds, CasesWanted, is_shown, list_cases, open_cases
from gateway.store.cases import find_file, record_of
from gateway.store.errors import StoreError
from gateway.store.requests import find_outcome, keep_outcome
from gateway.store.rights_log import read_after
from gateway.store.submission import AccessEntry
from gateway.workflow.requests import Outcome, Request, ahead, read_key
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.graph.connections import Window, check_first, unknown_cursor
from schema.graph.joint_cases import MOST_CASES, JointCaseInput, JointCasesQuestion
from schema.joint_cases import JointCase, JointCaseChange, JointCaseResponse

log = logging.getLogger(__name__)
T = TypeVar("T")

READ, OPEN, RESPOND, CARRY, END = "case_read", "case_open", "case_respond", "case_carry", "case_end"


class JointCaseDesk:
    """Implements `schema.graph.joint_cases.JointCases` for one visit."""

    def __init__(self, visit: Visit, office: Office) -> None:
        self._visit = visit
        self._office = office

    async def open_joint_case(self, order: JointCaseInput, key: str) -> JointCaseChange:
        """Open a case as designating department."""
        authorise_initiating(self._visit.grant)
        prepared = ahead(partial(opening, order, self._visit.grant.agency, self._office))
        subject = read_subject(order.subject, "input.subject")
        said = {
            "subject": self._office.vault.subject_ref(subject),
            "designation": {name: str(value) for name, value in vars(order.designation).items()},
            "measures": list(order.measures),
            "implementers": list(order.implementers),
        }
        return await self._change(OPEN, said, key, lambda ledger: ledger.open(*prepared()))

    async def respond_to_joint_case(
        self, case_id: str, response: JointCaseResponse, reason: str | None, key: str
    ) -> JointCaseChange:
        """Respond for the asking agency."""
        authorise_responding(self._visit.grant)
        why = read_reason(response, reason)
        said = {"case": case_id, "response": response.value, "reason": why}
        return await self._change(RESPOND, said, key, lambda ledger: ledger.respond(case_id, response, why))

    async def carry_across(self, case_id: str, region: str, agencies: Sequence[str], key: str) -> JointCaseChange:
        """Carry a case into a region."""
        authorise_joint_cases(self._visit.grant)
        invite = ahead(partial(carrying, region, agencies, self._visit.grant.agency, self._office))
        said = {"case": case_id, "region": region, "implementers": list(agencies)}
        return await self._change(CARRY, said, key, lambda ledger: ledger.carry(case_id, region, invite()))

    async def end_joint_case(self, case_id: str, reason: str | None, key: str) -> JointCaseChange:
        """End a case as designating department."""
        authorise_initiating(self._visit.grant)
        why = None if reason is None else read_words(reason, "reason")
        said = {"case": case_id, "reason": why}
        return await self._change(END, said, key, lambda ledger: ledger.end(case_id, why))

    async def joint_case(self, case_id: str) -> JointCase:
        """Give a case the asking agency takes part in."""
        authorise_joint_cases(self._visit.grant)
        rights = leased(self._office.rights)
        await self._settle(rights)
        agency = self._visit.grant.agency

        def read(connection: Connection) -> tuple[str, ...]:
            return (case_id,) if is_shown(connection, case_id, agency) else ()

        found = await self._office.reader.call(read)
        if not found:
            raise unknown_case("id")
        (case,) = await self._shown(found, rights)
        return case

    async def joint_cases(self, question: JointCasesQuestion) -> Window[JointCase]:
        """Give cases the asking agency takes part in, newest first."""
        authorise_joint_cases(self._visit.grant)
        check_first(question.first, MOST_CASES)
        subject = None if question.subject is None else read_subject(question.subject, "subject")
        ref = None if subject is None else self._office.vault.subject_ref(subject)
        wanted = CasesWanted(agency=self._visit.grant.agency, state=question.state, subject_ref=ref)
        rights = leased(self._office.rights)
        await self._settle(rights)
        listed = await self._office.reader.call(partial(_listed, wanted, question.first, question.after))
        cases = await self._shown(listed.ids, rights, also=() if ref is None else (ref,))
        return Window(nodes=cases, more=listed.more, total=listed.total)

    async def _change(
        self, operation: str, said: dict[str, Any], key: str, do: Callable[[Ledger], Outcome]
    ) -> JointCaseChange:
        """Carry a request out once: what it did before under its key is answered again, as it was left then."""
        office, grant = self._office, self._visit.grant
        digest = office.vault.fingerprint(encode({"operation": operation, **said}))
        request = Request(client=grant.client, key=read_key(key), digest=digest)
        known, now = leased(office.rights), office.clock()

        def change(connection: Connection) -> JointCaseChange:
            rights = known.advanced(read_after(connection, known.position))
            outcome = find_outcome(connection, request)
            if outcome is None:
                today = legal_day(now)
                outcome = do(Ledger(connection, office.vault, rights, agency=grant.agency, at=now, today=today))
                keep_outcome(connection, request, outcome)
            record = self._read(connection, outcome.case_id, up_to=outcome.sequence)
            add_access(connection, self._access(operation, record.file.subject_ref, record.file.id))
            return JointCaseChange(case=_seen(record, rights), sequence=outcome.sequence)

        return await self._durably(change)

    async def _durably(self, change: Callable[[Connection], T]) -> T:
        try:
            return await self._office.changer.call(change)
        except StoreError as error:
            log.exception("a joint case could not be changed")
            raise Refusal(
                ErrorCode.CHANGE_UNAVAILABLE,
                "the change could not be made durable",
                hint="send it again with the same key; if it lasts, tell the operator",
            ) from error

    async def _settle(self, rights: RightsState) -> None:
        """End the open cases of the agency that are over by themselves, so that no list shows them open."""
        office, agency, now = self._office, self._visit.grant.agency, self._office.clock()
        today = legal_day(now)
        known = await office.reader.call(lambda connection: open_cases(connection, agency))
        over = [each.id for each in known if ending_of(each.last_day, rights.of(each.record_id), today) is not None]
        if not over:
            return

        def change(connection: Connection) -> None:
            ledger = Ledger(connection, office.vault, rights, agency=agency, at=now, today=today)
            for case_id in over:
                ledger.settle(case_id)

        await self._durably(change)

    async def _shown(
        self, ids: Sequence[str], rights: RightsState, also: Collection[str] = ()
    ) -> tuple[JointCase, ...]:
        """Read cases and put on record that they were shown, or that it was said of a subject that there is none."""
        office = self._office

        def read(connection: Connection) -> list[CaseRecord]:
            return [self._read(connection, case_id) for case_id in ids]

        records = await office.reader.call(read)
        entries = [self._access(READ, each.file.subject_ref, each.file.id) for each in records]
        told = {each.file.subject_ref for each in records}
        entries += [self._access(READ, ref, None) for ref in also if ref not in told]
        deadline = asyncio.get_running_loop().time() + office.settings.deadline_ms / 1000
        await asyncio.gather(*(note(entry, office, deadline) for entry in entries))
        return tuple(_seen(each, rights) for each in records)

    def _read(self, connection: Connection, case_id: str, up_to: int | None = None) -> CaseRecord:
        file = find_file(connection, case_id)
        if file is None:
            raise unknown_case("id")
        return record_of(connection, file, self._office.vault, up_to)

    def _access(self, operation: str, subject_ref: str, case_id: str | None) -> AccessEntry:
        return AccessEntry(
            at=self._office.clock(),
            operation=operation,
            agency=self._visit.grant.agency,
            client=self._visit.grant.client,
            subject_ref=subject_ref,
            case_number=case_id,
            request_id=self._visit.request_id,
        )


def _listed(wanted: CasesWanted, first: int, after: str | None, connection: Connection) -> CaseIds:
    if after is not None and not is_shown(connection, after, wanted.agency):
        raise unknown_cursor()
    return list_cases(connection, wanted, first=first, after=after)


def _seen(record: CaseRecord, rights: RightsState) -> JointCase:
    return shown(record, rights.of(record.file.content.designation.record))
