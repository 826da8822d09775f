"""Joint cases of one client's visit: changed in one transaction each, read with an access entry for each shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection

from gateway.cases.changing import change_once
from gateway.cases.ledger import Ledger
from gateway.cases.orders import carrying, opening
from gateway.cases.record import CaseRecord
from gateway.cases.settling import settle_of
from gateway.cases.showing import read_case, seen
from gateway.cases.words import read_reason, read_subject, read_words
from gateway.proceedings.changing import Touched
from gateway.proceedings.client_desk import ClientDesk
from gateway.rights.state import RightsState
from gateway.stages.authorise import authorise_initiating, authorise_joint_cases, authorise_responding
from gateway.stages.record import leased
from gateway.store.case_lists import CaseIds, CasesWanted, is_shown, list_cases
from gateway.workflow.requests import Outcome, ahead
from schema.graph.connections import Window, check_first, unknown_cursor
from schema.graph.joint_cases import MOST_CASES, JointCaseInput, JointCasesQuestion
from schema.joint_cases import JointCase, JointCaseChange, JointCaseResponse

READ, OPEN, RESPOND, CARRY, END = "case_read", "case_open", "case_respond", "case_carry", "case_end"


class JointCaseDesk(ClientDesk):
    """Implements `schema.graph.joint_cases.JointCases` for one visit."""

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
        return await self._once(OPEN, said, key, lambda ledger: ledger.open(*prepared()))

    async def respond_to_joint_case(
        self, case_id: str, response: JointCaseResponse, reason: str | None, key: str
    ) -> JointCaseChange:
        """Respond for the asking agency."""
        authorise_responding(self._visit.grant)
        why = read_reason(response, reason)
        said = {"case": case_id, "response": response.value, "reason": why}
        return await change_once(
            self._changes, RESPOND, said, key, lambda ledger: ledger.respond(case_id, response, why)
        )

    async def carry_across(self, case_id: str, region: str, agencies: Sequence[str], key: str) -> JointCaseChange:
        """Carry a case into a region."""
        authorise_joint_cases(self._visit.grant)
        invite = ahead(partial(carrying, region, agencies, self._visit.grant.agency, self._office))
        said = {"case": case_id, "region": region, "implementers": list(agencies)}
        return await change_once(
            self._changes, CARRY, said, key, lambda ledger: ledger.carry(case_id, region, invite())
        )

    async def end_joint_case(self, case_id: str, reason: str | None, key: str) -> JointCaseChange:
        """End a case as designating department."""
        authorise_initiating(self._visit.grant)
        why = None if reason is None else read_words(reason, "reason")
        said = {"case": case_id, "reason": why}
        return await self._once(END, said, key, lambda ledger: ledger.end(case_id, why))

    async def joint_case(self, case_id: str) -> JointCase:
        """Give a case the asking agency takes part in."""
        authorise_joint_cases(self._visit.grant)
        rights = leased(self._office.rights)
        await settle_of(self._visit.grant.agency, rights, self._office)
        (case,) = await self._shown((case_id,), rights)
        return case

    async def joint_cases(self, question: JointCasesQuestion) -> Window[JointCase]:
        """Give cases the asking agency takes part in, newest first."""
        authorise_joint_cases(self._visit.grant)
        check_first(question.first, MOST_CASES)
        subject = None if question.subject is None else read_subject(question.subject, "subject")
        ref = None if subject is None else self._office.vault.subject_ref(subject)
        wanted = CasesWanted(agency=self._visit.grant.agency, state=question.state, subject_ref=ref)
        rights = leased(self._office.rights)
        await settle_of(self._visit.grant.agency, rights, self._office)
        listed = await self._office.reader.call(partial(_listed, wanted, question.first, question.after))
        cases = await self._shown(listed.ids, rights, also=() if ref is None else (ref,))
        return Window(nodes=cases, more=listed.more, total=listed.total)

    async def _once(
        self, operation: str, said: dict[str, Any], key: str, do: Callable[[Ledger], Outcome]
    ) -> JointCaseChange:
        return await change_once(self._changes, operation, said, key, do)

    async def _shown(
        self, ids: Sequence[str], rights: RightsState, also: Collection[str] = ()
    ) -> tuple[JointCase, ...]:
        """Read cases and put on record that they were shown, or that it was said of a subject that there is none."""
        office, visit = self._office, self._visit

        def read(connection: Connection) -> list[CaseRecord]:
            return [read_case(connection, case_id, visit.grant.agency, office.vault) for case_id in ids]

        records = await office.reader.call(read)
        touched = [Touched(each.file.subject_ref, each.file.id) for each in records]
        told = {each.subject_ref for each in touched}
        await self._told(READ, [*touched, *(Touched(ref, "") for ref in also if ref not in told)])
        return tuple(seen(each, rights) for each in records)


def _listed(wanted: CasesWanted, first: int, after: str | None, connection: Connection) -> CaseIds:
    if after is not None and not is_shown(connection, after, wanted.agency):
        raise unknown_cursor()
    return list_cases(connection, wanted, first=first, after=after)
