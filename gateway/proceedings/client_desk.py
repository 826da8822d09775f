"""What the desks of every kind of proceeding share for one client's visit: changes, lists, access entries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from gateway.noting import note
from gateway.office import Office
from gateway.proceedings.changing import Changes, Touched
from gateway.proceedings.docket import unknown_proceeding
from gateway.proceedings.model import C, D, Procedure, Proceeding, R, S
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingIds, ProceedingsWanted, is_listed, list_proceedings
from gateway.store.proceedings import find_proceeding
from gateway.visit import Visit
from schema.graph.connections import Window, check_first, unknown_cursor
from schema.graph.proceedings import MOST_PROCEEDINGS

T = TypeVar("T")


class PageQuestion(Protocol):
    """How much of a list a client asks for: at most `first`, after the one with the id `after`."""

    @property
    def first(self) -> int:
        """How many at most."""

    @property
    def after(self) -> str | None:
        """Id of the last one seen; None to begin."""


class ClientDesk:
    """Base of the desks: one client's visit and the office it is answered from."""

    def __init__(self, visit: Visit, office: Office) -> None:
        self._visit = visit
        self._office = office
        self._changes = Changes(visit, office)

    async def _told(self, operation: str, touched: Iterable[Touched | None]) -> None:
        """Make durable, before an answer leaves, that each subject was told of."""
        office, visit = self._office, self._visit
        now = office.clock()
        entries = [
            visit.access(now, operation, each.subject_ref, case_number=each.case_id or None)
            for each in dict.fromkeys(touched)
            if each is not None
        ]
        deadline = asyncio.get_running_loop().time() + office.settings.deadline_ms / 1000
        await asyncio.gather(*(note(entry, office, deadline) for entry in entries))

    async def _one(self, procedure: Procedure[C, D, S, R], case_id: str) -> Proceeding[C, D, S, R]:
        """Give a proceeding the asking agency takes part in, with its access entry; raises `Refusal`."""
        authorise_procedure(self._visit.grant, procedure.kind)
        agency, vault = self._visit.grant.agency, self._office.vault

        def read(connection: Connection) -> Proceeding[C, D, S, R]:
            found = find_proceeding(connection, procedure, case_id, vault)
            if found is None or not found.roles_of(agency):
                raise unknown_proceeding()
            return found

        found = await self._office.reader.call(read)
        await self._told(f"{procedure.kind.value.lower()}_read", [touched_by(found)])
        return found

    async def _page(
        self,
        procedure: Procedure[C, D, S, R],
        wanted: ProceedingsWanted,
        question: PageQuestion,
        show: Callable[[Proceeding[C, D, S, R]], T],
    ) -> Window[T]:
        """Show a page of proceedings, newest first, with an access entry for each subject told of, also if none is."""
        first, after = question.first, question.after
        authorise_procedure(self._visit.grant, procedure.kind)
        check_first(first, MOST_PROCEEDINGS)
        vault = self._office.vault

        def read(connection: Connection) -> tuple[ProceedingIds, list[Proceeding[C, D, S, R]]]:
            if after is not None and not is_listed(connection, after, wanted):
                raise unknown_cursor()
            listed = list_proceedings(connection, wanted, first=first, after=after)
            found = (find_proceeding(connection, procedure, each, vault) for each in listed.ids)
            return listed, [each for each in found if each is not None]

        listed, found = await self._office.reader.call(read)
        touched = [touched_by(each) for each in found]
        if wanted.subject_ref is not None and not found:
            touched.append(Touched(wanted.subject_ref, ""))
        await self._told(f"{procedure.kind.value.lower()}_read", touched)
        return Window(nodes=tuple(map(show, found)), more=listed.more, total=listed.total)


def touched_by(found: Proceeding[C, D, S, R]) -> Touched | None:
    """Name whom a proceeding tells of; None where it is about no subject."""
    return None if found.subject_ref is None else Touched(found.subject_ref, found.id)
